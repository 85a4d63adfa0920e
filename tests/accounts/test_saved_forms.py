"""An expired sign-in loses nothing: what was typed waits for its writer."""

from datetime import timedelta

import flask
import time_machine
from sqlalchemy import func, select

from festival import db
from festival.kernel.clock import machine_now
from festival.web.forms.saved_forms import KeptForm
from tests.accounts.browsing import PASSWORD, Browser, resident

TYPED = {"name": "Lina Haddad-Khoury", "country": "LB", "locale": "en", "time_zone": "Asia/Beirut"}
NOTICE = "We kept what you typed"


def kept(app: flask.Flask) -> list[list[list[str]]]:
    with app.app_context():
        return list(db.session().scalars(select(KeptForm.fields).order_by(KeptForm.id)))


def away(app: flask.Flask, email: str) -> tuple[Browser, str]:
    """Somebody who signed in and whose session ended while they were writing."""
    lina = Browser(app)
    lina.sign_in(email)
    lina.open("/profile")
    before = lina.client.get_cookie("laurel")
    assert before
    lina.client.delete_cookie("laurel")
    return lina, before.value


def test_words_wait_through_an_expired_session_and_a_fresh_sign_in(app: flask.Flask) -> None:
    email = resident(app, name="Lina")
    lina, _ = away(app, email)
    sent = lina.post("/profile", csrf_token="of yesterday", **TYPED)
    assert sent.location == "/sign-in?next=/profile"
    assert lina.sign_in(email, next="/profile").location == "/profile"
    page = lina.open("/profile").text
    assert NOTICE in page and 'value="Lina Haddad-Khoury"' in page and 'selected value="LB"' in page
    assert lina.send("/profile", **TYPED).location == "/profile"
    assert kept(app) == []
    assert NOTICE not in lina.open("/profile").text


def test_a_form_whose_token_is_stale_is_kept_too(app: flask.Flask) -> None:
    email, lina = resident(app, name="Lina"), Browser(app)
    lina.sign_in(email)
    sent = lina.post("/profile", csrf_token="stale", **TYPED)
    assert (sent.status_code, sent.location) == (303, "/profile")
    page = lina.open("/profile").text
    assert "nothing was changed" in page and NOTICE in page and 'value="Lina Haddad-Khoury"' in page
    with app.app_context():
        assert db.session().scalar(select(func.count(KeptForm.id))) == 1


def test_passwords_and_codes_are_never_kept(app: flask.Flask) -> None:
    lina, _ = away(app, resident(app))
    lina.post("/profile/email", csrf_token="old", email="new@example.org", password=PASSWORD)
    lina.post("/profile/password", password=PASSWORD, new_password="another secret of mine", code="123456")
    assert kept(app) == [[["email", "new@example.org"]]]


def test_words_of_one_person_are_not_shown_to_another(app: flask.Flask) -> None:
    email, other = resident(app), resident(app)
    lina, cookie = away(app, email)
    with time_machine.travel(machine_now() + timedelta(days=6), tick=False):
        lina.client.set_cookie("laurel", cookie)
        lina.post("/profile", csrf_token="old", **TYPED)
        lina.sign_in(other, next="/profile")
        assert "Lina Haddad-Khoury" not in lina.open("/profile").text
        lina.sign_in(email)
        assert "Lina Haddad-Khoury" in lina.open("/profile").text


def test_words_are_shown_on_their_own_page_alone(app: flask.Flask) -> None:
    email = resident(app)
    lina, _ = away(app, email)
    lina.post("/profile/email", email="new@example.org")
    lina.sign_in(email)
    assert NOTICE not in lina.open("/profile").text
    assert 'value="new@example.org"' in lina.open("/profile/email").text


def test_another_site_puts_no_words_into_anybodys_mouth(app: flask.Flask) -> None:
    lina = Browser(app)
    lina.sign_in(resident(app))
    for origin in ("https://evil.example", "null"):
        answer = lina.client.post("/profile", data=TYPED, headers={"Accept": "text/html", "Origin": origin})
        assert answer.status_code == 400
    assert kept(app) == []


def test_a_form_of_a_button_leads_back_to_the_page_it_stood_on(app: flask.Flask) -> None:
    answer = Browser(app).client.post(
        "/profile/sessions/1/end",
        data={"why": "because"},
        headers={
            "Accept": "text/html",
            "Origin": "http://localhost",
            "Referer": "http://localhost/profile/sessions",
        },
    )
    assert answer.location == "/sign-in?next=/profile/sessions"


def test_too_many_words_are_not_kept(app: flask.Flask) -> None:
    lina, _ = away(app, resident(app))
    lina.post("/profile", name="x" * 300_000)
    assert kept(app) == []


def test_words_nobody_comes_back_for_are_not_shown_for_ever(app: flask.Flask) -> None:
    email = resident(app)
    lina, _ = away(app, email)
    lina.post("/profile", **TYPED)
    with time_machine.travel(machine_now() + timedelta(hours=25), tick=False):
        lina.sign_in(email)
        assert NOTICE not in lina.open("/profile").text


def test_programs_are_told_and_not_sent_to_a_page(app: flask.Flask) -> None:
    program = app.test_client()
    answer = program.post("/profile", data=TYPED, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers.get("Location")) == (401, None)
    assert kept(app) == []
    fragment = program.get("/profile", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, "/sign-in?next=/profile")
