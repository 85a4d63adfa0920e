"""A juror's queue: the next film, the rest with their minutes, what is done, and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from festival.jury.models import Assignment, Round
from festival.jury.screening.film_facts import Sheet
from festival.jury.states import OUTSTANDING


@dataclass(frozen=True, slots=True)
class Card:
    """One film of a queue. `facts` is its one line, `total` the juror's own score once submitted.

    `is_exchanged`: that score was given for an earlier version of the film.
    """

    assignment: Assignment
    sheet: Sheet
    facts: Sequence[str]
    poster_url: str | None
    total: float | None
    is_exchanged: bool = False

    @property
    def seconds_left(self) -> int:
        """How much of the film was not played yet."""
        watching = self.assignment.watching
        return max(0, self.sheet.seconds - (watching.seconds_seen if watching else 0))


@dataclass(frozen=True, slots=True)
class Queue:
    """One round of a juror's films: outstanding ones in their order, and those that are done."""

    round: Round
    outstanding: tuple[Card, ...]
    done: tuple[Card, ...]

    @property
    def seconds_left(self) -> int:
        """How long the films still to be watched are, without what was seen of them."""
        return sum(card.seconds_left for card in self.outstanding)


def queues(cards: Iterable[Card]) -> list[Queue]:
    """A juror's films as queues, a round each, in the order in which they come."""
    rounds = groupby(cards, key=lambda card: card.assignment.round)
    return [_queue(round_, list(of_round)) for round_, of_round in rounds]


def _queue(round_: Round, cards: Sequence[Card]) -> Queue:
    return Queue(
        round_,
        tuple(card for card in cards if card.assignment.state in OUTSTANDING),
        tuple(card for card in cards if card.assignment.state not in OUTSTANDING),
    )
