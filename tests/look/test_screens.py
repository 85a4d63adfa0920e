"""The pieces of the house, looked at on every screen by a real browser."""

import pytest
from playwright.sync_api import Page

from tests import browser as browsers

pytestmark = pytest.mark.browser


def test_every_piece_is_well_on_every_screen(guide: str, tab: Page) -> None:
    tab.goto(guide)
    browsers.look_at(tab, "styleguide")


def test_every_piece_is_well_from_right_to_left(guide: str, tab: Page) -> None:
    tab.goto(guide)
    tab.evaluate("document.documentElement.dir = 'rtl'")
    browsers.look_at(tab, "styleguide-rtl")
