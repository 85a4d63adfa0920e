"""What organizers send about a board: numbers of places, reasons, remarks."""

from typing import Any

import wtforms
from flask_babel import gettext
from wtforms import BooleanField, HiddenField, StringField

from festival.kernel.invalid import Invalid
from festival.web.forms.form import readable
from festival.web.forms.words import LineField, WordsField

LONGEST_WORDS = 2_000
MOST_DIGITS = 9


def whole_number(typed: str) -> int:
    """A whole number, in digits of any script. Raises Invalid with code `not_a_number`."""
    typed = typed.strip()
    if typed.isdecimal() and len(typed) <= MOST_DIGITS:
        return int(typed)
    raise Invalid("not_a_number", "“{text}” is not a whole number. Write digits, like 12.", text=typed[:40])


class NumberField(StringField):
    """A whole number of places or films, shown again as it was typed."""

    @property
    def number(self) -> int:
        """The number; only after it was found valid."""
        return whole_number(self.data or "")

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no whole number."""
        readable(whole_number)(form, self)


class PlacesForm(wtforms.Form):
    """How many places a board has; `seen` is how many it had when the page was opened."""

    places = NumberField()
    seen = NumberField()


class BeginForm(wtforms.Form):
    """How many places the board of a category in a round begins with."""

    places = NumberField()
    round = NumberField()
    category = HiddenField()

    @property
    def place(self) -> str:
        """Where on the page of rankings it stands."""
        return f"places-{self.round.data}-{self.category.data}"


class FilmForm(wtforms.Form):
    """The reason to pin or drop a film, or a remark on it."""

    reason = WordsField(most=LONGEST_WORDS)
    text = WordsField(most=LONGEST_WORDS)


class AllTheSameForm(wtforms.Form):
    """To go on although something lacks: a tick, and why."""

    confirm = BooleanField(render_kw={"value": "yes", "required": True})
    all_the_same = LineField(id="all-the-same", most=LONGEST_WORDS)

    @property
    def reason(self) -> str:
        """Why; empty unless the box beside it is ticked. Only after it was found valid."""
        return self.all_the_same.words if self.confirm.data else ""

    def ask(self) -> None:
        """Say beside the fields which of the two is still to be done."""
        if not self.confirm.data:
            self.confirm.errors = [gettext("Tick this box to continue.")]
        if not self.all_the_same.words:
            self.all_the_same.errors = [gettext("Say why, in a few words.")]


class FreezeForm(AllTheSameForm):
    """The same for a board, as it was `seen`."""

    seen = HiddenField()
