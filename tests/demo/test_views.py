"""The demo's own pages: its letters are text, its clock moves for organizers alone, and only in a demo."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from festival import clock, db
from festival.accounts.models import Person
from festival.config import Config
from festival.demo import mailcatcher
from festival.editions import calls, operations
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.kernel.roles import Role
from festival.messages import operations as messages
from festival.messages.models import Letter
from tests.conftest import sign_in
from tests.factories import person, save

NOW = datetime(2020, 3, 1, tzinfo=UTC)
CLOSES_AT = datetime(2020, 6, 21, 22, 0, tzinfo=UTC)


@pytest.fixture
def is_demo() -> bool:
    return True


@pytest.fixture
def config(config: Config, is_demo: bool) -> Config:
    return config.model_copy(update={"demo": is_demo})


@pytest.fixture
def organizer(app: flask.Flask, client: FlaskClient) -> FlaskClient:
    with app.app_context():
        with db.transaction():
            operations.create(calls.call_of(2020), actor=None, now=NOW)
        return sign_in(client, save(person(Role.ORGANIZER)))


def catch(folder: Path, text: str) -> str:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "laurel@example.org", "amal@example.org", "Hello <b>Amal</b>"
    mail.set_content(text)
    return mailcatcher.keep(folder / "mail", mail.as_bytes()).stem


def told(app: flask.Flask) -> datetime:
    with app.app_context():
        return clock.now()


def test_a_letter_shows_as_text_with_its_addresses_to_be_followed(
    client: FlaskClient, config: Config
) -> None:
    name = catch(config.home, "Go to http://localhost/confirm?token=abc&x=1 <script>alert(1)</script>")

    page = client.get(f"/demo/mail/{name}").text

    assert '<a href="http://localhost/confirm?token=abc&amp;x=1"' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Hello &lt;b&gt;Amal&lt;/b&gt;" in page


def test_the_list_names_every_letter(client: FlaskClient, config: Config) -> None:
    name = catch(config.home, "Welcome")

    page = client.get("/demo/mail").text

    assert f"/demo/mail/{name}" in page
    assert "amal@example.org" in page


def test_a_letter_tells_the_festivals_time_at_which_it_was_written(
    app: flask.Flask, organizer: FlaskClient, config: Config
) -> None:
    with app.app_context(), db.transaction():
        reader = db.session().scalars(select(Person)).one()
        messages.post(
            "accounts/already_registered", to=reader, key="one", now=CLOSES_AT, sign_in="", forgotten=""
        )
        db.session().flush()
        written = db.session().scalars(select(Letter)).one()
        mail = messages.envelope(written, config)
    mailcatcher.keep(config.home / "mail", mail.as_bytes())
    organizer.post("/demo/clock", data={"moment": "results"})

    [line] = re.findall(
        r"<time[^>]*>22 June 2020, 00:00 CEST in [^<]*</time>", organizer.get("/demo/mail").text
    )
    name = next(mailcatcher.letters(config.home / "mail")).name
    assert line in organizer.get(f"/demo/mail/{name}").text


def test_a_letter_that_is_not_there_is_not_found(client: FlaskClient, config: Config) -> None:
    catch(config.home, "Welcome")
    assert client.get("/demo/mail/unknown").status_code == 404


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("before", datetime(2020, 3, 29, 22, 0, tzinfo=UTC)),
        ("open", CLOSES_AT - timedelta(days=12)),
        ("last-minutes", CLOSES_AT - timedelta(minutes=10)),
        ("closed", CLOSES_AT + timedelta(minutes=1)),
        ("grace", CLOSES_AT + timedelta(hours=44)),
        ("jury", CLOSES_AT + timedelta(days=21)),
        ("results", datetime(2020, 10, 15, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_clock_moves_to_each_moment_of_the_year_and_ticks_on(
    app: flask.Flask, organizer: FlaskClient, moment: str, expected: datetime
) -> None:
    assert organizer.post("/demo/clock", data={"moment": moment}).status_code == 302

    first, second = told(app), told(app)

    assert expected - timedelta(seconds=1) <= first < second <= expected + timedelta(minutes=1)


def test_the_banner_tells_the_moved_time(organizer: FlaskClient) -> None:
    organizer.post("/demo/clock", data={"moment": "last-minutes"})
    assert re.search("23:(49|50) in Geneva", organizer.get("/demo/mail").text)


def test_an_unknown_moment_moves_nothing(app: flask.Flask, organizer: FlaskClient) -> None:
    organizer.post("/demo/clock", data={"moment": "jury"})

    assert organizer.post("/demo/clock", data={"moment": "christmas"}).status_code == 400

    assert told(app).year == 2020


def test_the_pages_of_the_jury_say_when_films_come_until_they_are_there(
    app: flask.Flask, organizer: FlaskClient
) -> None:
    with app.app_context(), db.transaction():
        jobs.later("demo.convene")
        jobs.expect_no_nudge()
    assert told_of_films(app, organizer) == ["the banner", "/desk/jury", "/screening"]
    with app.app_context(), db.transaction() as session:
        session.execute(update(Job).values(state=JobState.DONE))
    assert told_of_films(app, organizer) == []


def told_of_films(app: flask.Flask, organizer: FlaskClient) -> list[str]:
    """The pages that say of films that they are being checked."""
    with app.app_context():
        juror = sign_in(app.test_client(), save(person(Role.JUROR)))
    banner = ["the banner"] if "films are being checked" in organizer.get("/").text else []
    pages = {"/desk/jury": organizer, "/screening": juror}
    words = "films of this demo festival are being checked"
    return banner + [path for path, client in pages.items() if words in client.get(path).text]


@pytest.mark.parametrize("role", [Role.FILMMAKER, Role.JUROR])
def test_only_an_organizer_moves_the_clock(
    app: flask.Flask, client: FlaskClient, organizer: FlaskClient, role: Role
) -> None:
    with app.app_context():
        sign_in(client, save(person(role)))

    assert client.get("/demo/clock").status_code == 404
    assert client.post("/demo/clock", data={"moment": "jury"}).status_code == 404
    assert told(app).year != 2020


class TestInARealFestival:
    """Nothing of it exists."""

    @pytest.fixture
    def is_demo(self) -> bool:
        return False

    def test_the_pages_are_not_there(self, organizer: FlaskClient, config: Config) -> None:
        name = catch(config.home, "Secret")
        paths = ["/demo/mail", f"/demo/mail/{name}", "/demo/clock"]
        assert [organizer.get(path).status_code for path in paths] == [404, 404, 404]

    def test_the_clock_stands_with_the_machine(self, app: flask.Flask, organizer: FlaskClient) -> None:
        assert organizer.post("/demo/clock", data={"moment": "jury"}).status_code == 404
        with app.app_context(), pytest.raises(RuntimeError, match="only the demo's clock"):
            clock.move_to(CLOSES_AT)
        assert told(app).year != 2020
