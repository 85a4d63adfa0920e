"""The table of scores: one row for each juror and film, with every criterion as it was given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from festival.entries.models import Entry
from festival.exports.entry_table import Table, share
from festival.exports.queries import Batch
from festival.jury.models import Round
from festival.jury.rounds.results import FilmReview
from festival.kernel import spreadsheets
from festival.kernel.spreadsheets import Cell

OF_FILM = ("Entry", "Receipt", "Film")
OF_JUROR = ("Round", "Juror", "Juror's number")
OF_REVIEW = ("Total", "Coverage", "Declared", "State", "Submitted", "For the jury", "For the filmmaker")


def table(rounds: Sequence[Round]) -> Table:
    """Every assignment on the chosen entries; rounds share a column for criteria of one name."""
    named = spreadsheets.labels([(each.id, each.name) for each in rounds])
    asked = [_asked(round_, label) for round_, label in zip(rounds, named, strict=True)]
    criteria = list(dict.fromkeys(label for each in asked for label in each.criteria))
    return Table([*OF_FILM, *OF_JUROR, *criteria, *OF_REVIEW], partial(_rows, asked, criteria))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A round and the ids of its criteria, under the names that they have on the sheet."""

    round_id: int
    label: str
    criteria: Mapping[str, int]


def _asked(round_: Round, label: str) -> _Asked:
    taken = (*OF_FILM, *OF_JUROR, *OF_REVIEW)
    named = spreadsheets.labels([(each.id, each.name) for each in round_.criteria], taken)
    return _Asked(round_.id, label, dict(zip(named, (each.id for each in round_.criteria), strict=True)))


def _rows(
    rounds: Sequence[_Asked], criteria: Sequence[str], batch: Batch
) -> Iterator[tuple[int, Sequence[Cell]]]:
    for entry in batch.entries:
        for asked in rounds:
            for review in batch.reviews[asked.round_id].get(entry.id, ()):
                yield entry.id, _row(entry, asked, criteria, review)


def _row(entry: Entry, asked: _Asked, criteria: Sequence[str], review: FilmReview) -> list[Cell]:
    steps = {label: review.scores.get(criterion_id) for label, criterion_id in asked.criteria.items()}
    receipt = entry.receipt.number if entry.receipt else None
    return [
        *(entry.id, receipt, entry.title, asked.label, review.juror, review.juror_id),
        *(steps.get(name) for name in criteria),
        *(review.total, share(review.coverage)),
        *(review.declared.value if review.declared else None, review.state.value),
        *(review.submitted_at, review.comment_for_jury, review.comment_for_filmmaker),
    ]
