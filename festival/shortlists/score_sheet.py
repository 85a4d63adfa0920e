"""The sheet of scores for a spreadsheet: one row for each juror and film, with every criterion as given."""

from collections.abc import Iterator, Sequence

from festival.entries.models import Entry
from festival.jury import tallies
from festival.jury.models import Round
from festival.jury.tallies import View
from festival.kernel.spreadsheets import Cell
from festival.shortlists import export_queries
from festival.shortlists.export_queries import Choice
from festival.shortlists.exports import Table

OF_FILM = ("Entry", "Receipt", "Film", "Round", "Juror")
OF_VIEW = ("Total", "Coverage", "Declared", "State", "Submitted", "For the jury", "For the filmmaker")


def table(choice: Choice, rounds: Sequence[Round]) -> Table:
    """Every dealt seat on the chosen entries in these rounds; criteria of one name share a column."""
    criteria = list(dict.fromkeys(criterion.name for round_ in rounds for criterion in round_.criteria))
    return Table([*OF_FILM, *criteria, *OF_VIEW], _rows(choice, rounds, criteria))


def _rows(choice: Choice, rounds: Sequence[Round], criteria: Sequence[str]) -> Iterator[Sequence[Cell]]:
    for batch in export_queries.batches(choice):
        ids = [entry.id for entry in batch]
        views = [(round_, tallies.views_of(round_.id, ids)) for round_ in rounds]
        for entry in batch:
            for round_, found in views:
                for view in found.get(entry.id, []):
                    yield _row(entry, round_, criteria, view)


def _row(entry: Entry, round_: Round, criteria: Sequence[str], view: View) -> list[Cell]:
    steps = {criterion.name: view.scores.get(criterion.id) for criterion in round_.criteria}
    receipt = entry.receipt.number if entry.receipt else None
    return [
        *(entry.id, receipt, entry.title, round_.name, view.juror),
        *(steps.get(name) for name in criteria),
        *(view.total, view.coverage, view.declared.value if view.declared else None, view.state.value),
        *(view.submitted_at, view.comment_for_jury, view.comment_for_filmmaker),
    ]
