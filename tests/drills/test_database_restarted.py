"""PostgreSQL stops in the middle of the work and comes back: honest pages, nothing lost, nothing twice."""

import html
import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from festival import clock, db
from festival.config import Config
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.entries.models import Entry
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.journal import JournalLine
from festival.uploads import operations as uploads
from festival.uploads.places import intake
from festival.uploads.protocol import Announcement
from tests import factories
from tests.accounts.browsing import HASHED
from tests.conftest import make_tables
from tests.drills.post import count, post
from tests.drills.visitor import Visitor
from tests.processes import Running, descendants, is_alive, wait_until
from tests.services import MailCatcher, Postgres, running_postgres

pytestmark = [pytest.mark.drill, pytest.mark.timeout(400)]
LETTERS, FILES = 20, 20
PATIENCE = 200  # a minute's lease of what was in hand, its pause, and a slow machine
UNSETTLED = (JobState.WAITING, JobState.RUNNING, JobState.PARKED)
TYPED = 'What the sea "took"\nand gave back'


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server that this test may stop, and that keeps what it has said it keeps."""
    with tempfile.TemporaryDirectory(prefix="laurel-") as name:
        Path(name).chmod(0o711)
        with running_postgres(Path(name) / "postgres") as server:
            yield server


@pytest.fixture
def database_url(own_postgres: Postgres, tmp_path: Path) -> str:
    url = own_postgres.url(own_postgres.create())
    make_tables(Config(home=tmp_path, database_url=url, secret_key=SecretStr("test")))
    return url


def stopped(server: Postgres) -> None:
    """As for an update: sessions are ended, everything is written."""
    server.process.process.send_signal(signal.SIGINT)
    server.process.process.wait(30)


def killed(server: Postgres) -> None:
    """As in a power cut."""
    running = descendants(server.process.process.pid)
    server.process.kill()
    wait_until(lambda: not any(map(is_alive, running)), "its children are gone")


@pytest.mark.parametrize("stop", [stopped, killed])
def test_pages_are_honest_meanwhile_and_nothing_is_lost_or_done_twice(
    stop: Callable[[Postgres], None],
    own_postgres: Postgres,
    web: Running,
    worker: Running,
    live_config: Config,
    live_app: flask.Flask,
    mail_catcher: MailCatcher,
) -> None:
    server, lina = live_config.public_url, Visitor()
    form = f"/entries/{a_draft(live_app)}/story"
    lina.sign_in(server, "lina@example.org")
    token = lina.token(server, form)
    addresses, files = post(live_app, LETTERS), [a_file(live_app) for _ in range(FILES)]
    wait_until(lambda: count(live_app, JobState.DONE), "the work has begun")

    stop(own_postgres)
    away = [lina.open(server, "/"), lina.post(server, form, csrf_token=token, version="0", synopsis=TYPED)]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in away] == [(503, "10")] * 2
    assert "Back in a moment" in away[0].text
    own_postgres.process.start()

    assert send_again(lina, server, away[1].text) == 303
    with live_app.app_context():
        assert [entry.synopsis for entry in db.session().scalars(select(Entry))] == [TYPED]
    with live_app.app_context(), db.transaction():
        jobs.expect_no_nudge()  # so that nobody waits for nudges that came to nothing
    wait_until(lambda: unsettled(live_app) == 0, "all work is done", PATIENCE)
    arrived = [len(mail_catcher.letters_to(address)) for address in addresses]
    assert min(arrived) == 1 and sum(arrived) <= LETTERS + 1  # the mail server keeps what it was being told
    assert times_stored(live_app) == {str(upload_id): 1 for upload_id in files}


def a_draft(app: flask.Flask) -> int:
    """A draft of Lina's, who has a password."""
    with app.app_context():
        lina = factories.save(factories.person(email="lina@example.org", password=HASHED))
        with db.transaction() as session:
            edition = editions.create(call_of(2020), actor=None, now=clock.now())
            session.add(draft := factories.entry(lina, edition.categories[2]))
        return draft.id


def a_file(app: flask.Flask) -> int:
    """A small upload that has just arrived whole."""
    with app.app_context(), db.transaction() as session:
        owner = factories.person()
        session.add(owner)
        session.flush()
        now = clock.now()
        upload = uploads.start(Announcement(4, "", {}, None, ()), actor=owner, now=now)
        intake().parts.append(upload.part, 0, [b"film"])
        uploads.receive(upload, now=now)
        session.flush()
        return upload.id


def send_again(lina: Visitor, server: str, page: str) -> int:
    """Press the button of the page that holds what was typed."""
    action = re.search(r'<form method="post" action="([^"]+)">', page)
    held = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    assert action
    return lina.post(server, action[1], **{name: html.unescape(value) for name, value in held}).status_code


def unsettled(app: flask.Flask) -> int:
    """How many jobs, of whatever kind, are not done."""
    with app.app_context():
        waiting = select(func.count()).where(Job.state.in_(UNSETTLED))
        return db.session().scalar(waiting) or 0


def times_stored(app: flask.Flask) -> dict[str, int]:
    """How often each upload was put to rest, by the journal."""
    stored = select(JournalLine.subject_id, func.count()).where(JournalLine.verb == "uploads.store")
    with app.app_context():
        return {row[0]: row[1] for row in db.session().execute(stored.group_by(JournalLine.subject_id))}
