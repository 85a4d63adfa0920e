"""What a form carried, read field by field; what cannot be read yet is kept as it was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from festival.editions.models import Edition
from festival.entries.drafts import answers, fields
from festival.entries.drafts.answers import SeveralOf, Tick, Typed
from festival.entries.drafts.fields import Field, Section
from festival.entries.models import Entry
from festival.kernel import date_reading, partial_dates
from festival.kernel.invalid import Invalid

MOST_SAVED = 100_000


@dataclass(frozen=True)
class Reading:
    """A section's form: what could be read, by field, and what could not, as typed."""

    values: dict[str, Any]
    unread: dict[str, list[str]]


def sent(section: Section, form: Mapping[str, Typed]) -> dict[str, Typed]:
    """The section's answers in a form. A box without a tick is not sent by browsers, but says no."""
    return {
        field.name: form.get(field.name, [])
        for field in fields.of_section(section)
        if field.name in form or isinstance(field.answer, Tick | SeveralOf)
    }


def read(typed: Mapping[str, Typed], locale: str, edition: Edition) -> Reading:
    """Read each answer; a NUL, which no database keeps, is dropped from what is only kept."""
    values: dict[str, Any] = {}
    unread: dict[str, list[str]] = {}
    for name, words in typed.items():
        try:
            values[name] = _value(fields.BY_NAME[name], words, locale, edition)
        except Invalid:
            unread[name] = [text.replace("\0", "")[:MOST_SAVED] for text in words]
    return Reading(values, unread)


def shown(entry: Entry, field: Field, locale: str) -> list[str]:
    """What the form shows in a field: what was typed last, readable or not."""
    kept = entry.unfinished.get(field.name)
    return kept if kept is not None else field.answer.write(getattr(entry, field.name), locale)


def errors(entry: Entry, of: Iterable[Field], locale: str) -> dict[str, Invalid]:
    """Why the unfinished answers cannot be read, by field."""
    return {
        field.name: wrong
        for field in of
        if field.name in entry.unfinished
        and (wrong := why(field, entry.unfinished[field.name], locale, entry.edition))
    }


def why(field: Field, typed: Typed, locale: str, edition: Edition) -> Invalid | None:
    """What is wrong with an answer, if anything is."""
    try:
        _value(field, typed, locale, edition)
    except Invalid as wrong:
        return wrong
    return None


def conflicts(entry: Entry, typed: Mapping[str, Typed], revision: int, locale: str) -> dict[str, list[str]]:
    """Answers that changed since the form was opened and read otherwise in it: what stands there now."""
    reading = read(typed, locale, entry.edition)
    return {
        name: shown(entry, fields.BY_NAME[name], locale)
        for name in typed
        if entry.changed_in.get(name, 0) > revision and not _says_the_same(entry, name, reading)
    }


def apply(entry: Entry, reading: Reading) -> None:
    """Write a reading into the entry and remember in which save each field changed."""
    changed = [
        name for name in (*reading.values, *reading.unread) if not _says_the_same(entry, name, reading)
    ]
    for name in changed:
        if name in reading.values:
            setattr(entry, name, reading.values[name])
    kept = {name: typed for name, typed in entry.unfinished.items() if name not in reading.values}
    entry.unfinished = kept | reading.unread
    if changed:
        entry.revision += 1
        entry.changed_in = entry.changed_in | dict.fromkeys(changed, entry.revision)


def _value(field: Field, typed: Typed, locale: str, edition: Edition) -> Any:
    """What an answer says, if it can be so in this edition: no film is completed after its call."""
    value = field.answer.read(typed, locale)
    if field.answer is answers.COMPLETED and value:
        date_reading.needs_to_be_over(partial_dates.parse(value), edition.closes_at.date())
    return value


def _says_the_same(entry: Entry, name: str, reading: Reading) -> bool:
    if name in reading.unread:
        return entry.unfinished.get(name) == reading.unread[name]
    return name not in entry.unfinished and getattr(entry, name) == reading.values[name]
