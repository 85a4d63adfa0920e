"""Subtitles as they were found in a file, as they are shown, and what is known of both."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Why a subtitle of the file is not shown, or not as it stands."""

    NO_TIME = "no_time"
    BACKWARDS = "backwards"
    EMPTY = "empty"
    OUTSIDE = "outside"
    BEFORE_FILM = "before_film"
    TOO_LONG = "too_long"
    NO_END = "no_end"
    AFTER_PART = "after_part"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Time:
    """A time as it is written. `pictures` is the last part of 00:00:01:12, which counts pictures.

    `keeps_pace`: it was written 00:00:01;12, where some numbers are left out so that the seconds are true.
    """

    milliseconds: int
    pictures: int = 0
    keeps_pace: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """One subtitle as it stands in the file, its text with the file's own markup; `line` counts from 1.

    `end` is None where the file says none that can be read.
    """

    start: Time
    end: Time | None
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: milliseconds from the film's beginning, WebVTT markup; `line` 0 where files have none."""

    start: int
    end: int
    markup: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Timed:
    """A cue whose end may not be known: None. `limit` is where the part of the file ends that holds it.

    `part` names the language that it belongs to, in files that hold several.
    """

    start: int
    end: int | None
    markup: str
    line: int = 0
    limit: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several languages in a file: how the file names it, its BCP 47 tag ("" if not known)."""

    key: str
    language: str
    cues: int


@dataclass(frozen=True, slots=True)
class Place:
    """Something in the file that a person should look at: its line (0: not known), why, how it begins."""

    line: int
    why: Why
    text: str = ""


@dataclass(frozen=True)
class Parsed:
    """What a parser found. `pace` says where times counted in pictures got their rate from.

    `part` is the one of `parts` that was read, where the file holds several languages.
    """

    cues: list[Cue]
    dropped: list[Place]
    changed: tuple[Place, ...] = ()
    pace: str = ""
    rate: float = 0
    part: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Options:
    """How a file is to be read. Everything a person said about it is kept here, so that it can be undone.

    `languages` are BCP 47 tags, the likeliest first; `is_language_said`: a person
    says that it is the first; `encoding` is Python's name, "" lets us decide;
    `shift` is added to all times, in milliseconds; `rate` is the film's pictures a second, 0 if not known.
    `part` is the one of several languages in a file; "" the one that fits `languages`, else the first.
    `is_at_film_rate`: times that count pictures go by the film's rate, where the file names none.
    """

    languages: tuple[str, ...] = ()
    is_language_said: bool = False
    encoding: str = ""
    shift: int = 0
    rate: float = 0
    is_encoded_twice: bool = False
    is_mirrored: bool = False
    part: str = ""
    is_at_film_rate: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain words and numbers."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Options":
        """The same options again; what an older row does not say is as usual."""
        return cls(**{**row, "languages": tuple(row.get("languages", ()))})


@dataclass(frozen=True)
class Decoded:
    """A file's text with plain ends of lines, how it was decoded, and what of it means nothing."""

    text: str
    encoding: str
    bad_bytes: int = 0
    bad_lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sample:
    """The first lines of a text as they would be read in one encoding."""

    encoding: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What was found in a subtitle file. Subtitles without a usable time are dropped, others only counted.

    `starts_at` and `ends_at` are seconds, shifted as they are shown. `first` are the first subtitles as
    (second, text). `dropped_at`, `changed_at` and `overlapping_at` name places, the first of them where there
    are many. `bad_lines` are lines with bytes that mean nothing. `scripts` are those of the letters, the most
    frequent first, `languages` what the words look like. `others` are other ways to decode the same bytes.
    """

    format: str
    encoding: str
    cues: int
    dropped: int
    overlapping: int
    ends_at: float
    starts_at: float = 0
    first: tuple[tuple[float, str], ...] = ()
    dropped_at: tuple[Place, ...] = ()
    changed_at: tuple[Place, ...] = ()
    overlapping_at: tuple[float, ...] = ()
    bad_bytes: int = 0
    bad_lines: tuple[int, ...] = ()
    twice: int = 0
    mirrored: int = 0
    pace: str = ""
    rate: float = 0
    scripts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    others: tuple[Sample, ...] = ()
    part: str = ""
    parts: tuple[Part, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain words and numbers."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Report":
        """The same report again; what an older row does not know is empty."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in row.items() if name in known}
        for name in ("dropped_at", "changed_at"):
            values[name] = tuple(Place(**{**each, "why": Why(each["why"])}) for each in values.get(name, ()))
        values["others"] = samples(values.get("others", ()))
        values["parts"] = tuple(Part(**each) for each in values.get("parts", ()))
        values["first"] = tuple((at, text) for at, text in values.get("first", ()))
        for name in ("overlapping_at", "bad_lines", "scripts", "languages"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)


@dataclass(frozen=True)
class Track:
    """Subtitles ready to show: the text of a WebVTT file, and the report."""

    webvtt: str
    report: Report


@dataclass(frozen=True)
class Question:
    """The bytes can be read in several ways, and only a person can tell which reads right."""

    samples: tuple[Sample, ...]


def samples(rows: Any) -> tuple[Sample, ...]:
    """Samples as rows keep them."""
    return tuple(Sample(row["encoding"], tuple(row["lines"])) for row in rows)
