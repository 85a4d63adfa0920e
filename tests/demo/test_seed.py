"""The demo's festival: thirty entries in all states, made by the operations that people's clicks call."""

import shutil
from collections import Counter
from pathlib import Path

import av
import flask
import pytest
from sqlalchemy import select

from festival import clock, db
from festival.accounts import passwords
from festival.accounts import queries as people
from festival.config import Config
from festival.demo import cast, command, films, jurors, seed
from festival.editions import queries as editions
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury import films as jury_films
from festival.jury.models import Assignment
from festival.jury.states import AssignmentState
from festival.kernel.roles import Role
from tests import media


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


def test_the_house_is_filled_as_the_newcomer_is_told(filled: flask.Flask) -> None:
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


def test_a_fill_that_breaks_leaves_an_empty_house(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(path: Path, **_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(films, "shoot", break_off)
    with app.app_context():
        with pytest.raises(OSError, match="full"):
            seed.fill()
        assert seed.is_empty()


def test_the_jury_comes_half_way(filled: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jury_films, "playable", lambda entries: frozenset(entry.id for entry in entries))
    with filled.app_context():
        with db.transaction():
            jurors.convene()
        seats = Counter(db.session().scalars(select(Assignment.state)))
    assert seats[AssignmentState.SCORED] > 0
    assert seats[AssignmentState.WATCHING] == len(cast.JURORS)
    assert seats[AssignmentState.ASSIGNED] >= len(cast.JURORS)


def test_a_landscape_is_painted_the_same_from_the_same_seed(tmp_path: Path) -> None:
    assert films.paint(3).tobytes() == films.paint(3).tobytes()
    assert films.paint(3).tobytes() != films.paint(4).tobytes()


def test_a_film_is_as_long_as_it_was_asked_to_be(tmp_path: Path) -> None:
    films.shoot(tmp_path / "film.mp4", seconds=3, seed=1)

    with av.open(tmp_path / "film.mp4") as film:
        assert round((film.duration or 0) / av.time_base) == 3
        assert [stream.type for stream in film.streams] == ["video", "audio"]
