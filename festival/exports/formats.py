"""The formats in which entries leave the application, and the files they make."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from festival.adapters import workbooks
from festival.adapters.workbooks import Sheet
from festival.exports import entry_table, filmfreeway, score_sheet
from festival.exports.queries import Choice
from festival.jury.models import Round
from festival.kernel import spreadsheets

PIECE = 64 * 1024


class Format(StrEnum):
    """What a festival may want to open its entries with."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    FILMFREEWAY = "filmfreeway"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a browser is told of a format."""

    mimetype: str
    suffix: str


KINDS = {
    Format.CSV: Kind("text/csv; charset=utf-8", "csv"),
    Format.XLSX: Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    Format.JSON: Kind("application/json", "json"),
    Format.FILMFREEWAY: Kind("text/csv; charset=utf-8", "csv"),
}


def chunks(form: Format, choice: Choice, rounds: Sequence[Round]) -> Iterator[bytes]:
    """The file in pieces, made as it is read: memory stays flat however long the list is."""
    if form is Format.FILMFREEWAY:
        return filmfreeway.chunks(choice, rounds[-1] if rounds else None)
    table = entry_table.table(choice, rounds)
    match form:
        case Format.CSV:
            return spreadsheets.csv_chunks(table.columns, table.rows)
        case Format.JSON:
            return spreadsheets.json_chunks(table.columns, table.rows)
        case Format.XLSX:
            return _pieces(_workbook(table, score_sheet.table(choice, rounds)))


def _workbook(entries: entry_table.Table, scores: entry_table.Table) -> BinaryIO:
    """A workbook on disk that nobody else can open and that is gone when it is closed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entries.xlsx"
        sheets = (("Laurel", entries), ("Scores", scores))
        workbooks.write(path, (Sheet(name, table.columns, table.rows) for name, table in sheets))
        return path.open("rb")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
