"""A jury's films, jurors, conflicts and scores as CSV files that anyone can write in a spreadsheet.

Whatever is wrong in a file raises Invalid with one line that names file, row and column, as a spreadsheet
numbers them: “scores.csv, row 17, column score: “n/a” is no number.”
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from festival.adapters import named_files
from festival.kernel import languages
from festival.kernel.invalid import Invalid
from festival.kernel.spreadsheets import Cell, Row, Table, csv_chunks, read_csv
from festival.scoring.scales import LEAST_LENGTH, Scale
from festival.scoring.values import Film, Juror, Key, Pair, Score

MOST = 1_000_000  # minutes or points: what is larger is a typing error
MOST_JURORS = 2_000  # the memory for ranking grows with their square, and with that of categories
MOST_CATEGORIES = 500

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_WHOLE = re.compile(r"\d{1,7}", re.ASCII)
_WITH_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d{1,2}", re.ASCII)
_CLOCK = re.compile(r"\d+:\d\d(:\d\d)?", re.ASCII)
_ENDS = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)[-–](-?\d{1,6}(?:\.\d{1,6})?)", re.ASCII)


@dataclass(frozen=True)
class _Line:
    """One row of a file, read cell by cell, under `columns` as the file writes them.

    A column that the file lacks is empty. A letter with its accents is one letter, however it was typed.
    """

    file: str
    row: Row
    columns: Mapping[str, str]
    separator: str

    def text(self, column: str) -> str:
        cell = self.row.cells.get(self.columns.get(column, ""), "")
        return unicodedata.normalize("NFC", cell.strip())

    def needed(self, column: str) -> str:
        return self.text(column) or self.wrong(column, "this cell is empty.")

    def words(self, column: str) -> frozenset[str]:
        words = (word.strip().casefold() for word in self.text(column).split(";"))
        return frozenset(word for word in words if word)

    def languages(self, column: str) -> frozenset[str]:
        try:
            return frozenset(languages.read(word).casefold() for word in self.words(column))
        except Invalid as invalid:
            self.wrong(column, f"{invalid} Separate several by semicolons.")

    def number(self, column: str, least: float) -> float:
        cell = self.needed(column)
        plain = cell.replace(",", ".") if self._has_decimal_comma(cell) else cell
        if not _NUMBER.fullmatch(plain):
            self.wrong(column, f"“{cell[:40]}” is no number{_remedy(cell, column)}.")
        number = float(plain)
        if not least <= number <= MOST:
            self.wrong(column, f"{cell[:40]} is not between {least:,.0f} and {MOST:,}.")
        return number

    def seconds(self, column: str) -> int:
        return round(self.number(column, 0) * 60)

    def one_of(self, known: Collection[str], column: str, thing: str) -> str:
        cell = self.needed(column)
        return cell if cell in known else self.wrong(column, f"there is no {thing} “{cell[:80]}”.")

    def _has_decimal_comma(self, cell: str) -> bool:
        """Where no comma stands between the cells, one inside of a number is its point: 7,5."""
        return self.separator != "," and bool(_WITH_COMMA.fullmatch(cell))

    def wrong(self, column: str, words: str) -> NoReturn:
        raise _wrong(f"{self.file}, row {self.row.number}, column {column}: {words}")


def films(path: Path) -> tuple[Film, ...]:
    """The films of `film,category,minutes,language,subtitles,genre,notes`; the first three are needed."""
    lines = _each_once(_read(path, "film", "category", "minutes"), "film")
    found = tuple(map(_film, lines)) or _nothing_in(path, "film")
    refuse_many_categories(path, (film.category for film in found))
    return found


def jurors(path: Path) -> tuple[Juror, ...]:
    """The jurors of `juror,minutes,languages,avoids,genres`; the first is needed.

    No minutes ask for an equal share; no languages mean that nobody knows of a film they cannot follow.
    """
    lines = _each_once(_read(path, "juror"), "juror")
    found = tuple(map(_juror, lines)) or _nothing_in(path, "juror")
    refuse_crowd(path, (juror.key for juror in found))
    return found


def conflicts(path: Path, films: Iterable[Film], jurors: Iterable[Juror] | None = None) -> tuple[Pair, ...]:
    """The pairs of `film,juror` that must not meet; without `jurors`, anyone who is named is one."""
    known_films = {str(film.key) for film in films}
    known_jurors = None if jurors is None else {str(juror.key) for juror in jurors}
    return tuple(
        (line.one_of(known_films, "film", "film"), _juror_in(line, known_jurors))
        for line in _read(path, "film", "juror")
    )


def scores(
    path: Path,
    films: Iterable[Film],
    jurors: Iterable[Juror] | None = None,
    scale: Scale | None = None,
) -> tuple[Score, ...]:
    """The scores of `film,juror,score`, each pair once; without `jurors`, anyone who scored is a juror.

    With a `scale`, a score that cannot be given on it is refused.
    """
    known_films = {str(film.key) for film in films}
    known_jurors = None if jurors is None else {str(juror.key) for juror in jurors}
    lines = _each_once(_read(path, "film", "juror", "score"), "film", "juror")
    given = tuple(_score(line, known_films, known_jurors, scale) for line in lines)
    refuse_crowd(path, (score.juror for score in given))
    return given


def places(text: str, films: Iterable[Film]) -> dict[str, int]:
    """How many films of each category are wanted, from “feature=12,short=36”."""
    categories = {film.category for film in films}
    wanted: dict[str, int] = {}
    for part in _parts(unicodedata.normalize("NFC", text), categories):
        category, separator, number = (each.strip() for each in part.rpartition("="))
        if not separator:
            lacks = f"“{number[:80]}” lacks its {'category' if _WHOLE.fullmatch(number) else 'number'}"
            raise _wrong(f"--places: {lacks}; write category=number, as in short=36.")
        if category not in categories:
            raise _wrong(f"--places: no film is in the category “{category[:80]}”.")
        if category in wanted:
            raise _wrong(f"--places: the category “{category}” comes twice.")
        if not _WHOLE.fullmatch(number):
            raise _wrong(f"--places: “{number[:40]}” is no number of films for {category}.")
        wanted[category] = int(number)
    return wanted


def _parts(text: str, categories: Collection[str]) -> Iterator[str]:
    """The parts between commas, where these do not stand in the name of a category."""
    part = ""
    for piece in text.split(","):
        part = f"{part},{piece}" if part else piece
        if not any(category.startswith(f"{part.strip()},") for category in categories):
            yield part
            part = ""
    if part:
        yield part


def scale(text: str) -> Scale:
    """The lowest and the highest score, from “1-10”."""
    ends = _ENDS.fullmatch(text.strip())
    if not ends:
        raise _wrong(f"--scale: “{text[:40]}” is no scale; write its lowest and highest score, as in 1-10.")
    lowest, highest = map(float, ends.groups())
    if lowest >= highest:
        raise _wrong(f"--scale: {lowest:g} is not less than {highest:g}.")
    if round(highest - lowest, 6) < LEAST_LENGTH:
        raise _wrong(f"--scale: “{text[:40]}” is too short; at least {LEAST_LENGTH} lies between its ends.")
    return Scale(lowest, highest)


def refuse_place(path: Path, inputs: Iterable[Path | None]) -> None:
    """Refuse now where `write` could not write later, before a long computation is done for nothing."""
    named_files.refuse_place(path, [each for each in inputs if each])


def write(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]], inputs: Iterable[Path | None]
) -> None:
    """Write a CSV file whole or not at all, never over one of the inputs. No spreadsheet runs its cells."""
    chunks = csv_chunks(columns, rows, byte_order_mark=False)
    named_files.write(path, chunks, [each for each in inputs if each])


def refuse_crowd(path: Path, jurors: Iterable[Key]) -> None:
    """Refuse a file with more jurors than can be compared: each is, with every other."""
    slip = "Perhaps the film is where the juror should be?"
    _refuse_more(path, jurors, MOST_JURORS, f"jurors, and at most {MOST_JURORS:,} can be compared. {slip}")


def refuse_many_categories(path: Path, categories: Iterable[str]) -> None:
    """Refuse a file with more categories than a festival has: each is compared with every other."""
    slip = "Perhaps the title is where the category should be?"
    words = f"categories, and at most {MOST_CATEGORIES:,} can be ranked. {slip}"
    _refuse_more(path, categories, MOST_CATEGORIES, words)


def _refuse_more(path: Path, found: Iterable[Key], most: int, words: str) -> None:
    count = len(set(found))
    if count > most:
        raise named_files.refused(path, f"{count:,} {words}")


def _read(path: Path, *needed: str) -> Iterator[_Line]:
    raw = named_files.read(path)
    try:
        table = read_csv(raw)
    except Invalid as invalid:
        raise named_files.refused(path, str(invalid)) from invalid
    columns = _columns(path, table)
    for column in needed:
        if column not in columns:
            raise _wrong(f"{path.name}, row 1: the column {column} is missing.")
    return (_Line(path.name, row, columns, table.separator) for row in table.rows)


def _columns(path: Path, table: Table) -> dict[str, str]:
    """The columns as the file writes them, by their names in small letters."""
    columns: dict[str, str] = {}
    for column in table.columns:
        if columns.setdefault(column.casefold(), column) != column:
            raise _wrong(f"{path.name}, row 1: the column {column.casefold()} is there more than once.")
    return columns


def _each_once(lines: Iterable[_Line], *columns: str) -> Iterator[_Line]:
    """The lines as they come, as long as none has the same words in these columns as one before."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.needed(column) for column in columns)
        if key in seen:
            line.wrong(columns[-1], f"“{' · '.join(key)[:80]}” is already in row {seen[key]}.")
        seen[key] = line.row.number
        yield line


def _film(line: _Line) -> Film:
    return Film(
        key=line.needed("film"),
        category=line.needed("category"),
        seconds=line.seconds("minutes"),
        languages=line.languages("language") | (line.languages("subtitles") - {languages.NO_DIALOGUE}),
        notes=line.words("notes"),
        genres=line.words("genre"),
    )


def _juror(line: _Line) -> Juror:
    return Juror(
        key=line.needed("juror"),
        languages=line.languages("languages") or None,
        avoids=line.words("avoids"),
        seconds=line.seconds("minutes") if line.text("minutes") else None,
        genres=line.words("genres"),
    )


def _juror_in(line: _Line, known: Collection[str] | None) -> str:
    return line.needed("juror") if known is None else line.one_of(known, "juror", "juror")


def _score(line: _Line, films: Collection[str], jurors: Collection[str] | None, scale: Scale | None) -> Score:
    film = line.one_of(films, "film", "film")
    juror = _juror_in(line, jurors)
    value = line.number("score", -MOST)
    if scale and not scale.holds(value):
        line.wrong("score", f"{value:g} is not on the scale from {scale.words}.")
    return Score(film, juror, value, line.row.number)


def _remedy(cell: str, column: str) -> str:
    """How a number is written that somebody wrote as their spreadsheet or clock shows it, or nothing."""
    if _DECIMAL_COMMA.fullmatch(cell):
        return f"; write {cell.replace(',', '.')}"
    if column == "minutes" and _CLOCK.fullmatch(cell):
        return "; write minutes, as in 72"
    return ""


def _nothing_in(path: Path, thing: str) -> NoReturn:
    raise named_files.refused(path, f"there is no {thing} in this file.")


def _wrong(line: str) -> Invalid:
    return Invalid("jury_table", "{line}", line=" ".join(line.split()))
