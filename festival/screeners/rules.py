"""When a screener can be played. Who may watch it is decided by the packages that know what it is for."""

from festival.kernel.refusals import Refusal, refuse
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState


def is_not_judged(screener: Screener) -> bool:
    """Whether the last attempt to check it failed, which says nothing against the film."""
    refusal = screener.refusal
    return screener.state is ScreenerState.REFUSED and refusal is not None and refusal.code == NOT_JUDGED.code


def play(screener: Screener) -> Refusal | None:
    """A screener plays once it is made."""
    if screener.state is ScreenerState.CHECKING:
        return refuse("screener_not_made", "The screener is still being made. It can be watched in a while.")
    return screener.refusal


NOT_JUDGED = refuse(
    "not_judged",
    "Our server could not check this file, though it tried several times. This may not be your film's "
    "fault. The festival's organizers know of it and can try again; nothing is lost. If you have the film as "
    "MP4 (H.264 with AAC), choosing that is the quickest way.",
)


def settle(screener: Screener) -> Refusal | None:
    """A verdict is given once; anyone who comes second finds it given. A failure of ours is no verdict."""
    if screener.state is ScreenerState.CHECKING or is_not_judged(screener):
        return None
    return refuse("screener_settled", "This film was checked already.")


def choose_sound(screener: Screener, index: int) -> Refusal | None:
    """A film that can be watched can be heard with any other sound that is in its file."""
    if refusal := play(screener):
        return refusal
    known = screener.facts
    if known and any(one.index == index for one in known.programmes):
        return None
    return refuse("sound_unknown", "This sound is not in the film. Choose one from the list.")
