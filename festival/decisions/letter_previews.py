"""How the letters of a release will read: one of each kind, written as it would leave now."""

from dataclasses import dataclass

from festival.decisions import release_queries
from festival.decisions import watched_queries as decision_watched
from festival.decisions.watched_queries import Watched
from festival.entries.models import Entry
from festival.entries.states import Decision
from festival.messages import operations as messages

EVENTS = {
    Decision.SELECTED: "shortlists/selected",
    Decision.RESERVE: "shortlists/reserve",
    Decision.NOT_SELECTED: "shortlists/not_selected",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter that has not been written yet."""

    decision: Decision
    entry: Entry
    subject: str
    body: str


def letters(edition_id: int) -> list[Preview]:
    """A letter of each kind that a release would write now, to one of those who would get it."""
    examples = release_queries.examples(edition_id)
    seen = decision_watched.by_films([entry.id for entry in examples.values()])
    return [
        _preview(decision, examples[decision], seen.get(examples[decision].id, Watched()))
        for decision in EVENTS
        if decision in examples
    ]


def _preview(decision: Decision, entry: Entry, watched: Watched) -> Preview:
    subject, body = messages.written(EVENTS[decision], to=entry.owner, entry=entry, watched=watched)
    return Preview(decision, entry, subject, body)
