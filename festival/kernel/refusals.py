"""Why not: a refusal is a sentence that says what is in the way and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from festival.kernel.words import Message


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a rule returns instead of None: the message for anyone who asked.

    A hidden refusal looks like "there is no such page".
    """

    message: Message
    is_hidden: bool = False

    @property
    def code(self) -> str:
        """The message's, for programs and tests."""
        return self.message.code

    @property
    def values(self) -> Mapping[str, object]:
        """What fills the message's placeholders."""
        return self.message.values

    def __str__(self) -> str:
        return str(self.message)


class Refused(Exception):
    """Raised by an operation whose rule refused; the edge turns it into an answer for people."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal

    def expected(self, code: str) -> Refusal:
        """The refusal, for a page that can answer this one; any other goes on its way."""
        if self.refusal.code != code:
            raise self
        return self.refusal

    def visible(self) -> Refusal:
        """The refusal, for a page that says it; one that nobody may know of goes on its way."""
        if self.refusal.is_hidden:
            raise self
        return self.refusal


def refuse(code: str, text: str, **values: object) -> Refusal:
    """A refusal that the person may read. The text is marked for translation by this call."""
    return Refusal(Message(code, text, values))


def hide() -> Refusal:
    """A refusal for things whose very existence is none of the asker's business (404)."""
    return Refusal(Message("hidden", "There is no such page."), is_hidden=True)


def enforce(refusal: Refusal | None) -> None:
    """Raise Refused unless the rule had nothing to say."""
    if refusal is not None:
        raise Refused(refusal)
