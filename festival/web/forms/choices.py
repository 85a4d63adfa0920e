"""The options of a form's choice, each a stored word and what people read."""

from collections.abc import Iterable
from typing import Any

from flask_babel import LazyString
from wtforms import SelectMultipleField
from wtforms.fields import choices
from wtforms.widgets import CheckboxInput, ListWidget


class TicksField(SelectMultipleField):
    """Tick boxes for marked words."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def options(pairs: Iterable[tuple[str, str | LazyString]]) -> list[Any]:
    """Give (value, label) pairs as a SelectField or RadioField wants them since WTForms 3.3."""
    return [choices.SelectChoice(value, label) for value, label in pairs]  # type: ignore[attr-defined]
