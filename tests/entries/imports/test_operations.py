"""FilmFreeway's entries come in once, under the same deadline as everybody's."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import flask
import pytest
import time_machine
from click.testing import CliRunner, Result
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.cli import main
from festival.editions.models import Edition
from festival.entries.imports import filmfreeway
from festival.entries.imports.filmfreeway import Submission
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.kernel.partial_dates import PartialDate
from tests.entries.conftest import CLOSES

KITE = Submission(
    title="Kite",
    original_title="طائرة ورقية",
    synopsis="A kite crosses a border.",
    seconds=20 * 60,
    completed=PartialDate(2019, 11),
    countries=("LB", "DE"),
    languages=("ar",),
    directors="Lina Haddad, Omar Saleh",
    project_type="Documentary, Short",
    email="lina@elsewhere.example",
    tracking_number="GM-1",
    submission_status="In Consideration",
    answers={"Shooting Format": "Super 8"},
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    file.write_bytes(b"".join(filmfreeway.write([KITE])))
    return file


Import = Callable[..., Result]


@pytest.fixture
def run(
    app: flask.Flask, edition: Edition, organizer: Person, export: Path, monkeypatch: pytest.MonkeyPatch
) -> Import:
    monkeypatch.setattr("festival.app.create_app", lambda config: app)
    email = organizer.email

    def import_it(*more: str) -> Result:
        return CliRunner().invoke(main, ["import", str(export), "--organizer", email, *more])

    return import_it


def the_entry() -> Entry:
    db.session().rollback()
    return db.session().scalars(select(Entry)).one()


@pytest.mark.usefixtures("mid_window")
def test_an_older_file_comes_in_when_somebody_says_how_it_is_written(run: Import, export: Path) -> None:
    older = export.read_text("utf-8-sig").replace("طائرة ورقية", "Été à Genève")
    export.write_bytes(older.encode("cp1252"))
    refused = run()
    assert (refused.exit_code, "save it as “CSV UTF-8”" in refused.output) == (1, True)
    assert run("--encoding", "cp1252").output == "1 of 1 entries are here.\n"
    assert the_entry().original_title == "Été à Genève"


@pytest.mark.usefixtures("mid_window")
def test_an_export_comes_in_once_with_everything_it_says(run: Import, organizer: Person) -> None:
    for _ in range(2):
        assert run().output == "1 of 1 entries are here.\n"
    entry = the_entry()
    assert (entry.state, entry.owner_id, entry.category.slug) == (EntryState.SUBMITTED, organizer.id, "short")
    assert (entry.title, entry.original_title, entry.runtime) == ("Kite", "طائرة ورقية", 1200)
    assert (entry.countries, entry.languages, entry.completed) == (["LB", "DE"], ["ar"], "2019-11")
    assert (entry.directors, entry.kind) == (["Lina Haddad", "Omar Saleh"], "documentary")
    assert entry.custom_answers["Shooting Format"] == "Super 8"
    assert [flag.kind for flag in entry.flags] == ["language_missing"]


def test_after_the_deadline_an_import_is_refused_unless_it_is_late_for_a_reason(
    run: Import,
) -> None:
    with time_machine.travel(CLOSES + timedelta(hours=1), tick=False):
        refused = run()
        assert (refused.exit_code, "The call closed on" in refused.output) == (1, True)
        assert db.session().scalars(select(Entry)).all() == []
        assert run("--late", "It was in the post.").exit_code == 0
    assert the_entry().state is EntryState.SUBMITTED


def rewrite(export: Path, **cells: str) -> None:
    """The file with other words in some columns of its row."""
    header, row = csv.reader(io.StringIO(export.read_text("utf-8-sig"), newline=""))
    changed = dict(zip(header, row, strict=True)) | {
        name.replace("_", " "): text for name, text in cells.items()
    }
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([changed.keys(), changed.values()])
    export.write_text(lines.getvalue(), "utf-8")


@pytest.mark.usefixtures("mid_window")
def test_what_cannot_be_read_flags_the_entry_and_loses_nothing(run: Import, export: Path) -> None:
    rewrite(export, Completion_Date="7/1/2019", Language="Rom", Directors="Robert Downey, Jr., Ana Ruiz")
    said = run()
    assert (said.exit_code, said.stdout) == (0, "1 of 1 entries are here.\n")
    assert [line.partition(":")[0] for line in said.stderr.splitlines()] == [
        "row 2, Language",
        "row 2, Completion Date",
    ]
    entry = the_entry()
    assert (entry.completed, entry.languages) == (None, [])
    assert entry.unfinished == {"completed": ["7/1/2019"], "languages": ["Rom"]}
    assert {name: entry.custom_answers[name] for name in ("Completion Date", "Language")} == {
        "Completion Date": "7/1/2019",
        "Language": "Rom",
    }
    assert entry.directors == ["Robert Downey, Jr.", "Ana Ruiz"]
    assert [flag.details for flag in entry.flags if flag.kind == "unread"] == [{"words": ["Rom", "7/1/2019"]}]


@pytest.mark.usefixtures("mid_window")
def test_a_film_completed_after_the_call_is_flagged(run: Import, export: Path) -> None:
    rewrite(export, Completion_Date="2031-01-01")
    assert run().exit_code == 0
    assert the_entry().unfinished == {"completed": ["2031-01-01"]}


@pytest.mark.usefixtures("mid_window")
def test_a_dry_run_says_what_would_become_of_each_row_and_changes_nothing(run: Import, export: Path) -> None:
    rewrite(export, Completion_Date="7/1/2019")
    said = run("--dry-run")
    assert (said.exit_code, said.stdout) == (0, "1 of 1 entries can be taken, 1 of them with a flag.\n")
    assert "can be 2019-01-07 or 2019-07-01" in said.stderr
    settled = run("--dry-run", "--dates", "month-first")
    assert settled.output == "1 of 1 entries can be taken, 0 of them with a flag.\n"
    db.session().rollback()
    assert db.session().scalars(select(Entry)).all() == []


@pytest.mark.usefixtures("mid_window")
def test_two_films_of_one_title_without_a_number_are_two(run: Import, export: Path) -> None:
    home = Submission(title="Home", directors="Ana One", email="ana@elsewhere.example", seconds=600)
    other = Submission(title="Home", directors="Bo Two", email="bo@elsewhere.example", seconds=900)
    export.write_bytes(b"".join(filmfreeway.write([home, other])))
    for _ in range(2):
        assert run().output == "2 of 2 entries are here.\n"
    db.session().rollback()
    assert sorted(entry.directors for entry in db.session().scalars(select(Entry))) == [
        ["Ana One"],
        ["Bo Two"],
    ]
