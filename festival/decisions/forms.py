"""The forms that prepare decisions: from a frozen shortlist, or film by film."""

import wtforms

from festival.boards.forms import LONGEST_WORDS, NumberField
from festival.web.forms.words import LineField
from festival.web.row_numbers import row_number


class StageForm(wtforms.Form):
    """One decision on one film, or on all films that are ticked, with its reason."""

    reason = LineField(most=LONGEST_WORDS)
    decision = wtforms.StringField()
    film = wtforms.SelectMultipleField(coerce=row_number, validate_choice=False)


class TakeOverForm(wtforms.Form):
    """A frozen version to start from, and how many films are in reserve."""

    reserve = NumberField(default="0")
    shortlist = NumberField()
    number = NumberField()
    earlier = wtforms.HiddenField()

    @property
    def place(self) -> str:
        """Where on the page it stands."""
        return f"reserve-{self.shortlist.data}-{self.number.data}"
