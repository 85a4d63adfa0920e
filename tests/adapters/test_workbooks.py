"""A workbook, opened again, holds what was written and nothing that runs."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from festival.adapters import workbooks
from festival.adapters.workbooks import Sheet
from festival.kernel.spreadsheets import Cell

TITLES = [
    "-30-",
    "=cmd()",
    "+1",
    "@sum",
    "http://example.org",
    "البحر",
    "漂流",
    "two\nlines",
    "'-30-",
]


def reopened(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_titles_stand_as_text_and_never_as_a_formula_or_a_link(tmp_path: Path) -> None:
    workbooks.write(tmp_path / "films.xlsx", [Sheet("Films", ("Title",), [(title,) for title in TITLES])])
    sheet = openpyxl.load_workbook(tmp_path / "films.xlsx").active
    assert sheet is not None
    cells = [sheet.cell(row, 1) for row in range(2, len(TITLES) + 2)]
    assert [cell.value for cell in cells] == TITLES
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(TITLES)


def test_cells_keep_their_types(tmp_path: Path) -> None:
    row: tuple[Cell, ...] = (
        7,
        1.5,
        True,
        None,
        date(2020, 6, 21),
        datetime(2020, 6, 21, 22, tzinfo=UTC),
        ("en", "ar"),
    )
    columns = ("views", "mean", "pinned", "nothing", "day", "instant", "languages")
    workbooks.write(tmp_path / "films.xlsx", [Sheet("Films", columns, [row])])
    assert reopened(tmp_path / "films.xlsx") == [
        list(columns),
        [7, 1.5, True, None, datetime(2020, 6, 21), datetime(2020, 6, 21, 22), "en; ar"],  # noqa: DTZ001
    ]


def test_days_before_excel_began_are_text(tmp_path: Path) -> None:
    row: tuple[Cell, ...] = (date(1899, 12, 31), datetime(1895, 12, 28, 21, tzinfo=UTC))
    workbooks.write(tmp_path / "films.xlsx", [Sheet("Films", ("day", "instant"), [row])])
    assert reopened(tmp_path / "films.xlsx")[1] == ["1899-12-31", "1895-12-28T21:00:00+00:00"]


def test_a_text_too_long_for_a_cell_says_so(tmp_path: Path) -> None:
    workbooks.write(tmp_path / "films.xlsx", [Sheet("Films", ("Synopsis",), [("a" * 40_000,)])])
    cell = str(reopened(tmp_path / "films.xlsx")[1][0])
    assert len(cell) == workbooks.LONGEST_CELL
    assert cell.endswith("[too long for a cell: see the CSV or JSON export]")


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(ValueError, match="holds 3 rows"):
        workbooks.write(tmp_path / "films.xlsx", [Sheet("Films", ("Title",), [("a",), ("b",), ("c",)])])
