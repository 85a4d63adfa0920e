"""What every test may ask for: an app on a fresh database, a browser-like client, signed-in people."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from festival import db
from festival.accounts.models import Person
from festival.app import create_app
from festival.config import Config
from tests.services import broker, mail_catcher, postgres, servers_folder  # noqa: F401 - fixtures

pytest_plugins = ["tests.browser"]


class SilentNudges:
    """Stands where the broker's nudges would go: jobs stay rows, and tests drain them by hand."""

    def send(self, task: str, queue: str, *args: str | int) -> bool:
        return True


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, made once and copied for each test."""
    home = tmp_path_factory.mktemp("template")
    app = create_app(Config(home=home, secret_key=SecretStr("test"), languages=("en",)))
    with app.app_context():
        db.extension.create_all()
        db.extension.engine.dispose()
    return home / "festival.db"


@pytest.fixture
def config(tmp_path: Path, empty_database: Path) -> Config:
    """Settings of a house of its own for this test."""
    shutil.copy(empty_database, tmp_path / "festival.db")
    return Config(
        home=tmp_path,
        secret_key=SecretStr("test" * 8),
        public_url="http://localhost",
        upload_reserve=0,
    )


@pytest.fixture
def app(config: Config) -> Iterator[flask.Flask]:
    """The application over that database."""
    app = create_app(config)
    app.testing = True
    app.extensions["festival.nudges"] = SilentNudges()
    yield app
    with app.app_context():
        db.extension.engine.dispose()


@pytest.fixture
def context(app: flask.Flask) -> Iterator[None]:
    """An open application context, for tests that speak to operations directly."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: flask.Flask) -> FlaskClient:
    """A visitor's browser, without CSRF tokens in its way."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def sign_in(client: FlaskClient, person: Person) -> FlaskClient:
    """Let `client` act as `person` from here on."""
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
    return client
