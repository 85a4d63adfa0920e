"""A jury's CSV files are read exactly, and whatever is wrong in one is a line that names the cell."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from festival.kernel.invalid import Invalid
from festival.scoring import csv_tables
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Juror, Score

FILMS = (Film("A", "feature", 5400), Film("B", "short", 720))
JURORS = (Juror("ann"), Juror("bob"))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def written(content: str | bytes) -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


File = Callable[[str | bytes], Path]


def said(read: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(Invalid) as caught:
        read(*arguments)
    return str(caught.value)


def test_films_are_read_with_all_their_columns(file: File) -> None:
    path = file(
        "film,category,minutes,language,subtitles,genre,notes\n"
        "A,feature,90,en-GB,fr; de,Drama;Comedy,violence\n"
        "B,short,8.5,,,,\n"
    )
    assert csv_tables.films(path) == (
        Film(
            "A",
            "feature",
            5400,
            frozenset({"en-gb", "fr", "de"}),
            frozenset({"violence"}),
            frozenset({"drama", "comedy"}),
        ),
        Film("B", "short", 510),
    )


def test_languages_are_read_by_code_or_name(file: File) -> None:
    path = file(
        "film,category,minutes,language,subtitles\n"
        "A,short,9,fre;Tigrinya,None\nB,short,9,Silent,\nC,short,9,no dialogue,PT_br\n"
    )
    assert [sorted(film.languages) for film in csv_tables.films(path)] == [
        ["fr", "ti"],
        ["zxx"],
        ["pt-br", "zxx"],
    ]
    path = file("juror,languages\nann,English; Modern Greek\n")
    assert csv_tables.jurors(path) == (Juror("ann", frozenset({"en", "el"})),)


def test_jurors_are_read_with_all_their_columns(file: File) -> None:
    path = file("juror,minutes,languages,avoids,genres\nann,600,en;fr,violence,drama\nbob,,,,\n")
    assert csv_tables.jurors(path) == (
        Juror("ann", frozenset({"en", "fr"}), frozenset({"violence"}), 36_000, frozenset({"drama"})),
        Juror("bob"),
    )


def test_columns_that_are_not_needed_may_be_missing_and_others_are_passed_over(file: File) -> None:
    assert csv_tables.films(file("minutes,Remark,film,category\n12,late,B,short\n")) == (
        Film("B", "short", 720),
    )
    assert csv_tables.jurors(file("juror\nann\nbob\n")) == JURORS


def test_a_spreadsheets_mark_semicolons_and_apostrophes_are_understood(file: File) -> None:
    path = file(b'\xef\xbb\xbffilm;category;minutes;language\r\n\'-30-;short;12;"en;fr"\r\n')
    assert csv_tables.films(path) == (Film("-30-", "short", 720, frozenset({"en", "fr"})),)


def test_headers_may_be_written_in_capitals_and_with_spaces_around(file: File) -> None:
    path = file("Film, JUROR ,Score\nA,ann,7\n")
    assert csv_tables.scores(path, FILMS, JURORS) == (Score("A", "ann", 7),)


def test_a_first_line_that_names_the_separator_is_no_row(file: File) -> None:
    path = file("sep=;\r\nfilm;juror;score\r\nA;ann;7\r\nA;bob;n/a\r\n")
    assert said(csv_tables.scores, path, FILMS) == "table.csv, row 3, column score: “n/a” is no number."


def test_conflicts_and_scores_are_read(file: File) -> None:
    pairs = file("film,juror\nA,ann\nA,ann\n")
    assert csv_tables.conflicts(pairs, FILMS, JURORS) == (("A", "ann"), ("A", "ann"))
    given = file("film,juror,score\nA,ann,7\nA,bob,'-2.5\nB,ann,10.\n")
    expected = (Score("A", "ann", 7), Score("A", "bob", -2.5), Score("B", "ann", 10))
    assert csv_tables.scores(given, FILMS, JURORS) == expected
    assert csv_tables.scores(given, FILMS) == expected


def test_a_jury_may_have_no_conflicts_and_no_scores_yet(file: File) -> None:
    assert csv_tables.conflicts(file("film,juror\n"), FILMS, JURORS) == ()
    assert csv_tables.scores(file("film,juror,score\n"), FILMS) == ()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "table.csv: This file has no rows."),
        ("film,category,minutes\n", "table.csv: there is no film in this file."),
        ("film,category\nA,short\n", "table.csv, row 1: the column minutes is missing."),
        ("film,category,minutes\nA,short,\n", "table.csv, row 2, column minutes: this cell is empty."),
        ("film,category,minutes\nA,short,ten\n", "table.csv, row 2, column minutes: “ten” is no number."),
        (
            "film,category,minutes\nA,short,1:12\n",
            "table.csv, row 2, column minutes: “1:12” is no number; write minutes, as in 72.",
        ),
        (
            "film,Film,category,minutes\nA,A,short,9\n",
            "table.csv, row 1: the column film is there more than once.",
        ),
        ("film,category,minutes\nA,short,inf\n", "table.csv, row 2, column minutes: “inf” is no number."),
        (
            "film,category,minutes\nA,short,-1\n",
            "table.csv, row 2, column minutes: -1 is not between 0 and 1,000,000.",
        ),
        ("film,category,minutes\n,short,9\n", "table.csv, row 2, column film: this cell is empty."),
        ("film,category,minutes\nA,,9\n", "table.csv, row 2, column category: this cell is empty."),
        (
            "film,category,minutes\nA,short,9\n\nA,short,9\n",
            "table.csv, row 4, column film: “A” is already in row 2.",
        ),
        (
            b"film,category,minutes\n\xff,short,9\n",
            (
                "table.csv: The letters of this file cannot be read. "
                "In the spreadsheet, save it as “CSV UTF-8”."
            ),
        ),
        (
            "film,category,minutes,language\nA,short,9,en\nB,short,9,en fr\n",
            (
                "table.csv, row 3, column language: “en fr” is no language code such as en or pt-BR. "
                "Separate several by semicolons."
            ),
        ),
        (
            'film,category,minutes,subtitles\nA,short,9,"en, fr"\n',
            (
                "table.csv, row 2, column subtitles: “en, fr” is no language code such as en or pt-BR. "
                "Separate several by semicolons."
            ),
        ),
        (
            "film,category,minutes\nA,short,9,9\n",
            (
                "table.csv: Row 2 has more cells than there are columns: "
                "perhaps a text has no quotation marks."
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_table_of_films(file: File, content: str | bytes, line: str) -> None:
    assert said(csv_tables.films, file(content)) == line


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("minutes\n9\n", "table.csv, row 1: the column juror is missing."),
        ("juror,minutes\n", "table.csv: there is no juror in this file."),
        ("juror\nann\nann\n", "table.csv, row 3, column juror: “ann” is already in row 2."),
        ("juror,minutes\nann,1_0\n", "table.csv, row 2, column minutes: “1_0” is no number."),
        (
            "juror,languages\nann,English/French\n",
            (
                "table.csv, row 2, column languages: “english/french” is no language code such as en or "
                "pt-BR. Separate several by semicolons."
            ),
        ),
        (
            "juror,minutes\nann,-1\n",
            "table.csv, row 2, column minutes: -1 is not between 0 and 1,000,000.",
        ),
    ],
)
def test_what_is_wrong_with_a_table_of_jurors(file: File, content: str, line: str) -> None:
    assert said(csv_tables.jurors, file(content)) == line


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("A,ann,n/a", "table.csv, row 2, column score: “n/a” is no number."),
        ('A,ann,"7,5"', "table.csv, row 2, column score: “7,5” is no number; write 7.5."),
        ('A,ann,"7,500"', "table.csv, row 2, column score: “7,500” is no number."),
        ("A,ann,1:12", "table.csv, row 2, column score: “1:12” is no number."),
        ("A,ann,1e3", "table.csv, row 2, column score: “1e3” is no number."),
        ("A,ann,nan", "table.csv, row 2, column score: “nan” is no number."),
        ("A,ann,", "table.csv, row 2, column score: this cell is empty."),
        ("A,ann,9999999", "table.csv, row 2, column score: 9999999 is not between -1,000,000 and 1,000,000."),
        ("C,ann,7", "table.csv, row 2, column film: there is no film “C”."),
        ("A,cyd,7", "table.csv, row 2, column juror: there is no juror “cyd”."),
        ("A,ann,7\nA,ann,8", "table.csv, row 3, column juror: “A · ann” is already in row 2."),
    ],
)
def test_what_is_wrong_with_a_table_of_scores(file: File, row: str, line: str) -> None:
    assert said(csv_tables.scores, file(f"film,juror,score\n{row}\n"), FILMS, JURORS) == line


def test_a_score_beyond_the_scale_is_named_with_its_cell(file: File) -> None:
    path = file("film,juror,score\nA,ann,5\nB,ann,5.5\n")
    assert len(csv_tables.scores(path, FILMS, scale=Scale(1, 5.5))) == 2
    assert said(csv_tables.scores, path, FILMS, JURORS, Scale(1, 5)) == (
        "table.csv, row 3, column score: 5.5 is not on the scale from 1 to 5."
    )


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1-10", Scale(1, 10)),
        (" 0–100 ", Scale(0, 100)),
        ("-2.5-2.5", Scale(-2.5, 2.5)),
        ("-5--1", Scale(-5, -1)),
        ("1-1.001", Scale(1, 1.001)),
    ],
)
def test_a_scale_is_read(text: str, scale: Scale) -> None:
    assert csv_tables.scale(text) == scale


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ten", "--scale: “ten” is no scale; write its lowest and highest score, as in 1-10."),
        ("", "--scale: “” is no scale; write its lowest and highest score, as in 1-10."),
        ("1-1e9", "--scale: “1-1e9” is no scale; write its lowest and highest score, as in 1-10."),
        ("5-1", "--scale: 5 is not less than 1."),
        ("3-3", "--scale: 3 is not less than 3."),
        ("1-1.0009", "--scale: “1-1.0009” is too short; at least 0.001 lies between its ends."),
        (
            "0-0.0000001",
            "--scale: “0-0.0000001” is no scale; write its lowest and highest score, as in 1-10.",
        ),
    ],
)
def test_what_is_wrong_with_a_scale(text: str, line: str) -> None:
    assert said(csv_tables.scale, text) == line


def test_what_is_wrong_with_a_table_of_conflicts(file: File) -> None:
    path = file("film,juror\nA,ann\nC,ann\n")
    assert said(csv_tables.conflicts, path, FILMS, JURORS) == (
        "table.csv, row 3, column film: there is no film “C”."
    )


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = said(csv_tables.films, tmp_path / "none.csv")
    assert missing == "none.csv: cannot be read: No such file or directory."
    assert said(csv_tables.films, tmp_path) == f"{tmp_path.name}: cannot be read: Is a directory."


def test_places_are_read() -> None:
    assert csv_tables.places("feature=12, short=0", FILMS) == {"feature": 12, "short": 0}


def test_a_category_may_have_commas_in_its_name() -> None:
    films = [Film("A", "docs, short", 600), Film("B", "docs", 600)]
    assert csv_tables.places("docs, short=1, docs=2", films) == {"docs, short": 1, "docs": 2}
    assert said(csv_tables.places, "docs, short", films) == (
        "--places: “docs, short” lacks its number; write category=number, as in short=36."
    )


def test_where_semicolons_part_the_cells_a_comma_is_the_point_of_a_number(file: File) -> None:
    path = file("film;juror;score\nA;ann;7,5\nB;ann;1,125\n")
    assert [score.value for score in csv_tables.scores(path, FILMS)] == [7.5, 1.125]
    path = file("sep=\t\nfilm\tjuror\tscore\nA\tann\t7,5\n")
    assert [score.value for score in csv_tables.scores(path, FILMS)] == [7.5]


def test_a_name_is_one_however_its_accents_were_typed(file: File) -> None:
    path = file("film,juror,score\nA,Am\u00e1l,7\nB,Ama\u0301l,6\n")
    assert [score.juror for score in csv_tables.scores(path, FILMS)] == ["Am\u00e1l"] * 2
    path = file("film,juror,score\nA,Am\u00e1l,7\nA,Ama\u0301l,6\n")
    assert said(csv_tables.scores, path, FILMS) == (
        "table.csv, row 3, column juror: “A · Am\u00e1l” is already in row 2."
    )


def test_more_categories_than_can_be_ranked_are_refused(file: File) -> None:
    rows = "".join(f"{number},title {number},5\n" for number in range(501))
    assert said(csv_tables.films, file(f"film,category,minutes\n{rows}")) == (
        "table.csv: 501 categories, and at most 500 can be ranked. Perhaps the title is where "
        "the category should be?"
    )


def test_more_jurors_than_can_be_compared_are_refused(file: File) -> None:
    rows = "".join(f"juror {number}\n" for number in range(2_001))
    assert said(csv_tables.jurors, file(f"juror\n{rows}")) == (
        "table.csv: 2,001 jurors, and at most 2,000 can be compared. Perhaps the film is where "
        "the juror should be?"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("online=3", "--places: no film is in the category “online”."),
        ("", "--places: “” lacks its number; write category=number, as in short=36."),
        ("5", "--places: “5” lacks its category; write category=number, as in short=36."),
        ("short", "--places: “short” lacks its number; write category=number, as in short=36."),
        ("short=1,", "--places: “” lacks its number; write category=number, as in short=36."),
        ("=5", "--places: no film is in the category “”."),
        ("feature=1,feature=2", "--places: the category “feature” comes twice."),
        ("feature=many", "--places: “many” is no number of films for feature."),
        ("feature=-1", "--places: “-1” is no number of films for feature."),
    ],
)
def test_what_is_wrong_with_places(text: str, line: str) -> None:
    assert said(csv_tables.places, text, FILMS) == line


def test_a_table_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    csv_tables.write(path, ("film", "juror"), [("-30-", "ann")], [])
    assert path.read_bytes() == b"film,juror\r\n'-30-,ann\r\n"
    assert said(csv_tables.write, tmp_path / "no" / "plan.csv", ("film",), [], []) == (
        f"plan.csv: cannot be written: there is no folder {tmp_path / 'no'}."
    )
    (tmp_path / "folder").mkdir()
    assert said(csv_tables.write, tmp_path / "folder", ("film",), [], []) == (
        "folder: cannot be written: it is not an ordinary file."
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "plan.csv"]


def test_only_an_ordinary_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("as it was")
    (tmp_path / "link.csv").symlink_to("plan.csv")
    (tmp_path / "nowhere.csv").symlink_to("none.csv")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "piped.csv").symlink_to("pipe.csv")
    csv_tables.write(tmp_path / "link.csv", ("film",), [("A",)], [None])
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "plan.csv").read_bytes() == b"film\r\nA\r\n"
    before = sorted(each.name for each in tmp_path.iterdir())
    for name in ("nowhere.csv", "loop.csv", "pipe.csv", "piped.csv"):
        assert said(csv_tables.write, tmp_path / name, ("film",), [], []) == (
            f"{name}: cannot be written: it is not an ordinary file."
        )
    assert (tmp_path / "pipe.csv").is_fifo()
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_an_input_is_never_overwritten(file: File, tmp_path: Path) -> None:
    path = file("film,category,minutes\nA,short,9\n")
    (tmp_path / "link.csv").symlink_to("table.csv")
    for name in ("table.csv", "link.csv"):
        assert said(csv_tables.write, tmp_path / name, ("film",), [], [None, path]) == (
            f"{name}: cannot be written: it is one of the files that are read."
        )
    assert path.read_text() == "film,category,minutes\nA,short,9\n"


def test_only_an_ordinary_file_of_a_size_that_fits_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to("pipe.csv")
    for name in ("pipe.csv", "link.csv"):
        assert (
            said(csv_tables.films, tmp_path / name) == f"{name}: cannot be read: it is not an ordinary file."
        )
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(256_000_001)
    assert (
        said(csv_tables.films, tmp_path / "large.csv")
        == "large.csv: cannot be read: it is larger than 256 MB."
    )


def test_more_jurors_than_can_be_ranked_by_are_refused(file: File) -> None:
    rows = [f"A,juror {number},7\n" for number in range(2_001)]
    assert len(csv_tables.scores(file("film,juror,score\n" + "".join(rows[:2_000])), FILMS)) == 2_000
    assert said(csv_tables.scores, file("film,juror,score\n" + "".join(rows)), FILMS) == (
        "table.csv: 2,001 jurors, and at most 2,000 can be compared. Perhaps the film is where "
        "the juror should be?"
    )
