"""The player in a real browser: it plays, obeys the keyboard, shows captions, and reports what was played."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask
import pytest
from playwright.sync_api import Page, Route, expect

from festival import clock
from festival.accounts import current
from festival.screeners import queries
from festival.screeners.playback import grants
from festival.web import access
from tests import browser as browsers
from tests import factories, media
from tests.screeners.at_rest import begin, screener_of, work

pytestmark = pytest.mark.browser

Stretches = list[list[float]]


@pytest.fixture
def reports() -> list[Stretches]:
    """What the player told the server, each time."""
    return []


@pytest.fixture
def room(
    app: flask.Flask, made_once: None, stored: Callable[[Path], int], reports: list[Stretches], tab: Page
) -> Iterator[Page]:
    """A juror's browser before a film of twenty seconds with English subtitles."""
    upload_id = stored(media.long_with_subtitles())
    begin(upload_id)
    work("screeners.make")
    screener_id = screener_of(upload_id).id
    template = (Path(__file__).parent / "room.html").read_text()

    @access.signed_in
    def show() -> str:
        screener = queries.by_id(screener_id)
        assert screener
        viewer_id = current.person().id
        grant = grants.grant(screener, queries.tracks(screener), viewer_id=viewer_id, now=clock.now())
        return flask.render_template_string(template, grant=grant, title=factories.LONG_ARABIC_TITLE)

    @access.signed_in
    def watched() -> tuple[str, int]:
        reports.append(flask.request.get_json()["played"])
        return "", 204

    app.add_url_rule("/room", view_func=show)
    app.add_url_rule("/watched", view_func=watched, methods=["POST"])
    juror = factories.save(factories.person())
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, juror.fs_uniquifier)
        tab.goto(f"{address}/room")
        expect(tab.locator(".player.is-live")).to_be_visible()  # from here on it hears the keyboard
        yield tab


def state(page: Page) -> Any:
    return page.evaluate(
        """() => { const video = document.querySelector("video");
            return { at: video.currentTime, paused: video.paused, rate: video.playbackRate } }"""
    )


def play_until(page: Page, second: float) -> None:
    page.wait_for_function("second => document.querySelector('video').currentTime > second", arg=second)


def test_it_plays_from_the_keyboard_and_tells_what_was_played(room: Page, reports: list[Stretches]) -> None:
    room.keyboard.press("Space")
    play_until(room, 1.5)
    room.keyboard.press("Space")
    room.wait_for_function("() => document.querySelector('video').paused")
    room.wait_for_timeout(300)
    [[[start, end]]] = reports
    assert start < 0.5 < 1.4 < end < state(room)["at"] + 0.5


def test_a_key_pressed_before_the_scripts_are_there_begins_the_film_and_moves_nothing(room: Page) -> None:
    scripts: list[Route] = []
    room.set_viewport_size({"width": 800, "height": 300})
    room.route("**/js/player-*.js", lambda route: scripts.append(route))
    room.reload(wait_until="commit")
    note = room.get_by_label("Note")
    note.press_sequentially("a b")
    note.blur()
    room.evaluate("scrollTo(0, 0)")
    room.keyboard.press("Space")
    scripts.pop().continue_()
    play_until(room, 0.5)
    assert (room.evaluate("scrollY"), note.input_value()) == (0, "a b")


def test_a_jump_is_not_counted_as_seen(room: Page, reports: list[Stretches]) -> None:
    room.keyboard.press("Space")
    play_until(room, 0.6)
    room.get_by_role("link", name="0:09").click()
    play_until(room, 9.5)
    room.locator("[data-control=play]").click()
    room.wait_for_timeout(300)
    played = [stretch for report in reports for stretch in report]
    assert sum(end - start for start, end in played) < 4
    assert not [stretch for stretch in played if stretch[0] < 4 < stretch[1]]


def test_arrows_speed_and_captions_from_the_keyboard(room: Page) -> None:
    room.keyboard.press("Space")
    play_until(room, 0.1)
    room.keyboard.press("Space")
    room.keyboard.press("ArrowRight")
    room.keyboard.press(">")
    assert state(room) == {"at": pytest.approx(5.5, abs=0.6), "paused": True, "rate": 1.25}
    captions = room.locator("[data-control=captions]")
    expect(captions).to_have_value("0")
    room.keyboard.press("c")
    expect(captions).to_have_value("")
    assert room.evaluate("document.querySelector('video').textTracks[0].mode") == "disabled"


def sound(page: Page) -> tuple[float, bool]:
    volume, is_muted = page.evaluate("""() => { const video = document.querySelector("video");
        return [video.volume, video.muted] }""")
    return round(volume, 2), is_muted


def test_the_sound_is_turned_by_keys_by_the_button_and_by_the_slider(room: Page) -> None:
    volume = room.get_by_label("Volume")
    room.keyboard.press("ArrowDown")
    assert sound(room) == (0.9, False)
    room.keyboard.press("m")
    assert sound(room) == (0.9, True)
    expect(volume).to_have_value("0")
    room.get_by_role("button", name="Sound on").click()
    expect(room.get_by_role("button", name="Mute")).to_be_visible()
    volume.fill("0")
    assert sound(room) == (0, False)
    room.get_by_role("button", name="Sound on").click()
    assert sound(room) == (0.5, False)
    room.reload()
    expect(room.get_by_label("Volume")).to_have_value("0.5")


def test_full_screen_comes_and_goes_with_its_key(room: Page) -> None:
    room.locator("body").press("f")
    room.wait_for_function("() => document.fullscreenElement?.matches('.player')")
    room.keyboard.press("f")
    room.wait_for_function("() => !document.fullscreenElement")


def test_captions_are_shown_in_their_time(room: Page) -> None:
    room.keyboard.press("Space")
    play_until(room, 1.2)
    cues = "[...document.querySelector('video').textTracks[0].activeCues].map((cue) => cue.text)"
    assert room.evaluate(cues) == ["Hello there"]


def test_sizes_are_offered_once_the_film_is_open(room: Page) -> None:
    room.keyboard.press("Space")
    play_until(room, 0.1)
    assert room.locator("[data-control=size] option").all_inner_texts() == ["Automatic", "240p", "360p"]
    room.locator("[data-control=size]").select_option("240p")
    play_until(room, 1)


def test_keys_typed_into_a_note_are_letters(room: Page) -> None:
    room.locator("#note").press_sequentially("k l m c f >")
    assert room.locator("#note").input_value() == "k l m c f >"
    assert state(room) == {"at": 0, "paused": True, "rate": 1}
    assert (sound(room), room.evaluate("document.fullscreenElement")) == ((1, False), None)
    expect(room.locator("[data-control=captions]")).to_have_value("0")


def test_the_next_visit_goes_on_where_this_one_left(room: Page) -> None:
    room.get_by_role("link", name="0:09").click()
    room.locator("[data-control=play]").click()
    room.wait_for_function("() => document.querySelector('video').readyState > 2")
    assert state(room)["at"] >= 8.9


def test_a_ticket_that_has_ended_is_said_in_words(room: Page) -> None:
    room.route("**/master.m3u8", lambda route: route.fulfill(status=404))
    room.keyboard.press("Space")
    expect(room.locator(".player-words")).to_contain_text("This session has ended.")


def test_the_player_is_well_on_every_screen(room: Page) -> None:
    room.keyboard.press("Space")
    play_until(room, 1.2)
    room.keyboard.press("Space")
    room.get_by_text("Keys of the player").click()
    browsers.look_at(room, "player")
