"""Excel workbooks (XLSX), written row by row so that a long list needs no more memory than a short one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from festival.kernel.spreadsheets import Cell, as_text

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767  # characters: the limit of the format
_CUT = " … [too long for a cell: see the CSV or JSON export]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, its columns, and its rows as they are asked for."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, sheet by sheet. Text never becomes a formula or a link; instants keep their zone.

    Raises ValueError beyond the rows that a sheet can hold.
    """
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    try:
        heading = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            worksheet.freeze_panes(1, 0)
            for place, column in enumerate(sheet.columns):
                worksheet.write_string(0, place, column, heading)
            _write_rows(worksheet, sheet.rows, day)
    finally:
        workbook.close()


def _write_rows(worksheet: Worksheet, rows: Iterable[Sequence[Cell]], day: object) -> None:
    for number, row in enumerate(rows, 1):
        if number >= MOST_ROWS:
            raise ValueError(f"a sheet of Excel holds {MOST_ROWS} rows")
        for place, cell in enumerate(row):
            _write_cell(worksheet, number, place, cell, day)


def _write_cell(worksheet: Worksheet, row: int, place: int, cell: Cell, day: object) -> None:
    match cell:
        case None | "":
            return
        case bool():
            worksheet.write_boolean(row, place, cell)
        case int() | float():
            worksheet.write_number(row, place, cell)
        case date() if not isinstance(cell, datetime):
            worksheet.write_datetime(row, place, cell, day)
        case _:
            worksheet.write_string(row, place, _fitting(as_text(cell)))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(_CUT)] + _CUT
