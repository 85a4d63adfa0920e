"""Programs that act for a person, with a token."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask
import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import select

from festival import db
from festival.accounts import addresses, current, queries
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.models import PersonalToken
from festival.accounts.people import operations as people_operations
from festival.accounts.states import Scope
from festival.cli import main
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.journal import JournalLine
from festival.kernel.clock import machine_now
from festival.kernel.roles import Role
from festival.messages.models import Letter
from festival.web import access
from tests.accounts.browsing import PASSWORD, Browser, letters, link_in_last_letter, resident


@pytest.fixture(autouse=True)
def echo(app: flask.Flask) -> None:
    """A page for programs, that says who is asking."""

    @app.route("/echo", methods=["GET", "POST"])
    @app.route("/files/echo", methods=["GET", "POST"], endpoint="files_echo")
    @access.signed_in
    def echo() -> str:
        return current.person().email


def token(app: flask.Flask, email: str, *scopes: Scope, days: int = 30) -> str:
    with app.app_context(), db.transaction():
        person = queries.by_email(email)
        assert person
        return credential_operations.make_token(
            person, "test", scopes, timedelta(days=days), actor=person, now=machine_now()
        )


def ask(app: flask.Flask, method: str, path: str, text: str) -> tuple[int, str]:
    answer = app.test_client().open(path, method=method, headers={"Authorization": f"Bearer {text}"})
    return answer.status_code, answer.text if answer.status_code == 200 else ""


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (Scope.READ, {("GET", "/echo"), ("GET", "/files/echo")}),
        (Scope.FILES, {("GET", "/files/echo"), ("POST", "/files/echo")}),
        (Scope.WRITE, {("GET", "/echo"), ("POST", "/echo"), ("GET", "/files/echo"), ("POST", "/files/echo")}),
    ],
)
def test_a_token_does_what_its_scope_says_and_needs_no_form_token(
    app: flask.Flask, scope: Scope, allowed: set[tuple[str, str]]
) -> None:
    email = resident(app)
    text = token(app, email, scope)
    asked = [(method, path) for method in ("GET", "POST") for path in ("/echo", "/files/echo")]
    assert {one for one in asked if ask(app, *one, text) == (200, email)} == allowed
    assert {ask(app, *one, text)[0] for one in asked if one not in allowed} <= {401}


def test_a_token_that_is_wrong_or_run_out_opens_nothing(app: flask.Flask) -> None:
    text = token(app, resident(app), Scope.READ, days=7)
    assert ask(app, "GET", "/echo", text + "x")[0] == 401
    assert ask(app, "GET", "/echo", "")[0] == 401
    with time_machine.travel(machine_now() + timedelta(days=7), tick=False):
        assert ask(app, "GET", "/echo", text)[0] == 401


def test_a_token_of_a_closed_account_opens_nothing(app: flask.Flask) -> None:
    text = token(app, resident(app, active=False), Scope.READ)
    assert ask(app, "GET", "/echo", text)[0] == 401


@pytest.mark.parametrize("path", ["/profile", "/profile/tokens", "/profile/password", "/desk/people"])
def test_a_program_cannot_change_the_account_it_acts_for(app: flask.Flask, path: str) -> None:
    text = token(app, resident(app, *Role), Scope.WRITE)
    assert ask(app, "GET", path, text)[0] == 404


@pytest.mark.parametrize("role", [Role.JUROR, Role.ORGANIZER])
def test_a_program_cannot_take_a_role(app: flask.Flask, role: Role) -> None:
    email = resident(app)
    resident(app, Role.ORGANIZER)
    with app.app_context(), db.transaction():
        actor = queries.organizers()[0]
        people_operations.invite(addresses.parse(email), "", role, actor=actor, now=machine_now())
    link = link_in_last_letter(app, "accounts/invited")
    text = token(app, email, Scope.WRITE)
    tried = [("POST", f"{link}/accept"), ("POST", f"{link}/join")]
    assert [ask(app, *request, text)[0] for request in tried] == [404, 400]  # 400: no form's token
    with app.app_context():
        person = queries.by_email(email)
        assert person and person.roles == {Role.FILMMAKER}


@pytest.mark.parametrize(
    ("role", "lives"), [(Role.FILMMAKER, True), (Role.JUROR, False), (Role.ORGANIZER, False)]
)
def test_tokens_do_not_grow_with_a_new_role(app: flask.Flask, role: Role, lives: bool) -> None:
    held = Role.JUROR if role is Role.FILMMAKER else Role.FILMMAKER
    email, organizer = resident(app, held), Browser(app)
    text = token(app, email, Scope.WRITE)
    with app.app_context():
        person = queries.by_email(email)
        assert person
        page = f"/desk/people/{person.id}"
    organizer.sign_in(resident(app, Role.ORGANIZER))
    organizer.send(f"{page}/grant/{role}", page=page)
    assert ask(app, "GET", "/echo", text)[0] == (200 if lives else 401)
    told = [] if lives else [("accounts/tokens_ended", email)]
    assert letters(app) == told


def test_a_token_does_no_more_than_its_owner_without_the_second_factor(
    house: Callable[..., flask.Flask],
) -> None:
    app = house(second_factor="required")
    with app.app_context(), db.transaction():
        editions.create(call_of(2020), actor=None, now=machine_now())
    texts = {role: token(app, resident(app, role), Scope.WRITE) for role in Role}
    pages = {Role.FILMMAKER: "/entries", Role.JUROR: "/screening", Role.ORGANIZER: "/desk/entries"}
    assert {role: ask(app, "GET", pages[role], text)[0] for role, text in texts.items()} == {
        Role.FILMMAKER: 200,
        Role.JUROR: 200,
        Role.ORGANIZER: 403,
    }
    assert ask(app, "POST", "/desk/people/invite", texts[Role.ORGANIZER])[0] == 403
    with app.app_context(), db.transaction():
        person = queries.organizers()[0]
        person.totp_secret = "sealed"
    assert ask(app, "GET", "/desk/entries", texts[Role.ORGANIZER])[0] == 200


def test_a_session_does_not_escape_the_form_token_by_naming_a_token(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    headers = {"Authorization": f"Bearer {token(app, email, Scope.WRITE)}"}
    assert lina.client.post("/echo", headers=headers).status_code == 400


def test_a_token_is_shown_once_listed_noted_and_revoked(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    fields: dict[str, Any] = {"name": "studio", "scopes": ["read", "files"], "days": "7"}
    assert lina.send("/profile/tokens", **fields, password="a guess").status_code == 422
    page = lina.send("/profile/tokens", **fields, password=PASSWORD).text
    text = page.split('<code dir="ltr">')[1].split("<")[0]
    assert text.startswith("laurel_") and ask(app, "GET", "/echo", text) == (200, email)
    listed = lina.open("/profile/tokens").text
    assert "studio" in listed and "files, read" in listed and text not in listed
    with app.app_context():
        row = db.session().scalars(select(PersonalToken)).one()
        assert row.used_at is not None and row.expires_at - row.created_at == timedelta(days=7)
    stranger = Browser(app)
    stranger.sign_in(resident(app))
    stranger.send(f"/profile/tokens/{row.id}/revoke", page="/profile/tokens")
    assert ask(app, "GET", "/echo", text)[0] == 200
    lina.send(f"/profile/tokens/{row.id}/revoke", page="/profile/tokens")
    assert ask(app, "GET", "/echo", text)[0] == 401


NEW_PASSWORD = "another four words"


def change(app: flask.Flask, lina: Browser, email: str) -> None:
    lina.sign_in(email)
    lina.send("/profile/password", password=PASSWORD, new_password=NEW_PASSWORD)


def reset(app: flask.Flask, lina: Browser, email: str) -> None:
    lina.send("/forgotten", email=email)
    lina.send(link_in_last_letter(app, "accounts/reset"), password=NEW_PASSWORD)


@pytest.mark.parametrize("renew", [change, reset])
def test_a_new_password_ends_every_session_and_revokes_every_token(
    app: flask.Flask, renew: Callable[[flask.Flask, Browser, str], None]
) -> None:
    email, elsewhere, another = resident(app), Browser(app), resident(app)
    elsewhere.sign_in(email)
    texts = [token(app, email, Scope.READ), token(app, email, Scope.WRITE)]
    anothers = token(app, another, Scope.READ)
    assert {ask(app, "GET", "/echo", text) for text in texts} == {(200, email)}
    renew(app, Browser(app), email)
    assert not elsewhere.is_signed_in()
    assert {ask(app, "GET", "/echo", text)[0] for text in texts} == {401}
    assert ask(app, "GET", "/echo", anothers) == (200, another)
    with app.app_context():
        changed = select(Letter.body).where(Letter.event == "accounts/password_changed")
        assert "Your 2 API tokens no longer work" in db.session().scalars(changed).one()


def test_tokens_are_in_no_log_and_no_journal(app: flask.Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        text = token(app, resident(app), Scope.READ)
        ask(app, "GET", "/echo", text)
        ask(app, "GET", "/echo", text + "x")
    with app.app_context():
        journal = [line.details for line in db.session().scalars(select(JournalLine))]
        kept = [row.token_hash for row in db.session().scalars(select(PersonalToken))]
    assert journal == [{"name": "test", "scopes": ["read"]}]
    assert text not in caplog.text + str(kept)


def test_the_command_line_prints_a_token(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    email = resident(app)
    monkeypatch.setattr("festival.app.create_app", lambda config: app)
    printed = CliRunner().invoke(main, ["token", email.upper()])
    assert ask(app, "POST", "/echo", printed.output.strip()) == (200, email)
    unknown = CliRunner().invoke(main, ["token", "nobody@example.org"])
    assert (unknown.exit_code, unknown.output) == (1, "Error: Nobody has the address nobody@example.org.\n")
