"""What may still change while decisions are about to leave.

An open call, open rounds, rankings that moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from festival.boards import operations as board_operations
from festival.boards import queries as board_queries
from festival.boards.models import Freeze
from festival.boards.row_queries import boards_of
from festival.editions.models import Edition
from festival.jury.models import Round
from festival.jury.rounds import queries as round_queries
from festival.jury.screening import rules as jury
from festival.kernel.windows import Phase
from festival.scoring.snapshot import document as snapshot_document


@dataclass(frozen=True, slots=True)
class Warnings:
    """When an open call closes, open rounds with the reviews they wait for, versions left behind."""

    call_closes_at: datetime | None
    rounds: Sequence[tuple[Round, int]]
    left_behind: Sequence[Freeze]

    def __bool__(self) -> bool:
        return bool(self.call_closes_at or self.rounds or self.left_behind)


def of_edition(edition: Edition, now: datetime) -> Warnings:
    """What is not finished in an edition at `now`."""
    return Warnings(
        call_closes_at=_call_closes_at(edition, now),
        rounds=_unfinished_rounds(edition.id, now),
        left_behind=_left_behind(edition.id),
    )


def _call_closes_at(edition: Edition, now: datetime) -> datetime | None:
    windows = [category.window for category in edition.categories]
    ends = [window.closes_at for window in windows if window.phase(now) is Phase.OPEN and window.closes_at]
    return max(ends, default=None)


def _unfinished_rounds(edition_id: int, now: datetime) -> list[tuple[Round, int]]:
    rounds = [each for each in round_queries.rounds(edition_id) if jury.needs_open_round(each, now) is None]
    assignments = round_queries.done_and_assigned([each.id for each in rounds])
    missing = {round_id: assigned - done for round_id, (done, assigned) in assignments.items()}
    return [(each, missing[each.id]) for each in rounds if missing[each.id]]


def _left_behind(edition_id: int) -> list[Freeze]:
    """The versions from which decisions were prepared and whose rankings stand otherwise now."""
    taken_over = board_queries.taken_over(edition_id)
    stand = board_operations.documents_of(boards_of([frozen.shortlist for frozen in taken_over]))
    return [
        frozen
        for frozen, document in zip(taken_over, stand, strict=True)
        if snapshot_document.stands(snapshot_document.read(frozen.document))
        != snapshot_document.stands(document)
    ]
