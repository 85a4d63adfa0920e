"""Decisions prepared manually: many at once, a reason against the shortlist, and back to the very place."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.decisions import views as decision_views
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.journal import JournalLine
from tests import factories as house
from tests.boards.conftest import Season
from tests.jury import factories

AGAINST = "The shortlist says something else. Write the reason beside the decision, then set it again."


def staged(season: Season) -> list[Decision | None]:
    db.session().expire_all()
    return [db.session().get_one(Entry, film_id).decision_staged for film_id in season.ids]


def test_one_decision_is_prepared_for_many_films_and_what_is_refused_is_said(
    desk: FlaskClient, season: Season
) -> None:
    forgotten = house.save(factories.film(season.edition, title="Late", state=EntryState.SUBMITTED)).id
    form = {"film": [*season.ids[:2], forgotten], "decision": "selected"}
    answer = desk.post("/desk/decisions/films?category=short", data=form)
    page = answer.text
    assert staged(season) == [Decision.SELECTED, None, None, None]
    assert (answer.status_code, "1 decision is prepared." in page) == (409, True)
    assert f'<a href="#bulk-reason">Salt was left as it is: {AGAINST}</a>' in page
    assert re.findall(r'name="film" value="(\d+)" form="bulk"\s+checked', page) == [str(season.ids[1])]
    assert re.findall(r'<option value="selected" selected>', page) != []
    assert "Late was left as it is: Only an eligible entry can get a decision." in page


def test_against_the_shortlist_a_reason_is_given_and_journalled(desk: FlaskClient, season: Season) -> None:
    form = {"film": season.ids[2:4], "decision": "selected", "reason": "They open the festival."}
    desk.post("/desk/decisions/films", data=form)
    assert staged(season) == [None, None, Decision.SELECTED, Decision.SELECTED]
    lines = db.session().scalars(select(JournalLine).where(JournalLine.verb == "shortlists.stage"))
    assert [line.details["reason"] for line in lines] == ["They open the festival."] * 2


def test_one_film_decided_against_the_shortlist_takes_a_reason_too(desk: FlaskClient, season: Season) -> None:
    address = f"/desk/decisions/films/{season.ids[0]}"
    refused = desk.post(address, data={"decision": "not_selected"})
    assert (refused.status_code, refused.text.count(AGAINST)) == (409, 2)  # at the top and beside the field
    assert f'<a href="#reason-{season.ids[0]}">Kite was left as it is: {AGAINST}</a>' in refused.text
    assert refused.text.count('<option value="not_selected" selected>') == 1
    form = {"decision": "not_selected", "reason": "Its makers took it back."}
    assert desk.post(address, data=form).status_code == 303
    assert staged(season)[0] is Decision.NOT_SELECTED


def test_many_decisions_are_taken_back_at_once(desk: FlaskClient, season: Season) -> None:
    desk.post("/desk/decisions/films", data={"film": season.ids, "decision": "reserve", "reason": "All."})
    assert staged(season) == [Decision.RESERVE] * 4
    desk.post("/desk/decisions/films", data={"film": season.ids, "decision": "undecided"})
    assert staged(season) == [None] * 4


def test_nothing_chosen_changes_nothing(desk: FlaskClient, season: Season) -> None:
    answer = desk.post("/desk/decisions/films", data={"decision": "selected"})
    assert "Choose some films first." in desk.get(answer.location).text
    assert desk.post("/desk/decisions/films", data={"decision": "confirmed"}).status_code == 404


def test_rank_mean_and_views_stand_beside_each_film(desk: FlaskClient, season: Season) -> None:
    page = " ".join(desk.get("/desk/decisions").text.split())
    assert "rank 1 · average 4.88<br> reviews 2 of 2" in page
    assert "rank – · average –<br> reviews 0 of 2" in page


@pytest.mark.parametrize(("asked", "expected"), [("in", [0]), ("out", [1, 2, 3]), ("", [0, 1, 2, 3])])
def test_films_are_shown_by_where_the_shortlist_has_them(
    desk: FlaskClient, season: Season, asked: str, expected: list[int]
) -> None:
    page = desk.get(f"/desk/decisions?shortlist={asked}").text
    assert [place for place, film in enumerate(season.ids) if f'id="film-{film}"' in page] == expected


def test_after_saving_the_page_stays_where_it_was(
    desk: FlaskClient, season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_views, "FILMS_A_PAGE", 2)
    first, *_, third, last = season.ids
    address = f"/desk/decisions/films/{third}?after={season.ids[1]}"
    answer = desk.post(address, data={"decision": "reserve"})
    assert answer.location == f"/desk/decisions?after={season.ids[1]}#film-{third}"
    assert f'id="film-{third}"' in desk.get(answer.location).text
    leaves = desk.post(
        f"/desk/decisions/films/{first}?decision=undecided", data={"decision": "selected", "next": str(last)}
    )
    assert leaves.location == f"/desk/decisions?decision=undecided#film-{last}"
