"""The jury's pages in a real browser: on every screen, and without a mouse."""

from collections.abc import Callable, Iterator
from datetime import datetime

import flask
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury.conflicts import operations as conflict_operations
from festival.jury.models import Note, PanelMember, Review
from festival.jury.states import AssignmentState, OthersScores, RoundState
from tests import browser as browsers
from tests.factories import LONG_ARABIC_TITLE
from tests.jury import factories
from tests.jury.conftest import Jury

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("festival_clock")]
REASONS = [
    ("Abstain…", "#abstain-reason", "Abstain from this film"),
    ("I have a conflict of interest…", "#conflict-reason", "Step aside from this film"),
]


@pytest.fixture
def house(app: flask.Flask, jury: Jury) -> Iterator[str]:
    """A jury at work, served at an address."""
    with db.transaction() as session, session.no_autoflush:
        jury.film.title = LONG_ARABIC_TITLE
        jury.film.original_title, jury.film.original_language = "漫长的回家之路", "zh"
        jury.film.content_notes, jury.film.content_details = ["war", "death"], "Shelling, from afar"
        jury.round.others_scores = OthersScores.ALWAYS
        for number in range(5):
            film = factories.film(jury.edition, title=f"The Road {number}", runtime=900 + 300 * number)
            state = AssignmentState.ABSTAINED if number == 4 else AssignmentState.ASSIGNED
            session.add(factories.assign(jury.round, film, jury.juror, state=state, reason="No sound"))
        jury.others_assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.others_assignment, 4, 2, comment_for_jury="Holds to the end."))
        session.add(Note(assignment_id=jury.assignment.id, at_second=754, text="The bridge, at last."))
    with browsers.serving(app) as address:
        yield address


def enter(tab: Page, app: flask.Flask, house: str, person: Person, path: str) -> None:
    browsers.sign_in_by_cookie(tab.context, app, house, person.fs_uniquifier)
    tab.goto(house + path)


def the_review() -> Review | None:
    db.session().rollback()
    return db.session().scalar(select(Review).where(Review.comment_for_jury != "Holds to the end."))


def test_the_queue_on_every_screen(house: str, app: flask.Flask, jury: Jury, tab: Page) -> None:
    enter(tab, app, house, jury.juror, "/screening")
    browsers.look_at(tab, "queue")


def test_a_film_on_every_screen(house: str, app: flask.Flask, jury: Jury, tab: Page) -> None:
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    browsers.look_at(tab, "juror-film")


def test_the_profile_on_every_screen(house: str, app: flask.Flask, jury: Jury, tab: Page) -> None:
    enter(tab, app, house, jury.juror, "/screening/profile")
    browsers.look_at(tab, "juror-profile")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("jury-desk", ""),
        ("jury-panel", "/panels/{panel}"),
        ("jury-round", "/rounds/{round}"),
        ("jury-plan", "/rounds/{round}/plan"),
        ("jury-scores", "/rounds/{round}/scores"),
        ("jury-conflicts", "/rounds/{round}/conflicts"),
        ("jury-rubric", "/rounds/{round}/rubric"),
        ("jury-settings", "/rounds/{round}/settings"),
    ],
)
def test_the_desk_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page, name: str, path: str
) -> None:
    with db.transaction():
        jury.round.state = RoundState.DRAFT if name in ("jury-rubric", "jury-settings") else RoundState.OPEN
    address = path.format(panel=jury.panel.id, round=jury.round.id)
    enter(tab, app, house, jury.organizer, f"/desk/jury{address}")
    browsers.look_at(tab, name)


def test_a_plan_with_much_to_mend_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    """Films that nobody can watch, a juror who did not come, one who shares few films with the others."""
    gone, idle, new = (factories.juror(name=f"{name} Juror") for name in ("Chiara", "Dimitri", "Eleni"))
    with db.transaction() as session, session.no_autoflush:
        jury.round.criteria[0].meanings = [f"Meaning {step}" for step in range(1, 11)]
        session.add_all([gone, idle, new])
        session.flush()
        for person, minutes in ((gone, 0), (idle, 0), (new, None)):
            member = PanelMember(person=person, languages=["en"], avoids=[], genres=[], minutes=minutes)
            jury.panel.members.append(member)
        films = session.scalars(select(Entry).where(Entry.title.startswith("The Road "))).all()
        pairs = [(film, person) for film in films for person in (jury.other, gone)]
        session.add_all(factories.assign(jury.round, *pair) for pair in [(jury.film, gone), *pairs])
        session.add(factories.assign(jury.round, jury.film, new, state=AssignmentState.PLANNED))
        for title in (LONG_ARABIC_TITLE, "The Road to Nowhere"):
            session.add(factories.film(jury.edition, title=title, film_link=None))
    enter(tab, app, house, jury.organizer, f"/desk/jury/rounds/{jury.round.id}/plan")
    expect(tab.get_by_role("heading", name="2 films cannot be watched yet")).to_be_visible()
    expect(tab.get_by_text("145 minutes to watch, none given")).to_be_visible()
    expect(tab.get_by_text("It is least clear for")).to_be_visible()
    browsers.look_at(tab, "jury-plan-to-mend")


def test_a_film_is_given_to_another_juror_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    with db.transaction():
        jury.other.name = LONG_ARABIC_TITLE
        jury.panel.members[0].minutes = 90
    enter(tab, app, house, jury.organizer, f"/desk/jury/rounds/{jury.round.id}/plan")
    film = tab.get_by_role("row").filter(has=tab.get_by_role("rowheader", name="The Road 0"))
    film.get_by_role("link", name="Change").click()
    expect(film.get_by_label("Add a juror")).to_be_focused()
    browsers.look_at(tab, "jury-plan-open")
    for control in (*film.get_by_role("combobox").all(), *film.get_by_role("link").all()):
        box = control.bounding_box()
        assert box is not None and box["height"] >= 44
    film.get_by_label("instead of Amal Juror").select_option(str(jury.other.id))
    film.get_by_role("button", name="Assign it to this juror at once").click()
    expect(film.get_by_role("status")).to_be_focused()
    expect(film.get_by_role("status")).to_contain_text("is taken from Amal Juror and assigned to")
    browsers.look_at(tab, "jury-plan-moved")


def test_a_score_is_opened_again_with_a_reason_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    enter(tab, app, house, jury.organizer, f"/desk/jury/rounds/{jury.round.id}/scores")
    tab.get_by_text("Open it again").first.click()
    again = tab.get_by_role("button", name="score it again").first
    again.click()
    expect(tab.get_by_role("alert")).to_be_focused()
    browsers.look_at(tab, "jury-reopen-refused")
    tab.get_by_role("alert").get_by_role("link").click()
    tab.keyboard.type("A slip of the finger.")
    again.click()
    expect(tab.get_by_text("a letter tells them")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "path", "label", "theirs"),
    [
        ("jury-panel-overtaken", "/panels/{panel}", "Companies and schools", LONG_ARABIC_TITLE),
        ("jury-settings-overtaken", "/rounds/{round}/settings", "Name of the round", LONG_ARABIC_TITLE[:80]),
        ("jury-rubric-overtaken", "/rounds/{round}/rubric", "Question", "story"),
    ],
)
def test_what_somebody_else_saved_meanwhile_stands_beside_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page, name: str, path: str, label: str, theirs: str
) -> None:
    with db.transaction():
        jury.round.state = RoundState.DRAFT
    address = path.format(panel=jury.panel.id, round=jury.round.id)
    enter(tab, app, house, jury.organizer, f"/desk/jury{address}")
    with db.transaction():
        jury.panel.members[0].affiliations = [LONG_ARABIC_TITLE]
        jury.round.name = LONG_ARABIC_TITLE[:80]
    if "panel" in name:
        tab.get_by_text("Amal Juror · ").click()
    field = tab.get_by_label(label).first
    field.fill("What I typed")
    tab.locator("form", has=field).get_by_role("button", name="Save").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    expect(field).to_have_value("What I typed")
    expect(tab.locator(".theirs").first).to_contain_text(theirs)
    browsers.look_at(tab, name)


def test_a_conflict_is_withdrawn_with_a_reason_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    mistake, organizer = "They share a name with the producer, nothing more.", jury.organizer
    with db.transaction():
        for person in (jury.juror, jury.other):
            conflict_operations.declare_conflict(
                jury.film, person, "Named in the credits", actor=organizer, now=factories.DURING
            )
    enter(tab, app, house, organizer, f"/desk/jury/rounds/{jury.round.id}/conflicts")
    for person in (jury.juror, jury.other):
        row = tab.get_by_role("row").filter(has=tab.get_by_role("rowheader", name=person.name))
        row.get_by_text("Withdraw it").click()
        row.get_by_role("textbox").fill(mistake if person is jury.juror else " ")
        row.get_by_role("button", name="Withdraw the conflict").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    expect(tab.get_by_role("row").filter(has_text=mistake)).to_contain_text("withdrawn")
    browsers.look_at(tab, "jury-conflict-withdrawn")


def test_a_note_that_was_begun_is_there_again_until_it_is_kept(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    film = f"{house}/screening/{jury.assignment.id}"
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    tab.locator("#note-at").fill("1:30")
    tab.locator("#note-text").fill("The bridge, again")
    tab.goto(f"{house}/screening")
    tab.goto(film)
    expect(tab.locator("#note-text")).to_have_value("The bridge, again")
    expect(tab.locator("#note-at")).to_have_value("1:30")
    tab.get_by_role("button", name="Save the note").click()
    expect(tab.locator(".note-list")).to_contain_text("The bridge, again")
    tab.goto(film)
    expect(tab.locator(".note-list")).to_contain_text("The bridge, again")
    expect(tab.locator("#note-text")).to_have_value("")


def test_the_desk_is_driven_without_a_mouse(house: str, app: flask.Flask, jury: Jury, tab: Page) -> None:
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    tab.keyboard.press("n")
    tab.keyboard.type("The bridge, again")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator(".note-list")).to_contain_text("The bridge, again")
    tab.locator("h1").click()
    tab.keyboard.press("4")
    tab.keyboard.press("r")
    tab.keyboard.press("2")
    expect(tab.locator(".saved")).to_have_text("Saved 18:00")
    tab.keyboard.press("d")
    expect(tab).not_to_have_url(f"{house}/screening/{jury.assignment.id}")
    review = the_review()
    assert review and (review.is_final, sorted(review.scores.values())) == (True, [2, 4])


def test_a_submit_in_the_middle_of_a_save_is_one_score(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    held: list[Route] = []
    tab.route("**/draft", lambda route: route.continue_() if held else held.append(route))
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    tab.wait_for_load_state("networkidle")
    with tab.expect_request("**/draft"):
        tab.keyboard.press("4")
        tab.keyboard.press("r")
        tab.keyboard.press("2")
    tab.keyboard.press("3")
    for _ in range(2):
        tab.keyboard.press("d")
    expect(tab).to_have_url(f"{house}/screening/{jury.assignment.id}")
    held[0].continue_()
    expect(tab).not_to_have_url(f"{house}/screening/{jury.assignment.id}")
    expect(tab.get_by_text("in another window")).to_have_count(0)
    review = the_review()
    assert review and (review.is_final, sorted(review.scores.values())) == (True, [3, 4])


def test_a_key_held_down_submits_once(house: str, app: flask.Flask, jury: Jury, tab: Page) -> None:
    submits: list[str] = []

    def stay(route: Route) -> None:
        submits.append(route.request.url)
        route.fulfill(status=204)

    tab.route("**/submit", stay)
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    for _ in range(3):
        tab.keyboard.down("d")
    tab.keyboard.up("d")
    tab.keyboard.press("n")
    expect(tab.locator("#note-text")).to_be_focused()
    assert submits == [f"{house}/screening/{jury.assignment.id}/submit"]


def test_the_tenth_step_has_a_key(house: str, app: flask.Flask, jury: Jury, tab: Page) -> None:
    with db.transaction():
        jury.round.criteria[0].meanings = [f"Meaning {step}" for step in range(1, 11)]
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    tab.get_by_text("Keys").last.click()
    expect(tab.get_by_text("0 is the tenth")).to_be_visible()
    browsers.look_at(tab, "juror-ten-steps")
    tab.locator("h1").click()
    tab.keyboard.press("0")
    expect(tab.locator(".saved")).to_have_text("Saved 18:00")
    review = the_review()
    assert review and list(review.scores.values()) == [10]
    tab.keyboard.press("r")
    tab.keyboard.press("0")
    expect(tab.locator("[data-criterion]:has(:focus) :checked")).to_have_count(0)


def test_a_note_that_cannot_be_kept_says_so_and_stays_in_its_form(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    why = tab.locator(".note-form [role=alert]")
    keep = tab.get_by_role("button", name="Save the note")
    tab.locator("#note-text").fill("The bridge, again")
    tab.route("**/notes", lambda route: route.abort())
    keep.click()
    expect(why).to_contain_text("check your connection")
    tab.unroute("**/notes")
    tab.route(
        "**/notes", lambda route: route.fulfill(status=404, content_type="text/html", body="<h1>No</h1>")
    )
    keep.click()
    expect(why).to_contain_text("could not answer")
    tab.unroute("**/notes")
    tab.locator("#note-at").fill("1;30")
    keep.click()
    expect(why).to_contain_text("“1;30” is no time of the film.")
    expect(tab.locator("#note-text")).to_have_value("The bridge, again")
    tab.locator("#note-at").fill("1:30")
    keep.click()
    expect(tab.locator(".note-list")).to_contain_text("The bridge, again")
    expect(why).to_have_count(0)
    tab.locator("#note-text").fill("The river")
    tab.locator("#note-at").fill("noon")
    keep.click()
    expect(why).to_contain_text("“noon” is no time of the film.")
    browsers.look_at(tab, "juror-note-refused")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_what_is_refused_without_a_score_leads_the_eye_to_its_box(
    house: str, app: flask.Flask, jury: Jury, browser: Browser, has_scripts: bool
) -> None:
    with browsers.visiting(browser, java_script_enabled=has_scripts) as page:
        enter(page, app, house, jury.juror, f"/screening/{jury.assignment.id}")
        for summary, box, act in REASONS:
            page.get_by_text(summary).click()
            page.locator(box).fill("word " * 120)
            page.get_by_role("button", name=act).click()
            expect(page.locator(box)).to_be_focused()
            expect(page.locator(box)).to_have_value("word " * 120)
            expect(page.locator(f"{box}-error")).to_contain_text(
                "599 characters long, but only 500 are possible"
            )
        if has_scripts:
            browsers.look_at(page, "juror-reason-refused")


def test_a_note_is_refused_without_scripts_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    tab.route("**/main-*.js", lambda route: route.abort())
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    tab.get_by_text("Change").first.click()
    tab.locator(".note-edit [name=at]").fill("noon")
    tab.locator(".note-edit").get_by_role("button", name="Save").click()
    expect(tab.locator(".note-edit [name=at]")).to_be_focused()
    expect(tab.locator(".note-edit .field-error")).to_contain_text("“noon” is no time of the film.")
    browsers.look_at(tab, "juror-note-change-refused")


def test_words_without_a_box_are_there_to_be_copied_on_every_screen(
    house: str,
    app: flask.Flask,
    jury: Jury,
    tab: Page,
    festival_clock: Callable[[datetime], None],
) -> None:
    enter(tab, app, house, jury.juror, f"/screening/{jury.assignment.id}")
    tab.get_by_text("Abstain…").click()
    tab.locator("#abstain-reason").fill("No sound in the last act, and the subtitles end before it does.")
    festival_clock(factories.AFTER)
    tab.get_by_role("button", name="Abstain from this film").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    expect(tab.locator("#aside blockquote")).to_contain_text("No sound in the last act")
    browsers.look_at(tab, "juror-words-left")
