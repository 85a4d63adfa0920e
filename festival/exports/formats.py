"""The formats in which entries leave the application, and the files they make."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from festival.exports import entry_table, filmfreeway, queries, score_sheet, workbook
from festival.exports.entry_table import Table
from festival.exports.queries import Choice
from festival.exports.score_sheet import OF_FILM
from festival.jury.models import Round
from festival.kernel import spreadsheets
from festival.kernel.spreadsheets import Cell, Records

PIECE = 64 * 1024
SCORES = "Scores"
CSV = "text/csv; charset=utf-8"


class Format(StrEnum):
    """What a festival may want to open its entries with."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    SCORES = "scores"
    FILMFREEWAY = "filmfreeway"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a browser is told of a format: its type, how its name ends, and what it holds."""

    mimetype: str
    ending: str
    holds: str = "entries"


KINDS = {
    Format.CSV: Kind(CSV, ".csv"),
    Format.XLSX: Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    Format.JSON: Kind("application/json", ".json"),
    Format.SCORES: Kind(CSV, ".csv", "scores"),
    Format.FILMFREEWAY: Kind(CSV, "-filmfreeway.csv"),
}


def chunks(form: Format, choice: Choice, rounds: Sequence[Round]) -> Iterator[bytes]:
    """The file in pieces, made as it is read: memory stays flat however long the list is."""
    match form:
        case Format.FILMFREEWAY:
            return filmfreeway.chunks(choice, rounds[-1] if rounds else None)
        case Format.XLSX:
            return _pieces(workbook.of(choice, rounds))
        case Format.CSV:
            table = entry_table.table(choice, rounds)
            return spreadsheets.csv_chunks(table.columns, table.all_rows(choice, rounds))
        case Format.SCORES:
            table = score_sheet.table(rounds)
            return spreadsheets.csv_chunks(table.columns, table.all_rows(choice, rounds))
        case Format.JSON:
            return _json(entry_table.table(choice, rounds), score_sheet.table(rounds), choice, rounds)


def _json(entries: Table, scores: Table, choice: Choice, rounds: Sequence[Round]) -> Iterator[bytes]:
    """The entries, each with a list of its scores."""
    name = spreadsheets.labels([(0, SCORES)], entries.columns)[0]

    def nested() -> Iterator[Sequence[Cell | Records]]:
        for batch in queries.batches(choice, rounds):
            found: dict[int, Records] = defaultdict(list)
            for entry_id, row in scores.rows(batch):
                record = dict(zip(scores.columns, row, strict=True))
                found[entry_id].append({column: record[column] for column in scores.columns[len(OF_FILM) :]})
            for entry_id, row in entries.rows(batch):
                yield [*row, found[entry_id]]

    return spreadsheets.json_chunks([*entries.columns, name], nested())


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
