"""A filmmaker in a browser: from the call to an answer to the festival's letter."""

import re
from pathlib import Path

from playwright.sync_api import Request, expect

from tests.factories import LONG_ARABIC_TITLE
from tests.journeys.visitors import Visitor
from tests.processes import wait_until

TITLE = "The Long Road"
STEPS = ["Received", "Identified", "Measured", "Checked", "Screener made"]
ANSWERS: dict[str, dict[str, str | list[str]]] = {
    "film": {
        "original_title": LONG_ARABIC_TITLE,
        "original_language": "Arabic",
        "kind": "documentary",
        "runtime": "0:06",
        "completed": "2019-11",
        "countries": ["Lebanon", "Germany"],
        "premiere": "world",
    },
    "story": {
        "synopsis": "A family walks north, and the road answers.",
        "theme_statement": "It is a journey, and everybody in it has a name.",
        "content_notes": ["war"],
    },
    "people": {"directors": "Lina Haddad\nOmar Saleh", "producers": "Rana Khoury"},
    "languages": {"languages": ["Arabic"], "subtitles": ["English"]},
    "rights": {
        "holds_rights": "yes",
        "is_funded_by_organizer": "no",
        "was_entered_before": "no",
        "is_online_release": "yes",
    },
}
LINK: dict[str, str | list[str]] = {"film_link": "https://vimeo.com/394722551"}


class Filmmaker(Visitor):
    """Somebody who enters a film."""

    entry: str

    def begin(self, title: str = TITLE) -> None:
        """From the call to a draft in the online category."""
        self.open("/")
        self.follow("Enter a film")
        self.fill(title=title, category="online")
        self.press("Begin your entry")
        self.page.wait_for_url(re.compile(r"/entries/\d+"))
        found = re.search(r"/entries/\d+", self.page.url)
        assert found
        self.entry = found[0]

    def write(self, **sections: dict[str, str | list[str]]) -> None:
        """Answer the questions of some pages of the entry, each saved by its button."""
        for section, answers in sections.items():
            self._answer_page(f"{self.entry}/{section}", answers)

    def _answer_page(self, address: str, answers: dict[str, str | list[str]]) -> None:
        self.open(address)
        self.fill(**answers)
        self.press("Save and continue")
        self.page.wait_for_url(lambda url: not url.endswith(address))

    def send(self, film: Path) -> None:
        """Choose the film's file."""
        self.main.locator(".upload.film input[type=file]").set_input_files(film)

    def resume(self, film: Path) -> int:
        """Choose the same file after a break; the byte from which it went on."""
        expect(self.main.get_by_text("has arrived. Choose the same file")).to_be_visible()
        offsets: list[int] = []

        def note(request: Request) -> None:
            if request.method == "PATCH":
                offsets.append(int(request.headers["upload-offset"]))

        self.page.on("request", note)
        self.send(film)
        expect(self.main.locator(".film-progress")).to_be_visible()
        return offsets[0]

    def await_the_worker(self) -> None:
        """All bytes are in, and the page says what comes next; from here on it is not loaded again."""
        self.open(f"{self.entry}/file")
        self.sees("We are looking at your film.")
        self.page.evaluate("window.isTheSamePage = true")

    def see_the_screener_made(self) -> None:
        """The steps tick by themselves, until the film can be watched."""
        expect(self.main.locator(".film-progress .state.good")).to_have_text(STEPS, timeout=60_000)
        expect(self.main.get_by_role("link", name="Watch it as the jury will")).to_be_visible()
        assert self.page.evaluate("window.isTheSamePage")

    def add_subtitles(self, file: Path) -> None:
        """A file of subtitles beside the film, until it was read."""
        self.open(f"{self.entry}/file")
        self.main.locator(".upload.small input[type=file]").set_input_files(file)
        expect(self.main.locator(".subtitle-file")).to_be_visible()

        def is_read() -> bool:
            self.page.reload()
            return "Read" in self.main.locator(".subtitle-file").inner_text()

        wait_until(is_read, "the subtitles to be read")

    def watch(self) -> None:
        """See the film as the jury will, with its subtitles."""
        self.follow("Watch it as the jury will")
        self.page.locator("[data-control=play]").click()
        self.page.wait_for_function("() => document.querySelector('video').currentTime > 1")
        cues = "[...document.querySelector('video').textTracks[0].activeCues].map(cue => cue.text)"
        assert self.page.evaluate(cues) == ["The road begins here."]

    def submit(self) -> str:
        """Submit the entry; the code of its receipt."""
        self.open(f"{self.entry}/submit")
        self.press("Submit your film")
        return self.main.locator("p.code").inner_text()
