"""Lets one person watch one film for some hours, at addresses that are of no use to anybody else.

The packages above decide who may watch, and call `grant`; `views.py` checks the ticket it makes.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import flask

from festival.kernel.refusals import enforce
from festival.screeners import rules, telling
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.playback import places, tickets
from festival.screeners.playback.tickets import Ticket

PLAYLIST = "master.m3u8"


@dataclass(frozen=True)
class Captions:
    """One choice of the player's subtitle menu."""

    url: str
    language: str
    label: str


@dataclass(frozen=True)
class Grant:
    """All that the player needs. `sheet` says where each small picture lies on the scrubber's large one."""

    playlist: str
    poster: str | None
    seconds: float
    captions: tuple[Captions, ...]
    sheet_url: str
    sheet: dict[str, Any]


def grant(
    screener: Screener, tracks: Sequence[SubtitleTrack] = (), *, viewer_id: int, now: datetime
) -> Grant:
    """Addresses for one viewer, good for four to eight hours. Raises Refused when nothing can be played.

    `tracks` is what `queries.tracks` finds for the film.
    """
    enforce(rules.play(screener))
    made = screener.made
    if made is None or screener.seconds is None:
        raise ValueError("a screener that is ready was made and measured")
    track_ids = tuple(track.id for track in tracks)
    word = _seal(Ticket(screener.key, viewer_id, track_ids, tickets.expiry(now), opens_film=True))
    return Grant(
        playlist=_address(word, PLAYLIST),
        poster=_address(word, made.posters[0]) if made.posters else None,
        seconds=screener.seconds,
        captions=tuple(_captions(word, track) for track in tracks),
        sheet_url=_address(word, "sheet.jpg"),
        sheet=asdict(made.sheet),
    )


def posters(screener: Screener | None, *, viewer_id: int, now: datetime) -> list[str]:
    """The addresses of a film's posters for one viewer, the best first; none until the screener is made.

    They show the posters alone: anyone who may see a film in a list need not be somebody who may watch it.
    """
    made = screener.made if screener else None
    if screener is None or made is None:
        return []
    word = _seal(Ticket(screener.key, viewer_id, (), tickets.expiry(now), opens_film=False))
    return [_address(word, name) for name in made.posters]


def file_for(ticket: Ticket, name: str) -> Path:
    """The bytes behind a name in an address.

    The playlist is the same for everybody; which bytes a viewer gets is decided here alone, so that one
    day two variants of each piece can tell whose copy leaked.
    """
    return places.folder(ticket.screener_key) / name


def _seal(ticket: Ticket) -> str:
    return tickets.seal(ticket, flask.current_app.config["SECRET_KEY"])


def _address(word: str, name: str) -> str:
    return flask.url_for("screenings.piece", word=word, name=name)


def _captions(word: str, track: SubtitleTrack) -> Captions:
    # Browsers keep what they have read: a file that was read anew has another address.
    url = flask.url_for("screenings.captions", word=word, track_id=track.id, turn=track.read_turn)
    return Captions(url, track.language, telling.language_name(track.language))
