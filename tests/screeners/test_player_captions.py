"""Which captions the player begins with, how large they are, and that a window holds the player."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, Route, expect

from tests import browser as browsers
from tests.screeners.test_player import play_until, reports, room

__all__ = ["reports", "room"]
pytestmark = pytest.mark.browser

LOWEST = 14 * 1.35  # pixels: the least height of letters with the space of their line


def with_page(room: Page, change: Callable[[str], str]) -> None:
    """The player on a page that differs."""

    def answer(route: Route) -> None:
        fetched = route.fetch()
        route.fulfill(response=fetched, body=change(fetched.text()))

    room.route("**/room", answer)
    room.reload()
    expect(room.locator(".player.is-live")).to_be_visible()


def in_language(tag: str, reads: str = "[]") -> Callable[[str], str]:
    return lambda page: page.replace('data-language="en"', f'data-language="{tag}"').replace(
        "data-reads='[]'", f"data-reads='{reads}'"
    )


@pytest.mark.parametrize(
    ("tag", "reads", "chosen"),
    [
        ("ar", "[]", ""),
        ("ar", '["fr"]', ""),
        ("ar", '["fr", "ar"]', "0"),
        ("pt-BR", '["pt"]', "0"),
        ("en-GB", "[]", "0"),
    ],
)
def test_captions_are_shown_only_in_a_language_that_the_viewer_reads(
    room: Page, tag: str, reads: str, chosen: str
) -> None:
    with_page(room, in_language(tag, reads))
    menu = room.locator("[data-control=captions]")
    expect(menu).to_have_value(chosen)
    expect(menu).to_be_visible()
    assert room.evaluate("document.querySelector('video').textTracks[0].mode") == (
        "showing" if chosen else "disabled"
    )


def test_what_somebody_chose_is_shown_next_time(room: Page) -> None:
    with_page(room, in_language("ar"))
    room.keyboard.press("c")
    expect(room.locator("[data-control=captions]")).to_have_value("0")
    room.reload()
    expect(room.locator("[data-control=captions]")).to_have_value("0")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (1024, 768), (844, 390)])
def test_picture_and_controls_fit_into_the_window(room: Page, width: int, height: int) -> None:
    room.set_viewport_size({"width": width, "height": height})
    player, video = (room.locator(each).bounding_box() for each in (".player", ".player video"))
    assert player and video
    assert player["height"] <= height
    assert video["height"] >= 0.5 * height


def test_captions_can_be_read_on_a_telephone(room: Page) -> None:
    room.set_viewport_size({"width": 360, "height": 740})
    room.keyboard.press("Space")
    play_until(room, 1.2)
    room.keyboard.press("Space")
    room.wait_for_function("() => document.querySelector('video').paused")
    shown = _picture(room)
    room.locator("[data-control=captions]").select_option("")
    box = ImageChops.difference(shown, _picture(room)).getbbox()
    assert box and box[3] - box[1] >= LOWEST


def _picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.locator("video").screenshot())).convert("RGB")


def test_a_player_without_captions_in_ones_language_is_well_on_every_screen(room: Page) -> None:
    with_page(room, in_language("ar"))
    browsers.look_at(room, "player-without-captions")
