"""The desk's pages of the shortlists, walked without JavaScript; nobody else gets in."""

import re
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.boards.models import Freeze, Mark, Shortlist
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.journal import JournalLine
from festival.jury.models import Round
from festival.scoring.snapshot import compute
from festival.scoring.snapshot import document as snapshot_document
from tests import factories as house
from tests.boards.conftest import ALL_THE_SAME, Season, browser_of, fingerprint_on, freeze, score
from tests.statements import counted


def the_shortlist() -> Shortlist:
    db.session().expire_all()
    return db.session().scalars(select(Shortlist)).one()


def test_the_board_shows_every_film_and_the_line(desk: FlaskClient, season: Season) -> None:
    page = desk.get(f"/desk/shortlists/{season.shortlist.id}").text
    assert [title for title in ("Kite", "Salt", house.LONG_ARABIC_TITLE, "Unseen") if title not in page] == []
    places = [
        page.index(f'id="{place}"') for place in (f"film-{season.ids[0]}", "line", f"film-{season.ids[2]}")
    ]
    assert places == sorted(places)
    assert house.LONG_ARABIC_TITLE in page


def test_the_sheet_of_a_film_shows_every_score_and_comment(desk: FlaskClient, season: Season) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[0]}"
    page, sheet = desk.get(address).text, desk.get(address, headers={"HX-Request": "true"}).text
    for words in ("Amal Juror", "4.75", "5.00", "Bruno Juror liked it."):
        assert words in page
        assert words in sheet
    assert "<html" in page
    assert "<html" not in sheet


def test_a_board_begins_once(desk: FlaskClient, season: Season) -> None:
    form = {"round": season.round.id, "category": "feature", "places": "3"}
    first, second = (desk.post("/desk/shortlists", data=form) for _ in range(2))
    assert first.status_code == 303
    assert first.location == second.location
    assert "No film to order yet" in desk.get(first.location).text


def test_the_line_is_moved_and_a_second_hand_is_told(desk: FlaskClient, season: Season) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}/places"
    assert desk.post(address, data={"places": "3", "seen": "2"}).status_code == 303
    late = desk.post(address, data={"places": "1", "seen": "2"})
    assert (late.status_code, "Somebody else has moved the cut-off to 3" in late.text) == (409, True)
    assert the_shortlist().places == 3


@pytest.mark.parametrize("typed", ["", "many", "-1", "²", "9" * 30])
def test_a_number_that_is_none_is_answered_in_words(desk: FlaskClient, season: Season, typed: str) -> None:
    answer = desk.post(f"/desk/shortlists/{season.shortlist.id}/places", data={"places": typed, "seen": "2"})
    assert (answer.status_code, "is not a whole number" in answer.text) == (422, True)


def test_a_film_is_pinned_dropped_and_let_go_with_reasons(desk: FlaskClient, season: Season) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[3]}"
    assert desk.post(f"{address}/pin", data={"reason": "  "}).status_code == 409
    assert desk.post(f"{address}/pin", data={"reason": "It\0 opens the festival."}).status_code == 303
    board = desk.get(f"/desk/shortlists/{season.shortlist.id}").text
    assert "It opens the festival." in board
    assert board.index("Unseen") < board.index('id="line"')
    assert desk.post(f"{address}/drop", data={"reason": "No: too long."}).status_code == 303
    marks = db.session().scalars(select(Mark)).all()
    assert [(mark.kind.value, mark.reason) for mark in marks] == [("drop", "No: too long.")]
    assert desk.post(f"{address}/unmark").status_code == 303
    assert db.session().scalars(select(Mark)).all() == []


@pytest.mark.parametrize(
    ("act", "field", "why_not"),
    [
        ("pin", "reason", "Say why: the reason is shown in the ranking beside the film."),
        ("drop", "reason", "Say why: the reason is shown in the ranking beside the film."),
        ("remarks", "text", "Write something first."),
    ],
)
def test_words_that_say_nothing_stand_in_their_box_again_with_the_reason_beside_it(
    desk: FlaskClient, season: Season, act: str, field: str, why_not: str
) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[0]}"
    refused = desk.post(f"{address}/{act}", data={field: "  \n "})
    assert refused.status_code == 409
    assert f'<li><a href="#{field}">{why_not}</a></li>' in refused.text
    assert f'<p class="field-error" id="{field}-error">' in refused.text
    wrong = rf'aria-describedby="[^"]*{field}-error[^"]*" aria-invalid="true"'
    box = rf'<textarea {wrong} [^>]*id="{field}"[^>]*>\r\n([^<]*)<'
    assert re.findall(box, refused.text) == ["  \n "]
    assert "Every score as given" in refused.text
    assert refused.text.count('aria-invalid="true"') == 1


@pytest.mark.parametrize(("act", "field"), [("pin", "reason"), ("drop", "reason"), ("remarks", "text")])
def test_words_about_a_film_that_left_the_board_are_given_back_on_the_board(
    desk: FlaskClient, season: Season, act: str, field: str
) -> None:
    with db.transaction() as session:
        session.get_one(Entry, season.ids[0]).state = EntryState.WITHDRAWN
    address = f"/desk/shortlists/{season.shortlist.id}"
    refused = desk.post(f"{address}/films/{season.ids[0]}/{act}", data={field: "It <moves> people."})
    assert refused.status_code == 409
    assert "“Kite” is not in the competition any more." in refused.text
    assert "It &lt;moves&gt; people.</textarea>" in refused.text
    assert 'id="line"' in refused.text
    assert desk.get(f"{address}/films/{season.ids[0]}").status_code == 404


def test_a_board_that_changed_before_it_was_frozen_keeps_why_it_was_to_be_frozen(
    desk: FlaskClient, season: Season
) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}"
    seen = fingerprint_on(desk.get(address).text)
    desk.post(f"{address}/places", data={"places": "3", "seen": "2"})
    refused = desk.post(f"{address}/versions", data={"seen": seen, **ALL_THE_SAME})
    assert (refused.status_code, "The ranking has changed since you opened it" in refused.text) == (409, True)
    assert 'value="The jury agreed."' in refused.text
    assert re.search(r'<input checked [^>]*name="confirm"', refused.text)
    assert fingerprint_on(refused.text) == fingerprint_on(desk.get(address).text) != seen
    assert "field-error" not in refused.text
    now_seen = {"seen": fingerprint_on(refused.text), **ALL_THE_SAME}
    assert desk.post(f"{address}/versions", data=now_seen).status_code == 303


def test_organizers_talk_on_the_film(desk: FlaskClient, season: Season) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[0]}"
    assert desk.post(f"{address}/remarks", data={"text": "<b>Open</b> with it"}).status_code == 303
    assert "&lt;b&gt;Open&lt;/b&gt; with it" in desk.get(address).text


def test_the_board_is_frozen_as_it_was_seen(desk: FlaskClient, season: Season) -> None:
    first = freeze(desk, season)
    again = freeze(desk, season)
    assert (first.number, again.id) == (1, first.id)
    home = f"/desk/shortlists/{season.shortlist.id}"
    version = desk.get(f"{home}/versions/1").text
    assert "The hash agrees with the content, and every number follows from the scores." in version
    assert "chances from 2,000 random draws with seed 1" in version
    assert f"festival shortlist verify shortlist-short-round-{season.shortlist.round_id}-1.json" in version
    desk.post(f"{home}/places", data={"places": "4", "seen": "2"})
    stale = desk.post(f"{home}/versions", data={"seen": first.sha256})
    assert (stale.status_code, "The ranking has changed since you opened it" in stale.text) == (409, True)
    assert freeze(desk, season).number == 2
    comparison = desk.get(f"{home}/compare?before=1&after=2").text
    assert "Places: 2 before, 4 after." in comparison
    assert "Came in" in comparison
    assert house.LONG_ARABIC_TITLE in comparison


def test_the_journal_names_a_frozen_version_without_reading_its_document(
    desk: FlaskClient, season: Season
) -> None:
    freeze(desk, season)
    with counted() as asked:
        page = desk.get("/desk/journal").text
    assert "Short films (First round), 1</bdi>" in page
    assert [statement for statement in asked if "shortlist_freezes.document" in statement] == []


def test_freezing_asks_first_when_films_on_the_list_or_next_in_line_lack_views(
    desk: FlaskClient, season: Season
) -> None:
    with db.transaction() as session:
        session.get_one(Round, season.round.id).reviews_per_film = 3
    address = f"/desk/shortlists/{season.shortlist.id}"
    page = desk.get(address).text
    assert (
        "4 films on the list or next to come in have fewer reviews than the 3 that the round asks for:"
        in page
    )
    seen = fingerprint_on(page)
    refused = desk.post(f"{address}/versions", data={"seen": seen, "all_the_same": "We are late."})
    named = f"4 (“Kite”, “Salt”, “{house.LONG_ARABIC_TITLE}”, “Unseen”)"
    assert (refused.status_code, refused.text.count(named)) == (409, 1)
    assert '<li><a href="#confirm">Films on the list' in refused.text
    assert 'value="We are late."' in refused.text
    assert "Tick this box to continue." in refused.text
    assert "Say why, in a few words." not in refused.text
    refused = desk.post(f"{address}/versions", data={"seen": seen, "confirm": "yes", "all_the_same": " "})
    assert '<li><a href="#all-the-same">Films on the list' in refused.text
    assert re.search(r'<input checked [^>]*name="confirm"', refused.text)
    assert db.session().scalars(select(Freeze)).all() == []
    freeze(desk, season)
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "shortlists.freeze")).one()
    assert (line.details["too_few_views"], line.details["reason"]) == (season.ids, "The jury agreed.")


def test_a_version_says_which_films_lacked_views_or_were_close_and_why_it_was_frozen(
    desk: FlaskClient, season: Season
) -> None:
    freeze(desk, season)
    board = desk.get(f"/desk/shortlists/{season.shortlist.id}").text
    version = desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1").text
    assert (version.count("not watched"), version.count("too few")) == (1, 0)
    assert "0 / 2" in version
    assert version.count("<small>too close</small>") == board.count("<small>too close</small>") == 3
    assert "Frozen although films lacked reviews" in version and "The jury agreed." in version


def test_a_version_of_films_with_all_their_views_needs_no_reason(desk: FlaskClient, season: Season) -> None:
    with db.transaction():
        score(season, season.films[3], zip(season.jurors, (1, 2), strict=True))
    freeze(desk, season)
    version = desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1").text
    assert "Frozen although films lacked reviews" not in version
    assert ("too few" in version, "not watched" in version) == (False, False)


def test_a_version_that_was_tampered_with_says_so(desk: FlaskClient, season: Season) -> None:
    frozen = freeze(desk, season)
    with db.transaction() as session:
        kept = session.get_one(Freeze, frozen.id)
        kept.document = kept.document.replace("4.875", "4.876")
    address = f"/desk/shortlists/{season.shortlist.id}/versions/1"
    assert "The hash does not agree with the content." in desk.get(address).text
    with db.transaction() as session:
        kept = session.get_one(Freeze, frozen.id)
        kept.sha256 = snapshot_document.fingerprint(kept.document)
    assert "Computed again, the numbers are not the same." in desk.get(address).text


def test_a_version_of_an_older_laurel_is_shown_and_compared_all_the_same(
    desk: FlaskClient, season: Season
) -> None:
    frozen = freeze(desk, season)
    with db.transaction() as session:
        kept = session.get_one(Freeze, frozen.id)
        document: Any = snapshot_document.read(kept.document)
        del document["evidence"]
        for film in document["films"]:
            for name in compute.RANKED:
                del film[name]
        older = {"format": "laurel-shortlist/1", "method": {"name": "mean", "version": 1, "digits": 6}}
        kept.document = snapshot_document.written({**document, **older})
        kept.sha256 = snapshot_document.fingerprint(kept.document)
    home = f"/desk/shortlists/{season.shortlist.id}"
    assert "An older Laurel froze this version" in desk.get(f"{home}/versions/1").text
    assert freeze(desk, season).number == 2
    comparison = desk.get(f"{home}/compare?before=1&after=2").text
    assert "The films were ordered by averages before, and are ordered by adjusted scores now." in comparison


def test_the_bytes_of_a_version_leave_as_a_file(desk: FlaskClient, season: Season) -> None:
    frozen = freeze(desk, season)
    file = desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1.json")
    assert file.data.decode() == frozen.document
    name = f"shortlist-short-round-{season.shortlist.round_id}-1.json"
    assert file.headers["Content-Disposition"] == f"attachment; filename={name}"


def test_an_empty_site_teaches(desk: FlaskClient, season: Season) -> None:
    assert "The selection is not public yet" in desk.get("/selection/2020").text
    assert "Nothing is frozen yet" in desk.get(f"/desk/shortlists/{season.shortlist.id}/versions").text
    assert "No letter would be sent" in desk.get("/desk/decisions/release").text


def test_nobody_but_organizers_gets_in(app: flask.Flask, desk: FlaskClient, season: Season) -> None:
    freeze(desk, season)
    board, film = f"/desk/shortlists/{season.shortlist.id}", season.ids[0]
    pages = [
        "/desk/shortlists",
        board,
        f"{board}/films/{film}",
        f"{board}/versions",
        f"{board}/versions/1",
        f"{board}/versions/1.json",
        f"{board}/compare?before=1&after=1",
        "/desk/decisions",
        "/desk/decisions/release",
        "/desk/exports",
        "/desk/exports/file?format=csv",
    ]
    acts = [
        f"{board}/places",
        f"{board}/versions",
        f"{board}/films/{film}/pin",
        f"{board}/films/{film}/remarks",
        "/desk/decisions/take-over",
        f"/desk/decisions/films/{film}",
        "/desk/decisions/films",
        "/desk/decisions/release",
    ]
    assert [desk.get(page).status_code for page in pages] == [200] * len(pages)
    for stranger in (season.jurors[0], season.films[0].owner):
        browser = browser_of(app, stranger)
        assert {browser.get(page).status_code for page in pages} == {404}
        assert {browser.post(act).status_code for act in acts} == {404}


def test_a_film_of_another_board_is_not_there(desk: FlaskClient, season: Season) -> None:
    other = house.save(house.entry(house.person(), season.edition.categories[0], state="eligible"))
    address = f"/desk/shortlists/{season.shortlist.id}/films/{other.id}"
    assert desk.get(address).status_code == 404
    assert desk.post(f"{address}/pin", data={"reason": "Mine."}).status_code == 404
