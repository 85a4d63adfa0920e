"""What anybody does in a browser: open a page, fill in a form by the names of its fields, press a button."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.houses import PASSWORD, House, link_in

PATIENCE_SECONDS = 30
expect.set_options(timeout=PATIENCE_SECONDS * 1000)  # the machine may be busy with other tests


class Visitor:
    """Somebody with a browser in front of the festival."""

    def __init__(self, page: Page, house: House) -> None:
        self.page = page
        self.house = house

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(path)

    def follow(self, words: str) -> None:
        """Follow the first link that says so."""
        self.main.get_by_role("link", name=words).first.click()

    def press(self, words: str) -> None:
        """Press the first button that says so."""
        self.main.get_by_role("button", name=words).first.click()

    def sees(self, words: str) -> None:
        """The page says so, or will in a moment."""
        expect(self.main).to_contain_text(words)

    def fill(self, **answers: str | list[str]) -> None:
        """Answer questions by the names of their fields: a text, a choice, or several of them."""
        for name, answer in answers.items():
            self._answer(self.main.locator(f"[name='{name}']"), answer)

    def _answer(self, field: Locator, answer: str | list[str]) -> None:
        words = [answer] if isinstance(answer, str) else answer
        kind = field.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for word in words:
                field.and_(self.page.locator(f"[value='{word}']")).check()
        elif field.first.get_by_role("option").count():
            field.first.select_option(words)
        else:
            for number, word in enumerate(words):
                field.nth(number).fill(word)

    def register(self, name: str, email: str) -> None:
        """Open an account and confirm its address with the letter's link."""
        self.open("/register")
        self.fill(name=name, email=email)
        self.press("Open the account")
        self.sees("We have sent you an e-mail.")
        self.open(link_in(self.house.letter(email, "Confirm")))
        self.fill(password=PASSWORD)
        self.press("Confirm and sign in")

    def sign_in(self, email: str) -> None:
        """Through the form."""
        self.open("/sign-in")
        self.fill(email=email, password=PASSWORD)
        self.press("Sign in")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
