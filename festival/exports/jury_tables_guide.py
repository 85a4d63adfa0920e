"""What goes with a round's tables: the commands that plan and rank it again, and what the tables lack."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from festival.scoring.scales import Scale

NAME = "README.txt"
MINUTES = 600  # of a jury, as an example


@dataclass(frozen=True, slots=True)
class Guide:
    """What a round's commands need besides its tables, and what is to be said of these.

    `waiting` are films that nobody can watch yet; `scored_in_conflict` counts scores of pairs in conflict.
    """

    round: str
    edition: str
    reviews: int
    places: Sequence[tuple[str, int]]
    scale: Scale
    seed: int
    waiting: Sequence[int]
    scored_in_conflict: int


def text(guide: Guide) -> str:
    """The guide. What is to be typed begins with `festival`, and can be pasted into a terminal."""
    lines = [f"{guide.edition}, {guide.round}", "", *_tables(), "", *_commands(guide), "", *_notes(guide)]
    return "".join(f"{line}\n" for line in lines)


def _tables() -> Iterator[str]:
    yield "The round as “festival jury” reads it, without any database. A film is its entry's number; a juror"
    yield "is a number with a name, the same in all tables. Lists inside a cell are separated by semicolons."
    yield ""
    yield "films.csv      every film that competes"
    yield "jurors.csv     who is on the panel, and, with no minutes, who scored and has left it"
    yield "conflicts.csv  who is kept away from which film: declared, or found in the film data"
    yield "scores.csv     every score that counts: the average of the rubric's criteria by their weights"


def _commands(guide: Guide) -> Iterator[str]:
    asked = f"--places {_places(guide.places)} --scale {_scale(guide.scale)} --seed {guide.seed}"
    yield "The same ranking as on the pages, to the digit:"
    yield f"festival jury rank --films films.csv --scores scores.csv {asked} --out ranking.csv"
    yield ""
    yield "The extra reviews that help most, for as many minutes of jury time as you write:"
    tables = "--films films.csv --jurors jurors.csv --scores scores.csv --conflicts conflicts.csv"
    yield f"festival jury next {tables} --minutes {MINUTES} {asked} --out next.csv"
    yield ""
    yield "A plan from the beginning, as if nothing were assigned yet:"
    tables = "--films films.csv --jurors jurors.csv --conflicts conflicts.csv"
    yield f"festival jury plan {tables} --views {guide.reviews} --seed {guide.seed} --out plan.csv"


def _notes(guide: Guide) -> Iterator[str]:
    yield "Reviews that are assigned and not scored yet are in none of these tables."
    if nowhere := ", ".join(category for category, count in guide.places if not count):
        yield f"There are no places in {nowhere}: no ranking was begun, or its number of places is zero."
    if guide.waiting:
        numbers = ", ".join(map(str, guide.waiting))
        yield f"Nobody can watch these films yet, so Laurel plans no reviews of them: {numbers}."
    if guide.scored_in_conflict:
        yield f"Scores of pairs that are in conflicts.csv: {guide.scored_in_conflict}. They count in the"
        yield "ranking as long as nobody removes them; with --conflicts a command sets them aside."


def _places(places: Sequence[tuple[str, int]]) -> str:
    return shlex.quote(",".join(f"{category}={count}" for category, count in places))


def _scale(scale: Scale) -> str:
    return f"{scale.lowest:.12g}-{scale.highest:.12g}"
