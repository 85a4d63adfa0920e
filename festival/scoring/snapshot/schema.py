"""How a frozen shortlist is laid out, field by field; another file is refused in one line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from festival.adapters import named_files
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
from festival.scoring import csv_tables
from festival.scoring.rubrics import FEWEST_STEPS, MOST_STEPS
from festival.scoring.snapshot import compute
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.document import Document
from festival.scoring.values import MarkKind, ViewingKind

OLDER = ("laurel-shortlist/1", "laurel-shortlist/2", "laurel-shortlist/3")
WITHOUT_SCORE = ("abstained", "recused")  # how an assignment ends without a score
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
    **dict.fromkeys(("mean", "spread", "coverage", *compute.RANKED), MAYBE),
    "telling": COUNT,
    "scores": [SCORE],
    "beside": [{"juror": COUNT, "name": TEXT, "state": one_of(WITHOUT_SCORE), "reason": TEXT}],
}
CRITERION = {
    "id": COUNT,
    "name": TEXT,
    "question": TEXT,
    "weight": whole(1, MOST),
    "meanings": MEANINGS,
}
METHOD = {
    **{key: only(value) for key, value in compute.METHOD.items()},
    "seed": only(compute.SEED),
    "scale": {"lowest": COUNT, "highest": COUNT},
    "order": TEXT,
    "model": OrNone(dict.fromkeys(compute.MODEL, NUMBER)),
    "jurors": [{**dict.fromkeys(compute.JUROR, NUMBER), "juror": COUNT, "views": COUNT}],
    "noise": MAYBE,
    "components": [[COUNT]],
    "set_aside": [COUNT],
    "line": dict.fromkeys(compute.LINE, MAYBE),
}
DOCUMENT = {
    "format": only(snapshot_document.FORMAT),
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
        raise named_files.refused(path, "lists are nested too deeply.") from error
    csv_tables.refuse_crowd(path, _jurors(document))
    csv_tables.refuse_many_categories(path, (category for _, category in document["evidence"]["films"]))
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
            path, "frozen by an older Laurel, whose numbers this one does not compute; freeze again."
        )
    if found != snapshot_document.FORMAT:
        raise named_files.refused(
            path, f"no frozen shortlist: its format is {shown(found)}, not {snapshot_document.FORMAT}."
        )
