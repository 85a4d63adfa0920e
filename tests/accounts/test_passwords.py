"""Which new passwords are refused."""

import flask
import pytest

from festival import clock, db
from festival.accounts.credentials import passwords
from festival.editions import operations as editions
from festival.editions import queries as edition_queries
from festival.editions.calls import call_of
from tests.accounts.browsing import PASSWORD, Browser, link_in_last_letter, resident

EASY = (
    *("password12", "password123", "qwerty1234", "1qaz2wsx3edc", "football123", "iloveyou12"),
    *("abcdefghij", "Passw0rd123", "welcome1234", "festival2020", "filmfestival", "administrator"),
    *("changeme123", "1234567890", "0987654321", "qwertyuiop", "sunshine123", "P@ssw0rd2026"),
    *("summer2026!", "motdepasse1", "aaaaaaaaaaaa", "ababababababab", "password-2026", "letmein2020"),
    *("dragon123456", "monkey12345"),
)


@pytest.mark.parametrize("text", [*EASY, *(text.upper() for text in EASY if not text.isupper())])
def test_a_password_of_the_usual_ones_is_easily_guessed(text: str) -> None:
    assert passwords.is_easily_guessed(text, ())


@pytest.mark.parametrize(
    "text",
    [
        PASSWORD,
        "river stone lamp fox",
        "x7Kq92mPw1z",
        "correct horse battery",
        "мой тихий пароль",
        "كلمة سر طويلة جدا",
    ],
)
def test_a_password_of_some_words_or_of_chance_is_safe(text: str) -> None:
    assert not passwords.is_easily_guessed(text, ("lina@example.org", "Lina Haddad", "Alpine Film Days"))


@pytest.mark.parametrize(
    "text",
    [
        "linahaddad",
        "Haddad2020",
        "lina@example.org",
        "haddad-lina",
        "AlpineFilmDays",
        "alpine2020",
        "AlpineFilmDays2020",
    ],
)
def test_what_is_known_of_a_person_or_the_festival_is_easily_guessed(text: str) -> None:
    assert passwords.is_easily_guessed(text, ("lina@example.org", "Lina Haddad", "Alpine Film Days"))


def test_the_longest_password_is_judged_and_taken(app: flask.Flask) -> None:
    assert passwords.is_easily_guessed("a" * 200, ())
    assert not passwords.is_easily_guessed("river stone lamp fox " * 9, ())


@pytest.mark.parametrize("page", ["/profile/password", "reset", "confirm"])
@pytest.mark.parametrize("word", ["festival_name", "year", "email", "name"])
def test_the_name_of_the_festival_or_of_its_owner_is_no_password_on_any_page(
    app: flask.Flask, page: str, word: str
) -> None:
    lina, email = Browser(app), "yarazadeh@example.org"
    with app.app_context(), db.transaction():
        editions.create(call_of(2020), actor=None, now=clock.now())
        edition = edition_queries.current()
        assert edition
        festival = edition.festival_name
    if page == "confirm":
        lina.send("/register", name="Yara Zadeh", email=email)
        page = link_in_last_letter(app, "accounts/confirm")
    else:
        resident(app, name="Yara Zadeh", email=email)
        lina.sign_in(email)
    if page == "reset":
        lina.send("/forgotten", email=email)
        page = link_in_last_letter(app, "accounts/reset")
    text = {
        "festival_name": festival,
        "year": f"{festival.split()[0]}2020",
        "email": email,
        "name": "Yara Zadeh1",
    }[word]
    fields = {"name": "Yara Zadeh", "password": text}
    if page == "/profile/password":
        fields = {"password": PASSWORD, "new_password": text}
    answer = lina.send(page, **fields)
    assert (answer.status_code, "easily guessed" in answer.text or "at least 10" in answer.text) == (
        422,
        True,
    )
