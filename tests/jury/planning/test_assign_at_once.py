"""A conflict is declared or a juror leaves while films are assigned: nobody judges what they must not."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import flask
import pytest
from sqlalchemy import func, select

from festival import db
from festival.accounts.models import Person
from festival.jury import assignments
from festival.jury.models import Assignment, Conflict, PanelMember, Round
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import operations as plan_operations
from festival.jury.rounds import get_or_404 as round_or_404
from festival.jury.states import IN_QUEUE, AssignmentState
from festival.scoring.values import Why
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import DURING

pytestmark = pytest.mark.usefixtures("festival_clock")
AWHILE = 2  # seconds: long enough for anyone who is not kept waiting


@dataclass
class Meanwhile:
    """A assigning that has read what it goes by, and waits a while for what happens in between."""

    begun: threading.Event
    done: threading.Event

    def call(self, act: Callable[[], int]) -> int:
        """Do something in the middle of the assigning; what comes of it."""
        assert self.begun.wait(30)
        try:
            return act()
        finally:
            self.done.set()


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    begun, done = threading.Event(), threading.Event()
    looked = plan_facts.impossible

    def look(*facts: Any) -> Any:
        found = looked(*facts)
        begun.set()
        done.wait(AWHILE)
        return found

    monkeypatch.setattr(plan_facts, "impossible", look)
    return Meanwhile(begun, done)


@pytest.fixture
def second(jury: Jury) -> int:
    """The number of a second round, in which the film is about to be given to the same juror."""
    made = factories.round_of(jury.panel)
    with db.transaction() as session:
        session.add(made)
    return made.id


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def sent_by(app: flask.Flask, person: Person, place: str, **form: Any) -> Callable[[], int]:
    """Somebody's form, to be sent from another thread; its status."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(app.test_client(), person)

    def send() -> int:
        with app.test_request_context():
            return client.post(place, data=form, headers={"Accept": "text/html"}).status_code

    return send


def given_out(app: flask.Flask, round_id: int, pair: tuple[int, int], organizer_id: int) -> Callable[[], int]:
    """A batch of one review, planned and assigned in one transaction; how many assignments."""

    def assign() -> int:
        with app.test_request_context(), db.transaction() as session:
            round_ = round_or_404.held_round(round_id)
            by: dict[str, Any] = {"actor": session.get_one(Person, organizer_id), "now": DURING}
            plan_operations.plan_batch(round_, {pair: Why.NEAR_LINE}, seed=1, seconds=3600, batches=1, **by)
            return plan_operations.apply_batch(round_, **by).assignments

    return assign


def take_away_before(jury: Jury, round_id: int) -> None:
    """Let the assignment in this round have been assigned before, and taken away again."""
    with db.transaction() as session:
        removed = {"state": AssignmentState.REMOVED, "assigned_at": DURING}
        session.add(factories.assign(session.get_one(Round, round_id), jury.film, jury.juror, **removed))


def nothing_before(jury: Jury, round_id: int) -> None:
    """Let there have been no assignment in this round."""


def by_juror(app: flask.Flask, jury: Jury) -> Callable[[], int]:
    return sent_by(app, jury.juror, f"/screening/{jury.assignment.id}/conflict", reason="Mine")


def by_organizer(app: flask.Flask, jury: Jury) -> Callable[[], int]:
    place = f"/desk/jury/rounds/{jury.round.id}/conflicts"
    return sent_by(app, jury.organizer, place, film=jury.film.id, juror=jury.juror.id, reason="Theirs")


@pytest.mark.parametrize("before", [nothing_before, take_away_before])
@pytest.mark.parametrize("declared", [by_juror, by_organizer])
def test_a_conflict_holds_in_a_round_where_the_film_is_being_given_out(
    app: flask.Flask,
    jury: Jury,
    second: int,
    meanwhile: Meanwhile,
    pool: ThreadPoolExecutor,
    declared: Callable[..., Callable[[], int]],
    before: Callable[[Jury, int], None],
) -> None:
    before(jury, second)
    film_id, juror_id = jury.film.id, jury.juror.id
    declare = declared(app, jury)
    assign = given_out(app, second, (film_id, juror_id), jury.organizer.id)
    db.session().close()
    assigned, answer = pool.submit(assign), pool.submit(meanwhile.call, declare)
    assert (assigned.result(), answer.result()) == (1, 303)
    assignment = db.session().scalars(select(Assignment).where(Assignment.round_id == second)).one()
    assert (assignment.entry_id, assignment.juror_id, assignment.state) == (
        film_id,
        juror_id,
        AssignmentState.RECUSED,
    )


def test_who_leaves_while_films_are_given_out_takes_none_along(
    app: flask.Flask, jury: Jury, second: int, meanwhile: Meanwhile, pool: ThreadPoolExecutor
) -> None:
    member, pair = jury.panel.members[0], (jury.film.id, jury.juror.id)
    place = f"/desk/jury/panels/{jury.panel.id}/members/{member.id}/leave"
    leave, assign = sent_by(app, jury.organizer, place), given_out(app, second, pair, jury.organizer.id)
    jurors, film_assignments = select(PanelMember.person_id), select(Assignment.juror_id, Assignment.state)
    other_id = jury.other.id
    db.session().close()
    assigned, answer = pool.submit(assign), pool.submit(meanwhile.call, leave)
    assert (assigned.result(), answer.result()) == (1, 303)
    assert db.session().scalars(jurors).all() == [other_id]
    assert {juror for juror, state in db.session().execute(film_assignments) if state in IN_QUEUE} == {
        other_id
    }


def test_one_conflict_declared_by_two_at_once_is_one(
    app: flask.Flask, jury: Jury, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, recuse = threading.Barrier(2), assignments.recuse

    def meet(*what: Any, **by: Any) -> Conflict:
        with suppress(threading.BrokenBarrierError):
            both.wait(AWHILE)
        return recuse(*what, **by)

    monkeypatch.setattr(assignments, "recuse", meet)
    acts = [by_juror(app, jury), by_organizer(app, jury)]
    assignment_id = jury.assignment.id
    db.session().close()
    statuses = [each.result() for each in [pool.submit(act) for act in acts]]
    # Whoever is late is refused, or shown the page again with the words.
    assert statuses[1] == 303 and statuses[0] in (303, 403, 409)
    assert db.session().scalar(select(func.count()).select_from(Conflict)) == 1
    assert db.session().get_one(Assignment, assignment_id).state is AssignmentState.RECUSED
