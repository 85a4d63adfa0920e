"""A round's tables leave the desk as `festival jury` reads them, and say there what the desk says."""

import csv
import io
import shlex
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.adapters import archives
from festival.boards import operations as board_operations
from festival.boards import ranking_cache
from festival.boards.models import Shortlist
from festival.boards.row_queries import board_of
from festival.entries.models import Entry
from festival.exports import jury_tables
from festival.jury.models import Conflict, PanelMember, Round
from festival.jury.planning import queries as plan_queries
from festival.kernel.spreadsheets import csv_chunks
from festival.scoring import csv_tables
from festival.scoring.commands.rank_and_next import RANKING
from festival.scoring.ranking.results import fact
from festival.scoring.values import Film
from tests import factories as house
from tests.boards.conftest import DECIDING, Season, browser_of, score
from tests.jury import factories
from tests.scoring.commands.command_line import beside

pytestmark = pytest.mark.process

TABLES = ["README.txt", "films.csv", "jurors.csv", "conflicts.csv", "scores.csv"]
Unpack = Callable[[], Path]


@pytest.fixture
def jury(season: Season) -> Season:
    """More of it: two categories, names that are hard on tables, one film nobody can follow, conflicts."""
    names = ('=cmd()|"x",;', "Me\u0301i  Tanaka", "Méi Tanaka", "'-30-", "Lina Secret")
    jurors = [factories.juror(name=name) for name in names]
    facts: list[dict[str, Any]] = [
        {"languages": ["pt-BR", "en"], "subtitles": ["ar"], "content_notes": ["violence"]},
        {"languages": ["ko"], "category": "feature"},
        {"languages": ["zxx"], "category": "feature"},
        {"directors": ["Lina Secret"], "languages": ["en"]},
        *({} for _ in range(8)),
    ]
    films = [
        factories.film(season.edition, title=f"Film {number}", runtime=601 + 7 * number, **more)
        for number, more in enumerate(facts)
    ]
    with db.transaction() as session:
        session.add_all([*jurors, *films])
        session.flush()
        for juror in jurors[:4]:
            season.round.panel.members.append(
                PanelMember(person=juror, languages=["en"], avoids=["violence"], genres=["fiction"])
            )
        season.round.panel.members[0].minutes = 95
        for place, film in enumerate(films):
            for lead, juror in enumerate((*jurors, *season.jurors)):
                if (place + lead) % 3:
                    score(season, film, [(juror, 1 + (place * 2 + lead) % 5)])
        said = {"declared_by_id": season.organizer.id, "declared_at": DECIDING, "reason": "Friends"}
        pair = {"entry_id": season.ids[3], "juror_id": jurors[0].id}
        session.add(Conflict(**pair, **said))
        feature = films[1].category
        board_operations.begin(season.round, feature, 1, actor=season.organizer, now=DECIDING)
    return season


@pytest.fixture
def unpack(desk: FlaskClient, season: Season, tmp_path: Path) -> Unpack:
    """The round's tables in a folder."""

    def unpacked() -> Path:
        answer = desk.get(f"/desk/exports/rounds/{season.round.id}/tables.zip")
        assert (answer.status_code, answer.mimetype) == (200, "application/zip")
        with zipfile.ZipFile(io.BytesIO(answer.data)) as pack:
            assert pack.namelist() == TABLES
            pack.extractall(tmp_path)
        return tmp_path

    return unpacked


def typed(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Type what the guide says."""
    lines = (folder / "README.txt").read_text().splitlines()
    line = next(line for line in lines if line.startswith(f"festival jury {command} "))
    return beside(folder)(*shlex.split(line)[2:])


def boards(season: Season) -> dict[str, tuple[Any, ...]]:
    """What the rankings say of every film."""
    found = db.session().scalars(select(Shortlist).where(Shortlist.round_id == season.round.id))
    rows = [row for each in found for row in board_of(each).rows]
    return {str(row.entry.id): tuple(said(fact(row.ranked, name)) for name in RANKING) for row in rows}


def said(cell: object) -> str:
    return "" if cell is None else str(cell)


def test_the_ranking_from_the_tables_is_the_boards_to_the_digit(jury: Season, unpack: Unpack) -> None:
    folder = unpack()
    done = typed(folder, "rank")
    assert done.returncode == 0, done.stderr
    ranked = list(csv.DictReader((folder / "ranking.csv").read_text().splitlines()))
    assert {row["film"]: tuple(row[name] for name in RANKING) for row in ranked} == boards(jury)
    assert len(ranked) == len(ranking_cache.evidence(db.session().get_one(Round, jury.round.id)).films)


@pytest.mark.parametrize("command", ["plan", "next"])
def test_plans_are_made_from_the_tables_as_the_guide_says(jury: Season, unpack: Unpack, command: str) -> None:
    folder = unpack()
    done = typed(folder, command)
    assert done.returncode == 0, done.stderr
    assert (folder / f"{command}.csv").read_text().startswith("film,juror")


def test_the_tables_say_what_the_desk_plans_by(jury: Season, unpack: Unpack) -> None:
    folder = unpack()
    films, jurors = csv_tables.films(folder / "films.csv"), csv_tables.jurors(folder / "jurors.csv")
    facts = plan_queries.facts(db.session().get_one(Round, jury.round.id))
    assert {int(film.key): (film.category, film.seconds) for film in films} == {
        film.id: (film.category.slug, facts.seconds[film.id]) for film in facts.films
    }
    assert [juror.seconds for juror in jurors].count(95 * 60) == 1
    conflicts = csv_tables.conflicts(folder / "conflicts.csv", films, jurors)
    left = db.session().scalars(select(Person).where(Person.name == "Lina Secret")).one()
    named_in = next(film for film in facts.films if film.directors == [left.name])
    number = {juror.key: int(str(juror.key).partition(" ")[0]) for juror in jurors}
    assert {(int(film), number[juror]) for film, juror in conflicts} == {
        pair for pair in facts.conflicts if pair[1] in number.values()
    } | {(named_in.id, left.id)}


def test_who_left_the_panel_and_scored_is_known_and_never_asked(jury: Season, unpack: Unpack) -> None:
    jurors = csv_tables.jurors(unpack() / "jurors.csv")
    left = [juror for juror in jurors if str(juror.key).endswith("Lina Secret")]
    assert [juror.seconds for juror in left] == [0]


def test_the_guide_tells_of_scores_that_stand_in_conflict(jury: Season, unpack: Unpack) -> None:
    # Lina Secret scored a film that names her, and left the panel.
    assert "Scores of pairs that are in conflicts.csv: 1." in (unpack() / "README.txt").read_text()
    with db.transaction() as session:
        film = session.get_one(Entry, jury.ids[0])
        film.directors = [jury.jurors[0].name]
    folder = unpack()
    assert "Scores of pairs that are in conflicts.csv: 2." in (folder / "README.txt").read_text()
    assert typed(folder, "rank").returncode == 0
    ranked = list(csv.DictReader((folder / "ranking.csv").read_text().splitlines()))
    assert {row["film"]: tuple(row[name] for name in RANKING) for row in ranked} == boards(jury)


def test_a_round_without_boards_and_scores_leaves_as_well(
    season: Season, desk: FlaskClient, tmp_path: Path
) -> None:
    with db.transaction() as session:
        empty = factories.round_of(factories.panel(season.edition, season.jurors[0]))
        session.add(empty)
        session.flush()
        number = empty.id
    answer = desk.get(f"/desk/exports/rounds/{number}/tables.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as pack:
        pack.extractall(tmp_path)
    guide = (tmp_path / "README.txt").read_text()
    assert "There are no places in short: no ranking was begun" in guide
    assert "are in conflicts.csv" not in guide
    for command in ("rank", "plan", "next"):
        assert typed(tmp_path, command).returncode == 0


def test_the_same_round_makes_the_same_bytes_and_no_cell_is_run(jury: Season, desk: FlaskClient) -> None:
    path = f"/desk/exports/rounds/{jury.round.id}/tables.zip"
    first = desk.get(path)
    assert first.data == desk.get(path).data
    assert f"jury-{jury.edition.slug}-round-{jury.round.id}.zip" in first.headers["Content-Disposition"]


def test_only_organizers_take_them_and_the_pages_lead_there(
    app: Any, jury: Season, desk: FlaskClient
) -> None:
    path = f"/desk/exports/rounds/{jury.round.id}/tables.zip"
    for page in (
        "/desk/exports",
        f"/desk/shortlists/{jury.shortlist.id}/versions",
        f"/desk/jury/rounds/{jury.round.id}",
    ):
        assert path in desk.get(page).text, page
    for person in (jury.jurors[0], house.save(house.person())):
        assert browser_of(app, person).get(path).status_code == 404


@given(st.dictionaries(st.text("abc.", min_size=1, max_size=5), st.binary(max_size=50), max_size=4))
def test_files_come_out_of_an_archive_as_they_went_in(files: dict[str, bytes]) -> None:
    packed = archives.packed(files)
    assert packed == archives.packed(files)
    with zipfile.ZipFile(io.BytesIO(packed)) as pack:
        assert {name: pack.read(name) for name in pack.namelist()} == files


@given(
    names=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=2, max_size=5
    ),
    steps=st.integers(1, 5),
)
def test_jurors_of_any_name_are_the_same_juror_in_every_table(names: list[str], steps: int) -> None:
    keys = [jury_tables.juror_key(number, name) for number, name in enumerate(names, 1)]
    assert len(set(keys)) == len(keys)
    with tempfile.TemporaryDirectory() as folder:
        jurors, scores = Path(folder) / "jurors.csv", Path(folder) / "scores.csv"
        jurors.write_bytes(b"".join(csv_chunks(["juror"], [[key] for key in keys])))
        rows = [(12, key, steps / 3) for key in keys]
        scores.write_bytes(b"".join(csv_chunks(["film", "juror", "score"], rows)))
        known = csv_tables.jurors(jurors)
        assert [juror.key for juror in known] == keys
        given_ = csv_tables.scores(scores, [Film("12", "short", 0)], known)
        assert [(each.juror, each.value) for each in given_] == [(key, steps / 3) for key in keys]
