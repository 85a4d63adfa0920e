"""The form of the last hours: how many, in how many batches, and who is asked."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, StringField

from festival.boards.extra_reviews.solve import SECONDS_AN_HOUR, Asked
from festival.jury.models import PanelMember
from festival.kernel.invalid import Invalid
from festival.web.forms.choices import TicksField, options
from festival.web.forms.form import readable

MOST_HOURS = 100_000


def seconds(typed: str) -> int:
    """Hours as people write them ("7.5", "7,5", in digits of any script). Raises Invalid."""
    try:
        hours = float(typed.strip().replace(",", ".").replace("٫", ".").replace("_", " "))
    except ValueError:
        raise Invalid(
            "not_hours", "“{text}” is not a number of hours. Write digits, like 40 or 7.5.", text=typed[:40]
        ) from None
    if not 1 / SECONDS_AN_HOUR <= hours <= MOST_HOURS:
        raise Invalid("hours_out_of_reach", "Hours are more than 0, and {most} at most.", most=MOST_HOURS)
    return round(hours * SECONDS_AN_HOUR)


class HoursForm(Form):
    """The hours that a jury has left. Everybody on the panel is asked unless somebody chooses."""

    hours = StringField(_("Hours of jury time that are left"), [readable(seconds)])
    batches = RadioField(
        _("Use them in"),
        choices=options([("1", _("one batch")), ("2", _("two batches")), ("3", _("three batches"))]),
        default="3",
        description=_("Each batch goes where the scores of the one before leave the shortlist unsure."),
        name="waves",  # as addresses have it
    )
    juror = TicksField(_("Ask"), choices=[])

    def __init__(self, typed: "MultiDict[str, str] | None", members: Sequence[PanelMember], **values: Any):
        super().__init__(typed, **values)
        self.juror.choices = options((str(each.person_id), each.person.name) for each in members)
        if not self.juror.data:
            self.juror.data = [str(each.person_id) for each in members]

    @property
    def asked(self) -> Asked:
        """What was typed; only after it was found valid."""
        jurors = frozenset(map(int, self.juror.data or ()))
        return Asked(seconds(self.hours.data or ""), int(self.batches.data), jurors)
