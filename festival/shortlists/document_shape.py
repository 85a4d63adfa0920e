"""How a frozen shortlist is laid out, field by field; another file is refused in one line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from festival.adapters import named_files
from festival.jury import tables
from festival.jury.rubrics import FEWEST_STEPS, MOST_STEPS
from festival.jury.states import NO_VIEW, ViewingKind
from festival.kernel.shapes import (
    TEXT,
    TRUTH,
    ByName,
    Leaf,
    OrNone,
    departures,
    is_text,
    number,
    one_of,
    only,
    shown,
    whole,
)
from festival.shortlists import documents, reckoning
from festival.shortlists.documents import Document
from festival.shortlists.states import MarkKind

OLDER = ("laurel-shortlist/1", "laurel-shortlist/2", "laurel-shortlist/3")
MOST = 10**9  # what is larger was never a number of a festival
COUNT, NUMBER = whole(0, MOST), number(-MOST, MOST)
MAYBE = OrNone(NUMBER)
MEANINGS = Leaf(
    f"a list of {FEWEST_STEPS} to {MOST_STEPS} texts",
    lambda found: (
        isinstance(found, list)
        and FEWEST_STEPS <= len(found) <= MOST_STEPS
        and all(is_text(each) for each in found)
    ),
)
ID = Leaf("a number", lambda found: found.isascii() and found.isdigit())

SCORE = {
    "juror": COUNT,
    "name": TEXT,
    "steps": ByName(whole(0, MOST_STEPS), ID),
    "total": MAYBE,
    "seconds_seen": COUNT,
    "film_seconds": COUNT,
    "declared": OrNone(one_of(ViewingKind)),
    "submitted_at": OrNone(TEXT),
}
FILM = {
    "entry": COUNT,
    "receipt": OrNone(TEXT),
    "title": TEXT,
    "original_title": TEXT,
    "directors": [TEXT],
    "is_in": TRUTH,
    "rank": OrNone(COUNT),
    "mark": OrNone({"kind": one_of(MarkKind), "reason": TEXT, "by": TEXT, "at": TEXT}),
    "views": COUNT,
    **dict.fromkeys(("mean", "spread", "coverage", *reckoning.RANKED), MAYBE),
    "telling": COUNT,
    "scores": [SCORE],
    "beside": [{"juror": COUNT, "name": TEXT, "state": one_of(sorted(NO_VIEW)), "reason": TEXT}],
}
CRITERION = {
    "id": COUNT,
    "name": TEXT,
    "question": TEXT,
    "weight": whole(1, MOST),
    "meanings": MEANINGS,
}
METHOD = {
    **{key: only(value) for key, value in reckoning.METHOD.items()},
    "seed": only(reckoning.SEED),
    "scale": {"lowest": COUNT, "highest": COUNT},
    "order": TEXT,
    "model": OrNone(dict.fromkeys(reckoning.MODEL, NUMBER)),
    "jurors": [{**dict.fromkeys(("juror", "views"), COUNT), **dict.fromkeys(reckoning.LEANING, NUMBER)}],
    "noise": MAYBE,
    "components": [[COUNT]],
    "set_aside": [COUNT],
    "line": dict.fromkeys(reckoning.LINE, MAYBE),
}
DOCUMENT = {
    "format": only(documents.FORMAT),
    "edition": {"slug": TEXT, "name": TEXT, "festival": TEXT},
    "category": {"slug": TEXT, "name": TEXT},
    "rules_version": OrNone(COUNT),
    "round": {
        "id": COUNT,
        "name": TEXT,
        "panel": TEXT,
        "opens_at": TEXT,
        "closes_at": TEXT,
        "views_wanted": COUNT,
        "rubric": [CRITERION],
    },
    "places": COUNT,
    "evidence": {"films": [(COUNT, TEXT)], "scores": [(COUNT, COUNT, number(0, MOST_STEPS))]},
    "method": METHOD,
    "films": [FILM],
}


def read_file(path: Path) -> tuple[str, Document]:
    """A frozen shortlist as its text, and what that says; raises Invalid with one line for any other file."""
    raw = named_files.read(path)
    try:
        text, document = _parsed(path, raw)
        _refuse_other_shapes(path, document)
    except RecursionError as error:
        raise named_files.refused(path, "lists stand too deep in one another.") from error
    tables.refuse_crowd(path, _jurors(document))
    tables.refuse_many_categories(path, (category for _, category in document["evidence"]["films"]))
    return text, document


def _jurors(document: Document) -> Iterator[int]:
    yield from (juror for _, juror, _ in document["evidence"]["scores"])
    yield from (score["juror"] for film in document["films"] for score in film["scores"])


def _parsed(path: Path, raw: bytes) -> tuple[str, Any]:
    try:
        text = raw.decode()
        return text, json.loads(text)
    except ValueError as error:
        raise named_files.refused(path, "this is no JSON in UTF-8.") from error


def _refuse_other_shapes(path: Path, document: Any) -> None:
    _refuse_other_formats(path, document)
    for departure in departures(document, DOCUMENT):
        raise named_files.refused(path, f"{departure}.")


def _refuse_other_formats(path: Path, document: object) -> None:
    found = document.get("format") if isinstance(document, dict) else None
    if found in OLDER:
        raise named_files.refused(
            path, "frozen by an older Laurel, whose numbers this one does not reckon; freeze again."
        )
    if found != documents.FORMAT:
        raise named_files.refused(
            path, f"no frozen shortlist: its format is {shown(found)}, not {documents.FORMAT}."
        )
