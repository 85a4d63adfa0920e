"""The form in which an organizer declares a conflict of interest."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import (
    Form,
    SelectField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury.rounds import forms as round_forms
from festival.web.forms.choices import options


class ConflictForm(Form):
    """Who is kept away from which film, and why."""

    juror = SelectField(_("Juror"), validators=[InputRequired()])
    film = SelectField(_("Film"), validators=[InputRequired()])
    reason = TextAreaField(
        _("Why"), filters=[round_forms.text], validators=[InputRequired(), Length(min=1, max=500)]
    )

    def offer(self, people: Iterable[Person], films: Iterable[Entry]) -> None:
        """Let these people and films be chosen."""
        none = ("", _("Choose…"))
        self.juror.choices = options([none, *((str(each.id), each.name) for each in people)])
        self.film.choices = options([none, *((str(each.id), each.title) for each in films)])
