"""The demo's festival: thirty entries in all states, made by the operations that people's clicks call."""

import shutil
from collections import Counter
from pathlib import Path

import av
import flask
import pytest
from sqlalchemy import select, update

from festival import clock, db
from festival.accounts import queries as people
from festival.accounts.credentials import passwords
from festival.boards import ranking_cache
from festival.config import Config
from festival.demo import cast, command, films, jurors, moments, seed
from festival.editions import queries as editions
from festival.entries.films import queries as entry_films
from festival.entries.models import Entry
from festival.entries.states import EntryState, FilmState
from festival.jobs.models import Job, JobState
from festival.jury.models import Assignment, Round
from festival.jury.screening import film_queries
from festival.jury.states import AssignmentState
from festival.kernel.roles import Role
from tests import media

pytestmark = pytest.mark.process


@pytest.fixture
def config(config: Config) -> Config:
    return config.model_copy(update={"demo": True})


@pytest.fixture
def filled(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> flask.Flask:
    """The demo as it stands at its first start, with one small file for all films."""
    small = media.film()
    monkeypatch.setattr(films, "shoot", lambda path, **_: shutil.copy(small, path))
    with app.app_context():
        seed.fill()
    return app


def test_the_cast_has_a_film_for_every_fate_and_no_real_address() -> None:
    everything = cast.films()

    assert len(everything) == 30
    assert {film.fate for film in everything} == set(cast.Fate)
    assert [film.owner[1] for film in everything if not film.owner[1].endswith("@example.org")] == []


def test_the_site_is_filled_as_the_newcomer_is_told(filled: flask.Flask) -> None:
    with filled.app_context():
        edition, states = editions.current(), Counter(db.session().scalars(select(Entry.state)))
        accounts = {email: people.by_email(email) for email in command.ACCOUNTS}
        assert edition is not None
        assert edition.opens_at < clock.now() < edition.closes_at
        assert not seed.is_empty()

    assert states == {
        EntryState.DRAFT: 8,
        EntryState.SUBMITTED: 6,
        EntryState.ELIGIBLE: 14,
        EntryState.INELIGIBLE: 1,
        EntryState.WITHDRAWN: 1,
    }
    assert {email: set(person.roles) for email, person in accounts.items() if person} == {
        "organizer@example.org": {Role.ORGANIZER},
        "juror@example.org": {Role.JUROR},
        "filmmaker@example.org": {Role.FILMMAKER},
    }
    assert all(person and passwords.matches(person.password, "laurel-demo") for person in accounts.values())


def test_a_submitted_film_still_arrives_in_the_hours_after_the_call(filled: flask.Flask) -> None:
    with filled.app_context():
        edition = editions.current()
        assert edition is not None
        entry = db.session().scalars(select(Entry).where(Entry.title == "Half Past Lagos")).one()
        assert (entry.state, entry.owner.email) == (EntryState.SUBMITTED, "filmmaker@example.org")
        states = [
            entry_films.of(entry, moments.instant(moment, edition)).state
            for moment in (moments.DemoMoment.CLOSED, moments.DemoMoment.GRACE, moments.DemoMoment.JURY)
        ]
    assert states == [FilmState.RECEIVING, FilmState.RECEIVING, FilmState.LATE]


def test_a_fill_that_breaks_leaves_an_empty_site(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(path: Path, **_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(films, "shoot", break_off)
    with app.app_context():
        with pytest.raises(OSError, match="full"):
            seed.fill()
        assert seed.is_empty()


def test_the_jury_comes_half_way(filled: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_queries, "playable", lambda entries: frozenset(entry.id for entry in entries))
    with filled.app_context():
        with db.transaction():
            jurors.convene()
        assignments = Counter(db.session().scalars(select(Assignment.state)))
    assert assignments[AssignmentState.SCORED] > 0
    assert assignments[AssignmentState.WATCHING] == len(cast.JURORS)
    assert assignments[AssignmentState.ASSIGNED] >= len(cast.JURORS)


def test_the_jury_begins_with_the_first_films_and_gets_the_others_later(
    filled: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: list[int] = []
    monkeypatch.setattr(film_queries, "playable", lambda entries: frozenset(ready))
    with filled.app_context():
        every_film = list(db.session().scalars(select(Entry.id).where(Entry.state == EntryState.ELIGIBLE)))
        ready += every_film[: jurors.FIRST_FILMS]
        with db.transaction():
            jurors.convene()
        joana = people.by_email("juror@example.org")
        assert joana
        first, hers_before = assigned(), watched_by(joana.id)
        ready += every_film[jurors.FIRST_FILMS :]
        with db.transaction():
            jurors.assign_the_others()
        assert (first, assigned()) == (set(every_film[: jurors.FIRST_FILMS]), set(every_film))
        assert watched_by(joana.id) == hers_before > 0


def test_the_first_board_can_compare_its_jurors(filled: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ready: list[int] = []
    monkeypatch.setattr(film_queries, "playable", lambda entries: frozenset(ready))
    with filled.app_context():
        eligible = select(Entry.id).where(Entry.state == EntryState.ELIGIBLE)
        ready += list(db.session().scalars(eligible))[: jurors.FIRST_FILMS]
        with db.transaction():
            jurors.convene()
        round_ = db.session().scalars(select(Round)).one()
        assert len(ranking_cache.ranking_of(round_).components) == 1


def assigned() -> set[int]:
    """The films that jurors have in their queues."""
    return set(db.session().scalars(select(Assignment.entry_id)))


def watched_by(juror_id: int) -> int:
    """How many films a juror has begun to watch, or scored."""
    begun = (AssignmentState.WATCHING, AssignmentState.SCORED)
    assignments = select(Assignment.id).where(Assignment.juror_id == juror_id, Assignment.state.in_(begun))
    return len(db.session().scalars(assignments).all())


@pytest.mark.parametrize(
    ("ready", "checking", "has_first", "has_all"),
    [(5, 9, False, False), (6, 8, True, False), (14, 0, True, True), (2, 0, True, True)],
)
def test_the_jury_need_not_wait_for_every_film(
    monkeypatch: pytest.MonkeyPatch, ready: int, checking: int, has_first: bool, has_all: bool
) -> None:
    states = Counter({FilmState.READY: ready, FilmState.CHECKING: checking})
    monkeypatch.setattr(jurors, "_film_states", lambda: states)
    assert (jurors.has_first_films(), jurors.has_all_films()) == (has_first, has_all)


def test_the_films_that_the_jury_gets_first_are_short_and_checked_first() -> None:
    first = [film for film in cast.films() if film.fate not in seed.UNSENT][: jurors.FIRST_FILMS]
    assert [(film.fate, (film.seconds or 0) <= 60) for film in first] == [(cast.Fate.ELIGIBLE, True)] * 6


def test_the_jury_is_awaited_from_the_filling_until_it_begins(filled: flask.Flask) -> None:
    with filled.app_context():
        before = jurors.is_awaited()
        with db.transaction() as session:
            session.execute(update(Job).where(Job.name == "demo.convene").values(state=JobState.DONE))
        assert (before, jurors.is_awaited()) == (True, False)


@pytest.mark.parametrize("is_awaited", [True, False])
def test_the_newcomer_is_told_of_films_that_are_checked_only_while_they_are(
    config: Config, capsys: pytest.CaptureFixture[str], is_awaited: bool
) -> None:
    command.welcome(config, is_jury_awaited=is_awaited)
    assert ("Its films are checked now." in capsys.readouterr().out) == is_awaited


def test_a_landscape_is_painted_the_same_from_the_same_seed(tmp_path: Path) -> None:
    assert films.paint(3).tobytes() == films.paint(3).tobytes()
    assert films.paint(3).tobytes() != films.paint(4).tobytes()


def test_a_film_is_as_long_as_it_was_asked_to_be(tmp_path: Path) -> None:
    films.shoot(tmp_path / "film.mp4", seconds=3, seed=1)

    with av.open(tmp_path / "film.mp4") as film:
        assert round((film.duration or 0) / av.time_base) == 3
        assert [stream.type for stream in film.streams] == ["video", "audio"]
