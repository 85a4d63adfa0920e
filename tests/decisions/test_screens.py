"""Boards, decisions and the selection, looked at on every screen, and worked by keyboard."""

from collections.abc import Iterator

import flask
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select

from festival import db
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Review
from festival.jury.states import AssignmentState
from festival.messages.models import Letter, LetterState
from tests import browser as browsers
from tests.boards.conftest import Season, freeze
from tests.decisions.test_release import let_go, take_over

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: flask.Flask, tab: Page, desk: FlaskClient, season: Season) -> Iterator[str]:
    """The application, with an organizer signed in, a pin, a remark and a frozen version."""
    board = f"/desk/shortlists/{season.shortlist.id}"
    desk.post(f"{board}/films/{season.ids[3]}/pin", data={"reason": "It opens the festival."})
    desk.post(f"{board}/films/{season.ids[2]}/drop", data={"reason": "قصيرة جدا"})
    desk.post(f"{board}/films/{season.ids[0]}/remarks", data={"text": "Whom shall we invite?"})
    freeze(desk, season)
    with browsers.serving(app) as served:
        browsers.sign_in_by_cookie(tab.context, app, served, season.organizer.fs_uniquifier)
        yield served


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("/desk/shortlists", "shortlists"),
        ("/desk/shortlists/1", "board"),
        ("/desk/shortlists/1/films/1", "board-film"),
        ("/desk/shortlists/1/without-one", "board-without-one"),
        ("/desk/shortlists/rounds/1/jurors", "shortlist-jurors"),
        ("/desk/shortlists/1/versions", "versions"),
        ("/desk/shortlists/1/versions/1", "version"),
        ("/desk/exports", "exports"),
    ],
)
def test_the_boards_are_well_on_every_screen(tab: Page, address: str, page: str, name: str) -> None:
    tab.goto(f"{address}{page}")
    browsers.look_at(tab, name)


def test_a_refusal_stands_where_the_words_are(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1/films/1")
    tab.get_by_label("Reason").fill("  ")
    tab.get_by_role("button", name="Drop from the shortlist").click()
    tab.get_by_role("link", name="Say why: the reason is shown in the ranking beside the film.").click()
    expect(tab.get_by_label("Reason")).to_be_focused()
    browsers.look_at(tab, "board-film-refused")
    with db.transaction() as session:
        session.get_one(Entry, 1).state = EntryState.WITHDRAWN
    tab.get_by_label("Reason").fill("It moves people.")
    tab.get_by_role("button", name="Pin to the shortlist").click()
    expect(tab.get_by_role("alert")).to_contain_text("“Kite” is not in the competition any more.")
    expect(tab.get_by_label("What you typed")).to_have_value("It moves people.")
    browsers.look_at(tab, "board-film-left")


def test_the_line_moves_by_keyboard_and_shows_who_would_come_in(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    handle, words = tab.get_by_role("separator", name="The cut-off"), tab.locator(".cutoff-words")
    handle.focus()
    for key in ("ArrowDown", "ArrowDown"):
        tab.keyboard.press(key)
    expect(handle).to_have_attribute("aria-valuenow", "4")
    expect(tab.get_by_label("Places on the shortlist")).to_have_value("4")
    expect(words).to_contain_text("Comes in: “\u2068Salt\u2069”")
    browsers.look_at(tab, "board-line")
    tab.keyboard.press("Escape")
    expect(words).to_be_empty()
    tab.keyboard.press("Home")
    expect(words).to_contain_text("Goes out: “\u2068Kite\u2069”")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#line")
    expect(tab.get_by_label("Places on the shortlist")).to_have_value("0")


def test_what_would_change_without_a_juror_comes_when_it_is_asked_for(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    tab.get_by_text("What would change if one juror were left out").click()
    tab.get_by_text("No single juror decides.").wait_for()
    tab.get_by_text("What these numbers say, and what they do not").click()
    browsers.look_at(tab, "board-about")


@pytest.mark.usefixtures("second_group")
def test_a_divided_jury_is_well_told_on_every_screen(tab: Page, address: str) -> None:
    for page, name in (("1", "board-divided"), ("rounds/1/jurors", "shortlist-jurors-divided")):
        tab.goto(f"{address}/desk/shortlists/{page}")
        tab.get_by_text("share no film").first.wait_for()
        browsers.look_at(tab, name)


def test_the_board_stays_a_table_for_who_reads_it_aloud(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    for width in browsers.WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        roles = {role: tab.get_by_role(role).count() for role in ("table", "row", "rowheader")}
        assert roles == {"table": 1, "row": 6, "rowheader": 4}


def test_the_line_is_dragged_past_a_film_and_only_then_moves(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    handle = tab.get_by_role("separator", name="The cut-off")
    handle.evaluate("line => line.scrollIntoView({block: 'center'})")
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    film = tab.locator("#film-1")
    height = film.evaluate("row => row.offsetHeight")
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x, y - height / 4)
    expect(handle).to_have_attribute("aria-valuenow", "2")
    tab.mouse.move(x, y - height)
    expect(film).to_contain_class("goes-out")
    tab.mouse.up()
    tab.get_by_role("button", name="Set the number of places").click()
    expect(tab.get_by_label("Places on the shortlist")).to_have_value("1")


def test_a_film_opens_beside_the_board_and_closes_again_by_keyboard(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    tab.get_by_role("link", name="Kite").last.focus()
    tab.keyboard.press("Enter")
    sheet = tab.get_by_role("dialog", name="Kite")
    sheet.get_by_text("Every score as given").wait_for()
    browsers.look_at(tab, "board-sheet")
    tab.keyboard.press("Enter")
    sheet.wait_for(state="hidden")
    expect(tab.get_by_role("link", name="Kite").last).to_be_focused()
    tab.keyboard.press("Enter")
    sheet.wait_for()
    tab.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    expect(tab.get_by_role("link", name="Kite").last).to_be_focused()
    assert tab.url == f"{address}/desk/shortlists/1"


def test_how_to_check_a_version_is_well_on_every_screen(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1/versions/1")
    tab.get_by_text("How anybody can check this version").click()
    browsers.look_at(tab, "version-check")


def test_versions_are_well_compared_on_every_screen(
    tab: Page, address: str, desk: FlaskClient, season: Season
) -> None:
    desk.post("/desk/shortlists/1/places", data={"places": "4", "seen": "2"})
    with db.transaction() as session:
        review = session.scalars(select(Review).order_by(Review.id)).first() or pytest.fail("no review")
        review.scores = dict.fromkeys(review.scores, 3)
    freeze(desk, season)
    tab.goto(f"{address}/desk/shortlists/1/compare?before=1&after=2")
    browsers.look_at(tab, "comparison")


def test_decisions_are_well_on_every_screen(
    tab: Page, address: str, desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    for page, name in (("", "decisions"), ("/release", "release-preview")):
        tab.goto(f"{address}/desk/decisions{page}")
        browsers.look_at(tab, name)


def test_freezing_a_board_that_lacks_views_asks_first_on_every_screen(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    tab.get_by_role("link", name="Freeze this ranking…").click()
    browsers.look_at(tab, "board-freeze")
    tab.get_by_label("Freeze it all the same").check()
    tab.get_by_role("button", name="Freeze this ranking").click()
    wrong = tab.get_by_role("alert")
    expect(wrong).to_be_focused()
    browsers.look_at(tab, "board-freeze-refused")
    wrong.get_by_role("link").click()
    expect(tab.get_by_label("Why", exact=True)).to_be_focused()


def test_a_release_of_films_without_a_view_asks_first_on_every_screen(
    tab: Page, address: str, desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    tab.goto(f"{address}/desk/decisions/release")
    tab.get_by_text("Release 4 decisions…").click()
    browsers.look_at(tab, "release-asks")
    tab.get_by_role("button", name="Release them now").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    tab.get_by_role("alert").get_by_role("link").click()
    expect(tab.get_by_label("Release them all the same")).to_be_focused()
    browsers.look_at(tab, "release-refused")


def test_a_decision_that_lacks_its_reason_is_said_at_the_top_on_every_screen(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/decisions")
    tab.get_by_label("Decision on Kite", exact=True).select_option("not_selected")
    tab.get_by_role("button", name="Set", exact=True).first.click()
    wrong = tab.get_by_role("alert")
    expect(wrong).to_be_focused()
    browsers.look_at(tab, "decision-refused")
    wrong.get_by_role("link").click()
    expect(tab.get_by_label("Reason for the decision on Kite")).to_be_focused()
    tab.goto(f"{address}/desk/decisions")
    for title in ("Kite", "Salt"):
        tab.get_by_label(f"Choose {title}").check()
    tab.get_by_label("Decision", exact=True).select_option("not_selected")
    tab.get_by_role("button", name="Set for all ticked films").click()
    expect(wrong).to_be_focused()
    browsers.look_at(tab, "decisions-refused")


def test_a_release_and_the_public_selection_are_well_on_every_screen(
    app: flask.Flask, tab: Page, address: str, desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    release = let_go(desk)
    tab.goto(f"{address}{release}")
    browsers.look_at(tab, "release")
    with db.transaction() as session:
        for letter in session.scalars(select(Letter)):
            letter.state = LetterState.SENT
    desk.post(f"{release}/publish")
    tab.goto(f"{address}/selection")
    browsers.look_at(tab, "selection")
    browsers.sign_in_by_cookie(tab.context, app, address, season.films[0].owner.fs_uniquifier)
    tab.goto(f"{address}/entries/{season.ids[0]}")
    browsers.look_at(tab, "entry-selected")


def test_a_board_without_a_score_is_well_on_every_screen(tab: Page, address: str) -> None:
    with db.transaction() as session:
        for assignment in session.scalars(select(Assignment)):
            assignment.state = AssignmentState.WATCHING
    tab.goto(f"{address}/desk/shortlists/1")
    expect(tab.get_by_role("heading", name="Nothing to rank yet")).to_be_visible()
    browsers.look_at(tab, "board-unscored")


def test_a_long_reason_is_short_on_the_board_and_opens_by_keyboard_on_every_screen(
    tab: Page, address: str, desk: FlaskClient, season: Season
) -> None:
    reason = "It was the talk of the whole jury, and it opens the festival. " * 11
    for film in season.ids[:2]:
        desk.post(f"/desk/shortlists/1/films/{film}/pin", data={"reason": reason})
    freeze(desk, season)
    for page, name in (
        ("1", "board-long-reason"),
        ("1/versions/2", "version-long-reason"),
        ("1/compare?before=1&after=2", "comparison-long-reason"),
    ):
        tab.goto(f"{address}/desk/shortlists/{page}")
        browsers.look_at(tab, name)
        long = tab.locator(".longer").first
        short = long.evaluate("each => each.offsetHeight")
        long.locator("summary").focus()
        tab.keyboard.press("Enter")
        expect(long.get_by_text(reason.strip())).to_be_visible()
        assert short < 120 < long.evaluate("each => each.offsetHeight")


def test_what_a_hand_did_has_the_focus_at_the_film_on_every_screen(tab: Page, address: str) -> None:
    tab.goto(f"{address}/desk/shortlists/1/films/2")
    tab.get_by_label("Reason").fill("It moves people.")
    tab.get_by_role("button", name="Pin to the shortlist").click()
    said = tab.locator("#film-2").get_by_role("status")
    expect(said).to_be_focused()
    expect(said).to_contain_text("Pinned. New on the list: “\u2068Salt\u2069”.")
    browsers.look_at(tab, "board-said")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Salt")).to_be_focused()


def test_a_number_of_places_that_is_none_is_said_at_its_field_on_every_screen(
    tab: Page, address: str
) -> None:
    tab.goto(f"{address}/desk/shortlists/1")
    tab.get_by_label("Places on the shortlist").fill("-1")
    tab.get_by_role("button", name="Set the number of places").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    browsers.look_at(tab, "board-places-refused")
    tab.get_by_role("alert").get_by_role("link").click()
    expect(tab.get_by_label("Places on the shortlist")).to_be_focused()
    expect(tab.get_by_label("Places on the shortlist")).to_have_value("-1")
    tab.get_by_role("separator", name="The cut-off").press("ArrowUp")
    expect(tab.get_by_label("Places on the shortlist")).to_have_value("1")
