"""A juror in a browser: accepts an invitation, watches, notes, scores."""

from playwright.sync_api import expect

from tests.journeys.houses import PASSWORD
from tests.journeys.visitors import Visitor


class Juror(Visitor):
    """Somebody of the jury."""

    def accept(self, link: str) -> None:
        """Open an account by the letter of invitation."""
        self.open(link)
        self.sees("You are invited to the jury")
        self.fill(password=PASSWORD)
        self.press("Accept and open my account")

    def watch(self) -> None:
        """Open the film on top of the queue and see all of it, by keyboard."""
        self.open("/screening")
        self.follow("Watch this film")
        self.page.locator("video:not([controls])").wait_for()  # the player is there
        with self.page.expect_response(lambda answer: "/seen" in answer.url and answer.ok):
            self.page.keyboard.press("Space")
            self.page.wait_for_function("() => document.querySelector('video').currentTime > 2")
            self.page.wait_for_function("() => document.querySelector('video').ended")

    def note(self, words: str) -> None:
        """A note at the second where the film stands."""
        self.page.keyboard.press("n")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".note-list")).to_contain_text(words)
        self.page.locator("h1").click()

    def score(self, *steps: int) -> None:
        """A step for each criterion, in their order, and submit: all by keyboard."""
        self.page.keyboard.press("r")
        for step in steps:
            self.page.keyboard.press(str(step))
            self.page.keyboard.press("r")
        expect(self.page.locator(".saved")).to_contain_text("Saved")
        self.page.keyboard.press("d")
        self.sees("All watched. Thank you.")
