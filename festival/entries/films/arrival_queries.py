"""How far the film of an entry has come that is still on its way."""

from dataclasses import dataclass

from festival.entries.films import queries, rules
from festival.entries.films.values import Film
from festival.entries.states import FilmState
from festival.kernel.refusals import Refusal
from festival.screeners.media import first_bytes
from festival.uploads.models import Upload
from festival.uploads.parts import MissingError
from festival.uploads.places import intake


@dataclass(frozen=True)
class Arrival:
    """A film file on its way, and how many of its bytes are here."""

    upload: Upload
    sent: int


def of(*films: Film | None) -> Arrival | None:
    """The first of these films that is still arriving."""
    for film in films:
        if film and film.upload and film.state is FilmState.RECEIVING:
            return Arrival(film.upload, _sent(film.upload))
    return None


def needs_film(upload: Upload) -> Refusal | None:
    """Whether the beginning of a file on its way speaks against it, whose ever it is."""
    return rules.needs_film(_beginning(upload), upload.length)


def needs_film_for_entry(upload: Upload) -> Refusal | None:
    """The same where it is an entry's film, and not a file of subtitles; asked as its bytes arrive."""
    return needs_film(upload) if queries.entry_of(upload.id) else None


def _beginning(upload: Upload) -> bytes:
    try:
        with intake().parts.path(upload.part).open("rb") as file:
            return file.read(first_bytes.BITE)
    except FileNotFoundError:
        return b""


def _sent(upload: Upload) -> int:
    try:
        return intake().parts.offset(upload.part)
    except MissingError:
        return 0
