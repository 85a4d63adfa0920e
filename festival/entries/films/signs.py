"""One set of words and shapes for where a film stands, wherever the film is named."""

from dataclasses import dataclass

from festival.entries.films.values import Film
from festival.entries.states import FilmState
from festival.kernel.words import N_, Message, Portion


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind as `_macros/state.html` has it, an icon, and the words: each state has its own icon."""

    kind: str
    icon: str
    words: Message


def sign(film: Film) -> Sign:
    """Where this film stands, for filmmakers and organizers alike."""
    match film.state:
        case FilmState.NONE:
            return Sign("draft", "draft", Message("film_none", N_("No film yet")))
        case FilmState.LINK:
            return Sign("good", "film", Message("film_link", N_("A link")))
        case FilmState.RECEIVING if film.is_sending:
            words = N_("Sending {percent} %")
            return Sign("sending", "up", Message("film_sending", words, {"percent": film.percent}))
        case FilmState.RECEIVING:
            return Sign(
                "warn",
                "pause",
                Message("film_stopped", N_("Stopped at {percent} %"), {"percent": film.percent}),
            )
        case FilmState.CHECKING:
            return Sign("working", "working", Message("film_checking", N_("Arrived, being checked")))
        case FilmState.UNCHECKED:
            return Sign("draft", "info", Message("film_unchecked", N_("Could not be checked")))
        case FilmState.READY:
            return Sign("good", "good", Message("film_ready", N_("Ready to watch")))
        case FilmState.REFUSED:
            return Sign("stop", "stop", Message("film_refused", N_("Cannot be shown")))
        case FilmState.LATE:
            return Sign("warn", "gone", late(film))


def late(film: Film) -> Message:
    """That a film did not arrive in time, and how much of it did, where that is known."""
    if film.arrived is None or film.upload is None:
        return Message("film_late", N_("The film did not arrive in time"))
    portion = Portion(film.arrived, film.upload.length)
    return Message("film_late", N_("The film did not arrive in time ({portion})"), {"portion": portion})
