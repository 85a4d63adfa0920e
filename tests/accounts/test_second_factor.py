"""Signing in with a code from the telephone besides the password."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import flask
import pyotp
import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import select

from festival import db
from festival.accounts import queries
from festival.accounts.credentials import second_factor
from festival.accounts.models import Person, RecoveryCode
from festival.cli import main
from festival.journal import JournalLine
from festival.kernel.roles import Role
from tests.accounts.browsing import PASSWORD, Browser, letters, resident

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = re.compile(r"<code dir=\"ltr\">([^<]+)</code>")


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def switch_on(browser: Browser) -> tuple[pyotp.TOTP, list[str]]:
    """Set the second factor up; gives the telephone and the recovery codes."""
    secret = CODE.findall(browser.open("/profile/second-factor").text)[0].replace(" ", "")
    phone = pyotp.TOTP(secret)
    code = phone.at(NOON - timedelta(seconds=30))
    page = browser.send("/profile/second-factor", code=code, password=PASSWORD)
    return phone, CODE.findall(page.text)


def step_in(app: flask.Flask, email: str, code: str) -> bool:
    """A fresh browser signs in with password and code; gives whether that worked."""
    browser = Browser(app)
    browser.sign_in(email)
    browser.send("/sign-in/code", code=code)
    return browser.is_signed_in()


def test_a_code_is_asked_for_once_it_is_switched_on(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    phone, codes = switch_on(lina)
    assert len(set(codes)) == 10
    again = Browser(app)
    assert again.sign_in(email, next="/profile/email").location == "/sign-in/code?next=/profile/email"
    assert not again.is_signed_in()
    wrong = again.send("/sign-in/code", code="000000")
    assert wrong.status_code == 422 and not again.is_signed_in()
    assert again.send("/sign-in/code?next=/profile/email", code=phone.at(NOON)).location == "/profile/email"
    assert again.is_signed_in()
    assert letters(app) == [("accounts/second_factor_changed", email)]


def test_a_code_is_good_once(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    phone, _ = switch_on(lina)
    assert [step_in(app, email, phone.at(NOON)) for _ in range(2)] == [True, False]
    earlier = phone.at(NOON - timedelta(seconds=30))
    assert not step_in(app, email, earlier)


def test_a_recovery_code_is_good_once_however_it_is_typed(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    _, codes = switch_on(lina)
    typed = codes[0].upper().replace("-", " ")
    assert [step_in(app, email, typed) for _ in range(2)] == [True, False]
    assert "9 recovery codes are left" in lina.open("/profile/second-factor").text


def test_neither_secret_nor_recovery_codes_can_be_read_in_the_database(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    phone, codes = switch_on(lina)
    with app.app_context():
        person = db.session().scalars(select(Person)).one()
        kept = [str(person.totp_secret), *db.session().scalars(select(RecoveryCode.code_hash))]
    assert [text for text in (phone.secret, *codes) if any(text in row for row in kept)] == []


def test_a_password_alone_does_not_last(app: flask.Flask, noon: time_machine.Traveller) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    phone, _ = switch_on(lina)
    slow = Browser(app)
    slow.sign_in(email)
    noon.shift(timedelta(minutes=11))
    late = slow.post("/sign-in/code", code=phone.at(NOON + timedelta(minutes=11)))
    assert not slow.is_signed_in() and late.status_code in (302, 303)


def test_switching_it_off_and_new_recovery_codes_take_the_password(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    _, codes = switch_on(lina)
    page = "/profile/second-factor"
    for path in (f"{page}/stop", f"{page}/codes"):
        assert lina.send(path, page=page, password="a guess of mine").location == page
    new = lina.send(f"{page}/codes", page=page, password=PASSWORD)
    assert set(CODE.findall(new.text)).isdisjoint(codes)
    assert not step_in(app, email, codes[0])
    lina.send(f"{page}/stop", page=page, password=PASSWORD)
    assert Browser(app).sign_in(email).location == "/entries"
    with app.app_context():
        person = queries.by_email(email)
        assert person and queries.recovery_codes_left(person) == 0


def test_an_organizer_sets_it_up_first_where_it_is_required(house: Callable[..., flask.Flask]) -> None:
    app = house(second_factor="required")
    organizer, filmmaker = Browser(app), Browser(app)
    organizer.sign_in(resident(app, Role.ORGANIZER))
    filmmaker.sign_in(resident(app, Role.FILMMAKER))
    assert organizer.open("/desk/people").location == "/profile/second-factor"
    assert organizer.open("/profile").location == "/profile/second-factor"
    assert filmmaker.open("/profile").status_code == 200
    switch_on(organizer)
    assert organizer.open("/desk/people").status_code == 200


@pytest.mark.parametrize("fields", [{}, {"password": "a guess of mine"}])
def test_an_open_browser_alone_switches_nothing_on(app: flask.Flask, fields: dict[str, str]) -> None:
    email, passer_by = resident(app), Browser(app)
    passer_by.sign_in(email)
    secret = CODE.findall(passer_by.open("/profile/second-factor").text)[0].replace(" ", "")
    answer = passer_by.send("/profile/second-factor", code=pyotp.TOTP(secret).at(NOON), **fields)
    assert answer.status_code == 422
    assert Browser(app).sign_in(email).location == "/entries"
    assert letters(app) == []


def test_switching_it_on_ends_every_other_session(app: flask.Flask) -> None:
    email, lina, elsewhere = resident(app), Browser(app), Browser(app)
    lina.sign_in(email)
    elsewhere.sign_in(email)
    switch_on(lina)
    assert (lina.is_signed_in(), elsewhere.is_signed_in()) == (True, False)


def verbs(app: flask.Flask) -> list[tuple[str, bool]]:
    """What was done with second factors, and whether a person did it."""
    with app.app_context():
        lines = db.session().scalars(select(JournalLine).where(JournalLine.verb.contains("second_factor")))
        return [(line.verb, line.actor_id is not None) for line in lines]


def by_an_organizer(app: flask.Flask, email: str) -> None:
    organizer = Browser(app)
    organizer.sign_in(resident(app, Role.ORGANIZER))
    page = f"/desk/people/{number(app, email)}"
    assert organizer.send(f"{page}/second-factor/reset", page=page).location == page


def by_command_line(app: flask.Flask, email: str) -> None:
    told = CliRunner().invoke(main, ["account", "reset-second-factor", email])
    assert (told.exit_code, email in told.output) == (0, True)


def number(app: flask.Flask, email: str) -> int:
    with app.app_context():
        person = queries.by_email(email)
        assert person
        return person.id


@pytest.mark.parametrize("reset", [by_an_organizer, by_command_line])
def test_somebody_who_lost_the_telephone_is_let_in_again_with_a_trace(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch, reset: Callable[[flask.Flask, str], None]
) -> None:
    monkeypatch.setattr("festival.app.create_app", lambda config: app)
    email, thief = resident(app), Browser(app)
    thief.sign_in(email)
    switch_on(thief)
    reset(app, email)
    assert not thief.is_signed_in()
    assert Browser(app).sign_in(email).location == "/entries"
    assert verbs(app) == [
        ("accounts.start_second_factor", True),
        ("accounts.stop_second_factor", reset is by_an_organizer),
    ]
    assert letters(app) == [("accounts/second_factor_changed", email)] * 2


def test_nobody_resets_their_own_second_factor_without_the_password(app: flask.Flask) -> None:
    email, organizer = resident(app, Role.ORGANIZER), Browser(app)
    organizer.sign_in(email)
    switch_on(organizer)
    page = f"/desk/people/{number(app, email)}"
    assert organizer.send(f"{page}/second-factor/reset", page=page).status_code == 403
    assert Browser(app).sign_in(email).location == "/sign-in/code?next="


@pytest.mark.parametrize("role", [Role.FILMMAKER, Role.JUROR])
def test_only_organizers_reset_a_second_factor(app: flask.Flask, role: Role) -> None:
    email, lina, other = resident(app), Browser(app), Browser(app)
    lina.sign_in(email)
    switch_on(lina)
    other.sign_in(resident(app, role))
    path = f"/desk/people/{number(app, email)}/second-factor/reset"
    assert other.send(path, page="/profile").status_code == 404
    assert Browser(app).sign_in(email).location == "/sign-in/code?next="


@pytest.mark.parametrize(("shift", "step"), [(-60, None), (-30, -1), (0, 0), (30, 1), (60, None)])
def test_the_clock_of_a_telephone_may_be_half_a_minute_off(shift: int, step: int | None) -> None:
    code = pyotp.TOTP(SECRET).at(NOON + timedelta(seconds=shift))
    here = int(NOON.timestamp()) // 30
    expected = None if step is None else here + step
    assert second_factor.matching_step(SECRET, code, NOON, after=0) == expected


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_matches_nothing(code: str) -> None:
    assert second_factor.matching_step(SECRET, code, NOON, after=0) is None
