"""Signing in, being signed in, and no longer being signed in."""

from datetime import timedelta

import flask
import pytest
import time_machine
from sqlalchemy import func, select

from festival import db
from festival.accounts.credentials import passwords
from festival.jobs.models import Job, JobState
from festival.kernel.clock import machine_now
from festival.kernel.roles import Role
from festival.web.security.sessions import BrowserSession
from tests.accounts.browsing import PASSWORD, Browser, plain, resident
from workers import accounts, runner
from workers.registry import FUNCTIONS


def rows(app: flask.Flask) -> int:
    with app.app_context():
        return db.session().scalar(select(func.count(BrowserSession.id))) or 0


def cookie(browser: Browser) -> str:
    found = browser.client.get_cookie("laurel")
    return found.value if found else ""


def test_a_visitor_costs_no_row(app: flask.Flask) -> None:
    visitor = Browser(app)
    visitor.open("/sign-in")
    visitor.sign_in("nobody@example.org")
    assert rows(app) == 0


def test_signing_in_changes_the_key_of_the_session(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    first = cookie(lina)
    lina.sign_in(email)
    second = cookie(lina)
    assert rows(app) == 1 and first != second
    lina.client.set_cookie("laurel", first)
    assert not lina.is_signed_in()


def test_an_old_cookie_after_sign_out_is_signed_out(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    old = cookie(lina)
    lina.send("/sign-out", page="/profile")
    lina.client.set_cookie("laurel", old)
    assert not lina.is_signed_in()
    assert rows(app) == 0


def test_a_cookie_that_a_visitor_was_given_does_not_survive_signing_in(app: flask.Flask) -> None:
    email, lina, thief = resident(app), Browser(app), Browser(app)
    thief.open("/sign-in")
    lina.client.set_cookie("laurel", cookie(thief))
    lina.sign_in(email)
    assert lina.is_signed_in() and not thief.is_signed_in()


def test_the_key_of_a_session_is_not_in_the_database(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    with app.app_context():
        row = db.session().scalars(select(BrowserSession)).one()
        kept = [str(getattr(row, column.key)) for column in BrowserSession.__table__.columns]
    assert not any(cookie(lina) in text for text in kept)


@pytest.mark.parametrize(("days", "signed_in"), [(4, True), (6, False)])
def test_a_session_that_is_not_used_ends(app: flask.Flask, days: int, signed_in: bool) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    with time_machine.travel(machine_now() + timedelta(days=days), tick=False):
        assert lina.is_signed_in() is signed_in


def test_a_session_ends_after_its_days_even_when_it_is_used(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    start = machine_now()
    lina.sign_in(email)
    seen: list[tuple[bool, str]] = []
    for day in (3, 6, 9, 12, 13.9, 14.1):
        with time_machine.travel(start + timedelta(days=day), tick=False):
            lina.client.set_cookie("laurel", cookie(lina) or seen[-1][1])
            seen.append((lina.is_signed_in(), cookie(lina)))
    assert [is_in for is_in, _ in seen] == [True, True, True, True, True, False]


def test_the_sweep_forgets_sessions_that_are_over(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    with app.app_context():
        for days, left in ((1, 1), (8, 0)):
            with time_machine.travel(machine_now() + timedelta(days=days), tick=False):
                runner.sweep()
                job_id = db.session().scalar(
                    select(Job.id).where(Job.name == "accounts.sweep", Job.state == JobState.WAITING)
                )
                runner.run(job_id or 0)
            assert rows(app) == left
    assert FUNCTIONS["accounts.sweep"] is accounts.sweep_accounts


def test_a_person_sees_their_sessions_and_ends_one(app: flask.Flask) -> None:
    email = resident(app)
    here, elsewhere = Browser(app), Browser(app)
    here.sign_in(email)
    elsewhere.sign_in(email)
    with app.app_context():
        newest = db.session().scalars(select(BrowserSession.id).order_by(BrowserSession.id.desc())).first()
    here.send(f"/profile/sessions/{newest}/end", page="/profile/sessions")
    assert here.is_signed_in() and not elsewhere.is_signed_in()


def test_nobody_ends_the_session_of_another(app: flask.Flask) -> None:
    lina, stranger = Browser(app), Browser(app)
    lina.sign_in(resident(app))
    stranger.sign_in(resident(app))
    with app.app_context():
        first = db.session().scalars(select(BrowserSession.id).order_by(BrowserSession.id)).first()
    answer = stranger.send(f"/profile/sessions/{first}/end", page="/profile/sessions")
    assert (answer.status_code, lina.is_signed_in()) == (404, True)


@pytest.mark.parametrize("path", ["/profile/sessions/{}/end", "/profile/tokens/{}/revoke"])
@pytest.mark.parametrize("number", ["999", "9999999999999"])
def test_what_does_not_exist_is_not_said_to_be_ended(app: flask.Flask, path: str, number: str) -> None:
    lina = Browser(app)
    lina.sign_in(resident(app))
    assert lina.send(path.format(number), page="/profile").status_code == 404


def test_changing_the_password_ends_every_other_session(app: flask.Flask) -> None:
    email = resident(app)
    here, elsewhere = Browser(app), Browser(app)
    here.sign_in(email)
    elsewhere.sign_in(email)
    wrong = here.send("/profile/password", password="not mine at all", new_password="another four words")
    assert wrong.status_code == 422 and elsewhere.is_signed_in()
    here.send("/profile/password", password=PASSWORD, new_password="another four words")
    assert here.is_signed_in() and not elsewhere.is_signed_in()
    assert rows(app) == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app: flask.Flask) -> None:
    email = resident(app, email="lina@example.org")
    wrong = Browser(app).sign_in(email, "wrong words")
    unknown = Browser(app).sign_in("mona@example.org", "wrong words")
    assert wrong.status_code == unknown.status_code == 422
    assert plain(wrong) == plain(unknown).replace("mona@", "lina@")


def test_an_unknown_address_costs_a_password_check_too(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str | None] = []
    matches = passwords.matches

    def watched(kept: str | None, password: str) -> bool:
        compared.append(kept)
        return matches(kept, password)

    monkeypatch.setattr(passwords, "matches", watched)
    Browser(app).sign_in("nobody@example.org")
    assert compared == [None]
    assert not passwords.matches(None, "nobody's password")


def test_a_closed_account_cannot_sign_in_and_is_signed_out(app: flask.Flask) -> None:
    closed = Browser(app).sign_in(resident(app, active=False))
    assert closed.status_code == 422 and "closed" in closed.text


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "\\\\evil",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
    ],
)
def test_signing_in_never_leads_out_of_the_site(app: flask.Flask, path: str) -> None:
    assert Browser(app).sign_in(resident(app), next=path).location == "/entries"


@pytest.mark.parametrize(
    ("roles", "room"),
    [
        ((Role.FILMMAKER,), "/entries"),
        ((Role.FILMMAKER, Role.JUROR), "/screening"),
        ((Role.ORGANIZER, Role.JUROR), "/desk"),
    ],
)
def test_signing_in_leads_to_where_the_work_is(app: flask.Flask, roles: tuple[Role, ...], room: str) -> None:
    assert Browser(app).sign_in(resident(app, *roles)).location == room


def test_signing_in_leads_back_to_the_page_that_asked_for_it(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    asked = lina.open("/profile/sessions?from=mail")
    assert asked.location == "/sign-in?next=/profile/sessions?from%3Dmail"
    page = lina.open(asked.location)
    assert 'name="next" type="hidden" value="/profile/sessions?from=mail"' in page.text
    assert lina.sign_in(email, next="/profile/sessions?from=mail").location == "/profile/sessions?from=mail"
