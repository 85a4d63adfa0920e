"""Entries as FilmFreeway exports them: its CSV file, read, and written so that its users find their columns.

FilmFreeway names languages and countries in English, writes several of them with commas, a running time as
HH:MM:SS, and each kind of credit as one text. What a festival asks beyond that comes as a column named by the
question, or as a pair of columns: Submission Custom Field 1, Submission Custom Answer 1.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from festival.entries.imports import filmfreeway_cells as cells
from festival.kernel import spreadsheets
from festival.kernel.invalid import Invalid
from festival.kernel.partial_dates import PartialDate
from festival.kernel.spreadsheets import Row

TITLE = "Project Title"
COMPLETED = "Completion Date"
LONGEST_UNREAD = 100_000  # characters of a cell that could not be read


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One film as FilmFreeway tells it, with real codes inside. What it does not say is "" or None or ().

    `seconds` is the running time; `answers` are all other columns by their names, and custom questions.
    `unread` is what stands in the columns that could not be read, as it came.
    """

    title: str
    original_title: str = ""
    synopsis: str = ""
    original_synopsis: str = ""
    seconds: int | None = None
    completed: PartialDate | None = None
    countries: tuple[str, ...] = ()
    filming_countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    project_type: str = ""
    is_student_project: bool | None = None
    is_first_film: bool | None = None
    directors: str = ""
    writers: str = ""
    producers: str = ""
    key_cast: str = ""
    statement: str = ""
    biography: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    country: str | None = None
    categories: tuple[str, ...] = ()
    link: str = ""
    link_password: str = ""
    trailer: str = ""
    tracking_number: str = ""
    submission_id: str = ""
    submission_status: str = ""
    judging_status: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


class _Kind(NamedTuple):
    """How a kind of cell is read, which may raise Invalid, and how it is written."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


_LINE = _Kind(cells.line, str)
_TEXT = _Kind(cells.paragraphs, str)
_TRUTH = _Kind(cells.truth, cells.written_truth)
_ITEMS = _Kind(cells.items, cells.written_items)
_COUNTRIES = _Kind(cells.country_list, cells.written_country_list)

# The columns of an export in their order (2019 to 2025), with field and kind of those that we can use; the
# others travel among the answers.
_COLUMNS: Mapping[str, tuple[str, _Kind] | None] = MappingProxyType(
    {
        "First Name": ("first_name", _LINE),
        "Last Name": ("last_name", _LINE),
        "Birthdate": None,
        "Gender": None,
        "Email": ("email", _LINE),
        "Phone": ("phone", _LINE),
        "Address": None,
        "Address 2": None,
        "City": None,
        "State": None,
        "Postal Code": None,
        "Country": ("country", _Kind(cells.country, cells.written_country)),
        "Tracking Number": ("tracking_number", _LINE),
        TITLE: ("title", _Kind(cells.title, str)),
        "Project Title (Original Language)": ("original_title", _LINE),
        "Synopsis": ("synopsis", _TEXT),
        "Synopsis (Original Language)": ("original_synopsis", _TEXT),
        "Lyrics": None,
        "Duration": ("seconds", _Kind(cells.seconds, cells.written_seconds)),
        "Country of Origin": ("countries", _COUNTRIES),
        "Language": ("languages", _Kind(cells.language_list, cells.written_language_list)),
        "Trailer URL": ("trailer", _LINE),
        "Country of Filming": ("filming_countries", _COUNTRIES),
        "Project Website": None,
        "Twitter": None,
        "Facebook": None,
        "Project Type": ("project_type", _LINE),
        "Genres": ("genres", _ITEMS),
        "Student Project": ("is_student_project", _TRUTH),
        COMPLETED: ("completed", _Kind(cells.completed, cells.written_completed)),
        "Production Budget": None,
        "Shooting Format": None,
        "Aspect Ratio": None,
        "Film Color": None,
        "Camera": None,
        "Lens": None,
        "Focal Length": None,
        "Shutter Speed": None,
        "Aperture": None,
        "ISO / Film": None,
        "First-time Filmmaker": ("is_first_film", _TRUTH),
        "Directors": ("directors", _LINE),
        "Writers": ("writers", _LINE),
        "Producers": ("producers", _LINE),
        "Key Cast": ("key_cast", _TEXT),
        "Other Credits": None,
        "Submitter Statement": ("statement", _TEXT),
        "Submitter Biography": ("biography", _TEXT),
        "Rating": None,
        "Flag": None,
        "Submission Date": None,
        "Submission Status": ("submission_status", _LINE),
        "Judging Status": ("judging_status", _LINE),
        "Submission Deadlines": None,
        "Submission Categories": ("categories", _ITEMS),
        "Submission Fee": None,
        "Discount Code": None,
        "Submission Link": ("link", _LINE),
        "Submission Password": ("link_password", _LINE),
        "Assigned Judges": None,
        "Screenings / Awards": None,
        "Distributor Information": None,
        "Submission ID": ("submission_id", _LINE),
        "Submission Notes": None,
    }
)
COLUMNS = tuple(_COLUMNS)
_FIELDS = {column: known for column, known in _COLUMNS.items() if known}
OPEN_COLUMNS = frozenset(_COLUMNS) - frozenset(_FIELDS)  # those that hold answers

_QUESTION = "Submission Custom Field {}"
_ANSWER = "Submission Custom Answer {}"
_CUSTOM = re.compile(r"Submission Custom (?P<part>Field|Answer) (?P<number>[0-9]+)")


@dataclass(frozen=True)
class CellError:
    """Why one cell cannot be taken: its row as a spreadsheet counts, its column, what stands there, why."""

    row: int
    column: str
    value: str
    reason: Invalid


@dataclass(frozen=True)
class ReadRow:
    """A row of the file: a submission, and what of it could not be read; None for one without a title."""

    number: int
    submission: Submission | None
    errors: tuple[CellError, ...]


def read(raw: bytes, encoding: str | None = None, *, day_first: bool | None = None) -> Iterator[ReadRow]:
    """Every row of an export; `day_first` says what 7/1/2019 means in it, if somebody knows.

    Raises Invalid when the whole file is no table, or no FilmFreeway export.
    """
    table = spreadsheets.read_csv(raw, encoding)
    if TITLE not in table.columns:
        raise Invalid(
            "no_filmfreeway_export",
            "This is not a FilmFreeway export: it has no column “{column}”.",
            column=TITLE,
        )
    return (_read_row(row, day_first) for row in table.rows)


def write(submissions: Iterable[Submission], questions: Sequence[str] = ()) -> Iterator[bytes]:
    """A FilmFreeway-shaped CSV file in pieces. `questions` are the custom ones, each written as two columns.

    Raises ValueError at an answer that has no column and whose question is not among them: nothing gets lost.
    """
    numbers = range(1, len(questions) + 1)
    pairs = [part.format(number) for number in numbers for part in (_QUESTION, _ANSWER)]
    rows = (_written(submission, questions) for submission in submissions)
    return spreadsheets.csv_chunks((*COLUMNS, *pairs), rows)


def _read_row(row: Row, day_first: bool | None) -> ReadRow:
    values: dict[str, Any] = {}
    answers: dict[str, str] = {}
    errors: list[CellError] = []
    for column, cell in row.cells.items():
        try:
            if column in _FIELDS:
                name, kind = _FIELDS[column]
                values[name] = cells.completed(cell, day_first) if column == COMPLETED else kind.read(cell)
            else:
                _add_answer(answers, _question_of(column, row.cells), cell)
        except Invalid as reason:
            errors.append(CellError(row.number, column, cell, reason))
    unread = {error.column: error.value.replace("\0", "")[:LONGEST_UNREAD] for error in errors}
    submission = Submission(**values, answers=answers, unread=unread) if "title" in values else None
    return ReadRow(row.number, submission, tuple(errors))


def _question_of(column: str, row: Mapping[str, str]) -> str | None:
    """What a cell of this column answers; None for a cell that is itself a question."""
    custom = _CUSTOM.fullmatch(column)
    if custom is None:
        return column
    if custom["part"] == "Field":
        return None
    return cells.line(row.get(_QUESTION.format(custom["number"]), "")) or column


def _add_answer(answers: dict[str, str], question: str | None, cell: str) -> None:
    answer = cells.paragraphs(cell)
    if question is None or not answer:
        return
    if question in answers:
        raise Invalid("answered_twice", "The question “{question}” is answered twice.", question=question)
    answers[question] = answer


def _written(submission: Submission, questions: Sequence[str]) -> list[str]:
    homeless = submission.answers.keys() - set(questions) - OPEN_COLUMNS
    if homeless:
        raise ValueError(f"no column for the answers to {sorted(homeless)}")
    own = [_written_cell(submission, column, questions) for column in COLUMNS]
    return own + [part for question in questions for part in (question, submission.answers.get(question, ""))]


def _written_cell(submission: Submission, column: str, questions: Sequence[str]) -> str:
    if column in _FIELDS:
        name, kind = _FIELDS[column]
        return kind.write(getattr(submission, name))
    return "" if column in questions else submission.answers.get(column, "")
