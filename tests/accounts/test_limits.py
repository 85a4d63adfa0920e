"""How often an address may be tried; the broker is away in these tests, and the limits hold all the same."""

from collections.abc import Callable, Iterator

import flask
import pytest
from werkzeug.test import TestResponse

from festival.web.security import limits
from tests.accounts.browsing import TOKEN, Browser, resident


@pytest.fixture(autouse=True)
def counting(app: flask.Flask) -> Iterator[None]:
    """Limits are switched off for all other tests."""
    limits.limiter.enabled = True
    yield
    limits.limiter.enabled = False


def tries(browser: Browser, count: int, email: str, **headers: str) -> list[int]:
    """Wrong passwords one after the other; gives the answers' statuses."""
    token = TOKEN.search(browser.open("/sign-in").text)
    assert token

    def once(number: int) -> TestResponse:
        sent = {name: value.format(number) for name, value in headers.items()}
        fields = {"csrf_token": token[1], "email": email, "password": "wrong words"}
        return browser.client.post("/sign-in", data=fields, headers=sent)

    return [once(number).status_code for number in range(count)]


def test_passwords_cannot_be_guessed_one_after_the_other(app: flask.Flask) -> None:
    email = resident(app)
    assert tries(Browser(app), 12, email) == [422] * 10 + [429] * 2
    assert Browser(app).sign_in(email).status_code == 429


def test_guessing_at_one_account_locks_nobody_else_out(app: flask.Flask) -> None:
    email, other = resident(app), resident(app)
    tries(Browser(app), 12, email)
    assert Browser(app).sign_in(other).status_code == 302


def test_one_address_cannot_try_one_password_on_everybody(app: flask.Flask) -> None:
    browser = Browser(app)
    answers = [status for number in range(61) for status in tries(browser, 1, f"p{number}@example.org")]
    assert answers == [422] * 60 + [429]


def test_a_header_of_the_visitors_own_does_not_lift_the_limit(app: flask.Flask) -> None:
    headers = {"X-Forwarded-For": "10.0.0.{}", "X-Real-IP": "10.0.0.{}", "Forwarded": "for=10.0.0.{}"}
    assert tries(Browser(app), 12, resident(app), **headers) == [422] * 10 + [429] * 2


def test_behind_a_proxy_only_the_address_that_the_proxy_saw_counts(
    house: Callable[..., flask.Flask],
) -> None:
    app = house(proxy_hops=1)
    email = resident(app)
    forged = {"X-Forwarded-For": "10.0.0.{}, 192.0.2.1"}
    assert tries(Browser(app), 12, email, **forged) == [422] * 10 + [429] * 2
    elsewhere = {"X-Forwarded-For": "10.0.0.{}, 192.0.2.2"}
    assert tries(Browser(app), 1, email, **elsewhere) == [422]


SPELLINGS = [
    "lina@example.org",
    "LINA@EXAMPLE.ORG",
    " lina@example.org ",
    "lina@\uff45xample.org",
    "lina@e\uff58ample.org",
    "lina@example\u3002org",
    "lina@example\uff0eorg",
    "Lina@Example.Org",
]


def test_the_spellings_of_one_address_are_counted_together(app: flask.Flask) -> None:
    resident(app, email="lina@example.org")
    answers = [status for number in range(12) for status in tries(Browser(app), 1, SPELLINGS[number % 8])]
    assert answers == [422] * 10 + [429] * 2
    assert {Browser(app).sign_in(spelling).status_code for spelling in SPELLINGS} == {429}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_mailbox_is_not_flooded_by_other_spellings(app: flask.Flask, spelling: str) -> None:
    browser = Browser(app)
    for _ in range(5):
        browser.send("/forgotten", email="lina@example.org")
    assert browser.send("/forgotten", email=spelling).status_code == 429


def from_network(app: flask.Flask, addresses: list[str], email: str) -> list[int]:
    """Wrong passwords, one from each network address; gives the answers' statuses."""
    browser = Browser(app)
    token = TOKEN.search(browser.open("/sign-in").text)
    assert token
    fields = {"csrf_token": token[1], "email": email, "password": "wrong words"}
    return [
        browser.client.post("/sign-in", data=fields, environ_overrides={"REMOTE_ADDR": address}).status_code
        for address in addresses
    ]


def test_all_addresses_of_one_line_are_one(app: flask.Flask) -> None:
    email = resident(app)
    line = [f"2001:db8:1:1::{number:x}:5" for number in range(12)]
    assert from_network(app, line, email) == [422] * 10 + [429] * 2
    assert from_network(app, ["2001:db8:1:2::1", "192.0.2.1"], email) == [422] * 2


def test_the_many_networks_of_one_line_have_a_limit_too(app: flask.Flask) -> None:
    lines = [f"2001:db8:1:{number:x}::1" for number in range(245)]
    answers = [from_network(app, [line], f"p{number}@example.org")[0] for number, line in enumerate(lines)]
    assert answers == [422] * 240 + [429] * 5


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:1:2:3:4:5", "2001:db8:1:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_the_network_of_an_address(address: str, network: str) -> None:
    assert limits.network_of(address, 64) == network


def test_pages_are_not_counted(app: flask.Flask) -> None:
    browser = Browser(app)
    assert {browser.open("/sign-in").status_code for _ in range(70)} == {200}


def test_nobody_fills_the_database_with_words_to_be_kept(app: flask.Flask) -> None:
    stranger = Browser(app)
    answers = [stranger.post("/profile", name="x").status_code for _ in range(62)]
    assert answers == [302] * 60 + [429] * 2


def test_words_that_are_no_longer_kept_are_given_back_to_be_copied(app: flask.Flask) -> None:
    lina = Browser(app)
    lina.sign_in(resident(app))
    sent = {"csrf_token": "stale", "name": "Lina <Haddad>", "password": "four quiet words", "version": "7"}
    answers = [lina.post("/profile", **sent) for _ in range(62)]
    assert [answer.status_code for answer in answers] == [303] * 60 + [429] * 2
    page = answers[-1].text
    assert "Lina &lt;Haddad&gt;</textarea>" in page and page.count("<textarea") == 1
    assert "four quiet words" not in page


@pytest.mark.parametrize("path", ["/register", "/forgotten"])
def test_nobodys_mailbox_is_flooded(app: flask.Flask, path: str) -> None:
    browser = Browser(app)
    token = TOKEN.search(browser.open(path).text)
    assert token
    fields = {
        "csrf_token": token[1],
        "email": "lina@example.org",
        "name": "Lina",
        "password": "four quiet words",
    }
    answers = [browser.post(path, **fields).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
