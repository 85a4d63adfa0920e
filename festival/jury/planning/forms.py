"""The form that gives a film to a juror, or to another one."""

import wtforms

from festival.web.row_numbers import row_number


class JurorForm(wtforms.Form):
    """A juror of the panel, and the film that they get."""

    juror = wtforms.SelectField(coerce=row_number, validate_choice=False)
    film = wtforms.SelectField(coerce=row_number, validate_choice=False)
