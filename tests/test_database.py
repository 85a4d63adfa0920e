"""What the database promises: aware instants, big files, one writer at a time, a journal that stays."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import flask
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from festival import clock, db, journal
from festival.accounts.models import Person
from festival.clock import shared_now
from festival.config import Config
from festival.journal import JournalLine
from festival.kernel.clock import machine_now
from tests import factories

pytestmark = pytest.mark.usefixtures("context")
NOON = datetime(2020, 6, 1, 12, tzinfo=UTC)


def test_an_instant_comes_back_in_utc() -> None:
    person = factories.save(factories.person(created_at=NOON.astimezone(timezone(timedelta(hours=5)))))
    db.session().expire_all()
    assert person.created_at.isoformat() == "2020-06-01T12:00:00+00:00"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="zone"):
        factories.save(factories.person(created_at=datetime(2020, 6, 1)))  # noqa: DTZ001


def test_a_text_with_nul_is_refused() -> None:
    with pytest.raises(StatementError, match="NUL"):
        factories.save(factories.person(name="a\0b"))


def test_a_transaction_keeps_nothing_when_it_fails() -> None:
    with pytest.raises(ZeroDivisionError), db.transaction() as session:
        session.add(factories.person())
        session.flush()
        _ = 1 / 0
    assert db.session().scalar(select(func.count()).select_from(Person)) == 0


def test_transactions_do_not_nest() -> None:
    with db.transaction(), pytest.raises(RuntimeError, match="already open"), db.transaction():
        pass


def test_writers_queue_up_and_lose_nothing(app: flask.Flask) -> None:
    person_id = factories.save(factories.person(name="")).id

    def append() -> None:
        with app.app_context():
            for _ in range(20):
                with db.transaction() as session:
                    person = session.scalars(
                        select(Person).where(Person.id == person_id).with_for_update(of=Person)
                    ).one()
                    person.name += "x"
            db.session().close()

    writers = [threading.Thread(target=append) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    db.session().rollback()
    assert db.session().get_one(Person, person_id).name == "x" * 80


def test_the_journal_cannot_be_rewritten() -> None:
    person = factories.save(factories.person())
    with db.transaction():
        journal.record("accounts.greet", person, actor=person, now=NOON, why="kindness")
    line = db.session().scalars(select(JournalLine)).one()
    assert (line.verb, line.subject_kind, line.subject_id, line.details) == (
        "accounts.greet",
        "people",
        str(person.id),
        {"why": "kindness"},
    )
    with pytest.raises(RuntimeError, match="append-only"), db.transaction():
        db.session().get_one(JournalLine, line.id).verb = "accounts.insult"
    with pytest.raises(RuntimeError, match="append-only"), db.transaction() as session:
        session.delete(session.get_one(JournalLine, line.id))


def test_the_databases_clock_decides_and_keeps_ticking_within_a_transaction() -> None:
    with db.transaction():
        first, second = shared_now(), shared_now()
    assert abs(first - machine_now()) < timedelta(seconds=60)
    assert second > first


def test_only_the_demo_can_move_its_clock(app: flask.Flask, config: Config) -> None:
    with pytest.raises(RuntimeError, match="only the demo"), db.transaction():
        clock.move_to(NOON)
    app.config["FESTIVAL"] = config.model_copy(update={"demo": True})
    with db.transaction():
        clock.move_to(NOON)
    assert abs(clock.now() - NOON) < timedelta(seconds=30)
    assert clock.offset() < machine_now() - machine_now()
