"""How each kind of question of the entry form is read from what people type, and written back for them.

What is typed is always a list of texts, as a browser sends them for one name; most kinds use the last one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol

from festival.kernel import (
    countries,
    date_reading,
    durations,
    identifiers,
    language_reading,
    languages,
    partial_dates,
    texts,
    web_links,
)
from festival.kernel.invalid import Invalid
from festival.kernel.words import N_

Typed = Sequence[str]
YES, NO = "yes", "no"
MOST_CODES = 40


class Answer(Protocol):
    """One kind of answer. `read` raises Invalid; `say` gives words for people, msgids if `is_marked`."""

    @property
    def is_marked(self) -> bool: ...
    def read(self, typed: Typed, locale: str) -> Any: ...
    def write(self, value: Any, locale: str) -> list[str]: ...
    def say(self, value: Any, locale: str) -> list[str]: ...


class _Plain:
    """An answer that is said as it is written."""

    is_marked = False

    def write(self, value: Any, locale: str) -> list[str]:
        return [str(value)] if value is not None else [""]

    def say(self, value: Any, locale: str) -> list[str]:
        return [words for words in self.write(value, locale) if words]


@dataclass(frozen=True)
class Line(_Plain):
    """One line of at most `limit` characters."""

    limit: int

    def read(self, typed: Typed, locale: str) -> str:
        return texts.clean_line(_last(typed), self.limit)


@dataclass(frozen=True)
class Paragraphs(_Plain):
    """Several lines of at most `limit` characters together."""

    limit: int

    def read(self, typed: Typed, locale: str) -> str:
        return texts.clean_text(_last(typed), self.limit)


@dataclass(frozen=True)
class Names(_Plain):
    """People, one on each line: a list of names without empty or repeated ones."""

    limit: int

    def read(self, typed: Typed, locale: str) -> list[str]:
        lines = texts.clean_text(_last(typed), self.limit).split("\n")
        return list(dict.fromkeys(texts.clean_line(line, self.limit) for line in lines if line.strip()))

    def write(self, value: list[str], locale: str) -> list[str]:
        return ["\n".join(value)]

    def say(self, value: list[str], locale: str) -> list[str]:
        return list(value)


@dataclass(frozen=True)
class Codes(_Plain):
    """Languages or countries, typed by their names or codes, one or several in a line; kept as codes.

    `read_list` raises Invalid; `choices` are all that can be chosen, `others` more words to find one by.
    """

    read_list: Callable[[str, str], tuple[str, ...]]
    written: Callable[[str, str], str]
    name: Callable[[str, str], str]
    choices: Callable[[str], tuple[tuple[str, str], ...]]
    others: Callable[[str], tuple[str, ...]]

    def read(self, typed: Typed, locale: str) -> list[str]:
        lines = [text for text in typed if text.strip()]
        found = list(dict.fromkeys(code for text in lines for code in self.read_list(text, locale)))
        if len(found) > MOST_CODES:
            raise Invalid("too_many", "Please name at most {limit}.", limit=MOST_CODES)
        return found

    def write(self, value: list[str], locale: str) -> list[str]:
        return [self.written(code, locale) for code in value]

    def say(self, value: list[str], locale: str) -> list[str]:
        return [self.name(code, locale) for code in value]

    def words(self, locale: str) -> tuple[str, ...]:
        """What the list offers that opens as one types: each name once, those of the reader first."""
        return _words(self, locale, countries.names_shown.get())


@dataclass(frozen=True)
class OneCode(_Plain):
    """One language, or none."""

    codes: Codes

    def read(self, typed: Typed, locale: str) -> str | None:
        found = self.codes.read(typed[-1:], locale)
        if len(found) > 1:
            raise Invalid("too_many", "Please name at most {limit}.", limit=1)
        return next(iter(found), None)

    def write(self, value: str | None, locale: str) -> list[str]:
        return self.codes.write([value], locale) if value else [""]

    def say(self, value: str | None, locale: str) -> list[str]:
        return self.codes.say([value], locale) if value else []


@dataclass(frozen=True)
class OneOf:
    """One word of a list, or none."""

    words: Mapping[Any, str]
    is_marked = True

    def read(self, typed: Typed, locale: str) -> StrEnum | None:
        return _member(self.words, _last(typed)) if _last(typed) else None

    def write(self, value: StrEnum | None, locale: str) -> list[str]:
        return [str(value)] if value else [""]

    def say(self, value: StrEnum | None, locale: str) -> list[str]:
        return [self.words[value]] if value else []


@dataclass(frozen=True)
class SeveralOf:
    """Any words of a list, in the list's order."""

    words: Mapping[Any, str]
    is_marked = True

    def read(self, typed: Typed, locale: str) -> list[str]:
        chosen = {_member(self.words, text) for text in typed if text}
        return [str(member) for member in self.words if member in chosen]

    def write(self, value: list[str], locale: str) -> list[str]:
        return list(value)

    def say(self, value: list[str], locale: str) -> list[str]:
        return [self.words[member] for member in self.words if str(member) in value]


@dataclass(frozen=True)
class YesNo:
    """A question that wants an answer: yes, no, or not answered yet."""

    is_marked = True

    def read(self, typed: Typed, locale: str) -> bool | None:
        return {YES: True, NO: False}.get(_last(typed))

    def write(self, value: bool | None, locale: str) -> list[str]:
        return [""] if value is None else [YES if value else NO]

    def say(self, value: bool | None, locale: str) -> list[str]:
        return [] if value is None else [N_("Yes") if value else N_("No")]


@dataclass(frozen=True)
class Tick:
    """Something that is so when it is ticked."""

    is_marked = True

    def read(self, typed: Typed, locale: str) -> bool:
        return _last(typed) == YES

    def write(self, value: bool | None, locale: str) -> list[str]:
        return [YES if value else ""]

    def say(self, value: bool | None, locale: str) -> list[str]:
        return [N_("Yes") if value else N_("No")]


@dataclass(frozen=True)
class Length(_Plain):
    """A running time in whole seconds."""

    def read(self, typed: Typed, locale: str) -> int | None:
        return durations.parse(_last(typed)) if _last(typed).strip() else None

    def write(self, value: int | None, locale: str) -> list[str]:
        return [durations.clock(value)] if value is not None else [""]

    def say(self, value: int | None, locale: str) -> list[str]:
        return [durations.words(value)] if value is not None else []


@dataclass(frozen=True)
class Completed(_Plain):
    """A date of which perhaps only the year, or year and month, is known; kept as text."""

    def read(self, typed: Typed, locale: str) -> str | None:
        return str(date_reading.read(_last(typed))) if _last(typed).strip() else None

    def say(self, value: str | None, locale: str) -> list[str]:
        return [partial_dates.parse(value).in_words(locale)] if value else []


@dataclass(frozen=True)
class Code(_Plain):
    """One text that a reader of its own understands: a number of the trade, a link."""

    parse: Callable[[str], str]

    def read(self, typed: Typed, locale: str) -> str | None:
        return self.parse(_last(typed)) if _last(typed).strip() else None


def link(text: str) -> str:
    """The address of a public page."""
    return web_links.parse(text).url


@lru_cache(maxsize=64)
def _words(codes: Codes, locale: str, _shown: countries.Names) -> tuple[str, ...]:
    """The words of a list, kept for each way to show them: there are a thousand, and every page has them."""
    names = [codes.written(code, locale) for code, _ in codes.choices(locale)]
    return tuple(dict.fromkeys([*names, *codes.others(locale)]))


def _states_of_then(locale: str) -> tuple[str, ...]:
    return tuple(name for _, name in countries.choices_of_then(locale))


def _own_names(_locale: str) -> tuple[str, ...]:
    return language_reading.own_names()


COUNTRIES = Codes(countries.read_list, countries.written, countries.name, countries.choices, _states_of_then)
LANGUAGES = Codes(
    language_reading.read_list, language_reading.written, languages.name, languages.choices, _own_names
)
LENGTH, COMPLETED, TICK, YES_NO = Length(), Completed(), Tick(), YesNo()
LINK = Code(link)
EIDR, ISAN = Code(identifiers.eidr), Code(identifiers.isan)
LANGUAGE = OneCode(LANGUAGES)


def _last(typed: Typed) -> str:
    return typed[-1] if typed else ""


def _member(words: Mapping[Any, str], text: str) -> Any:
    for member in words:
        if str(member) == text:
            return member
    raise Invalid("no_such_choice", "Please choose from the list.")
