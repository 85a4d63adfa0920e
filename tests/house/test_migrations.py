"""The migrations make what the models say, on both databases, and can be undone."""

from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import inspect

from festival import db, tables
from festival.app import create_app
from festival.config import Config
from tests.services import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[flask.Flask]:
    """A house over a database without a single table."""
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
    tables.upgrade()
    with db.extension.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.extension.metadata) == []


@pytest.mark.usefixtures("unmade")
def test_downgrading_takes_everything_away_again() -> None:
    tables.upgrade()
    tables.downgrade()
    assert inspect(db.extension.engine).get_table_names() == ["alembic_version"]
    tables.upgrade()
    assert "entries" in inspect(db.extension.engine).get_table_names()


def test_a_migration_imports_nothing_of_ours() -> None:
    folder = Path(__file__).resolve().parents[2] / "migrations" / "versions"
    texts = [path.read_text() for path in folder.glob("*.py")]
    assert texts != []
    assert [text for text in texts if "festival" in text.replace("festival_name", "")] == []
