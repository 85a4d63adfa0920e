"""The projector: hands out the pieces of a screener to anyone who holds the ticket for it."""

import re

import flask
from werkzeug.exceptions import NotFound

from festival import clock, settings
from festival.accounts import current
from festival.screeners import queries
from festival.screeners.playback import grants, places, tickets
from festival.screeners.playback.tickets import Ticket
from festival.web import access

screenings = flask.Blueprint("screenings", __name__, url_prefix="/screenings")

PLAYLIST, PICTURE = "application/vnd.apple.mpegurl", "image/jpeg"
POSTERS = {r"poster-\d\.jpg": PICTURE}
NAMES = POSTERS | {
    r"master\.m3u8|\d/index\.m3u8": PLAYLIST,
    r"\d/init_?\d?\.mp4|\d/\d{5,7}\.m4s": "video/mp4",
    r"sheet\.jpg": PICTURE,
}
PROTECTED = "/protected/screeners/"  # the proxy's internal place, which points at places.screeners()
KEEP_SECONDS = 4 * 3600


@screenings.get("/<word>/<path:name>")
@access.signed_in
def piece(word: str, name: str) -> flask.Response:
    """A playlist, a piece of film, a poster. The original is under no name."""
    ticket = admitted(word)
    served = NAMES if ticket.opens_film else POSTERS
    kind = next((kind for names, kind in served.items() if re.fullmatch(names, name, re.ASCII)), None)
    if kind is None:
        raise NotFound
    path = grants.file_for(ticket, name)
    if not path.is_file():
        raise NotFound
    if settings.current().accel_redirect:
        response = flask.Response(mimetype=kind)
        response.headers["X-Accel-Redirect"] = PROTECTED + path.relative_to(places.screeners()).as_posix()
    else:
        response = flask.send_file(path, mimetype=kind, conditional=True)
    return kept(response)


@screenings.get("/<word>/captions/<int:track_id>.vtt")
@access.signed_in
def captions(word: str, track_id: int) -> flask.Response:
    """One subtitle track of the film."""
    text = queries.webvtt(track_id) if track_id in admitted(word).track_ids else None
    if text is None:
        raise NotFound
    return kept(flask.Response(text, content_type="text/vtt; charset=utf-8"))


def admitted(word: str) -> Ticket:
    """The ticket, if it is this person's and still good; otherwise there is no such page."""
    ticket = tickets.read(word, flask.current_app.config["SECRET_KEY"])
    if ticket is None or not ticket.admits(current.person().id, clock.now()):
        raise NotFound
    return ticket


def kept(response: flask.Response) -> flask.Response:
    """Let the viewer's own browser keep what never changes: going back costs a slow line nothing."""
    response.headers["Cache-Control"] = f"private, max-age={KEEP_SECONDS}, immutable"
    return response
