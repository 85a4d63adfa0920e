"""Takes the pictures in docs/screens from a demo of its own, so that they stay true: `make screens`."""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from festival.demo.cast import FILMMAKER, JURORS, ORGANIZER, Fate, films
from festival.demo.jurors import REVIEWS
from festival.demo.seed import PASSWORD
from festival.demo.services import is_healthy
from tests import browser, media
from tests.processes import Running, free_port, wait_until

SCREENS = Path(__file__).parent / "screens"
SIZES = ((360, 780), (1440, 900))
MOST_BYTES = 300_000
COLOURS = (256, 128, 64)
PATIENCE_SECONDS = 1800  # until the demo's films are checked and its jury has them
DEMO = [sys.executable, "-c", "from festival.cli import main; main(['demo'])"]
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": -1, "uploadThroughput": 640_000}


def call(page: Page) -> None:
    """What a visitor sees first."""
    page.goto("/")


def entry_form(page: Page) -> None:
    """One page of a draft, with what is missing beside it."""
    open_draft(page, "Poster for a Film")
    page.get_by_role("link", name="Story", exact=True).first.click()


def upload(page: Page) -> None:
    """A film on its way over a slow line."""
    open_draft(page, "Untitled Lagos Project")
    page.get_by_role("link", name="The file").first.click()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_LINE)
    film = media.heavy("The Lagos Project.mov", seconds=2, ballast=45_000_000)
    panel = page.locator(".upload.film")
    panel.locator("input[type=file]").set_input_files(film)
    expect(panel.locator(".progress-words")).to_contain_text("left", timeout=60_000)
    panel.evaluate("panel => panel.scrollIntoView({block: 'center'})")


def jurors_desk(page: Page) -> None:
    """What waits for a juror."""
    sign_in(page, JURORS[0])
    page.goto("/screening")


def watching(page: Page) -> None:
    """A film as a juror watches it, with notes and the score."""
    jurors_desk(page)
    page.get_by_role("link", name="Continue watching").first.click()
    page.locator("video:not([controls])").wait_for()
    page.locator("[data-control=play]").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 3")
    page.locator("[data-control=play]").click()
    page.evaluate("scrollTo(0, 0)")


def board(page: Page) -> None:
    """The films of a category, what is known of each, and the line."""
    sign_in(page, ORGANIZER)
    page.goto("/desk/shortlists")
    page.locator(".board-card h3 a").first.click()
    page.locator(".plot-legend").evaluate("legend => legend.scrollIntoView()")


def desk(page: Page) -> None:
    """What needs a hand today."""
    sign_in(page, ORGANIZER)
    page.goto("/desk")


def entries(page: Page) -> None:
    """Every film that was entered."""
    sign_in(page, ORGANIZER)
    page.goto("/desk/entries")


PAGES: Mapping[str, Callable[[Page], None]] = {
    "call": call,
    "entry-form": entry_form,
    "upload": upload,
    "jurors-desk": jurors_desk,
    "watching": watching,
    "desk": desk,
    "entries": entries,
    "board": board,
}


def main() -> None:
    """Run a demo, wait for its jury, and take every picture."""
    with running_demo() as address, sync_playwright() as playwright:
        flags = list(browser.FLAGS)
        chromium = playwright.chromium.launch(executable_path=browser.chromium(), args=flags)
        wait_for_the_jury(chromium, address)
        for name, go in PAGES.items():
            for width, height in SIZES:
                with visiting(chromium, address, width, height) as page:
                    go(page)
                    take(page, SCREENS / f"{name}-{width}.png")
        chromium.close()


@contextmanager
def running_demo() -> Iterator[str]:
    """A demo in a home of its own; its address, once it is filled."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="laurel-") as home:
        where = {"FESTIVAL_HOME": home, "PORT": str(port)}
        with Running(DEMO, is_ready=lambda: True, log=Path(home) / "log", environment=where):
            wait_until(lambda: is_healthy(port), "the demo to be filled", seconds=PATIENCE_SECONDS)
            yield f"http://127.0.0.1:{port}"


def wait_for_the_jury(chromium: Browser, address: str) -> None:
    """The jury has all its films when every eligible one is assigned as often as it shall be reviewed."""
    views = REVIEWS * sum(film.fate is Fate.ELIGIBLE for film in films())
    with visiting(chromium, address, *SIZES[-1]) as page:
        sign_in(page, ORGANIZER)

        def has_films() -> bool:
            page.wait_for_timeout(2000)
            page.goto("/desk/jury")
            return page.get_by_text(f"of {views} reviews done").count() > 0

        wait_until(has_films, "the demo's jury", seconds=PATIENCE_SECONDS)


@contextmanager
def visiting(chromium: Browser, address: str, width: int, height: int) -> Iterator[Page]:
    """A page of a fresh visitor in Beirut."""
    context = chromium.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        timezone_id="Asia/Beirut",
        locale="en-GB",
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, who: tuple[str, str]) -> None:
    """Through the form."""
    page.goto("/sign-in")
    page.fill("[name=email]", who[1])
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.get_by_role("button", name="Sign out").wait_for()


def open_draft(page: Page, title: str) -> None:
    """One of the filmmaker's own entries."""
    sign_in(page, FILMMAKER)
    page.goto("/entries")
    page.get_by_role("main").get_by_role("link", name=title).click()


def take(page: Page, path: Path) -> None:
    """Keep what the window shows, in as many colours as its size allows."""
    page.wait_for_timeout(500)  # for what the scripts draw
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        for colours in COLOURS:
            picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
            if path.stat().st_size <= MOST_BYTES:
                break
    click.echo(f"{path.relative_to(SCREENS.parents[1])}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
