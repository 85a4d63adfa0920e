"""The version of a row that travels with its form, and what stands now where somebody changed the row."""

from collections.abc import Sequence
from datetime import date

import wtforms
from flask_babel import gettext as _
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

from festival.web import wording
from festival.web.row_numbers import row_number


class VersionField(wtforms.Field):
    """Which version of its row a form was opened on; 0 where it does not say."""

    widget = HiddenInput()
    data: int

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number that came back. Raises ValueError for what can be none."""
        self.data = row_number(valuelist[0]) if valuelist else 0

    def _value(self) -> str:
        return str(self.data)


def catch_up(typed: wtforms.Form, stands: wtforms.Form) -> dict[str, str]:
    """What stands now, by field, where a form reads otherwise; sent once more, the form replaces it."""
    typed["version"].data = stands["version"].data
    return {
        field.name: _said(stands[field.name])
        for field in typed
        if _content(field) != _content(stands[field.name])
    }


def _content(field: wtforms.Field) -> object:
    return field.data.split() if isinstance(field.data, str) else field.data


def _said(field: wtforms.Field) -> str:
    if isinstance(field, SelectFieldBase):
        return ", ".join(str(option.label.text) for option in field if option.checked)
    match field.data:
        case bool(is_so):
            return str(_("yes") if is_so else _("no"))
        case date() as day:
            return wording.day(day)
        case None:
            return ""
        case content:
            return str(content)
