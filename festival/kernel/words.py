"""Words for people that are written in pure code and translated where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for "mark, do not translate yet")
    """Mark an English text for translation and return it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant to be named in a sentence, in the zone its readers go by (an IANA name).

    A deadline at midnight is said as 24:00 of the day that ends with it.
    """

    at: datetime
    zone: str
    place: str = ""
    is_deadline: bool = False


@dataclass(frozen=True, slots=True)
class Seconds:
    """A length of film to be named in a sentence, in whole seconds."""

    count: int


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a file to be named in a sentence, in bytes."""

    count: int


@dataclass(frozen=True, slots=True)
class Portion:
    """How much of a file is here, to be named in a sentence: bytes, and the bytes of the whole."""

    count: int
    whole: int


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: a note, a flag, or what a refusal says.

    `code` is for programs and tests, `text` is an English message with {placeholders} that is
    translated when shown, `values` fill them.
    """

    code: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


def message(code: str, text: str, **values: object) -> Message:
    """A sentence that stops nobody. The text is marked for translation by this call."""
    return Message(code, text, values)
