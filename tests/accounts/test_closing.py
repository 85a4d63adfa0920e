"""An organizer ends what goes wrong with an account: sessions, tokens, or the whole of it."""

from collections.abc import Callable

import flask
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from festival import db
from festival.accounts import organizer_operations, queries, rules
from festival.accounts.models import PersonalToken
from festival.accounts.states import Scope
from festival.cli import main
from festival.journal import JournalLine
from festival.kernel.clock import machine_now
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from tests.accounts.browsing import Browser, letters, link_in_last_letter, resident
from tests.accounts.test_tokens import token


@pytest.fixture
def organizer(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr("festival.app.create_app", lambda config: app)
    browser = Browser(app)
    browser.sign_in(resident(app, Role.ORGANIZER))
    return browser


def number(app: flask.Flask, email: str) -> int:
    with app.app_context():
        person = queries.by_email(email)
        assert person
        return person.id


def press(app: flask.Flask, organizer: Browser, email: str, act: str) -> int:
    page = f"/desk/people/{number(app, email)}"
    return organizer.send(f"{page}/{act}", page=page).status_code


def on_the_page(app: flask.Flask, organizer: Browser, email: str, act: str) -> None:
    assert press(app, organizer, email, act) == 302


def by_command_line(app: flask.Flask, organizer: Browser, email: str, act: str) -> None:
    assert CliRunner().invoke(main, ["account", act, email.upper()]).exit_code == 0


def tokens_left(app: flask.Flask) -> int:
    with app.app_context():
        return len(db.session().scalars(select(PersonalToken)).all())


def last_act(app: flask.Flask) -> tuple[str, str, bool]:
    with app.app_context():
        line = db.session().scalars(select(JournalLine).order_by(JournalLine.id.desc())).first()
        assert line
        return line.verb, line.subject_id, line.actor_id is not None


@pytest.mark.parametrize("how", [on_the_page, by_command_line])
def test_a_closed_account_is_over_everywhere_and_can_be_opened_again(
    app: flask.Flask, organizer: Browser, how: Callable[[flask.Flask, Browser, str, str], None]
) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    Browser(app).send("/forgotten", email=email)
    reset = link_in_last_letter(app, "accounts/reset")
    token(app, email, Scope.WRITE)
    how(app, organizer, email, "close")
    assert last_act(app) == ("accounts.close", str(number(app, email)), how is on_the_page)
    assert (lina.is_signed_in(), tokens_left(app)) == (False, 0)
    refused = Browser(app).sign_in(email)
    assert refused.status_code == 422 and "closed" in refused.text
    assert Browser(app).open(reset).status_code == 410
    Browser(app).send("/forgotten", email=email)
    assert letters(app) == [("accounts/reset", email), ("accounts/closed", email)]
    how(app, organizer, email, "reopen")
    assert last_act(app) == ("accounts.reopen", str(number(app, email)), how is on_the_page)
    assert (lina.is_signed_in(), Browser(app).sign_in(email).status_code) == (False, 302)
    assert Browser(app).open(reset).status_code == 410
    assert letters(app) == [
        ("accounts/reset", email),
        ("accounts/closed", email),
        ("accounts/reopened", email),
    ]


def test_somebody_who_is_signed_out_everywhere_signs_in_again(app: flask.Flask, organizer: Browser) -> None:
    email, lina, other = resident(app), Browser(app), Browser(app)
    lina.sign_in(email)
    other.sign_in(resident(app))
    token(app, email, Scope.READ)
    assert press(app, organizer, email, "sign-out") == 302
    assert last_act(app) == ("accounts.sign_out_everywhere", str(number(app, email)), True)
    assert (lina.is_signed_in(), other.is_signed_in(), tokens_left(app)) == (False, True, 0)
    assert letters(app) == [("accounts/signed_out", email)]
    assert lina.sign_in(email).status_code == 302


@pytest.mark.parametrize("act", ["close", "sign-out"])
def test_nobody_closes_their_own_account(app: flask.Flask, act: str) -> None:
    email, maya = resident(app, Role.ORGANIZER), Browser(app)
    resident(app, Role.ORGANIZER)
    maya.sign_in(email)
    assert press(app, maya, email, act) == 403
    assert maya.is_signed_in()


def test_the_last_organizer_who_can_sign_in_is_not_closed(app: flask.Flask, organizer: Browser) -> None:
    resident(app, Role.ORGANIZER, active=False)
    with app.app_context():
        last = queries.organizers()[0]
        refusal = rules.close(last, None, organizers=queries.organizers())
        assert refusal and refusal.code == "last_organizer"
        with pytest.raises(Refused), db.transaction():
            organizer_operations.close(last, actor=None, now=machine_now())
    assert organizer.is_signed_in()


@pytest.mark.parametrize("role", [Role.FILMMAKER, Role.JUROR])
@pytest.mark.parametrize("act", ["close", "reopen", "sign-out"])
def test_only_organizers_do_that(app: flask.Flask, organizer: Browser, role: Role, act: str) -> None:
    email, lina, other = resident(app), Browser(app), Browser(app)
    lina.sign_in(email)
    other.sign_in(resident(app, role))
    path = f"/desk/people/{number(app, email)}/{act}"
    assert other.send(path, page="/profile").status_code == 404
    assert lina.is_signed_in()


@pytest.mark.parametrize("act", ["close", "reopen", "sign-out", "second-factor/reset"])
def test_a_person_who_does_not_exist_is_a_missing_page(
    app: flask.Flask, organizer: Browser, act: str
) -> None:
    assert organizer.send(f"/desk/people/999/{act}", page="/profile").status_code == 404
