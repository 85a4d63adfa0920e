"""What our scripts add to a page, and that the page says the same without them."""

import json

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import browser as browsers

pytestmark = pytest.mark.browser
FIRST_DEADLINE = ".deadline >> nth=0"


def test_a_deadline_is_said_in_the_visitors_zone_too(guide: str, tab: Page) -> None:
    tab.goto(guide)
    expect(tab.locator(FIRST_DEADLINE)).to_have_text(
        "Open until Sunday 21 June 2020, 24:00 in Geneva (01:00 on Monday where you are) · "
        "12 days 3 hours left"
    )


def test_a_visitor_in_the_festivals_zone_reads_it_once(guide: str, browser: Browser) -> None:
    with browsers.visiting(browser, timezone_id="Europe/Paris") as page:
        page.goto(guide)
        expect(page.locator(FIRST_DEADLINE)).not_to_contain_text("where you are")


def test_the_countdown_ticks_by_the_festivals_clock(guide: str, tab: Page) -> None:
    tab.clock.install()
    tab.goto(guide)
    left = tab.locator(".deadline-left >> nth=1")
    expect(left).to_contain_text("6 minutes")
    tab.clock.run_for(6 * 60_000)
    expect(left).to_contain_text("seconds left")
    tab.clock.run_for(60_000)
    expect(left).to_contain_text("ago")


def test_without_scripts_the_page_says_the_same(guide: str, browser: Browser) -> None:
    with browsers.visiting(browser, java_script_enabled=False) as page:
        page.goto(guide)
        expect(page.locator(FIRST_DEADLINE)).to_have_text(
            "Open until Sunday 21 June 2020, 24:00 in Geneva · 12 days 3 hours left"
        )
        page.get_by_text("Withdraw…").click()
        expect(page.get_by_role("button", name="Withdraw this film")).to_be_visible()


def test_the_eye_is_led_to_what_is_wrong(guide: str, tab: Page) -> None:
    tab.goto(guide)
    expect(tab.locator(".error-summary")).to_be_focused()
    tab.get_by_role("link", name="Month: There is no month 13.").click()
    expect(tab.locator("#month")).to_be_focused()


def test_a_long_text_says_how_much_room_is_left(guide: str, tab: Page) -> None:
    tab.goto(guide)
    counter = tab.locator("#synopsis-counter")
    expect(counter).to_have_text("Characters too many: 100")
    tab.locator("#synopsis").fill("Short. 🎬")
    expect(counter).to_have_text("Characters left: 292")


def test_words_are_saved_as_they_are_written(guide: str, tab: Page) -> None:
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(json={"saved_at": "18:02", "version": 4})

    open_with_autosave(guide, tab, answer)
    tab.locator("#title").fill("The Crossing")
    expect(tab.locator(".saved")).to_have_text("Saved 18:02")
    assert len(sent) == 1
    assert "The Crossing" in sent[0]
    expect(tab.locator("input[name=version]")).to_have_value("4")


def test_words_that_could_not_be_saved_are_tried_again(guide: str, tab: Page) -> None:
    answers = iter(["abort", "ok"])

    def answer(route: Route) -> None:
        if next(answers) == "abort":
            route.abort()
        else:
            route.fulfill(json={"saved_at": "18:03", "version": 5})

    open_with_autosave(guide, tab, answer)
    tab.locator("#title").fill("The Crossing")
    expect(tab.locator(".saved")).to_contain_text("we keep trying")
    expect(tab.locator(".saved")).to_have_text("Saved 18:03", timeout=15_000)


def test_a_stale_save_says_why_and_keeps_the_words(guide: str, tab: Page) -> None:
    why = "Someone else changed the synopsis while you were writing."

    def answer(route: Route) -> None:
        route.fulfill(status=409, content_type="application/json", body=json.dumps({"error": why}))

    open_with_autosave(guide, tab, answer)
    tab.locator("#title").fill("The Crossing")
    expect(tab.locator(".saved")).to_have_text(why)
    expect(tab.locator("#title")).to_have_value("The Crossing")


def test_a_form_is_sent_when_the_save_on_its_way_has_brought_the_version(guide: str, tab: Page) -> None:
    underway: list[Route] = []
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="Sent.")

    open_with_autosave(guide, tab, lambda route: underway.append(route))
    tab.route("**/sent", answer)
    tab.evaluate(
        "Object.assign(document.querySelector('[data-autosave]'), {action: '/sent', noValidate: true})"
    )
    tab.locator("#title").fill("The Crossing")
    expect(tab.locator(".saved")).to_have_text("Saving…")
    tab.locator("#title").fill("The Crossings")
    for _ in range(2):
        tab.locator("[data-autosave] button.primary").click()
    assert sent == []
    underway[0].fulfill(json={"saved_at": "18:02", "version": 4})
    expect(tab.get_by_text("Sent.")).to_be_visible()
    assert [("title=The+Crossings&" in each, "version=4&" in each) for each in sent] == [(True, True)]
    assert len(underway) == 1


def open_with_autosave(guide: str, tab: Page, answer: object) -> None:
    """Open the guide with its form saving itself, answered by the test."""
    tab.route("**/autosave", answer)  # type: ignore[arg-type]
    page = guide.removesuffix("/styleguide")

    def with_autosave(route: Route) -> None:
        whole = route.fetch()
        body = whole.text().replace("data-guard", f'data-autosave="{page}/autosave"')
        route.fulfill(response=whole, body=body)

    tab.route("**/styleguide", with_autosave)
    tab.goto(guide)


def test_midnight_that_ends_something_is_24_00_for_a_visitor_too(guide: str, browser: Browser) -> None:
    with browsers.visiting(browser, timezone_id="Europe/Paris") as page:
        page.goto(guide)
        end = page.locator("time", has_text="Monday 22 June 2020, 01:00 in Beirut")
        expect(end).to_have_attribute("title", "24:00 on Sunday where you are")
