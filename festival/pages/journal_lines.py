"""The journal as people read it: a sentence for each line, with names that lead to what they name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import flask
from flask_babel import gettext
from markupsafe import Markup

from festival.journal import JournalLine
from festival.kernel.words import N_
from festival.pages import frame
from festival.web import journal_words as web_journal_words
from festival.web import wording
from festival.web.journal_words import Named

NAMED_IN_DETAILS = {
    "entry": "entries",
    "entry_id": "entries",
    "juror": "people",
    "person": "people",
    "panel": "panels",
}
UNKNOWN = N_("{who}: {act}")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the journal, told; `details` are what its sentence does not say."""

    line: JournalLine
    sentence: Markup
    details: Mapping[str, object]


def told(lines: Sequence[JournalLine]) -> list[Told]:
    """Each line as a sentence; every kind of thing is named at once, however many lines there are."""
    names = _names(key for line in lines for key in _keys(line))
    return [_told(line, names) for line in lines]


def _keys(line: JournalLine) -> Iterable[Key]:
    """Everything a line names, as (table, id)."""
    if line.actor_id is not None:
        yield "people", line.actor_id
    if line.subject_id.isdecimal():
        yield line.subject_kind, int(line.subject_id)
    for name, kind in NAMED_IN_DETAILS.items():
        if isinstance(line.details.get(name), int):
            yield kind, line.details[name]


def _names(keys: Iterable[Key]) -> dict[Key, Named]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, number in keys:
        wanted[kind].add(number)
    kinds = web_journal_words.register(flask.current_app).kinds
    return {
        (kind, number): named
        for kind, numbers in wanted.items()
        if kind in kinds
        for number, named in kinds[kind].named(numbers).items()
    }


def _told(line: JournalLine, names: Mapping[Key, Named]) -> Told:
    text = web_journal_words.register(flask.current_app).sentences.get(line.verb, UNKNOWN)
    values = _Values(line, names)
    sentence = Markup(gettext(text)).format_map(values)  # noqa: S704 - our own words; the values are escaped
    more = {name: value for name, value in line.details.items() if value is not None}
    return Told(line, sentence, {name: value for name, value in more.items() if name not in values.said})


class _Values(dict[str, object]):
    """What fills a sentence; remembers which of the details it has said."""

    def __init__(self, line: JournalLine, names: Mapping[Key, Named]) -> None:
        self.line, self.names, self.said = line, names, set[str]()

    def __missing__(self, name: str) -> object:
        line = self.line
        match name:
            case "who":
                return self._link("people", line.actor_id) if line.actor_id else gettext("Laurel, by itself")
            case "thing":
                return self._link(line.subject_kind, line.subject_id)
            case "act":
                return line.verb
        key = "entry_id" if name == "entry" and "entry_id" in line.details else name
        self.said.add(key)
        value = line.details.get(key, "–")
        if name == "until":
            here = frame.house()
            return wording.ending_stamp(datetime.fromisoformat(str(value)), here.zone, here.place)
        kind = NAMED_IN_DETAILS.get(key)
        return self._link(kind, value) if kind else value

    def _link(self, kind: str, number: object) -> Markup:
        """The thing by its name, quoted when it is a film; by its kind and number where it has no name."""
        named = self.names.get((kind, int(str(number)))) if str(number).isdecimal() else None
        if named is None:
            known = web_journal_words.register(flask.current_app).kinds.get(kind)
            named = Named(f"{gettext(known.word) if known else kind} {number}")
        words = Markup("<bdi>{}</bdi>").format(named.title)
        words = Markup("“{}”").format(words) if kind in ("entries", "assignments") else words
        return Markup('<a href="{}">{}</a>').format(named.url, words) if named.url else words
