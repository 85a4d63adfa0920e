"""Opening an account, confirming it, setting a forgotten password."""

from typing import Any

import flask
import pytest
from sqlalchemy import select

from festival import db, settings
from festival.accounts import queries
from festival.accounts.models import Person
from festival.jobs.models import Job
from festival.kernel.roles import Role
from festival.messages import operations as message_operations
from festival.messages.models import Letter
from tests.accounts.browsing import PASSWORD, Browser, letters, link_in_last_letter, plain, resident

LINA = {"name": "Lina Haddad", "email": "lina@example.org"}
OWN = {"name": "Lina Haddad", "password": PASSWORD}


def people(app: flask.Flask) -> list[tuple[str, str, bool]]:
    with app.app_context():
        rows = db.session().scalars(select(Person).order_by(Person.id))
        return [(person.name, person.email_key, person.confirmed_at is not None) for person in rows]


def test_register_confirm_sign_in_and_out(app: flask.Flask) -> None:
    lina = Browser(app)
    assert lina.send("/register", **LINA).status_code == 200
    assert lina.sign_in(LINA["email"]).status_code == 422
    link = link_in_last_letter(app, "accounts/confirm")
    assert lina.open(link).status_code == 200
    assert people(app) == [("Lina Haddad", "lina@example.org", False)]
    assert lina.send(link, **OWN).location == "/entries"
    assert lina.is_signed_in()
    assert lina.open(link).status_code == 410
    assert Browser(app).sign_in(LINA["email"]).location == "/entries"
    assert lina.send("/sign-out", page="/profile").location == "/"
    assert not lina.is_signed_in()
    with app.app_context():
        person = queries.by_email("lina@example.org")
        assert person and person.roles == {Role.FILMMAKER}


def test_registering_an_address_that_exists_answers_the_same_as_a_new_one(app: flask.Flask) -> None:
    resident(app, email="lina@example.org", name="The first Lina")
    known = Browser(app).send("/register", **LINA)
    new = Browser(app).send("/register", **(LINA | {"email": "other@example.org"}))
    assert plain(known) == plain(new).replace("other@", "lina@")
    assert known.status_code == new.status_code == 200
    assert letters(app) == [
        ("accounts/already_registered", "lina@example.org"),
        ("accounts/confirm", "other@example.org"),
    ]
    assert people(app)[0] == ("The first Lina", "lina@example.org", True)


@pytest.mark.parametrize("email", ["LINA@EXAMPLE.ORG", "Lina@example.org ", "lina@EXAMPLE。org"])
def test_an_address_in_other_letters_is_the_same_address(app: flask.Flask, email: str) -> None:
    resident(app, email="lina@example.org")
    Browser(app).send("/register", **(LINA | {"email": email}))
    assert letters(app) == [("accounts/already_registered", "lina@example.org")]


@pytest.mark.parametrize(
    "email",
    [
        "lina@example.org\nBcc: everybody@example.org",
        "lina@example.org\r\nSubject: hello",
        "l\u0456na@example.org",  # a Cyrillic letter that looks like i
        "lina",
        "lina@",
        "lina@localhost",
        "",
    ],
)
def test_an_address_we_cannot_write_to_is_refused_in_words(app: flask.Flask, email: str) -> None:
    answer = Browser(app).send("/register", **(LINA | {"email": email}))
    assert answer.status_code == 422
    assert people(app) == [] and letters(app) == []


@pytest.mark.parametrize(
    "name",
    ["Click http://evil.example/now", "www.evil.example", "evil.example/win", "me@evil.example", "\u200b"],
)
def test_a_name_that_could_be_a_link_is_refused(app: flask.Flask, name: str) -> None:
    assert Browser(app).send("/register", **(LINA | {"name": name})).status_code == 422
    assert letters(app) == []


def test_a_domain_in_a_name_is_taken_apart(app: flask.Flask) -> None:
    Browser(app).send("/register", **(LINA | {"name": "Win at evil.example"}))
    assert people(app) == [("Win at evil. example", "lina@example.org", False)]


@pytest.mark.parametrize("password", ["short", "password123", "aaaaaaaaaaaa", "lina@example.org"])
def test_a_password_that_is_easily_guessed_is_refused(app: flask.Flask, password: str) -> None:
    Browser(app).send("/register", **LINA)
    link = link_in_last_letter(app, "accounts/confirm")
    assert Browser(app).send(link, **(OWN | {"password": password})).status_code == 422
    assert people(app) == [("Lina Haddad", "lina@example.org", False)]


ATTACKER = LINA | {"name": "Not Lina", "password": "the attacker's password"}


@pytest.mark.parametrize("order", ["before", "after", "both"])
@pytest.mark.parametrize("letter", [0, -1])
def test_whoever_reads_the_letter_sets_the_password_whoever_registered_when(
    app: flask.Flask, order: str, letter: int
) -> None:
    attacker, lina = Browser(app), Browser(app)
    sent = {"before": [ATTACKER, LINA], "after": [LINA, ATTACKER], "both": [ATTACKER, LINA, ATTACKER]}
    links = []
    for fields in sent[order]:
        attacker.send("/register", **fields)
        links.append(link_in_last_letter(app, "accounts/confirm"))
    assert lina.send(links[letter], **OWN).location == "/entries"
    assert people(app) == [("Lina Haddad", "lina@example.org", True)]
    assert attacker.sign_in(LINA["email"], ATTACKER["password"]).status_code == 422
    assert Browser(app).sign_in(LINA["email"]).status_code == 302
    assert [lina.open(link).status_code for link in links] == [410] * len(links)


def test_a_password_from_before_the_letter_sets_it_is_worth_nothing(app: flask.Flask) -> None:
    email = resident(app, confirmed_at=None)  # as an older version kept a registration
    assert "not confirmed yet" in Browser(app).sign_in(email).text
    link = link_in_last_letter(app, "accounts/confirm")
    Browser(app).send(link, name="Lina", password="another four words")
    assert Browser(app).sign_in(email).status_code == 422
    assert Browser(app).sign_in(email, "another four words").status_code == 302


def test_the_letter_to_an_address_that_nobody_proved_says_nothing_of_the_sender(app: flask.Flask) -> None:
    Browser(app).send("/register", **(LINA | {"name": "Call 0900 555 123 and win"}))
    Browser(app).send("/forgotten", email=LINA["email"])
    assert len(letters(app)) == 2
    with app.app_context():
        sent = db.session().scalars(select(Letter)).all()
        config = settings.current()
        mails = [message_operations.envelope(letter, config) for letter in sent]
    assert len(mails) == 2 and [str(mail) for mail in mails if "0900" in str(mail)] == []


def test_a_forgotten_password_is_set_through_the_letter_once(app: flask.Flask) -> None:
    email = resident(app)
    elsewhere, lina = Browser(app), Browser(app)
    elsewhere.sign_in(email)
    lina.send("/forgotten", email=email.upper())
    link = link_in_last_letter(app, "accounts/reset")
    assert lina.send(link, password="another four words").location == "/sign-in"
    assert not elsewhere.is_signed_in()
    assert lina.open(link).status_code == 410
    assert lina.sign_in(email).status_code == 422
    assert lina.sign_in(email, "another four words").status_code == 302


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(app: flask.Flask) -> None:
    email = resident(app)
    known = Browser(app).send("/forgotten", email=email)
    unknown = Browser(app).send("/forgotten", email="nobody@example.org")
    assert (known.status_code, "Check your e-mail" in known.text) == (200, True)
    assert (unknown.status_code, "Check your e-mail" in unknown.text) == (200, True)
    asked = [{"email_key": email}, {"email_key": "nobody@example.org"}]
    assert jobs_of(app) == [("accounts.forget_password", keys) for keys in asked]
    assert letters(app) == [("accounts/reset", email)]


def jobs_of(app: flask.Flask) -> list[tuple[str, dict[str, Any]]]:
    """What a request left to the workers, so that it need not know who has an account."""
    with app.app_context():
        rows = db.session().scalars(select(Job).where(Job.name.startswith("accounts.")).order_by(Job.id))
        return [(job.name, job.arguments) for job in rows]


@pytest.mark.parametrize("path", ["/confirm/", "/reset/", "/profile/email/change/", "/profile/email/keep/"])
def test_a_made_up_link_opens_nothing(app: flask.Flask, path: str) -> None:
    assert Browser(app).open(f"{path}made-up").status_code == 410


def test_a_link_for_one_thing_is_not_good_for_another(app: flask.Flask) -> None:
    email = resident(app)
    Browser(app).send("/forgotten", email=email)
    token = link_in_last_letter(app, "accounts/reset").rpartition("/")[2]
    assert Browser(app).open(f"/confirm/{token}").status_code == 410
