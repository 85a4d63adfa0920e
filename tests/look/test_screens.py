"""The pieces of the application, looked at on every screen by a real browser."""

import pytest
from playwright.sync_api import Page

from tests import browser as browsers

pytestmark = pytest.mark.browser


def test_every_piece_is_well_on_every_screen(guide: str, tab: Page) -> None:
    tab.goto(guide)
    browsers.look_at(tab, "styleguide")


def test_every_section_of_a_form_is_in_sight_on_a_telephone(guide: str, tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 780})
    tab.goto(guide)
    ends = tab.locator(".sections a").evaluate_all("all => all.map(a => a.getBoundingClientRect().right)")
    assert [end for end in ends if end > 360] == []


def test_every_piece_is_well_from_right_to_left(guide: str, tab: Page) -> None:
    tab.goto(guide)
    tab.evaluate("document.documentElement.dir = 'rtl'")
    browsers.look_at(tab, "styleguide-rtl")
