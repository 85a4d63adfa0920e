"""The sheet of scores for a spreadsheet: one row for each juror and film, with every criterion as given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from festival.entries.models import Entry
from festival.exports import queries
from festival.exports.entry_table import Table
from festival.exports.queries import Choice
from festival.jury.models import Round
from festival.jury.rounds import results
from festival.jury.rounds.results import FilmReview
from festival.kernel import spreadsheets
from festival.kernel.spreadsheets import Cell

OF_FILM = ("Entry", "Receipt", "Film", "Round", "Juror")
OF_REVIEW = ("Total", "Coverage", "Declared", "State", "Submitted", "For the jury", "For the filmmaker")


def table(choice: Choice, rounds: Sequence[Round]) -> Table:
    """Every assignment on the chosen entries; rounds share a column for criteria of one name."""
    named = spreadsheets.labels([(each.id, each.name) for each in rounds])
    asked = [_asked(round_, label) for round_, label in zip(rounds, named, strict=True)]
    criteria = list(dict.fromkeys(label for each in asked for label in each.criteria))
    return Table([*OF_FILM, *criteria, *OF_REVIEW], _rows(choice, asked, criteria))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A round and the ids of its criteria, under the names that they have on the sheet."""

    round_id: int
    label: str
    criteria: Mapping[str, int]


def _asked(round_: Round, label: str) -> _Asked:
    named = spreadsheets.labels([(each.id, each.name) for each in round_.criteria], (*OF_FILM, *OF_REVIEW))
    return _Asked(round_.id, label, dict(zip(named, (each.id for each in round_.criteria), strict=True)))


def _rows(choice: Choice, rounds: Sequence[_Asked], criteria: Sequence[str]) -> Iterator[Sequence[Cell]]:
    for batch in queries.batches(choice):
        ids = [entry.id for entry in batch]
        reviews = [(each, results.reviews_of(each.round_id, ids)) for each in rounds]
        for entry in batch:
            for asked, found in reviews:
                for review in found.get(entry.id, []):
                    yield _row(entry, asked, criteria, review)


def _row(entry: Entry, asked: _Asked, criteria: Sequence[str], review: FilmReview) -> list[Cell]:
    steps = {label: review.scores.get(criterion_id) for label, criterion_id in asked.criteria.items()}
    receipt = entry.receipt.number if entry.receipt else None
    return [
        *(entry.id, receipt, entry.title, asked.label, review.juror),
        *(steps.get(name) for name in criteria),
        *(
            review.total,
            review.coverage,
            review.declared.value if review.declared else None,
            review.state.value,
        ),
        *(review.submitted_at, review.comment_for_jury, review.comment_for_filmmaker),
    ]
