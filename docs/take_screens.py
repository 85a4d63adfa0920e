"""Takes the pictures in docs/screens from a demo of its own, so that they stay true: `make screens`."""

import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin

import click
from playwright.sync_api import Browser, Page, sync_playwright

from festival.demo.seed import PASSWORD
from festival.demo.services import is_healthy
from tests import browser
from tests.processes import Running, free_port, wait_until

SCREENS = Path(__file__).parent / "screens"
WIDTHS = (360, 1440)
PATIENCE_SECONDS = 1800  # until the demo's films are checked and its jury has begun

# Name, whose page, where to begin, and which links to follow from there.
PAGES = (
    ("call", "filmmaker", "/", ()),
    ("entry-form", "filmmaker", "/entries", (r"/entries/\d+", r"/entries/\d+/story")),
    ("upload", "filmmaker", "/entries", (r"/entries/\d+", r"/entries/\d+/file")),
    ("jurors-desk", "juror", "/screening", ()),
    ("watching", "juror", "/screening", (r"/screening/\d+",)),
    ("desk", "organizer", "/desk", ()),
    ("entries", "organizer", "/desk/entries", ()),
    ("board", "organizer", "/desk/shortlists", (r"/desk/shortlists/\d+",)),
)


def main() -> None:
    """Run a demo, wait for its jury, and take every picture."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="laurel-") as home:
        command = [sys.executable, "-c", "from festival.cli import main; main(['demo'])"]
        where = {"FESTIVAL_HOME": home, "PORT": str(port)}
        demo = Running(command, is_ready=lambda: is_healthy(port), log=Path(home) / "log", environment=where)
        with demo, sync_playwright() as playwright:
            flags = list(browser.FLAGS)
            chromium = playwright.chromium.launch(executable_path=browser.chromium(), args=flags)
            wait_for_the_jury(chromium, address)
            for name, who, start, links in PAGES:
                take(signed_in(chromium, address, who), name, f"{address}{start}", links)
            chromium.close()


def wait_for_the_jury(chromium: Browser, address: str) -> None:
    """The board is the last thing that the demo makes."""
    page = signed_in(chromium, address, "organizer")

    def has_board() -> bool:
        page.wait_for_timeout(2000)
        page.goto(f"{address}/desk/shortlists")
        return follow(page, r"/desk/shortlists/\d+")

    wait_until(has_board, "the demo's jury", seconds=PATIENCE_SECONDS)


def signed_in(chromium: Browser, address: str, who: str) -> Page:
    """A page of a fresh visitor who has signed in."""
    page = chromium.new_context(timezone_id="Asia/Beirut", locale="en-GB", reduced_motion="reduce").new_page()
    page.goto(f"{address}/sign-in")
    page.fill("[name=email]", f"{who}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_load_state()
    return page


def take(page: Page, name: str, start: str, links: tuple[str, ...]) -> None:
    """Go where the links lead, and take the picture at every width."""
    page.goto(start)
    for link in links:
        follow(page, link)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)  # for what the scripts draw
        page.screenshot(path=SCREENS / f"{name}-{width}.png")
        click.echo(f"docs/screens/{name}-{width}.png")


def follow(page: Page, pattern: str) -> bool:
    """Open the first link of this shape; whether there was one."""
    for link in page.query_selector_all("main a[href]"):
        href = link.get_attribute("href") or ""
        if re.fullmatch(pattern, href):
            page.goto(urljoin(page.url, href))
            return True
    return False


if __name__ == "__main__":
    main()
