"""What an organizer typed while the sign-in ran out stands again in the form that it was typed in."""

import re

import flask
import pytest
from flask.testing import FlaskClient

from tests.boards.conftest import Season, freeze
from tests.conftest import sign_in

BOARD, FILM = "/desk/shortlists/{board}", "/desk/shortlists/{board}/films/{film}"
FORMS = [
    ("/desk/shortlists", "/desk/shortlists", "places-{round}-feature", {"places": "seven"}),
    (BOARD, f"{BOARD}/places", "places", {"places": "seven"}),
    (BOARD, f"{FILM}/pin", "reason", {"reason": "seven"}),
    (FILM, f"{FILM}/drop", "reason", {"reason": "seven"}),
    (FILM, f"{FILM}/remarks", "text", {"text": "seven"}),
    ("/desk/decisions", "/desk/decisions/films", "bulk-reason", {"reason": "seven", "decision": "reserve"}),
    ("/desk/decisions", "/desk/decisions/films/{film}", "reason-{film}", {"reason": "seven"}),
]


@pytest.mark.parametrize(("page", "act", "place", "form"), FORMS)
def test_words_typed_while_the_sign_in_ran_out_stand_in_their_form_again(
    app: flask.Flask, season: Season, page: str, act: str, place: str, form: dict[str, str]
) -> None:
    numbers = {"board": season.shortlist.id, "film": season.ids[0], "round": season.round.id}
    page, act, place = (text.format(**numbers) for text in (page, act, place))
    shown = back(app, season, page, act, form | {"form": place})
    assert "We kept what you typed" in shown
    assert len(re.findall(r'value="seven"|>\s*seven</textarea>', shown)) == 1


def test_a_number_of_reserve_films_that_is_none_stands_in_its_field_with_why(
    desk: FlaskClient, season: Season
) -> None:
    number = freeze(desk, season).number
    form = {"shortlist": season.shortlist.id, "number": number, "reserve": "-1"}
    why = "“-1” is not a whole number. Write digits, like 12."
    answer = desk.post("/desk/decisions/take-over", data=form)
    assert (answer.status_code, answer.text.count(why)) == (422, 2)
    box = f"reserve-{season.shortlist.id}-{number}"
    assert re.search(rf'aria-invalid="true" [^>]*id="{box}" [^>]*value="-1"', answer.text)
    far = desk.post("/desk/decisions/take-over", data=form | {"reserve": "99999"})
    assert (far.status_code, far.text.count("The reserve has from 0 to 10000 films.")) == (409, 2)


@pytest.mark.parametrize("place", ["films", "films/{film}"])
def test_a_reason_that_is_too_long_stands_in_its_field_with_why(
    desk: FlaskClient, season: Season, place: str
) -> None:
    reason = "word " * 500
    form = {"film": season.ids[0], "decision": "reserve", "reason": reason}
    answer = desk.post(f"/desk/decisions/{place.format(film=season.ids[0])}", data=form)
    assert (answer.status_code, answer.text.count("This is 2499 characters long")) == (422, 2)
    assert answer.text.count(f'value="{reason}"') == 1


def back(app: flask.Flask, season: Season, page: str, act: str, form: dict[str, str]) -> str:
    """The page after its reader signed in again."""
    visitor = app.test_client()
    headers = {"Accept": "text/html", "Origin": "http://localhost", "Referer": f"http://localhost{page}"}
    assert visitor.post(act, data=form, headers=headers).location == f"/sign-in?next={page}"
    return sign_in(visitor, season.organizer).get(page).text
