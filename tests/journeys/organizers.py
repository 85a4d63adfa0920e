"""An organizer in a browser: eligibility, the jury, the board, exports, the release."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.visitors import Visitor

Cells = dict[str, Any]


class Organizer(Visitor):
    """Somebody at the desk."""

    def set_clock(self, moment: str) -> None:
        """Move the demo's clock to a moment of the year, by its name on the page."""
        self.open("/demo/clock")
        card = self.main.locator(".card", has=self.page.get_by_role("heading", name=moment, exact=True))
        card.get_by_role("button", name="Set the clock here").click()
        self.sees("The clock was moved.")

    def find_eligible(self, title: str) -> None:
        """Look at an entry and let it compete."""
        self.open("/desk/entries")
        self.follow(title)
        self.page.get_by_role("button", name="Eligible", exact=True).click()
        expect(self.page.get_by_role("button", name="Eligible", exact=True)).to_be_disabled()

    def give_more_time(self, email: str, day: str, reason: str) -> None:
        """A later deadline for one entrant, to the end of a day (2020-06-23)."""
        self.open("/desk/edition/extensions")
        self.fill(email=email, until_on=day, reason=reason)
        self.press("Give more time")
        self.sees(reason)

    def invite(self, name: str, email: str) -> None:
        """Ask somebody to join the jury, by mail."""
        self.open("/desk/people")
        self.main.get_by_label("E-mail").fill(email)
        self.fill(name=name)
        self.main.get_by_label("As", exact=True).select_option("juror")
        self.press("Send the invitation")
        self.sees("is on its way")

    def seat_the_jury(self, name: str, email: str) -> None:
        """A panel of one juror, a round for all categories, its rubric, its plan, and it is open."""
        self.open("/desk/jury")
        self.fill(name="The house panel")
        self.press("New panel")
        self.main.get_by_label("Juror").select_option(label=f"{name} · {email}")
        self.press("Put on the panel")
        self.sees(f"{name} · an equal share")
        self.follow("New round")
        self.fill(name="First round", opens="2020-06-22", closes="2020-08-01", reviews_per_film="1")
        self.press("Make the round")
        self.fill(**{"name-0": "Story", "weight-0": "3"})
        self.press("Save the rubric")
        self.sees("The rubric is saved.")
        self.follow("Plan")
        self.press("Propose a plan")
        self.sees(name)
        self.press("Make 1 assignment")
        self.sees("1 assignment is made")
        self.follow("Progress")
        self.press("Open the round")

    def open_board(self) -> None:
        """Begin the board of the online category."""
        self.open("/desk/shortlists")
        card = self.main.locator(".board-card", has_text="Online")
        card.get_by_role("button", name="Open the ranking").click()

    def pin(self, title: str, reason: str) -> None:
        """From the board: let a film in, whatever its scores say."""
        board = self.page.url
        self.follow(title)
        self.fill(reason=reason)
        self.press("Pin to the shortlist")
        self.open(board)
        self.sees(reason)

    def export(self, folder: Path) -> dict[str, list[Cells]]:
        """The sheets of the exported workbook by name, each row by the names of its columns."""
        self.open("/desk/exports")
        with self.page.expect_download() as download:
            self.press("Excel (XLSX)")
        path = folder / "entries.xlsx"
        download.value.save_as(path)
        workbook, sheets = load_workbook(path, read_only=True), {}
        for sheet in workbook.worksheets:
            columns, *rows = sheet.iter_rows(values_only=True)
            sheets[sheet.title] = [dict(zip(map(str, columns), row, strict=True)) for row in rows]
        workbook.close()
        return sheets

    def decide(self) -> None:
        """Take the frozen board over as decisions, look at the letters."""
        self.open("/desk/decisions")
        self.press("Use this version")
        self.sees("1 decision is prepared.")

    def release(self) -> None:
        """Let the letters leave, and wait until each one did."""
        self.follow("Review and release")
        self.main.get_by_text("Release 1 decision…").click()
        self.press("Release them now")
        self.sees("1 entry = 1 letter")
        self.sees("1 of 1 letter has been sent.")

    def publish(self) -> None:
        """Show the selection to everybody."""
        self.page.reload()
        self.press("Publish the selection")
        self.sees("The selection is public.")
