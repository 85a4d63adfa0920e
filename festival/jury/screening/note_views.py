"""A juror's notes on a film, each at its second."""

import flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.jury.models import Note
from festival.jury.screening import forms, operations, queries, render_again
from festival.jury.screening import page as screening_page
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.web import access, wording

notes = flask.Blueprint("jury_notes", __name__, url_prefix="/screening/<int:assignment_id>/notes")
Answer = flask.typing.ResponseReturnValue


@notes.post("")
@access.jurors_only
def note(assignment_id: int) -> Answer:
    """Write a note at a second of the film."""
    try:
        at_second, text = forms.note(flask.request.form)
        with db.transaction():
            assignment = render_again.held_own(assignment_id)
            operations.note(assignment, at_second, text, actor=current.person(), now=clock.now())
    except (Refused, Invalid) as problem:
        return render_again.refused(assignment_id, "note", problem)
    return _notes(assignment_id)


@notes.post("/<int:note_id>")
@access.jurors_only
def change_note(assignment_id: int, note_id: int) -> Answer:
    """Change a note."""
    try:
        at_second, text = forms.note(flask.request.form)
        with db.transaction():
            written = _own_note(assignment_id, note_id)
            operations.change_note(written, at_second, text, actor=current.person(), now=clock.now())
    except (Refused, Invalid) as problem:
        return render_again.refused(assignment_id, f"note-{note_id}", problem)
    return _notes(assignment_id)


@notes.post("/<int:note_id>/delete")
@access.jurors_only
def delete_note(assignment_id: int, note_id: int) -> Answer:
    """Take a note back."""
    with db.transaction():
        written = _own_note(assignment_id, note_id)
        operations.delete_note(written, actor=current.person(), now=clock.now())
    return _notes(assignment_id)


def _own_note(assignment_id: int, note_id: int) -> Note:
    written = queries.note(note_id)
    if written is None or written.assignment_id != assignment_id:
        raise NotFound
    return written


def _notes(assignment_id: int) -> str | Response:
    if "HX-Request" not in flask.request.headers:
        return flask.redirect(flask.url_for("jury.film", assignment_id=assignment_id, _anchor="notes"), 303)
    page = screening_page.film_page(
        render_again.own(assignment_id), current.person(), clock.now(), wording.locale()
    )
    return flask.render_template("jury/screening/_notes.html", page=page, rejected={})
