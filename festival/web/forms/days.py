"""A day in a form: one that a calendar of ours can hold, with the day before and the day after."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField
from wtforms.validators import StopValidation

FIRST_YEAR, LAST_YEAR = 1900, 2199


class DayField(DateField):
    """A day on which something begins or ends. A year beyond all calendars is refused."""

    data: date | None

    @property
    def possible(self) -> date | None:
        """The day, if calendars have it; other fields compute with this one."""
        return self.data if self.data and FIRST_YEAR <= self.data.year <= LAST_YEAR else None

    def pre_validate(self, form: Any) -> None:
        """Refuse a year that nobody means, before anything is computed with it."""
        if self.data and not self.possible:
            raise StopValidation(
                _("Choose a day of the years %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            )
