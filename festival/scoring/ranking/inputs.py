"""What `festival jury rank` and `next` go by: films, jurors, conflicts and scores, read from files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from festival.scoring import csv_tables, scales
from festival.scoring.ranking import rank
from festival.scoring.ranking.results import Ranking
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Juror, Pair, Score


@dataclass(frozen=True)
class Inputs:
    """The files that a command reads, and what was said beside them."""

    films: Path
    jurors: Path | None
    scores: Path
    conflicts: Path | None
    scale: str | None

    @property
    def files(self) -> tuple[Path | None, ...]:
        return (self.films, self.jurors, self.scores, self.conflicts)


@dataclass(frozen=True)
class Evidence:
    """What was read. `given` are all scores, `scores` those that count: of no pair that is in conflict."""

    films: tuple[Film, ...]
    jurors: tuple[Juror, ...]
    conflicts: frozenset[Pair]
    given: tuple[Score, ...]
    places: Mapping[str, int]
    scale: Scale

    @property
    def scores(self) -> tuple[Score, ...]:
        return tuple(score for score in self.given if (score.film, score.juror) not in self.conflicts)

    @property
    def conflicting(self) -> int:
        return len(self.given) - len(self.scores)

    def ranked(self, seed: int) -> Ranking:
        return rank.rank(self.films, self.scores, self.places, seed, self.scale)


def read(inputs: Inputs, places_text: str, out: Path) -> Evidence:
    """What stands in the files, once it is known that `out` can be written."""
    films = csv_tables.films(inputs.films)
    jurors = csv_tables.jurors(inputs.jurors) if inputs.jurors else None
    said = None if inputs.scale is None else csv_tables.scale(inputs.scale)
    given = csv_tables.scores(inputs.scores, films, jurors, said)
    known = jurors or tuple(map(Juror, dict.fromkeys(score.juror for score in given)))
    # Without a table of jurors, a conflict may be that of somebody who has given no score.
    conflicts = csv_tables.conflicts(inputs.conflicts, films, jurors) if inputs.conflicts else ()
    places = csv_tables.places(places_text, films)
    csv_tables.refuse_place(out, inputs.files)
    # The scale is the one on which all were given, also those that do not count.
    scale = said or scales.around(score.value for score in given)
    return Evidence(films, known, frozenset(conflicts), given, places, scale)
