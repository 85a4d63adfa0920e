"""The organizers' forms about the jury: panels, rounds in whole days, conflicts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Form,
    IntegerField,
    RadioField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange

from festival.editions.models import Category, Edition
from festival.jury.models import Round
from festival.jury.rounds.operations import Settings
from festival.jury.states import OthersScores
from festival.kernel import texts
from festival.kernel.refusals import Refused
from festival.kernel.windows import last_day
from festival.web import wording
from festival.web.forms.choices import TicksField, options
from festival.web.forms.days import DayField
from festival.web.forms.versions import VersionField

LONGEST_TYPED = 2 * 1024 * 1024


class Named(Protocol):
    """A form with a name that may be taken."""

    name: StringField


def line(typed: str | None) -> str:
    return texts.clean_line(typed or "", LONGEST_TYPED)


def text(typed: str | None) -> str:
    return texts.clean_text(typed or "", LONGEST_TYPED)


def blame_name(form: Named, error: Refused) -> None:
    """Say beside the name that it is taken; any other refusal goes on its way."""
    form.name.errors = [wording.explain(error.expected("name_taken"))]


class RoundForm(Form):
    """A round: its days, its films, what jurors may see."""

    version = VersionField(default=0)
    name = StringField(
        _("Name of the round"), filters=[line], validators=[InputRequired(), Length(min=1, max=80)]
    )
    opens = DayField(_("First day"), validators=[InputRequired()])
    closes = DayField(_("Last day"), description=_("Until 24:00 of that day."), validators=[InputRequired()])
    categories = TicksField(_("Films of"), choices=[])
    reviews_per_film = IntegerField(
        _("Reviews per film"),
        description=_("How many jurors watch each film. Three is a good beginning."),
        validators=[InputRequired(), NumberRange(1, 50)],
    )
    is_blind = BooleanField(
        _("Blind"),
        description=_(
            "Jurors do not see who made a film. Its title, synopsis and answer on the theme are "
            "shown. A film that is a link can show its filmmakers there."
        ),
    )
    others_scores = RadioField(
        _("Jurors see the others' scores"),
        choices=options(
            [
                (OthersScores.NEVER, _("never")),
                (OthersScores.AFTER_OWN, _("once they have submitted their own")),
                (OthersScores.ALWAYS, _("always")),
            ]
        ),
    )
    reminder_days = IntegerField(
        _("Remind this many days before the end"),
        description=_("Only jurors with films left to watch, and once."),
        validators=[InputRequired(), NumberRange(0, 60)],
    )

    def offer(self, categories: Sequence[Category]) -> None:
        """Let these categories be chosen."""
        self.categories.choices = options((str(each.id), each.name) for each in categories)

    def validate_closes(self, field: DayField) -> None:
        """The last day is not before the first."""
        if self.opens.data and field.data and field.data < self.opens.data:
            raise ValidationError(_("The last day comes before the first one."))

    def validate_categories(self, field: TicksField) -> None:
        """A round without films is no round."""
        if not field.data:
            raise ValidationError(_("Choose at least one category."))

    def settings(self, edition: Edition) -> Settings:
        """What was chosen; only after it was found valid."""
        chosen = self.categories.data or ()
        return Settings(
            name=self.name.data or "",
            opens_at=_beginning(self.opens, edition.time_zone),
            closes_at=_end(self.closes, edition.time_zone),
            reviews_per_film=self.reviews_per_film.data or 1,
            is_blind=bool(self.is_blind.data),
            others_scores=OthersScores(self.others_scores.data),
            reminder_days=self.reminder_days.data or 0,
            categories=[each for each in edition.categories if str(each.id) in chosen],
        )


class ExtensionForm(Form):
    """A later last day."""

    until = DayField(_("New last day"), validators=[InputRequired()])

    def closes_at(self, zone: str) -> datetime:
        """The end of that day; only after it was found valid."""
        return _end(self.until, zone)


def of_round(round_: Round) -> RoundForm:
    """The settings of a round as they stand."""
    zone = round_.panel.edition.time_zone
    form = RoundForm(
        data={
            "version": round_.version,
            "name": round_.name,
            "opens": _first_day(round_, zone),
            "closes": last_day(round_.closes_at, zone),
            "categories": [str(category.id) for category in round_.categories],
            "reviews_per_film": round_.reviews_per_film,
            "is_blind": round_.is_blind,
            "others_scores": round_.others_scores,
            "reminder_days": round_.reminder_days,
        }
    )
    form.offer(round_.panel.edition.categories)
    return form


def _beginning(field: DayField, zone: str) -> datetime:
    return datetime.combine(cast(date, field.data), time.min, ZoneInfo(zone)).astimezone(UTC)


def _end(field: DayField, zone: str) -> datetime:
    following = cast(date, field.data) + timedelta(days=1)
    return datetime.combine(following, time.min, ZoneInfo(zone)).astimezone(UTC)


def _first_day(round_: Round, zone: str) -> date:
    return round_.opens_at.astimezone(ZoneInfo(zone)).date()
