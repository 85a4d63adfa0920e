"""Tables go out to spreadsheets and come back as they were, and no cell becomes a formula."""

import csv
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import spreadsheets
from festival.kernel.invalid import Invalid
from festival.kernel.spreadsheets import Cell

cell_text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
starts = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", "''", "'=", "＝", ""])
between = st.sampled_from([";", "; ", "\t", "\n", "\r\n", ";'", ';"', ", "])
tricky = st.builds("{}{}{}{}{}".format, starts, cell_text, between, starts, cell_text)


@given(tricky)
def test_a_neutralised_text_comes_back_as_it_was(text: str) -> None:
    assert spreadsheets.restore(spreadsheets.neutralise(text)) == text


@given(tricky)
def test_no_neutralised_text_begins_like_a_formula(text: str) -> None:
    assert not spreadsheets.neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(tricky, tricky)
def test_two_different_texts_never_become_the_same_cell(one: str, other: str) -> None:
    assert (spreadsheets.neutralise(one) == spreadsheets.neutralise(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("-30-", "'-30-"),
        ("=cmd()", "'=cmd()"),
        ("'-30-", "''-30-"),
        ("'tis", "'tis"),
        ("Rue 7", "Rue 7"),
        ("", ""),
        ("Film;=cmd|' /C calc'!A0;x", "Film;'=cmd|' /C calc'!A0;x"),
        ("Film;'=1", "Film;''=1"),
        ("Film\t=1", "Film\t'=1"),
        ("Film\n@SUM(1)", "Film\n'@SUM(1)"),
        ("a; b, -30 degrees", "a; b, -30 degrees"),
        ("+41 79 123 45 67", "+41 79 123 45 67"),
        ("+1 (212) 555-0100", "+1 (212) 555-0100"),
        ("+41791234567+1", "'+41791234567+1"),
        ("+1", "'+1"),
        ("+41 79 123 45 67; =1", "+41 79 123 45 67; '=1"),
    ],
)
def test_only_cells_that_could_run_get_an_apostrophe(text: str, cell: str) -> None:
    assert spreadsheets.neutralise(text) == cell


@given(st.lists(st.tuples(tricky, tricky), min_size=1, max_size=3))
def test_no_cell_is_a_formula_for_a_spreadsheet_of_semicolons(rows: list[tuple[str, str]]) -> None:
    written = b"".join(spreadsheets.csv_chunks(("One", "Other"), rows)).decode("utf-8-sig")
    lines = written.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cells = [cell for line in csv.reader(lines, delimiter=";") for cell in line]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


@given(st.lists(st.tuples(tricky, tricky), max_size=5), st.booleans())
def test_a_csv_table_reads_back_as_it_was_written(rows: list[tuple[str, str]], has_mark: bool) -> None:
    written = b"".join(spreadsheets.csv_chunks(("Title", "-Note-"), rows, byte_order_mark=has_mark))
    table = spreadsheets.read_csv(written)
    assert table.columns == ("Title", "-Note-")
    kept = [tuple(row.cells.values()) for row in table.rows]
    assert kept == [row for row in rows if any(spreadsheets.neutralise(cell) for cell in row)]


def test_numbers_and_days_are_no_text_to_neutralise() -> None:
    row: tuple[Cell, ...] = (
        -5,
        1.5,
        True,
        None,
        date(2020, 1, 2),
        datetime(2020, 1, 2, tzinfo=UTC),
        ("a", "b"),
    )
    columns = ("int", "float", "bool", "none", "day", "instant", "list")
    lines = b"".join(spreadsheets.csv_chunks(columns, [row], byte_order_mark=False)).decode().split("\r\n")
    assert lines[1] == "-5,1.5,Yes,,2020-01-02,2020-01-02T00:00:00+00:00,a; b"


few = st.sampled_from(["a", "A", "a (1)", "a (2)", "a (1) (1)", "a (3)", "total", ""])


@given(st.lists(few, max_size=6), st.sets(few))
def test_labels_are_unlike_one_another_and_names_that_stand_alone_stay(
    names: list[str], taken: set[str]
) -> None:
    labels = spreadsheets.labels(list(enumerate(names, 1)), taken)
    assert len(set(labels)) == len(names) and not set(labels) & taken
    assert all(label.startswith(name) for label, name in zip(labels, names, strict=True))
    if len(set(names)) == len(names) and not set(names) & taken:
        assert labels == names


def test_a_label_that_is_not_alone_has_its_number() -> None:
    named = [(4, "Story"), (7, "Story"), (9, "total"), (11, "Craft"), (12, "Story (4)")]
    assert spreadsheets.labels(named, {"total"}) == [
        "Story (4) (4)",
        "Story (7)",
        "total (9)",
        "Craft",
        "Story (4) (12)",
    ]


def test_json_refuses_two_columns_of_one_name() -> None:
    with pytest.raises(ValueError, match="two columns of one name"):
        spreadsheets.json_chunks(("a", "b", "a"), [])


def test_json_keeps_the_types_of_the_cells() -> None:
    row: tuple[Cell, ...] = ("=1", 2, 0.5, False, None, date(2020, 1, 2), ("en", "ar"))
    chunks = spreadsheets.json_chunks(("a", "b", "c", "d", "e", "f", "g"), [row, row])
    expected = {"a": "=1", "b": 2, "c": 0.5, "d": False, "e": None, "f": "2020-01-02", "g": ["en", "ar"]}
    assert json.loads(b"".join(chunks)) == [expected, expected]
    assert json.loads(b"".join(spreadsheets.json_chunks(("a",), []))) == []


def test_an_instant_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="carries its zone"):
        spreadsheets.as_text(datetime(2020, 1, 2))  # noqa: DTZ001


def test_rows_are_written_while_they_come() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield ("row",)

    chunks = spreadsheets.csv_chunks(("Title",), endless())  # type: ignore[arg-type]
    assert [next(chunks) for _ in range(3)][2].count(b"\r\n") == spreadsheets.BATCH
    assert taken == spreadsheets.BATCH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_however_it_was_saved(encoding: str) -> None:
    table = spreadsheets.read_csv("Title,Year\r\nبحر,2019\r\n".encode(encoding))
    assert table.rows[0].cells == {"Title": "بحر", "Year": "2019"}


@pytest.mark.parametrize(
    ("encoding", "title"), [("cp1252", "L’été à Genève"), ("cp1256", "بحر"), ("gb18030", "漂流")]
)
def test_an_older_encoding_is_asked_for_and_never_guessed(encoding: str, title: str) -> None:
    raw = f"Title\n{title}\n".encode(encoding)
    with pytest.raises(Invalid) as refusal:
        spreadsheets.read_csv(raw)
    assert refusal.value.code == "table_encoding"
    assert spreadsheets.read_csv(raw, encoding).rows[0].cells["Title"] == title


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_of_a_file_is_found_out(separator: str) -> None:
    table = spreadsheets.read_csv(f'Title{separator}"A, b; c"\nx{separator}"line\none"\n\ny\n'.encode())
    assert table.columns == ("Title", "A, b; c")
    assert [(row.number, row.cells["Title"], row.cells["A, b; c"]) for row in table.rows] == [
        (2, "x", "line\none"),
        (4, "y", ""),
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "table_empty"),
        (b'Title\n"open', "table_quotes"),
        (b"Title,Title\na,b\n", "table_column_twice"),
        (b"Title\na,b\n", "table_row_too_long"),
        (b"\xff\xfe\x00", "table_encoding"),
        (b"a" + b"," * 500 + b"\n", "table_too_wide"),
        (b"," * 1_000_000, "table_too_wide"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        spreadsheets.read_csv(raw)
    assert refusal.value.code == code


@given(st.binary(max_size=60))
def test_any_bytes_are_either_a_table_or_refused(raw: bytes) -> None:
    try:
        table = spreadsheets.read_csv(raw)
    except Invalid:
        return
    assert all(set(row.cells) == set(table.columns) for row in table.rows)


@pytest.mark.parametrize("line", ["sep=;\r\n", '"SEP=;"\n'])
def test_a_first_line_names_the_separator(line: str) -> None:
    table = spreadsheets.read_csv(f"\ufeff{line}Title, of a film;Year\nSea;2019\n".encode())
    assert table.columns == ("Title, of a film", "Year")
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (2, {"Title, of a film": "Sea", "Year": "2019"})
    ]
