"""The workbook of an export: the shortlists, the entries, the scores, whom to write to, and the notes."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from festival.adapters import workbooks
from festival.adapters.workbooks import Sheet
from festival.boards import queries as board_queries
from festival.boards import row_queries
from festival.boards.board import Board, Row
from festival.entries.models import Entry
from festival.exports import entry_table, queries, score_sheet
from festival.exports.entry_table import OF_ENTRY, share
from festival.exports.queries import Choice
from festival.jury.models import Round
from festival.kernel.spreadsheets import Cell

RANKED = ("Rank", "Round", "Category", "Views", "Mean", "Fair scale", "from", "to", "Chance")
OF_SHORTLIST = (
    *("Entry", "Receipt", "Title", "Original title", "Directors", "Names of countries"),
    *("Names of languages", "Kind", "Runtime", "Completed", "Premiere", "Contact", "E-mail"),
)
OF_CONTACTS = (
    *("Entry", "Receipt", "Title", "Category", "Directors", "Contact", "E-mail", "Phone"),
    *("Names of countries", "Website", "Rights holder"),
)
OF_NOTES = ("Entry", "Receipt", "Title", "Written", "Author", "Note")


def of(choice: Choice, rounds: Sequence[Round]) -> BinaryIO:
    """A workbook on disk that nobody else can open and that is gone when it is closed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entries.xlsx"
        workbooks.write(path, _sheets(choice, rounds))
        return path.open("rb")


def _sheets(choice: Choice, rounds: Sequence[Round]) -> Iterator[Sheet]:
    yield Sheet("Shortlist", [*RANKED, *OF_SHORTLIST], _shortlisted(choice, rounds))
    table = entry_table.table(choice, rounds)
    yield Sheet("Entries", table.columns, table.all_rows(choice, rounds))
    scores = score_sheet.table(rounds)
    yield Sheet("Scores", scores.columns, scores.all_rows(choice, rounds))
    yield Sheet("Contacts", OF_CONTACTS, _contacts(choice))
    yield Sheet("Notes", OF_NOTES, _notes(choice))


def _shortlisted(choice: Choice, rounds: Sequence[Round]) -> Iterator[Sequence[Cell]]:
    """The films inside the shortlists as they stand now, best first, as far as they were chosen."""
    chosen = queries.chosen_ids(choice)
    round_ids = {each.id for each in rounds}
    shortlists = [each for each in board_queries.of_edition(choice.edition_id) if each.round_id in round_ids]
    for board in row_queries.boards_of(shortlists):
        for row in board.inside:
            if row.entry.id in chosen:
                yield [*_place(board, row), *_facts(row.entry, OF_SHORTLIST)]


def _place(board: Board, row: Row) -> list[Cell]:
    shortlist, ranked, summary = board.shortlist, row.ranked, row.summary
    return [
        *(row.standing.rank, shortlist.round.name, shortlist.category.name, summary.reviews, summary.mean),
        *(ranked.quality, ranked.low, ranked.high, share(ranked.p_shortlist)),
    ]


def _facts(entry: Entry, columns: Sequence[str]) -> list[Cell]:
    return [OF_ENTRY[column](entry) for column in columns]


def _contacts(choice: Choice) -> Iterator[Sequence[Cell]]:
    for batch in queries.batches(choice):
        for entry in batch.entries:
            yield _facts(entry, OF_CONTACTS)


def _notes(choice: Choice) -> Iterator[Sequence[Cell]]:
    for batch in queries.batches(choice):
        by_id = {entry.id: entry for entry in batch.entries}
        for note in queries.notes_of(batch.entries):
            facts = _facts(by_id[note.entry_id], OF_NOTES[:3])
            yield [*facts, note.written_at, note.author.name, note.text]
