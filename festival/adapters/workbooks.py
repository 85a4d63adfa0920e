"""Excel workbooks (XLSX), written row by row so that a long list needs no more memory than a short one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from festival.kernel.spreadsheets import Cell, Share, as_text

MOST_ROWS = 1_048_576
NARROWEST, WIDEST = 12, 40  # of a column, in characters
FIRST_YEAR = 1900  # Excel knows no day before; such a one is written as text
LONGEST_CELL = 32_767  # characters: the limit of the format
_CUT = " … [too long for a cell: see the CSV or JSON export]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, its columns, and its rows as they are asked for."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class _Formats:
    """How cells look: what a person would otherwise set by hand."""

    heading: Format
    day: Format
    instant: Format
    share: Format


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, sheet by sheet. Text never becomes a formula or a link; instants are said in UTC.

    The header stays in view and filters the rows. Raises ValueError beyond the rows that a sheet can hold.
    """
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    formats = _Formats(
        heading=workbook.add_format({"bold": True, "bottom": 1}),
        day=workbook.add_format({"num_format": "yyyy-mm-dd"}),
        instant=workbook.add_format({"num_format": 'yyyy-mm-dd hh:mm:ss" UTC"'}),
        share=workbook.add_format({"num_format": "0 %"}),
    )
    try:
        for sheet in sheets:
            _write_sheet(workbook.add_worksheet(sheet.name), sheet, formats)
    finally:
        workbook.close()


def _write_sheet(worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    worksheet.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, min(max(len(column) + 4, NARROWEST), WIDEST))
        worksheet.write_string(0, place, column, formats.heading)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if last >= MOST_ROWS:
            raise ValueError(f"a sheet of Excel holds {MOST_ROWS} rows")
        for place, cell in enumerate(row):
            _write_cell(worksheet, last, place, cell, formats)
    worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(worksheet: Worksheet, row: int, place: int, cell: Cell, formats: _Formats) -> None:
    match cell:
        case None | "":
            return
        case bool():
            worksheet.write_boolean(row, place, cell)
        case Share():
            worksheet.write_number(row, place, cell, formats.share)
        case int() | float():
            worksheet.write_number(row, place, cell)
        case datetime() if cell.year >= FIRST_YEAR:
            naive = cell.astimezone(UTC).replace(tzinfo=None)
            worksheet.write_datetime(row, place, naive, formats.instant)
        case date() if not isinstance(cell, datetime) and cell.year >= FIRST_YEAR:
            worksheet.write_datetime(row, place, cell, formats.day)
        case _:
            worksheet.write_string(row, place, _fitting(as_text(cell)))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(_CUT)] + _CUT
