"""Tables that leave for a spreadsheet and come back: CSV and JSON, one row at a time.

A spreadsheet runs a cell that begins with = + - @ as a formula, anyone who typed it. So text of this kind
gets an apostrophe in front on its way out and loses it on its way in; text that already has apostrophes there
gets one more. That can be undone: the film called -30- comes back as -30-, and the one called '-30- as '-30-.
The same holds inside a text behind a semicolon, a tab or the end of a line: there a cell begins for a
spreadsheet that separates by semicolons, as they do in most of Europe. A telephone number is no formula.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from festival.kernel.invalid import Invalid


class Share(float):
    """A part of one, which a workbook shows as a percentage."""


Cell = str | int | float | bool | date | datetime | tuple[str, ...] | None
"""What an export can hold. Instants carry their zone; a tuple is a list of words."""

Records = list[dict[str, Cell]]
"""A table inside a cell, which only JSON can hold."""

BATCH = 200
HEADER_SEARCHED = 50_000
MOST_COLUMNS = 500

_as_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_FORMULA = r"(?=[=+\-@＝＋－＠])(?!\+(?:[ ().-]*\d){6,}[ ().-]*(?:$|[;\t\r\n]))"
_CELL_BEGINS = rf"(?:\A(?='*[\t\r\n])|(?:\A *|(?<=[;\t\r\n])[ \"]*)(?='*{_FORMULA}))"
_DANGEROUS = re.compile(_CELL_BEGINS)
_NEUTRALISED = re.compile(rf"({_CELL_BEGINS})'")
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# What older spreadsheets wrote, the widest spread first: Western, Central European, Cyrillic, Greek, Turkish,
# Arabic, Chinese, and an old Mac.
ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "gb18030", "mac_roman")


@dataclass(frozen=True)
class Row:
    """A row that was read. `number` is the one a spreadsheet shows beside it; the header is row 1."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table that was read whole; `separator` stood between its cells."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    separator: str = ","


def neutralise(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    return _DANGEROUS.sub(r"\g<0>'", text)


def restore(cell: str) -> str:
    """The text that `neutralise` was given; other cells stand as they are."""
    return _NEUTRALISED.sub(r"\1", cell)


def as_text(cell: Cell) -> str:
    """A cell in words: instants and days in ISO 8601, lists separated by semicolons, Yes and No."""
    match cell:
        case None:
            return ""
        case bool():
            return "Yes" if cell else "No"
        case datetime() if cell.tzinfo is None:
            raise ValueError("an instant in an export carries its zone")
        case date():
            return cell.isoformat()
        case tuple():
            return "; ".join(cell)
        case _:
            return str(cell)


def labels(named: Sequence[tuple[int, str]], taken: Collection[str] = ()) -> list[str]:
    """Names as columns have them: no two alike, and none `taken`. Each thing has a number of its own.

    A name that would not stand alone has its number behind it: “Story (7)”.
    """
    found = [name for _, name in named]
    while crowded := {label for label, count in Counter([*found, *set(taken)]).items() if count > 1}:
        found = [
            f"{label} ({number})" if label in crowded else label
            for (number, _), label in zip(named, found, strict=True)
        ]
    return found


def csv_chunks(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, byte_order_mark: bool = True
) -> Iterator[bytes]:
    """A CSV file in pieces (RFC 4180, UTF-8). Excel needs the byte order mark to see that it is UTF-8."""
    if byte_order_mark:
        yield b"\xef\xbb\xbf"
    yield _csv_lines([[neutralise(column) for column in columns]])
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield _csv_lines([[_csv_cell(cell) for cell in row] for row in batch])


def json_chunks(columns: Sequence[str], rows: Iterable[Sequence[Cell | Records]]) -> Iterator[bytes]:
    """A JSON array in pieces, an object a line; numbers, truth values and lists stay what they are.

    Raises ValueError for two columns of one name: an object would keep the last of them alone.
    """
    if len(set(columns)) < len(columns):
        raise ValueError("two columns of one name")
    return _json_lines(columns, rows)


def _json_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell | Records]]) -> Iterator[bytes]:
    separator = "[\n"
    for row in rows:
        record = {column: _json_cell(cell) for column, cell in zip(columns, row, strict=True)}
        yield (separator + _as_json(record)).encode()
        separator = ",\n"
    yield b"[]\n" if separator == "[\n" else b"\n]\n"


def read_csv(raw: bytes, encoding: str | None = None) -> Table:
    """Read a CSV file in UTF-8, or UTF-16 with its mark, with commas, semicolons or tabs between the cells.

    A first line `sep=;` names the separator, as Excel writes and reads it; no spreadsheet counts it as a row.

    Another encoding is never guessed, since a wrong guess spoils names without a word: a person names
    it, as one of `ENCODINGS`. Empty rows are passed over and short ones filled up; nothing else is mended.
    Raises Invalid with codes `table_…`.
    """
    text = _decoded(raw, encoding or _marked_encoding(raw))
    separator, records = _records(text)
    if not records:
        raise Invalid("table_empty", "This file has no rows.")
    columns = _columns([restore(cell).strip() for cell in records[0]])
    rows = (_row(number, columns, cells) for number, cells in enumerate(records[1:], 2) if any(cells))
    return Table(columns, tuple(rows), separator)


def _csv_lines(records: list[list[str]]) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\r\n").writerows(records)
    return lines.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    text = as_text(cell)
    return neutralise(text) if isinstance(cell, str | tuple) else text


def _json_cell(cell: Cell | Records) -> object:
    if isinstance(cell, list):
        return [{column: _json_cell(value) for column, value in record.items()} for record in cell]
    return cell if isinstance(cell, str | int | float | tuple | None) else as_text(cell)


def _marked_encoding(raw: bytes) -> str:
    return next((name for mark, name in _BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid(
            "table_encoding",
            "The letters of this file cannot be read. In the spreadsheet, save it as “CSV UTF-8”.",
        ) from None


def _records(text: str) -> tuple[str, list[list[str]]]:
    """What stands between the cells, and these, row by row."""
    said = _SEPARATOR_LINE.match(text)
    rows = text[said.end() :] if said else text
    separator = said[1] if said else _separator(rows)
    reader = csv.reader(io.StringIO(rows, newline=""), delimiter=separator, strict=True)
    try:
        return separator, list(reader)
    except csv.Error:
        raise Invalid(
            "table_quotes",
            "Near line {line} a quotation mark is missing or too many. Please save the file as CSV again.",
            line=reader.line_num,
        ) from None


def _separator(rows: str) -> str:
    header = re.sub(r'"[^"]*"', "", rows[:HEADER_SEARCHED]).partition("\n")[0]
    return max(",;\t", key=header.count)


def _columns(header: list[str]) -> tuple[str, ...]:
    if len(header) > MOST_COLUMNS:
        raise Invalid(
            "table_too_wide",
            "This file has {count} columns, and at most {most} are read. Please remove what is not needed.",
            count=len(header),
            most=MOST_COLUMNS,
        )
    repeated = sorted(column for column, count in Counter(header).items() if column and count > 1)
    if repeated:
        raise Invalid(
            "table_column_twice",
            "The column “{column}” stands in this file more than once. Please rename one of them.",
            column=repeated[0],
        )
    return tuple(column or f"#{place}" for place, column in enumerate(header, 1))


def _row(number: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    surplus = [cell for cell in cells[len(columns) :] if cell]
    if surplus:
        raise Invalid(
            "table_row_too_long",
            "Row {row} has more cells than there are columns: perhaps a text has no quotation marks.",
            row=number,
        )
    filled = [restore(cell) for cell in cells] + [""] * (len(columns) - len(cells))
    return Row(number, dict(zip(columns, filled, strict=False)))
