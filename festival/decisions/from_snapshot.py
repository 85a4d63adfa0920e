"""From a frozen shortlist to a decision for each of its films."""

from itertools import islice

from festival.entries.states import Decision
from festival.scoring.snapshot.document import Document, Film
from festival.scoring.values import MarkKind


def decisions(document: Document, reserve: int) -> dict[int, Decision]:
    """By entry: what is in is selected, the best `reserve` others are in reserve, the rest is not selected.

    A film that was dropped manually, or that nobody scored, is never in reserve.
    """
    films = document["films"]
    in_reserve = set(islice((film["entry"] for film in films if _may_wait(film)), reserve))
    return {
        film["entry"]: Decision.SELECTED
        if film["is_in"]
        else Decision.RESERVE
        if film["entry"] in in_reserve
        else Decision.NOT_SELECTED
        for film in films
    }


def _may_wait(film: Film) -> bool:
    is_dropped = film["mark"] is not None and film["mark"]["kind"] == MarkKind.DROP
    return not film["is_in"] and not is_dropped and film["rank"] is not None
