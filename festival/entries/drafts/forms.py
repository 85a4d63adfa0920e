"""The pages of an entry as forms, made from the table of fields; what was typed stands in them again."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget, html_params

from festival.entries.drafts import answers, fields
from festival.entries.drafts.answers import Answer
from festival.entries.drafts.fields import Section
from festival.kernel.invalid import Invalid
from festival.web import wording
from festival.web.forms.choices import options

EMPTY_LINES = 2  # beyond what is filled; saving gives two more


class SeveralInputs:
    """One text input for each code, and some empty ones; a list of names opens as one types."""

    def __call__(self, field: "CodesField", **attributes: Any) -> Markup:
        lines = [*field.data, *[""] * EMPTY_LINES]
        label = attributes.pop("label", field.label.text)
        inputs = (
            f"<input {html_params(name=field.name, value=value, list=field.list_id, **attributes, **names)}>"
            for number, value in enumerate(lines)
            for names in [{"id": field.id} if number == 0 else {"aria_label": f"{label} {number + 1}"}]
        )
        return Markup("<div class='several'>{}</div>").format(Markup("").join(map(Markup, inputs)))


class CodesField(Field):
    """Several languages or countries by name. `list_id` is the id of the page's list of names."""

    widget = SeveralInputs()

    def __init__(self, *arguments: Any, list_id: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.list_id = list_id

    def process_data(self, value: Any) -> None:
        """Take what is shown: a list of names."""
        self.data = list(value or [])


def page_of(of: "list[fields.Field]", typed: Mapping[str, list[str]], wrong: Mapping[str, Invalid]) -> Form:
    """A form over these fields that shows what was typed, and beside each wrong answer why."""
    kind = type("EntryPage", (Form,), {field.name: _input(field) for field in of})
    form: Form = kind(data={field.name: _as_data(field.answer, typed[field.name]) for field in of})
    for name, invalid in wrong.items():
        if name in form:
            form[name].errors = [wording.say(invalid.text, invalid.values)]
    return form


def of_section(section: Section, *, takes_links: bool) -> list[fields.Field]:
    """The questions of a page; a link is asked for only where a category takes one."""
    return [field for field in fields.of_section(section) if takes_links or field.name != "film_link"]


def said(field: fields.Field, value: Any, locale: str) -> list[str]:
    """A value as words for people, in their language."""
    words = field.answer.say(value, locale)
    return [gettext(text) for text in words] if field.answer.is_marked else words


class CodeField(StringField):
    """One language or country by name. `list_id` is the id of the page's list of names."""

    def __init__(self, *arguments: Any, list_id: str, **settings: Any) -> None:
        super().__init__(*arguments, **{"render_kw": {"list": list_id}, **settings})
        self.list_id = list_id


def _input(field: fields.Field) -> Any:
    words: dict[str, Any] = {
        "label": gettext(field.label),
        "description": gettext(field.hint) if field.hint else "",
    }
    match field.answer:
        case answers.Paragraphs(limit=limit):
            return TextAreaField(**words, validators=[Length(max=limit)])
        case answers.Names():
            return TextAreaField(**words)
        case answers.Codes():
            return CodesField(**words, list_id=_list_of(field.answer))
        case answers.OneOf(words=choices):
            return SelectField(**words, choices=options([("", gettext("Choose…")), *_choices(choices)]))
        case answers.SeveralOf(words=choices):
            return SelectMultipleField(
                **words,
                choices=options(_choices(choices)),
                widget=ListWidget(prefix_label=False),
                option_widget=CheckboxInput(),
            )
        case answers.YesNo():
            return RadioField(
                **words, choices=options([(answers.YES, gettext("Yes")), (answers.NO, gettext("No"))])
            )
        case answers.Tick():
            return BooleanField(**words, render_kw={"value": answers.YES})
        case answers.OneCode():
            return CodeField(**words, list_id=_list_of(field.answer.codes))
        case _:
            return StringField(**words)


def _as_data(answer: Answer, typed: list[str]) -> Any:
    match answer:
        case answers.Tick():
            return typed[-1:] == [answers.YES]
        case answers.SeveralOf() | answers.Codes():
            return typed
        case _:
            return typed[-1] if typed else ""


def _list_of(codes: answers.Codes) -> str:
    return "country-names" if codes is answers.COUNTRIES else "language-names"


def _choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(member), gettext(text)) for member, text in words.items()]
