"""What every test may ask for: an app on a fresh database, a browser-like client, signed-in people."""

import gc
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask
import hypothesis
import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from festival import clock, db
from festival.accounts.models import Person
from festival.app import create_app
from festival.config import Config
from festival.kernel.clock import machine_now
from festival.web.security import limits

if TYPE_CHECKING:  # a plugin below: imported here, its asserts would not be rewritten
    from tests.services import Postgres

# Keep what Python compiles, also in each process that a test starts: compiling it again takes seconds.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The collector looks for circles seldom: there are few, and looking takes a twentieth of the time of a run.
gc.set_threshold(100_000, 50, 100)

# A property is true however busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

SQLITE, POSTGRESQL = DATABASES = ("sqlite", "postgresql")

# In this order: one uses the other.
pytest_plugins = ["tests.reuse", "tests.marks", "tests.browser", "tests.services", "tests.live"]


class SilentNudges:
    """Stands where the broker's nudges would go: jobs stay rows, and tests drain them manually."""

    def send(self, task: str, queue: str, *args: str | int) -> bool:
        return True


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database postgresql` runs the tests over the other database, `--database both` over both."""
    parser.addoption("--database", choices=(*DATABASES, "both"), default=SQLITE)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, made once and copied for each test."""
    home = tmp_path_factory.mktemp("template")
    make_tables(Config(home=home, secret_key=SecretStr("test")))
    return home / "festival.db"


@pytest.fixture(scope="session")
def postgres_template(postgres: "Postgres", tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database with all tables and no rows, to be copied and not used."""
    name = postgres.create()
    home = tmp_path_factory.mktemp("template")
    make_tables(Config(home=home, database_url=postgres.url(name), secret_key=SecretStr("test")))
    return name


@pytest.fixture(scope="session")
def postgres_database(postgres: "Postgres", postgres_template: str) -> str:
    """A copy of it, which each test of this process leaves empty again."""
    return postgres.create(postgres_template)


def make_tables(config: Config) -> None:
    """All tables, as the models say; that the migrations say the same is a test of the application."""
    with create_app(config).app_context():
        db.extension.create_all()
        db.extension.engine.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Which database this test runs over; `tests/marks.py` says it to each test that reaches one."""
    return str(getattr(request, "param", SQLITE))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database for this test alone."""
    if database == SQLITE:
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "festival.db")
        yield ""
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = request.getfixturevalue("postgres_database")
    yield server.url(name)
    server.empty(name)


@pytest.fixture(autouse=True)
def one_clock(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL the database's clock decides; here it follows this process's, which tests may move."""
    if database == POSTGRESQL:
        monkeypatch.setattr(clock, "shared_now", machine_now)


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """Settings of an installation of its own for this test."""
    return Config(
        home=tmp_path,
        database_url=database_url,
        secret_key=SecretStr("test" * 8),
        public_url="http://localhost",
        upload_reserve=0,
    )


TAG = re.compile(r"<[a-z][^<>]*>")
SPACES = re.compile(r"""("[^"]*"|'[^']*')|\s+""")


class Page(flask.Response):
    """A page as tests read it: each tag on one line, however its template breaks it."""

    def get_data(self, as_text: Any = False) -> Any:
        """The page's text, or its bytes as they were sent."""
        data: str | bytes = super().get_data(as_text=as_text)
        if isinstance(data, str) and self.mimetype == "text/html":
            return TAG.sub(
                lambda tag: SPACES.sub(lambda found: found[1] or " ", tag[0]).replace(" >", ">"), data
            )
        return data


@pytest.fixture
def app(config: Config) -> Iterator[flask.Flask]:
    """The application over that database."""
    app = create_app(config)
    app.testing = True
    app.response_class = Page
    app.extensions["festival.nudges"] = SilentNudges()
    limits.limiter.enabled = False
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
    """Let `client` act as `person` from here on, also under a context that remembers somebody else."""
    if flask.has_app_context():
        flask.g.pop("_login_user", None)
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
    return client
