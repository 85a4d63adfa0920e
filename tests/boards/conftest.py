"""A round that is over: four shorts, two jurors who scored them, an organizer who decides."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from festival import db
from festival.accounts.models import Person
from festival.boards import operations as board_operations
from festival.boards.models import Freeze, Shortlist
from festival.editions.models import Category, Edition
from festival.editions.operations import publish_rules
from festival.entries.models import Entry
from festival.jury.models import Round
from festival.jury.states import AssignmentState
from tests import factories as house
from tests.conftest import sign_in
from tests.jury import factories

DECIDING = datetime(2020, 9, 1, 9, tzinfo=UTC)
TITLES = ("Kite", "Salt", house.LONG_ARABIC_TITLE, "Unseen")
ALL_THE_SAME = {"confirm": "yes", "all_the_same": "The jury agreed."}
STEPS = (((5, 5), (5, 4)), ((4, 4), (2, 2)), ((4, 4), (2, 2)))


@dataclass
class Season:
    """The parts of it. Films: Kite (best), Salt, a long Arabic title with the same scores, Unseen (none)."""

    edition: Edition
    category: Category
    organizer: Person
    jurors: list[Person]
    films: list[Entry]
    round: Round
    shortlist: Shortlist

    @property
    def ids(self) -> list[int]:
        """The films' numbers."""
        return [film.id for film in self.films]


@pytest.fixture
def deciding() -> Iterator[time_machine.Traveller]:
    """The first of September; the clock stands still until it is moved."""
    with time_machine.travel(DECIDING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def season(context: None, deciding: time_machine.Traveller) -> Season:
    """All of it, saved, with a board of two places."""
    edition, organizer = factories.edition(), factories.organizer(name="Olga Organizer")
    jurors = [factories.juror(name="Amal Juror"), factories.juror(name="Bruno Juror")]
    round_ = factories.round_of(factories.panel(edition, *jurors), name="First round")
    films = [factories.film(edition, title=title, runtime=1200) for title in TITLES]
    category = films[0].category
    with db.transaction() as session:
        session.add_all([edition, organizer, round_, *jurors, *films])
        publish_rules(edition, now=DECIDING)
        session.flush()
        for film, steps in zip(films, STEPS, strict=False):
            for juror, given in zip(jurors, steps, strict=True):
                seat = factories.seat(round_, film, juror, state=AssignmentState.SCORED)
                session.add(seat)
                session.add(factories.review(seat, *given, comment_for_filmmaker=f"{juror.name} liked it."))
        shortlist = board_operations.begin(round_, category, 2, actor=organizer, now=DECIDING)
    return Season(edition, category, organizer, jurors, films, round_, shortlist)


@pytest.fixture
def second_group(season: Season) -> list[Entry]:
    """Two more films, seen by two more jurors who saw no other."""
    jurors = [factories.juror(name="Dana Juror"), factories.juror(name="Chen Juror")]
    films = [factories.film(season.edition, title=title, runtime=1200) for title in ("Moss", "Fern")]
    with db.transaction() as session:
        session.add_all([*jurors, *films])
        session.flush()
        score(season, films[0], zip(jurors, (2, 3), strict=True))
        score(season, films[1], zip(jurors, (5, 4), strict=True))
    return films


def score(season: Season, film: Entry, given: Iterable[tuple[Person, int]]) -> None:
    """Let people score a film with one step for everything, inside an open transaction."""
    for juror, step in given:
        seat = factories.seat(season.round, film, juror, state=AssignmentState.SCORED)
        db.session().add(seat)
        db.session().flush()
        db.session().add(factories.review(seat, step, step))


class Browser(FlaskClient):
    """A browser that forgets, at each request, who the one before it was for: `g` outlives them here."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        flask.g.pop("_login_user", None)
        return super().open(*args, **options)


def browser_of(app: flask.Flask, person: Person) -> FlaskClient:
    """The browser of somebody, without CSRF tokens in its way."""
    app.config["WTF_CSRF_ENABLED"] = False
    return sign_in(Browser(app, app.response_class), person)


@pytest.fixture
def desk(app: flask.Flask, season: Season) -> FlaskClient:
    """The organizer's browser."""
    return browser_of(app, season.organizer)


def fingerprint_on(board: str) -> str:
    """The fingerprint that a board's page would freeze."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', board)
    return found[1] if found else ""


def freeze(desk: FlaskClient, season: Season) -> Freeze:
    """Freeze the board as an organizer does, from its page, also where films lack views."""
    page = desk.get(f"/desk/shortlists/{season.shortlist.id}").text
    seen = fingerprint_on(page)
    answer = desk.post(
        f"/desk/shortlists/{season.shortlist.id}/versions", data={"seen": seen, **ALL_THE_SAME}
    )
    assert answer.status_code == 303, answer.text
    return db.session().scalars(select(Freeze).order_by(Freeze.id.desc())).first() or pytest.fail(
        "not frozen"
    )
