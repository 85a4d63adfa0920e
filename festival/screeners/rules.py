"""When a screener can be played. Who may watch it is decided by the packages that know what it is for."""

from festival.kernel.refusals import Refusal, refuse
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState


def play(screener: Screener) -> Refusal | None:
    """A screener plays once it is made."""
    if screener.state is ScreenerState.CHECKING:
        return refuse("screener_not_made", "The screener is still being made. It can be watched in a while.")
    return screener.refusal


def settle(screener: Screener) -> Refusal | None:
    """A verdict is given once; anyone who comes second finds it given."""
    if screener.state is ScreenerState.CHECKING:
        return None
    return refuse("screener_settled", "This film was checked already.")
