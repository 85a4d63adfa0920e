"""A person's own account, and the command that makes the first one."""

import flask
import pytest
from click.testing import CliRunner

from festival.accounts import queries
from festival.accounts.profile import browsers
from festival.cli import main
from festival.kernel.roles import Role
from tests.accounts.browsing import PASSWORD, Browser, letters, link_in_last_letter, resident


@pytest.fixture
def lina(app: flask.Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(resident(app, email="lina@example.org", name="Lina Haddad"))
    return browser


def emails(app: flask.Flask) -> tuple[str, str | None]:
    with app.app_context():
        person = queries.by_id(1)
        assert person
        return person.email_key, person.new_email


def test_a_profile_is_changed_and_shown(app: flask.Flask, lina: Browser) -> None:
    fields = {"name": "  Lina   H. Khoury ", "country": "LB", "locale": "en", "time_zone": "Asia/Beirut"}
    assert lina.send("/profile", **fields).location == "/profile"
    with app.app_context():
        person = queries.by_id(1)
        assert person
        assert (person.name, person.country, person.time_zone) == ("Lina H. Khoury", "LB", "Asia/Beirut")
    page = lina.open("/profile").text
    assert 'value="Lina H. Khoury"' in page and 'selected value="Asia/Beirut"' in page


@pytest.mark.parametrize(
    "wrong", [{"country": "XX"}, {"time_zone": "Mars/Base"}, {"locale": "tlh"}, {"name": " "}]
)
def test_a_profile_takes_only_what_exists(app: flask.Flask, lina: Browser, wrong: dict[str, str]) -> None:
    fields = {"name": "Lina", "country": "LB", "locale": "en", "time_zone": "Asia/Beirut"}
    assert lina.send("/profile", **(fields | wrong)).status_code == 422
    with app.app_context():
        person = queries.by_id(1)
        assert person and (person.name, person.country) == ("Lina Haddad", None)


def test_a_new_address_is_told_to_both_and_confirmed_by_the_new_one(app: flask.Flask, lina: Browser) -> None:
    asked = {"email": "Lina@New.example.org", "password": PASSWORD}
    assert lina.send("/profile/email", **(asked | {"password": "a guess"})).status_code == 422
    assert letters(app) == []
    lina.send("/profile/email", **asked)
    assert letters(app) == [
        ("accounts/email_change", "Lina@new.example.org"),
        ("accounts/email_leaving", "lina@example.org"),
    ]
    assert emails(app) == ("lina@example.org", "Lina@new.example.org")
    link = link_in_last_letter(app, "accounts/email_change")
    assert Browser(app).send(link).location == "/sign-in"
    assert emails(app) == ("lina@new.example.org", None)
    assert Browser(app).open(link).status_code == 410
    assert Browser(app).sign_in("lina@new.example.org").location == "/entries"


def test_a_link_that_was_sent_to_the_old_address_dies_with_the_change(
    app: flask.Flask, lina: Browser
) -> None:
    Browser(app).send("/forgotten", email="lina@example.org")
    reset = link_in_last_letter(app, "accounts/reset")
    lina.send("/profile/email", email="new@example.org", password=PASSWORD)
    assert Browser(app).open(reset).status_code == 200
    lina.send(link_in_last_letter(app, "accounts/email_change"))
    answer = Browser(app).send(reset, page="/forgotten", password="another four words")
    assert answer.status_code == 410
    assert Browser(app).sign_in("new@example.org").status_code == 302


def test_the_old_address_can_call_the_change_off(app: flask.Flask, lina: Browser) -> None:
    lina.send("/profile/email", email="thief@example.org", password=PASSWORD)
    new = link_in_last_letter(app, "accounts/email_change")
    Browser(app).send(link_in_last_letter(app, "accounts/email_leaving"))
    assert Browser(app).open(new).status_code == 410
    assert emails(app) == ("lina@example.org", None)


def test_an_address_of_somebody_else_is_not_given_away_nor_taken(app: flask.Flask, lina: Browser) -> None:
    resident(app, email="mona@example.org")
    answer = lina.send("/profile/email", email="mona@example.org", password=PASSWORD)
    assert answer.location == "/profile/email"
    assert letters(app) == [
        ("accounts/already_registered", "mona@example.org"),
        ("accounts/email_leaving", "lina@example.org"),
    ]


def test_an_address_that_was_taken_meanwhile_is_refused(app: flask.Flask, lina: Browser) -> None:
    lina.send("/profile/email", email="new@example.org", password=PASSWORD)
    link = link_in_last_letter(app, "accounts/email_change")
    resident(app, email="new@example.org")
    assert Browser(app).send(link).status_code == 403
    assert emails(app) == ("lina@example.org", "new@example.org")


def test_letters_are_read_in_the_app_but_never_those_of_others(app: flask.Flask, lina: Browser) -> None:
    lina.send("/profile/password", password=PASSWORD, new_password="another four words")
    assert "Your password was changed" in lina.open("/letters").text
    assert "you were signed out everywhere else" in lina.open("/letters/1").text
    mona = Browser(app)
    mona.sign_in(resident(app))
    assert (mona.open("/letters/1").status_code, mona.open("/letters/99").status_code) == (404, 404)
    assert "Your password was changed" not in mona.open("/letters").text


def test_a_letter_with_a_secret_link_is_in_the_mail_alone(app: flask.Flask, lina: Browser) -> None:
    lina.send("/forgotten", email="lina@example.org")
    assert letters(app) == [("accounts/reset", "lina@example.org")]
    assert "No letters yet" in lina.open("/letters").text
    assert lina.open("/letters/1").status_code == 404


def test_the_command_line_makes_the_first_organizer(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("festival.app.create_app", lambda config: app)
    create = ["account", "create", "maya@example.org", "--name", "Maya Keller", "--role", "organizer"]
    printed = CliRunner().invoke(main, create).output.strip()
    maya = Browser(app)
    maya.send(printed.removeprefix("http://localhost"), password=PASSWORD)
    assert maya.sign_in("maya@example.org").location == "/desk"
    with app.app_context():
        person = queries.by_email("maya@example.org")
        assert person and person.roles == {Role.ORGANIZER}
    again = CliRunner().invoke(main, create)
    assert (again.exit_code, again.output) == (1, "Error: This address has an account already.\n")


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (["yara@example.org", "--name", "Yara"], PASSWORD, ""),
        (["yara@example.org", "--name", "Yara"], "short", "Error: A password has at least 10 characters."),
        (["yara", "--name", "Yara"], PASSWORD, "Error: This is not an e-mail address we can write to."),
        (["yara@example.org", "--name", "http://evil"], PASSWORD, "Error: Please write only a name,"),
    ],
)
def test_the_command_line_takes_a_password_on_its_input(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch, arguments: list[str], password: str, said: str
) -> None:
    monkeypatch.setattr("festival.app.create_app", lambda config: app)
    command = ["account", "create", *arguments, "--password-stdin"]
    answer = CliRunner().invoke(main, command, input=f"{password}\n")
    assert answer.output.startswith(said) and (answer.exit_code == 0) is (said == "")
    assert (Browser(app).sign_in("yara@example.org").status_code == 302) is (said == "")


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(user_agent: str, name: str) -> None:
    assert browsers.name(user_agent) == name
