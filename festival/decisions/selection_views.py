"""What the public sees of the selection, and what the filmmakers of a selected film answer."""

import flask
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.decisions import operations, release_queries, rules
from festival.decisions import selection_queries as queries
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import page as entry_page
from festival.entries import queries as entries
from festival.entries import rules as entry_rules
from festival.entries.models import Entry
from festival.kernel import countries
from festival.kernel.refusals import enforce
from festival.screeners import queries as screeners
from festival.screeners.playback import places
from festival.web import access, wording

selection = flask.Blueprint("selection", __name__)
Answer = flask.typing.ResponseReturnValue


@selection.get("/selection")
@access.public
def show() -> Answer:
    """The selection of the current edition, at its lasting address."""
    edition = editions.current()
    if edition is None:
        return _selection(None)
    return flask.redirect(flask.url_for("selection.show_edition", slug=edition.slug))


@selection.get("/selection/<slug>")
@access.public
def show_edition(slug: str) -> str:
    """The films of a year that were selected, once that is public."""
    return _selection(editions.by_slug(slug) or flask.abort(404))


@selection.get("/selection/<slug>/<int:entry_id>")
@access.public
def show_film(slug: str, entry_id: int) -> str:
    """One film of the public selection."""
    film = queries.published(entry_id)
    if film is None or film.edition.slug != slug:
        raise NotFound
    return flask.render_template(
        "decisions/selected_film.html",
        film=film,
        edition=film.edition,
        country_name=_country_name,
        language_name=entry_page.language_name,
    )


def _selection(edition: Edition | None) -> str:
    films = queries.published_selection(edition.id) if edition else []
    if edition and not films and not edition.is_current:  # nobody knows yet that it is being prepared
        raise NotFound
    return flask.render_template(
        "decisions/selection.html",
        edition=edition,
        films=films,
        others=[each for each in queries.published_editions() if each is not edition],
        country_name=_country_name,
    )


def _country_name(code: str) -> str:
    return countries.name(code, wording.locale())


@selection.get("/selection/<int:entry_id>.jpg")
@access.public
def poster(entry_id: int) -> Response:
    """A frame of a film of the public selection."""
    entry = queries.published(entry_id)
    screener = screeners.by_upload(entry.film_upload_id) if entry and entry.film_upload_id else None
    if screener is None or screener.made is None or not screener.made.posters:
        raise NotFound
    path = places.folder(screener.key) / screener.made.posters[0]
    if not path.is_file():
        raise NotFound
    return flask.send_file(path, mimetype="image/jpeg", max_age=3600)


@selection.post("/entries/<int:entry_id>/confirm")
@access.signed_in
def confirm(entry_id: int) -> Response:
    """The filmmakers say that the film may be shown."""
    with db.transaction():
        operations.confirm(_own(entry_id), actor=current.person(), now=clock.now())
    flask.flash(_("Thank you. Your film is in the programme."), "good")
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


@selection.post("/entries/<int:entry_id>/decline")
@access.signed_in
def decline(entry_id: int) -> Response:
    """The filmmakers say that the film will not be shown."""
    with db.transaction():
        operations.decline(_own(entry_id), actor=current.person(), now=clock.now())
    flask.flash(_("Thank you for telling us. Another film may take the place."), "good")
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


def decision_panel(entry: Entry) -> Markup:
    """What the page of an entry says of its decision: nothing more than its filmmakers have been told."""
    is_told = entry.decision_released_at is not None
    return Markup(  # noqa: S704 - rendered by our own template, which escapes
        flask.render_template(
            "decisions/_panel.html",
            entry=entry,
            is_told=is_told,
            letter=release_queries.letter_of(entry) if is_told else None,
            no_answer=rules.confirm(current.person(), entry),
        )
    )


def _own(entry_id: int) -> Entry:
    entry = entries.held(entry_id)
    if entry is None:
        raise NotFound
    enforce(entry_rules.view(current.person(), entry))
    return entry
