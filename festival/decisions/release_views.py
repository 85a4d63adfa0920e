"""The desk's release: look at the letters, let them leave, follow them, publish the list."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.boards.forms import AllTheSameForm
from festival.decisions import get_or_404, letter_previews, operations, rules, warnings
from festival.decisions import queries as decision_queries
from festival.decisions import release_queries as queries
from festival.editions import get_or_404 as edition_or_404
from festival.kernel.refusals import Refusal, Refused
from festival.messages.models import LetterState
from festival.web import access
from festival.web.forms import saved_forms

releases = flask.Blueprint("releases", __name__, url_prefix="/desk/decisions")
Answer = flask.typing.ResponseReturnValue


@releases.get("/release")
@access.organizers_only
def check() -> str:
    """How many letters of each kind would leave, and how they read."""
    return _review(AllTheSameForm(saved_forms.typed(flask.request.path)))


@releases.post("/release")
@access.organizers_only
def start_release() -> Answer:
    """Let the decisions leave the application; where a reason is still to be given, the page says so."""
    form = AllTheSameForm(flask.request.form)
    if not form.validate():
        return _review(form), 422
    try:
        with db.transaction():
            ordered = operations.start_release(
                edition_or_404.chosen(),
                all_the_same=form.reason,
                actor=current.person(),
                now=clock.now(),
            )
            release_id = ordered.id
    except Refused as refused:
        refusal = refused.expected("unseen_films")
        form.ask()
        return _review(form, refusal), 409
    return flask.redirect(flask.url_for("releases.follow", release_id=release_id), 303)


@releases.get("/releases/<int:release_id>")
@access.organizers_only
def follow(release_id: int) -> str:
    """How far a release is: letters written, delivered, failed; as a page or as its ticking part."""
    ordered = get_or_404.release(release_id)
    letters = queries.letters_of(ordered)
    is_part = "HX-Request" in flask.request.headers
    return flask.render_template(
        "decisions/_progress.html" if is_part else "decisions/release.html",
        edition=edition_or_404.chosen(),
        release=ordered,
        letters=letters,
        written=sum(letters.values()),
        no_publishing=rules.publish(current.person(), ordered, letters[LetterState.WAITING]),
    )


@releases.post("/releases/<int:release_id>/publish")
@access.organizers_only
def publish(release_id: int) -> Response:
    """Show the selection to the public."""
    with db.transaction():
        operations.publish(get_or_404.held_release(release_id), actor=current.person(), now=clock.now())
    flask.flash(_("The selection is public."), "good")
    return flask.redirect(flask.url_for("selection.show"), 303)


def _review(form: AllTheSameForm, refusal: Refusal | None = None) -> str:
    edition = edition_or_404.chosen()
    counts, unseen = decision_queries.decision_counts(edition.id), queries.unseen(edition.id)
    return flask.render_template(
        "decisions/check.html",
        edition=edition,
        counts=counts,
        unseen=unseen,
        open_warnings=warnings.of_edition(edition, clock.now()),
        letters=letter_previews.letters(edition.id),
        waiting=queries.unfinished_release(edition.id),
        form=form,
        refusal=refusal,
        no_release=rules.start_release(
            current.person(), counts.all_staged, counts.undecided, counts.unchecked
        ),
    )
