"""The film's own page of an entry: files sent, watched, exchanged; subtitles; what the workers found."""

import flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.entries import page as entry_page
from festival.entries.films import arrival_queries, operations, queries
from festival.entries.models import Entry, SubtitleFile
from festival.kernel import languages
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import enforce
from festival.screeners import queries as screeners
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
        entry, upload = entry_page.locked(entry_id), _upload()
        enforce(arrival_queries.needs_film(upload))
        operations.send_film(entry, upload, actor=current.person(), now=clock.now())
    return _to_file_page(entry_id)


@films.post("/entries/<int:entry_id>/film-file/remove")
@access.signed_in
def remove_film(entry_id: int) -> Response:
    """Take a film file away from the entry."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        operations.remove_film(entry, _upload(), actor=current.person(), now=clock.now())
    return _to_file_page(entry_id)


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
    return _to_file_page(entry_id)


@films.get("/entries/<int:entry_id>/film-progress/<which>")
@access.signed_in
def progress(entry_id: int, which: str) -> str:
    """How far the checking is, as a piece of page that asks for itself again; `which` is film or next."""
    entry = entry_page.visible(entry_id)
    now = clock.now()
    film = queries.waiting(entry, now) if which == "next" else queries.of(entry, now)
    tracks = queries.tracks(entry, film.screener)
    return flask.render_template(
        "entries/films/_film_progress.html", entry=entry, film=film, which=which, tracks=tracks
    )


@films.get("/entries/<int:entry_id>/watch")
@access.signed_in
def watch(entry_id: int) -> str:
    """The film as the jury will see it, for its filmmaker and for organizers."""
    entry = entry_page.visible(entry_id)
    screener = queries.of(entry).screener
    if screener is None:
        raise NotFound
    tracks = queries.tracks(entry, screener)
    grant = grants.grant(screener, tracks, viewer_id=current.person().id, now=clock.now())
    return flask.render_template("entries/films/watch.html", entry=entry, grant=grant)


@films.post("/entries/<int:entry_id>/subtitles")
@access.signed_in
def add_subtitles(entry_id: int) -> Response:
    """This upload is a subtitle file."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        operations.add_subtitles(entry, _upload(), actor=current.person(), now=clock.now())
    return _to_file_page(entry_id)


@films.get("/entries/<int:entry_id>/subtitles/<int:file_id>")
@access.signed_in
def reading(entry_id: int, file_id: int) -> str:
    """Whether a subtitle file was read, as a piece of page that asks for itself again until it was."""
    file = _subtitle_file(entry_page.visible(entry_id), file_id)
    track = screeners.track_by_upload(file.upload_id)
    return flask.render_template("entries/films/_subtitle_state.html", file=file, track=track)


@films.post("/entries/<int:entry_id>/subtitles/<int:file_id>/language")
@access.signed_in
def name_language(entry_id: int, file_id: int) -> Response:
    """Say in which language a subtitle file is."""
    typed = flask.request.form.get("language", "")
    try:
        with db.transaction():
            file = _subtitle_file(entry_page.locked(entry_id), file_id)
            tag = languages.by_name(typed, wording.locale()) or typed
            operations.name_language(file, tag, actor=current.person(), now=clock.now())
    except Invalid as wrong:
        flask.flash(wording.say(wrong.text, wrong.values), "warn")
    return _to_file_page(entry_id)


@films.post("/entries/<int:entry_id>/subtitles/<int:file_id>/remove")
@access.signed_in
def remove_subtitles(entry_id: int, file_id: int) -> Response:
    """Take a subtitle file away from the entry."""
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        operations.remove_subtitles(file, actor=current.person(), now=clock.now())
    return _to_file_page(entry_id)


def _upload() -> Upload:
    upload = uploads.held_by_key(flask.request.form.get("upload_key", ""))
    if upload is None or upload.owner_id != current.person().id:
        raise NotFound
    return upload


def _subtitle_file(entry: Entry, file_id: int) -> SubtitleFile:
    for file in entry.subtitle_files:
        if file.id == file_id:
            return file
    raise NotFound


def _to_file_page(entry_id: int) -> Response:
    return flask.redirect(flask.url_for("entry_pages.section", entry_id=entry_id, section="file"), 303)
