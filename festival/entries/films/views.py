"""The film's own page of an entry: files sent, watched, exchanged; what the workers found."""

import flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.entries import page as entry_page
from festival.entries.films import first_bytes_queries, operations, queries, subtitle_queries
from festival.entries.models import Entry
from festival.kernel.refusals import enforce
from festival.screeners import queries as screeners
from festival.screeners.models import Screener
from festival.screeners.playback import grants
from festival.uploads import queries as uploads
from festival.uploads.models import Upload
from festival.web import access, wording

films = flask.Blueprint("entry_films", __name__)


@films.post("/entries/<int:entry_id>/film-file")
@access.signed_in
def send_film(entry_id: int) -> Response:
    """This upload is the film. Said as soon as it has begun, and perhaps again."""
    with db.transaction():
        entry, upload = entry_page.locked(entry_id), claimed_upload()
        enforce(first_bytes_queries.needs_film(upload))
        operations.send_film(entry, upload, actor=current.person(), now=clock.now())
    return to_file_page(entry_id)


@films.post("/entries/<int:entry_id>/film-file/remove")
@access.signed_in
def remove_film(entry_id: int) -> Response:
    """Take a film file away from the entry."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        operations.remove_film(entry, claimed_upload(), actor=current.person(), now=clock.now())
    return to_file_page(entry_id)


@films.post("/entries/<int:entry_id>/film-file/sound")
@access.signed_in
def choose_sound(entry_id: int) -> Response:
    """Let the jury hear another sound of the film."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        screener = screeners.held_by_upload(entry.film_upload_id or 0)
        if screener is None:
            raise NotFound
        index = flask.request.form.get("sound", -1, type=int)
        operations.choose_sound(entry, screener, index, actor=current.person(), now=clock.now())
    return to_file_page(entry_id)


@films.get("/entries/<int:entry_id>/film-progress/<which>")
@access.signed_in
def progress(entry_id: int, which: str) -> str:
    """How far the checking is, as a piece of page that asks for itself again; `which` is film or next.

    With `desk` in the address it is told as organizers read it.
    """
    entry = entry_page.visible(entry_id)
    now = clock.now()
    film = queries.waiting(entry, now) if which == "next" else queries.of(entry, now)
    tracks = subtitle_queries.tracks(entry, film.screener)
    return flask.render_template(
        "entries/films/_film_progress.html",
        entry=entry,
        film=film,
        which=which,
        tracks=tracks,
        is_desk="desk" in flask.request.args,
    )


@films.get("/entries/<int:entry_id>/watch")
@access.signed_in
def watch(entry_id: int) -> str:
    """The film as the jury will see it, for its filmmaker and for organizers."""
    entry = entry_page.visible(entry_id)
    return _watched(entry, queries.of(entry).screener)


@films.get("/entries/<int:entry_id>/watch-next")
@access.signed_in
def watch_next(entry_id: int) -> str:
    """The new version, which the jury does not see yet."""
    entry = entry_page.visible(entry_id)
    return _watched(entry, queries.waiting(entry).screener)


def _watched(entry: Entry, screener: Screener | None) -> str:
    if screener is None:
        raise NotFound
    tracks = subtitle_queries.tracks(entry, screener)
    grant = grants.grant(screener, tracks, viewer_id=current.person().id, now=clock.now())
    remarks = subtitle_queries.remarks(entry, (), wording.locale())
    is_next = screener.upload_id == entry.next_upload_id
    return flask.render_template(
        "entries/films/watch.html", entry=entry, grant=grant, remarks=remarks, is_next=is_next
    )


def claimed_upload() -> Upload:
    """The upload that a form names, if it is the sender's own."""
    upload = uploads.held_by_key(flask.request.form.get("upload_key", ""))
    if upload is None or upload.owner_id != current.person().id:
        raise NotFound
    return upload


def to_file_page(entry_id: int) -> Response:
    """Back to the page of the film's file."""
    return flask.redirect(flask.url_for("entry_pages.section", entry_id=entry_id, section="file"), 303)
