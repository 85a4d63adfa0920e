"""Where a film file stands on its way to a screener, and the steps a filmmaker sees ticking."""

from enum import StrEnum

from festival.kernel.moves import Moves


class ScreenerState(StrEnum):
    """Checking lasts until the screener is made; refused carries its reason and the remedy."""

    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"


class TrackState(StrEnum):
    """Checking lasts until the file is read; asking waits for a person; refused carries its reason."""

    CHECKING = "checking"
    ASKING = "asking"
    READY = "ready"
    REFUSED = "refused"


class Step(StrEnum):
    """The last step that is done. Identifying and measuring happen in one look."""

    RECEIVED = "received"
    MEASURED = "measured"
    CHECKED = "checked"
    MADE = "made"


SETTLED = frozenset({ScreenerState.READY, ScreenerState.REFUSED})
SCREENER_MOVES = Moves(
    {
        ScreenerState.CHECKING: SETTLED,
        ScreenerState.REFUSED: SETTLED,  # a film that could not be judged, and is tried again
    }
)
