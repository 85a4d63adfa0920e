"""The last hours of a jury in a real browser: hours in, a proposal out, assigned, and in a juror's queue."""

from collections.abc import Iterator

import flask
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete, select

from festival import clock, db
from festival.accounts.models import Person
from festival.jury.models import Assignment, Review
from tests import browser as browsers
from tests import factories as house
from tests.boards.extra_reviews.late_jury import LateJury, sit_down
from tests.jury import factories
from tests.jury.factories import DURING

pytestmark = pytest.mark.browser


@pytest.fixture
def late(context: None, monkeypatch: pytest.MonkeyPatch) -> LateJury:
    monkeypatch.setattr(clock, "now", lambda: DURING)
    return sit_down()


@pytest.fixture
def address(app: flask.Flask, late: LateJury, tab: Page) -> Iterator[str]:
    """The application, with an organizer signed in."""
    with browsers.serving(app) as served:
        browsers.sign_in_by_cookie(tab.context, app, served, late.organizer.fs_uniquifier)
        yield served


def type_hours(tab: Page, hours: str) -> None:
    tab.get_by_label("Hours of jury time that are left").fill(hours)
    tab.get_by_role("button", name="Propose").click()


def test_hours_become_a_proposal_and_films_in_the_queues_of_jurors(
    tab: Page, address: str, late: LateJury, app: flask.Flask, browser: Browser
) -> None:
    tab.goto(f"{address}/desk/shortlists/{late.shortlist.id}/next")
    browsers.look_at(tab, "next-views")
    type_hours(tab, "12")
    expect(tab.get_by_role("heading", name="The proposal: the first of 3 batches")).to_be_visible()
    tab.get_by_text("Which films, and for whom").click()
    tab.get_by_text("What this does, and what it does not promise").click()
    browsers.look_at(tab, "next-views-proposal")
    tab.get_by_role("button", name="Assign this batch").click()
    expect(
        tab.get_by_text("12 reviews are assigned. Each juror gets at most one letter a day about new films.")
    ).to_be_visible()
    expect(tab.get_by_text("Batch 1: 0 of 12 reviews scored")).to_be_visible()
    browsers.look_at(tab, "next-views-wave")
    assignment, juror = a_later_seat()
    with browsers.visiting(browser) as own:
        browsers.sign_in_by_cookie(own.context, app, address, juror.fs_uniquifier)
        own.goto(f"{address}/screening")
        expect(own.locator(f'a[href="/screening/{assignment.id}"]').first).to_be_visible()


def test_a_batch_is_planned_and_edited_before_it_is_given_out(
    tab: Page, address: str, late: LateJury
) -> None:
    tab.goto(f"{address}/desk/jury/rounds/{late.round.id}/plan")
    tab.get_by_role("link", name="See where extra reviews help most").click()
    type_hours(tab, "4")
    tab.get_by_role("button", name="Plan this batch, to edit it first").click()
    expect(tab.get_by_text("4 extra reviews are planned.")).to_be_visible()
    expect(tab.get_by_text("extra review: Near the cut-off").first).to_be_visible()
    browsers.look_at(tab, "plan-with-a-wave")
    tab.get_by_role("button", name="Make 4 assignments").click()
    expect(
        tab.get_by_text("4 assignments are made. Each juror gets at most one letter a day about new films.")
    ).to_be_visible()


def test_hours_that_are_no_number_are_kept_and_said_on_every_screen(
    tab: Page, address: str, late: LateJury
) -> None:
    tab.goto(f"{address}/desk/shortlists/{late.shortlist.id}/next")
    type_hours(tab, "forty")
    expect(tab.get_by_label("Hours of jury time that are left")).to_have_value("forty")
    expect(tab.get_by_role("link", name="is not a number of hours")).to_be_visible()
    browsers.look_at(tab, "next-views-no-number")


def test_without_scores_time_or_a_common_film_the_page_says_so_on_every_screen(
    tab: Page, address: str, late: LateJury
) -> None:
    page = f"{address}/desk/shortlists/{late.shortlist.id}/next?hours=4&waves=1"
    with db.transaction():
        for place in range(6):
            late.member(place).minutes = 20
    tab.goto(page)
    expect(tab.get_by_role("heading", name="No extra review can be asked for now")).to_be_visible()
    browsers.look_at(tab, "next-views-no-time")
    late.divide()
    tab.goto(page)
    expect(tab.get_by_text("These groups of jurors share no film")).to_be_visible()
    browsers.look_at(tab, "next-views-divided")
    with db.transaction() as session:
        session.execute(delete(Review))
        session.execute(delete(Assignment))
    tab.goto(page)
    expect(tab.get_by_role("heading", name="Nothing to rank yet")).to_be_visible()
    browsers.look_at(tab, "next-views-no-scores")


def test_time_unspent_and_films_that_lack_views_are_told_on_every_screen(
    tab: Page, address: str, late: LateJury
) -> None:
    with db.transaction() as session:
        for title in ("Far", house.LONG_ARABIC_TITLE):
            film = factories.film(late.edition, title=title, runtime=1200)
            film.languages, film.subtitles = ["fi"], []
            session.add(film)
        for place in range(6):
            late.member(place).languages = ["en"]
            late.member(place).minutes = 180
    tab.goto(f"{address}/desk/shortlists/{late.shortlist.id}/next?hours=9&waves=1")
    expect(tab.get_by_text("About 3 hours stay unused.")).to_be_visible()
    expect(tab.get_by_text("(language not known: 6 jurors)").first).to_be_visible()
    browsers.look_at(tab, "next-views-unspent")


def a_later_seat() -> tuple[Assignment, Person]:
    db.session().rollback()
    assignment = db.session().scalars(select(Assignment).where(Assignment.why.is_not(None)).limit(1)).one()
    return assignment, assignment.juror
