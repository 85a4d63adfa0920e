"""The subtitle files of an entry: sent, named, read in another way, replaced, removed."""

import flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.entries import page as entry_page
from festival.entries.films import subtitle_operations, subtitle_queries
from festival.entries.films.subtitle_operations import Repair
from festival.entries.films.views import claimed_upload
from festival.entries.models import Entry, SubtitleFile
from festival.kernel import language_reading
from festival.kernel.invalid import Invalid
from festival.kernel.registers import language_names
from festival.web import access, wording

subtitles = flask.Blueprint("entry_subtitles", __name__, url_prefix="/entries/<int:entry_id>")
ONE = "/subtitles/<int:file_id>"


@subtitles.post("/subtitles")
@access.signed_in
def add_subtitles(entry_id: int) -> Response:
    """This upload is a subtitle file."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        subtitle_operations.add_subtitles(entry, claimed_upload(), actor=current.person(), now=clock.now())
    return _back(entry_id)


@subtitles.post("/subtitles/send")
@access.signed_in
def send_subtitles(entry_id: int) -> Response:
    """A subtitle file through a plain form, for browsers without scripts."""
    sent = flask.request.files.get("subtitles")
    if sent is None:
        raise NotFound
    name, data = sent.filename or "", sent.read()
    with db.transaction():
        entry = entry_page.locked(entry_id)
        subtitle_operations.send_subtitles(entry, name, data, actor=current.person(), now=clock.now())
    return _back(entry_id)


@subtitles.get(ONE)
@access.signed_in
def reading(entry_id: int, file_id: int) -> str:
    """What became of a subtitle file, as a piece of page that asks for itself again until it was read."""
    file = _subtitle_file(entry_page.visible(entry_id), file_id)
    can_change = file.entry.owner_id == current.person().id
    return flask.render_template(
        "entries/films/_subtitle_state.html",
        shown=subtitle_queries.one(file),
        can_change=can_change,
        language_name=entry_page.language_name,
        mistyped={},
    )


@subtitles.post(f"{ONE}/language")
@access.signed_in
def name_language(entry_id: int, file_id: int) -> Response:
    """Say in which language a subtitle file is."""
    typed = flask.request.form.get("language", "")
    try:
        with db.transaction():
            file = _subtitle_file(entry_page.locked(entry_id), file_id)
            tag = language_reading.read(typed, wording.locale())
            subtitle_operations.name_language(file, tag, actor=current.person(), now=clock.now())
    except Invalid:
        # The page says beside the field what is wrong, and the words stay in it.
        return _back(entry_id, file_id, f"{file_id}:{typed[: language_names.LONGEST]}")
    return _back(entry_id, file_id)


@subtitles.post(f"{ONE}/encoding")
@access.signed_in
def choose_encoding(entry_id: int, file_id: int) -> Response:
    """Say in which encoding it reads right."""
    encoding = flask.request.form.get("encoding", "")
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        subtitle_operations.choose_encoding(file, encoding, actor=current.person(), now=clock.now())
    return _back(entry_id, file_id)


@subtitles.post(f"{ONE}/shift")
@access.signed_in
def shift_subtitles(entry_id: int, file_id: int) -> Response:
    """Move all times: to so many milliseconds after what the file says, or so many seconds on from now."""
    form = flask.request.form
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        track = subtitle_queries.by_upload(file.upload_id)
        moved = round(form.get("seconds", 0.0, type=float) * 1000) + (track.options.shift if track else 0)
        milliseconds = form.get("milliseconds", moved, type=int)
        subtitle_operations.shift_subtitles(file, milliseconds, actor=current.person(), now=clock.now())
    return _back(entry_id, file_id)


@subtitles.post(f"{ONE}/repair")
@access.signed_in
def repair_subtitles(entry_id: int, file_id: int) -> Response:
    """Put right what is wrong all through the file."""
    repair = _repair()
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        subtitle_operations.repair_subtitles(file, repair, actor=current.person(), now=clock.now())
    return _back(entry_id, file_id)


@subtitles.post(f"{ONE}/undo-repair")
@access.signed_in
def undo_repair(entry_id: int, file_id: int) -> Response:
    """Show the file as it came again."""
    repair = _repair()
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        subtitle_operations.undo_repair(file, repair, actor=current.person(), now=clock.now())
    return _back(entry_id, file_id)


@subtitles.post(f"{ONE}/split")
@access.signed_in
def split_subtitles(entry_id: int, file_id: int) -> Response:
    """Another language of the same file as subtitles of their own."""
    part = flask.request.form.get("part", "")
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        other = subtitle_operations.split_subtitles(file, part, actor=current.person(), now=clock.now())
        db.session().flush()
        other_id = other.id
    return _back(entry_id, other_id)


@subtitles.post(f"{ONE}/replace")
@access.signed_in
def replace_subtitles(entry_id: int, file_id: int) -> Response:
    """This file plays in place of the other one in its language."""
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        subtitle_operations.replace_subtitles(file, actor=current.person(), now=clock.now())
    return _back(entry_id, file_id)


@subtitles.post(f"{ONE}/remove")
@access.signed_in
def remove_subtitles(entry_id: int, file_id: int) -> Response:
    """Take a subtitle file away from the entry."""
    with db.transaction():
        file = _subtitle_file(entry_page.locked(entry_id), file_id)
        subtitle_operations.remove_subtitles(file, actor=current.person(), now=clock.now())
    return _back(entry_id)


@subtitles.post("/subtitles-in-picture")
@access.signed_in
def say_in_picture(entry_id: int) -> Response:
    """Subtitles in this language are part of the picture."""
    language = flask.request.form.get("language", "")
    with db.transaction():
        entry = entry_page.locked(entry_id)
        subtitle_operations.say_in_picture(entry, language, actor=current.person(), now=clock.now())
    return _back(entry_id)


@subtitles.post("/subtitles-in-picture/undo")
@access.signed_in
def unsay_in_picture(entry_id: int) -> Response:
    """Subtitles in this language are not part of the picture."""
    language = flask.request.form.get("language", "")
    with db.transaction():
        entry = entry_page.locked(entry_id)
        subtitle_operations.unsay_in_picture(entry, language, actor=current.person(), now=clock.now())
    return _back(entry_id)


def _repair() -> Repair:
    try:
        return Repair(flask.request.form.get("repair", ""))
    except ValueError:
        raise NotFound from None


def _subtitle_file(entry: Entry, file_id: int) -> SubtitleFile:
    for file in entry.subtitle_files:
        if file.id == file_id:
            return file
    raise NotFound


def _back(entry_id: int, file_id: int | None = None, mistyped: str | None = None) -> Response:
    """To the subtitles on the page of the file. `mistyped` is what subtitle_languages.mistyped reads."""
    page = flask.url_for(
        "entry_pages.section",
        entry_id=entry_id,
        section="file",
        language=mistyped,
        _anchor=f"subtitle-file-{file_id}" if file_id else "subtitle-files",
    )
    return flask.redirect(page, 303)
