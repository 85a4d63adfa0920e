"""A row of FilmFreeway's export comes in whole or not at all; what Laurel writes comes back as it was."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.entries.imports import filmfreeway
from festival.entries.imports.filmfreeway import Submission
from festival.kernel import countries, durations, languages, texts
from festival.kernel.invalid import Invalid
from festival.kernel.partial_dates import PartialDate


def export(*rows: dict[str, str]) -> bytes:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read_one(**cells: str) -> Submission:
    (row,) = filmfreeway.read(export({"Project Title": "Crossing", **cells}))
    assert row.submission is not None
    return row.submission


def errors_of(cells: dict[str, str]) -> list[tuple[int, str, str, str]]:
    (row,) = filmfreeway.read(export({"Project Title": "Crossing", **cells}))
    return [(error.row, error.column, error.value, error.reason.code) for error in row.errors]


starts = st.sampled_from(["", "-", "=", "+", "@", "'", "'="])
words = st.builds("{}{}".format, starts, st.text(st.characters(codec="utf-8"), max_size=20))
lines = words.map(lambda text: texts.clean_line(text, 1_000))
paragraphs = words.map(lambda text: texts.clean_text(f"{text}\n\n{text}", 20_000))
visible = lines.filter(bool)
items = st.lists(lines.map(lambda text: text.replace(";", "").strip()).filter(bool), max_size=3).map(tuple)
# A film has each of its countries and languages once.
codes = st.lists(st.sampled_from(sorted(countries.CODES)), max_size=4, unique=True).map(tuple)
tags = st.lists(
    st.sampled_from([tag for tag, _ in languages.choices()] + ["pt-BR", "zh-Hant-TW", "fa-AF", "haz"]),
    max_size=4,
    unique=True,
).map(tuple)
# Years beyond are asked about: they may be of another era.
dates = st.dates(date(1888, 1, 1), date(2299, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
QUESTIONS = ("Who shared this call?", "Email", "Camera", "=cmd()")
submissions = st.builds(
    Submission,
    title=visible,
    **{
        name: strategy
        for strategy, names in (
            (lines, ("original_title", "directors", "email", "link", "submission_id", "judging_status")),
            (paragraphs, ("synopsis", "original_synopsis", "key_cast", "biography")),
            (codes, ("countries", "filming_countries")),
            (items, ("genres", "categories")),
        )
        for name in names
    },
    seconds=st.none() | st.integers(0, durations.LONGEST),
    completed=st.none() | dates,
    languages=tags,
    is_student_project=st.none() | st.booleans(),
    is_first_film=st.none() | st.booleans(),
    country=st.none() | st.sampled_from(sorted(countries.CODES)),
    answers=st.dictionaries(st.sampled_from([*QUESTIONS, "Lens"]), paragraphs.filter(bool)),
)


@given(st.lists(submissions, max_size=3))
def test_what_is_written_reads_back_as_it_was(films: list[Submission]) -> None:
    rows = list(filmfreeway.read(b"".join(filmfreeway.write(films, QUESTIONS))))
    assert [row.errors for row in rows] == [()] * len(films)
    assert [row.submission for row in rows] == films


@pytest.mark.parametrize(
    "title", ["-30-", "=cmd()", "+1", "@home", "'-30-", "البحر بيتنا", "漂流", 'A "quoted", title']
)
def test_difficult_titles_survive_and_never_run(title: str) -> None:
    written = b"".join(filmfreeway.write([Submission(title=title)]))
    cell = next(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))["Project Title"]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert [row.submission for row in filmfreeway.read(written)] == [Submission(title=title)]


def test_a_row_of_an_export_is_understood() -> None:
    film = read_one(
        **{
            "Synopsis": "One.\r\n\r\nTwo.",
            "Duration": "0:04:11",
            "Country of Origin": "Iran, Islamic Republic of, France, Korea, Republic of",
            "Country": "United States",
            "Language": "Arabic, Modern Greek (1453-), Brazilian Portuguese",
            "Completion Date": "January 2, 2020",
            "Genres": "Drama, Migration",
            "Student Project": "No",
            "First-time Filmmaker": "Yes",
            "Directors": "Ann Ba, Cem Dal",
            "Camera": "RED",
            "Which festival sent you?": "Oaxaca",
            "Submission Custom Field 1": "Shown before?",
            "Submission Custom Answer 1": "Never",
            "Submission Custom Field 2": "",
            "Submission Custom Answer 2": "",
        }
    )
    assert film == Submission(
        title="Crossing",
        synopsis="One.\n\nTwo.",
        seconds=251,
        countries=("IR", "FR", "KR"),
        country="US",
        languages=("ar", "el", "pt-BR"),
        completed=PartialDate(2020, 1, 2),
        genres=("Drama", "Migration"),
        is_student_project=False,
        is_first_film=True,
        directors="Ann Ba, Cem Dal",
        answers={"Camera": "RED", "Which festival sent you?": "Oaxaca", "Shown before?": "Never"},
    )


def test_every_fault_of_a_row_is_named() -> None:
    assert errors_of(
        {
            "Project Title": " ",
            "Duration": "long",
            "Country of Origin": "France, Utopia",
            "Language": "Klingonese",
            "Completion Date": "1/2/2020",
            "Student Project": "perhaps",
            "Synopsis": "a" * 20_001,
        }
    ) == [
        (2, "Project Title", " ", "title_missing"),
        (2, "Duration", "long", "duration_unreadable"),
        (2, "Country of Origin", "France, Utopia", "country_unknown"),
        (2, "Language", "Klingonese", "language_unknown"),
        (2, "Completion Date", "1/2/2020", "date_two_ways"),
        (2, "Student Project", "perhaps", "not_yes_or_no"),
        (2, "Synopsis", "a" * 20_001, "text_too_long"),
    ]


def test_a_faulty_row_does_not_keep_the_others_out() -> None:
    rows = list(
        filmfreeway.read(
            export(
                {"Project Title": "One", "Duration": "5:00"},
                {"Project Title": "Two", "Duration": "?"},
                {"Project Title": "Three", "Duration": ""},
            )
        )
    )
    assert [(row.number, row.submission and row.submission.title) for row in rows] == [
        (2, "One"),
        (3, "Two"),
        (4, "Three"),
    ]


def test_what_cannot_be_read_is_kept_as_it_came_and_the_rest_comes_in() -> None:
    cells = {"Duration": "long", "Completion Date": "1/2/2020", "Language": "French", "Camera": "RED"}
    (row,) = filmfreeway.read(export({"Project Title": "Crossing", **cells}))
    assert row.submission == Submission(
        title="Crossing",
        languages=("fr",),
        answers={"Camera": "RED"},
        unread={"Duration": "long", "Completion Date": "1/2/2020"},
    )


def test_a_row_without_a_title_is_no_submission() -> None:
    (row,) = filmfreeway.read(export({"Project Title": " ", "Duration": "5:00"}))
    assert row.submission is None


@pytest.mark.parametrize(
    ("written", "day_first", "completed"),
    [
        ("17.04.2019", None, "2019-04-17"),
        ("4/17/2019", None, "2019-04-17"),
        ("2019-04-17 00:00:00", None, "2019-04-17"),
        ("17-Apr-19", None, "2019-04-17"),
        ("July 2019", None, "2019-07"),
        ("43647", None, "2019-07-01"),
        ("7/1/2019", True, "2019-01-07"),
        ("7/1/2019", False, "2019-07-01"),
    ],
)
def test_what_a_spreadsheet_made_of_a_date_is_read(
    written: str, day_first: bool | None, completed: str
) -> None:
    (row,) = filmfreeway.read(
        export({"Project Title": "Crossing", "Completion Date": written}), day_first=day_first
    )
    assert row.submission is not None
    assert (str(row.submission.completed), row.errors) == (completed, ())


def test_a_question_that_is_answered_twice_is_a_fault() -> None:
    custom = {"Shown?": "Yes", "Submission Custom Field 1": "Shown?", "Submission Custom Answer 1": "No"}
    assert errors_of(custom) == [(2, "Submission Custom Answer 1", "No", "answered_twice")]


def test_another_table_is_no_export() -> None:
    with pytest.raises(Invalid) as refusal:
        filmfreeway.read(export({"Title": "Crossing"}))
    assert refusal.value.code == "no_filmfreeway_export"


def test_an_answer_without_a_column_is_not_lost_in_silence() -> None:
    with pytest.raises(ValueError, match="no column for the answers"):
        list(filmfreeway.write([Submission(title="Crossing", answers={"Shown?": "No"})]))


def test_the_columns_of_an_export_stand_in_their_order() -> None:
    row = next(csv.reader(io.StringIO(b"".join(filmfreeway.write([])).decode("utf-8-sig"))))
    assert tuple(row) == filmfreeway.COLUMNS
    assert len(set(filmfreeway.COLUMNS)) == len(filmfreeway.COLUMNS) == 64
