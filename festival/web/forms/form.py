"""A form of a page: filled from what was just sent. Its token was checked before the view."""

from collections.abc import Callable
from typing import Any

import flask
import wtforms
from werkzeug.datastructures import MultiDict

from festival.kernel.invalid import Invalid
from festival.web import wording


class Form(wtforms.Form):
    """What every form of ours is made of. `typed` are words to show until something is sent."""

    def __init__(self, typed: "MultiDict[str, str] | None" = None, **values: Any) -> None:
        self.is_sent = flask.request.method == "POST"
        super().__init__(flask.request.form if self.is_sent else typed, **values)

    def can_be_taken(self) -> bool:
        """Whether it was sent, and nothing is wrong with it."""
        return self.is_sent and self.validate()


def readable(read: Callable[[str], object]) -> Callable[[wtforms.Form, wtforms.Field], None]:
    """A validator from a pure reader: what it raises is what people see."""

    def validate(form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            read(field.data or "")
        except Invalid as error:
            raise wtforms.ValidationError(wording.say(error.text, error.values)) from None

    return validate
