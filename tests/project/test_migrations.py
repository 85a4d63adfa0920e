"""The migrations make what the models say, on both databases, and can be undone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import inspect, select

from festival import db, journal, schema
from festival.app import create_app
from festival.boards.models import AskedHours, Freeze, Release, Shortlist
from festival.config import Config
from festival.messages.models import Letter
from tests.jury import factories
from tests.services import Postgres

NOON = datetime(2020, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
Rows = list[tuple[object, ...]]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.process)])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[flask.Flask]:
    """An application over a database without a single table."""
    address = ""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        name = server.create()
        address = server.url(name)
    app = create_app(Config(home=tmp_path, database_url=address, secret_key=SecretStr("test" * 8)))
    with app.app_context():
        yield app
        db.extension.engine.dispose()
    if address:
        server.drop(name)


@pytest.mark.usefixtures("unmade")
def test_upgrading_makes_what_the_models_say() -> None:
    schema.upgrade()
    with db.extension.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.extension.metadata) == []


@pytest.mark.usefixtures("unmade")
def test_downgrading_takes_everything_away_again() -> None:
    schema.upgrade()
    schema.downgrade()
    assert inspect(db.extension.engine).get_table_names() == ["alembic_version"]
    schema.upgrade()
    assert "entries" in inspect(db.extension.engine).get_table_names()


@pytest.mark.usefixtures("unmade")
def test_what_only_the_journal_and_equal_instants_told_moves_into_the_rows() -> None:
    schema.upgrade()
    write_a_release()
    before = what_rows_know()
    assert before == (
        [(1, "We are late.", NOON + HOUR), (2, "", None)],
        [(3600, 3, NOON), (1800, 2, NOON + HOUR)],
        [("a", "releases/1"), ("b", "")],
    )
    schema.downgrade("2026_11_24_a")
    schema.upgrade()
    assert what_rows_know() == before


def write_a_release() -> None:
    """Two frozen versions, one of them taken over twice; two batches asked for; a release of one letter."""
    edition, olga = factories.edition(), factories.organizer()
    judged = factories.round_of(factories.panel(edition))
    with db.transaction() as session:
        session.add_all([edition, olga, judged])
        session.flush()
        short = edition.categories[0]
        board = Shortlist(edition_id=edition.id, category=short, round=judged, places=2)
        kept = {"shortlist": board, "document": "{}", "sha256": "0", "frozen_at": NOON, "frozen_by": olga}
        first = Freeze(number=1, reason="We are late.", taken_over_at=NOON + HOUR, **kept)
        second = Freeze(number=2, **kept)
        session.add_all([first, second])
        journal.record("shortlists.freeze", first, actor=olga, now=NOON, reason="We are late.")
        journal.record("shortlists.freeze", second, actor=olga, now=NOON)
        for at, seconds, batches in ((NOON, 3600, 3), (NOON + HOUR, 1800, 2)):
            session.add(AskedHours(round_id=judged.id, seconds=seconds, batches=batches, asked_at=at))
            journal.record("jury.plan_wave", judged, actor=olga, now=at, seconds=seconds, waves=batches)
            journal.record("shortlists.take_over", first, actor=olga, now=at)
        session.add(Release(edition_id=edition.id, asked_at=NOON, asked_by=olga, released_at=NOON))
        post = {"address": "a@example.org", "subject": "", "body": "", "posted_at": NOON}
        told = Letter(event="shortlists/selected", dedupe_key="a", occasion="releases/1", **post)
        session.add_all([told, Letter(event="entries/submitted", dedupe_key="b", **post)])


def what_rows_know() -> tuple[Rows, Rows, Rows]:
    """Of versions, of hours, of letters, each oldest first."""
    asked = (
        select(Freeze.number, Freeze.reason, Freeze.taken_over_at).order_by(Freeze.number),
        select(AskedHours.seconds, AskedHours.batches, AskedHours.asked_at).order_by(AskedHours.id),
        select(Letter.dedupe_key, Letter.occasion).order_by(Letter.dedupe_key),
    )
    with db.transaction() as session:
        freezes, hours, letters = ([tuple(row) for row in session.execute(each)] for each in asked)
    return freezes, hours, letters


def test_a_migration_imports_nothing_of_ours() -> None:
    folder = Path(__file__).resolve().parents[2] / "migrations" / "versions"
    texts = [path.read_text() for path in folder.glob("*.py")]
    assert texts != []
    assert [text for text in texts if "festival" in text.replace("festival_name", "")] == []
