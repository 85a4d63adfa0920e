"""What may still change while decisions are about to leave: an open call, open rounds, boards that moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from festival.editions.models import Edition
from festival.jury import round_queries
from festival.jury import rules as jury
from festival.jury.models import Round
from festival.kernel.windows import Phase
from festival.shortlists import documents, operations, queries
from festival.shortlists.board import board_of
from festival.shortlists.models import Freeze


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """When the call closes if it is open, open rounds with the views they wait for, versions left behind."""

    call_closes_at: datetime | None
    rounds: Sequence[tuple[Round, int]]
    left_behind: Sequence[Freeze]

    def __bool__(self) -> bool:
        return bool(self.call_closes_at or self.rounds or self.left_behind)


def of_edition(edition: Edition, now: datetime) -> LooseEnds:
    """What is not finished in an edition at `now`."""
    taken_over = queries.taken_over(edition.id)
    return LooseEnds(
        call_closes_at=_call_closes_at(edition, now),
        rounds=_unfinished_rounds(edition.id, now),
        left_behind=[frozen for frozen in taken_over if not _still_stands(frozen)],
    )


def _call_closes_at(edition: Edition, now: datetime) -> datetime | None:
    windows = [category.window for category in edition.categories]
    ends = [window.closes_at for window in windows if window.phase(now) is Phase.OPEN and window.closes_at]
    return max(ends, default=None)


def _unfinished_rounds(edition_id: int, now: datetime) -> list[tuple[Round, int]]:
    rounds = [each for each in round_queries.rounds(edition_id) if jury.is_open(each, now) is None]
    seats = round_queries.done_and_dealt([each.id for each in rounds])
    missing = {round_id: dealt - done for round_id, (done, dealt) in seats.items()}
    return [(each, missing[each.id]) for each in rounds if missing[each.id]]


def _still_stands(frozen: Freeze) -> bool:
    document = operations.document_of(board_of(frozen.shortlist))
    return documents.fingerprint(documents.written(document)) == frozen.sha256
