"""Everything leaves the application whole.

Every field, every juror's scores, every script, and no formula.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextvars import Context
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import openpyxl
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import update

from festival import db
from festival.accounts.credentials import operations as credentials
from festival.accounts.states import Scope
from festival.boards import ranking_cache
from festival.boards.models import Shortlist
from festival.entries.imports import filmfreeway
from festival.entries.models import Entry, EntryTag
from festival.entries.states import EntryState
from festival.exports import formats
from festival.exports import queries as export_queries
from festival.exports.command import export
from festival.exports.formats import Format
from festival.exports.queries import Choice
from festival.jury.models import Criterion, Round
from festival.jury.states import AssignmentState
from festival.kernel import spreadsheets
from festival.kernel.clock import machine_now
from festival.web.security.sessions import BrowserSession
from tests import factories as house
from tests.boards.conftest import Season
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.factories import DURING

AWKWARD = ["-30-", "=cmd()", "+1", "@home", "'-30-", house.LONG_ARABIC_TITLE, "漂流"]


@pytest.fixture
def titles(season: Season) -> list[str]:
    """The titles of all entries, in the order of an export."""
    with db.transaction() as session:
        for title in AWKWARD:
            film = factories.film(season.edition, title=title, original_title=title)
            film.tags = [EntryTag(tag="night")]
            film.custom_answers = {"Camera": "Super 8", "Where did you hear of us?": "=A friend"}
            session.add(film)
        session.add(factories.film(season.edition, title="A draft", state=EntryState.DRAFT))
    return [film.title for film in season.films] + AWKWARD


def exported(desk: FlaskClient, **asked: Any) -> bytes:
    answer = desk.get("/desk/exports/file", query_string=asked)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=entries-")
    return bytes(answer.data)


def test_csv_is_read_again_as_it_was(desk: FlaskClient, titles: list[str]) -> None:
    raw = exported(desk, format="csv")
    assert [row.cells["Title"] for row in spreadsheets.read_csv(raw).rows] == titles
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_a_workbook_opens_with_text_as_text(desk: FlaskClient, titles: list[str]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported(desk, format="xlsx")))["Laurel"]
    head, *rows = [list(row) for row in sheet.iter_rows()]
    place = [cell.value for cell in head].index("Title")
    assert [row[place].value for row in rows] == titles
    assert {row[place].data_type for row in rows} == {"s"}


def test_a_workbook_has_a_row_for_each_juror_and_film(desk: FlaskClient, season: Season) -> None:
    with db.transaction():
        season.films[0].title, season.jurors[0].name = "=cmd()", "@Amal"
    sheet = openpyxl.load_workbook(io.BytesIO(exported(desk, format="xlsx")))["Scores"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    wanted = ("Film", "Juror", "story", "craft", "Total", "Coverage", "State")
    places = [head.index(name) for name in wanted]
    assert [[row[place] for place in places] for row in rows] == [
        ["=cmd()", "@Amal", 5, 5, 5, 0, "scored"],
        ["=cmd()", "Bruno Juror", 5, 4, 4.75, 0, "scored"],
        ["Salt", "@Amal", 4, 4, 4, 0, "scored"],
        ["Salt", "Bruno Juror", 2, 2, 2, 0, "scored"],
        [house.LONG_ARABIC_TITLE, "@Amal", 4, 4, 4, 0, "scored"],
        [house.LONG_ARABIC_TITLE, "Bruno Juror", 2, 2, 2, 0, "scored"],
    ]
    assert {cell.data_type for row in sheet.iter_rows(max_col=5) for cell in row[2:]} == {"s"}
    assert {row[head.index("Submitted")] for row in rows} == {DURING.isoformat()}


def test_json_keeps_numbers_lists_and_truth(desk: FlaskClient, titles: list[str]) -> None:
    found = json.loads(exported(desk, format="json"))
    assert [film["Title"] for film in found] == titles
    kite, dashed = found[0], found[4]
    assert {
        name: kite[name]
        for name in ("Directors", "Countries", "Funded by the organizer", "Runtime in seconds", "Premiere")
    } == {
        "Directors": ["Lina Haddad"],
        "Countries": ["LB"],
        "Funded by the organizer": False,
        "Runtime in seconds": 1200,
        "Premiere": "national",
    }
    assert (dashed["Tags"], dashed["Answer: Where did you hear of us?"]) == (["night"], "=A friend")


def test_every_jurors_scores_stand_beside_the_film(desk: FlaskClient, season: Season) -> None:
    kite, *_, unseen = json.loads(exported(desk, format="json"))
    assert {name: cell for name, cell in kite.items() if name.startswith("First round: ")} == {
        "First round: views": 2,
        "First round: mean": 4.875,
        **ranking_cells(season, season.ids[0], rank=1),
        "First round: spread": 0.125,
        "First round: coverage": 0.0,
        "First round: Amal Juror: total": 5.0,
        "First round: Amal Juror: story": 5,
        "First round: Amal Juror: craft": 5,
        "First round: Amal Juror: seen": 0.0,
        "First round: Amal Juror: state": "scored",
        "First round: Bruno Juror: total": 4.75,
        "First round: Bruno Juror: story": 5,
        "First round: Bruno Juror: craft": 4,
        "First round: Bruno Juror: seen": 0.0,
        "First round: Bruno Juror: state": "scored",
    }
    assert {unseen[name] for name in unseen if "Juror" in name} == {None}
    assert {name: unseen[name] for name in unseen if name.startswith("First round: ")}.items() >= (
        ranking_cells(season, season.ids[3], rank=None).items()
    )


def test_the_ranking_stands_beside_the_mean_in_every_format(desk: FlaskClient, season: Season) -> None:
    columns = [f"First round: {name}" for name in ("rank", "quality", "low", "high", "p_shortlist")]
    expected = [
        [rank, *list(ranking_cells(season, film, rank=rank).values())[:4]]
        for film, rank in zip(season.ids, (1, 2, 2, None), strict=True)
    ]
    found = json.loads(exported(desk, format="json"))
    assert [[film[column] for column in columns] for film in found] == expected
    rows = spreadsheets.read_csv(exported(desk, format="csv")).rows
    assert [[row.cells[column] for column in columns] for row in rows] == [
        ["" if value is None else str(value) for value in row] for row in expected
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(exported(desk, format="xlsx")))["Laurel"]
    head, *cells = sheet.iter_rows(values_only=True)
    assert [[row[head.index(column)] for column in columns] for row in cells] == expected


def test_a_film_that_does_not_compete_and_a_category_without_a_board_have_no_chance(
    desk: FlaskClient, season: Season
) -> None:
    with db.transaction() as session:
        session.delete(session.get_one(Shortlist, season.shortlist.id))
        session.get_one(Entry, season.ids[0]).state = EntryState.WITHDRAWN
    kite, salt, *_ = json.loads(exported(desk, format="json"))
    names = [f"First round: {name}" for name in ("quality", "low", "high", "p_shortlist", "rank")]
    assert [kite[name] for name in names] == [None] * 5
    assert (salt["First round: p_shortlist"], salt["First round: rank"]) == (None, 1)


def ranking_cells(season: Season, film: int, rank: int | None) -> dict[str, float | None]:
    """What the ranking says of a film, as columns."""
    ranked = next(each for each in ranking_cache.ranking_of(season.round).films if each.film == film)
    said = {name: getattr(ranked, name) for name in ("quality", "low", "high", "p_shortlist")}
    return {f"First round: {name}": value for name, value in {**said, "rank": rank}.items()}


def test_two_jurors_of_one_name_have_columns_of_their_own(desk: FlaskClient, season: Season) -> None:
    with db.transaction():
        for juror in season.jurors:
            juror.name = "Amal"
    columns = spreadsheets.read_csv(exported(desk, format="csv")).columns
    ids = [juror.id for juror in season.jurors]
    assert [column for column in columns if column.endswith(": total")] == [
        f"First round: Amal ({number}): total" for number in ids
    ]


@pytest.fixture
def not_same(season: Season) -> Round:
    """A round of the same name on another panel, with awkward criteria, in which Amal gave Kite 1 to 4."""
    names = ("total", "state", "Story", "Story")
    with db.transaction() as session:
        criteria = [
            Criterion(position=place, name=name, weight=1, meanings=factories.STEPS)
            for place, name in enumerate(names, 1)
        ]
        made = factories.round_of(
            factories.panel(season.edition, season.jurors[0]), name="First round", criteria=criteria
        )
        session.add(made)
        session.flush()
        assignment = factories.assign(made, season.films[0], season.jurors[0], state=AssignmentState.SCORED)
        session.add_all([assignment, factories.review(assignment, 1, 2, 3, 4)])
    return made


def test_no_score_is_lost_where_names_are_the_same(
    desk: FlaskClient, season: Season, not_same: Round
) -> None:
    first, second = (f"First round ({each.id}): Amal Juror" for each in (season.round, not_same))
    total, state, *stories = (each.id for each in not_same.criteria)
    kite = json.loads(exported(desk, format="json"))[0]
    assert {name: kite[name] for name in kite if "Amal" in name} == {
        f"{first}: total": 5.0,
        f"{first}: story": 5,
        f"{first}: craft": 5,
        f"{first}: seen": 0.0,
        f"{first}: state": "scored",
        f"{second}: total": 2.5,
        f"{second}: total ({total})": 1,
        f"{second}: state ({state})": 2,
        f"{second}: Story ({stories[0]})": 3,
        f"{second}: Story ({stories[1]})": 4,
        f"{second}: seen": 0.0,
        f"{second}: state": "scored",
    }
    raw = spreadsheets.read_csv(exported(desk, format="csv"))
    assert list(raw.columns) == list(kite)
    assert raw.rows[0].cells[f"{second}: Story ({stories[1]})"] == "4"


def test_names_with_colons_that_meet_keep_columns_of_their_own(desk: FlaskClient, season: Season) -> None:
    with db.transaction():
        season.jurors[0].name, season.jurors[1].name = "A", "A: B"
        season.round.criteria[0].name, season.round.criteria[1].name = "B: C", "C"
    kite = json.loads(exported(desk, format="json"))[0]
    cells = {name: kite[name] for name in kite if name.startswith("First round: A: B: C")}
    assert (
        list(cells.values()) == [5, 4] and len(spreadsheets.read_csv(exported(desk, format="csv")).rows) == 4
    )


def test_no_score_is_lost_on_the_sheet_where_names_are_the_same(
    desk: FlaskClient, season: Season, not_same: Round
) -> None:
    with db.transaction():
        not_same.criteria[0].name = "Total"
    total, _, *stories = (each.id for each in not_same.criteria)
    sheet = openpyxl.load_workbook(io.BytesIO(exported(desk, format="xlsx")))["Scores"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert len(set(head)) == len(head)
    (row,) = (row for row in rows if row[head.index("Round")] == f"First round ({not_same.id})")
    cells = dict(zip(head, row, strict=True))
    names = [f"Total ({total})", "state", *(f"Story ({each})" for each in stories), "Total", "State", "story"]
    assert [cells[name] for name in names] == [1, 2, 3, 4, 2.5, "scored", None]


def test_filmfreeway_finds_its_columns(desk: FlaskClient, titles: list[str]) -> None:
    rows = list(filmfreeway.read(exported(desk, format="filmfreeway")))
    films = [row.submission for row in rows if row.submission]
    assert [film.title for film in films] == titles
    assert (films[0].seconds, films[0].countries, films[0].answers["Rating"]) == (1200, ("LB",), "4.88")
    assert films[4].answers["Camera"] == "Super 8"
    assert films[4].answers["Where did you hear of us?"] == "=A friend"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"category": "feature"}, []),
        ({"state": "draft"}, ["A draft"]),
        ({"shortlist": "1"}, ["Kite"]),
    ],
)
def test_an_export_holds_what_was_chosen(
    desk: FlaskClient, titles: list[str], asked: dict[str, str], expected: list[str]
) -> None:
    found = json.loads(exported(desk, format="json", **asked))
    assert [film["Title"] for film in found] == expected


NO_SUCH = [("shortlist", each) for each in ("99", "-1", "0", "x", "9" * 30)]
NO_SUCH += [("category", "musical"), ("state", "splendid"), ("state", "draft ")]


@pytest.mark.parametrize(
    "asked", [{"format": "exe"}, {}, *({"format": "csv", name: typed} for name, typed in NO_SUCH)]
)
def test_what_does_not_exist_is_not_exported(
    desk: FlaskClient, season: Season, asked: dict[str, str]
) -> None:
    assert desk.get("/desk/exports/file", query_string=asked).status_code == 404


@pytest.mark.parametrize("form", list(Format))
def test_an_export_goes_on_from_batch_to_batch(
    season: Season, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    choice = Choice(season.edition.id)
    rounds = [season.round]
    whole = b"".join(formats.chunks(form, choice, rounds))
    monkeypatch.setattr(export_queries, "BATCH", 3)
    in_parts = b"".join(formats.chunks(form, choice, rounds))
    assert len(in_parts) == len(whole)
    assert form is Format.XLSX or in_parts == whole


@pytest.mark.parametrize("form", list(Format))
def test_the_command_writes_the_same_file(
    app: flask.Flask, desk: FlaskClient, titles: list[str], tmp_path: Path, form: Format
) -> None:
    out = tmp_path / "entries"
    asked = ["--format", form.value, "--out", str(out), "--category", "short"]
    answer = CliRunner().invoke(export, asked, obj=lambda: app)
    assert answer.exit_code == 0, answer.output
    assert form is Format.XLSX or out.read_bytes() == exported(desk, format=form.value, category="short")
    assert out.stat().st_size > 0


def alone(client: FlaskClient, form: Format, **headers: str) -> bytes:
    """A file as a server sends it: the request's context is gone before the last piece is made."""
    address = f"/desk/exports/file?format={form.value}"
    return bytes(Context().run(lambda: client.get(address, headers=headers).data))


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON, Format.FILMFREEWAY])
def test_a_page_that_stood_open_for_an_hour_gets_the_whole_file(
    app: flask.Flask, desk: FlaskClient, season: Season, titles: list[str], form: Format
) -> None:
    whole = exported(desk, format=form.value)
    browser = sign_in(app.test_client(), season.organizer)
    with db.transaction() as session:
        session.execute(update(BrowserSession).values(seen_at=machine_now() - timedelta(hours=1)))
    assert alone(browser, form) == whole


def test_the_first_use_of_a_token_gets_the_whole_file(
    app: flask.Flask, desk: FlaskClient, season: Season, titles: list[str]
) -> None:
    whole = exported(desk, format="csv")
    days = timedelta(days=1)
    with db.transaction():
        token = credentials.make_token(
            season.organizer, "A script", {Scope.READ}, days, actor=season.organizer, now=machine_now()
        )
    assert alone(app.test_client(), Format.CSV, Authorization=f"Bearer {token}") == whole


def test_a_failure_in_the_middle_breaks_the_transfer_off(
    desk: FlaskClient, titles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> Iterator[bytes]:
        yield b"Title\r\n"
        raise OSError("the disk")

    monkeypatch.setattr(formats, "chunks", failing)
    answer = desk.get("/desk/exports/file?format=csv")
    with pytest.raises(OSError, match="the disk"):
        list(answer.response)
