"""The filmmaker's pages: their entries, the sections of a draft, looking over, submitting, the receipt."""

from collections.abc import Mapping

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.editions import queries as editions
from festival.editions.models import Category, Edition
from festival.entries import acts as entries_acts
from festival.entries import (
    desk_list_views,
    film_queries,
    film_views,
    forms,
    more_time_views,
    operations,
    proposing,
    public_words,
    queries,
    receipt_views,
    section_views,
    showing,
)
from festival.entries.fields import Section
from festival.kernel.refusals import Refusal, Refused
from festival.kernel.roles import Role
from festival.web import access, acts, navigation, wording

entries = flask.Blueprint("entries", __name__)


@entries.get("/entries")
@access.signed_in
def index() -> str:
    """One's own entries."""
    me = current.person().id
    own = queries.entries_of(me)
    films = film_queries.of_many(own)
    extended = {
        edition_id: editions.extended_until(edition_id, me)
        for edition_id in {each.edition_id for each in own}
    }
    return flask.render_template(
        "entries/index.html",
        entries=own,
        statuses={
            each.id: showing.own_status(each, films[each.id], extended[each.edition_id]) for each in own
        },
        no_start=showing.no_start(),
        posters={entry.id: showing.poster(films[entry.id]) for entry in own},
        edition=editions.current(),
    )


@entries.get("/entries/new")
@access.signed_in
def new() -> flask.typing.ResponseReturnValue:
    """Choose a category: the beginning of a draft. When there is none, the list of one's entries says why."""
    if showing.no_start():
        return flask.redirect(flask.url_for("entries.index"))
    return _beginning(flask.request.args)


@entries.post("/entries")
@access.signed_in
def start() -> flask.typing.ResponseReturnValue:
    """Begin a draft; where that cannot be done, what was typed stays on the page that says why."""
    form = flask.request.form
    try:
        entry_id = _start(form)
    except Refused as error:
        return _beginning(form, error.visible()), 403
    return flask.redirect(flask.url_for("entry_pages.section", entry_id=entry_id, section=Section.FILM), 303)


@entries.get("/entries/<int:entry_id>")
@access.signed_in
def entry(entry_id: int) -> str:
    """One entry: where it stands, and what is left to do."""
    entry = showing.visible(entry_id)
    return flask.render_template(
        "entries/entry.html",
        proposals=queries.proposals(entry.id),
        say_field=showing.say_field,
        letters=queries.letters(entry.id),
        **showing.shown(entry),
    )


@entries.get("/entries/<int:entry_id>/submit")
@access.signed_in
def look_over(entry_id: int) -> str:
    """Everything on one page, and the one button."""
    entry = showing.visible(entry_id)
    said = {
        page: [
            (field, forms.said(field, getattr(entry, field.name), wording.locale())) for field in questions
        ]
        for page in Section
        if (questions := forms.of_section(page, takes_links=entry.category.takes_links))
    }
    return flask.render_template("entries/look_over.html", answers=said, **showing.shown(entry))


@entries.post("/entries/<int:entry_id>/submit")
@access.signed_in
def submit(entry_id: int) -> Response:
    """Enter the film: the row is locked first, then the clock is read, then the rule is asked."""
    with db.transaction():
        entry = showing.locked(entry_id)
        operations.submit(entry, actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("receipts.show", entry_id=entry_id), 303)


@entries.post("/entries/<int:entry_id>/withdraw")
@access.signed_in
def withdraw(entry_id: int) -> Response:
    """Take an entry out of the competition."""
    with db.transaction():
        operations.withdraw(showing.locked(entry_id), actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


@entries.post("/entries/<int:entry_id>/copy")
@access.signed_in
def copy(entry_id: int) -> Response:
    """A new draft with the same answers."""
    with db.transaction():
        entry = showing.locked(entry_id)
        edition = _edition()
        category = editions.category(edition, entry.category.slug) or edition.categories[0]
        key = flask.request.form.get("idempotency_key", "")[:100]
        draft = operations.copy(entry, category, key=key, actor=current.person(), now=clock.now())
        draft_id = draft.id
    return flask.redirect(flask.url_for("entries.entry", entry_id=draft_id), 303)


@entries.post("/entries/<int:entry_id>/proposals/<int:proposal_id>/take-back")
@access.signed_in
def take_back(entry_id: int, proposal_id: int) -> Response:
    """No longer ask for a change."""
    with db.transaction():
        showing.locked(entry_id)
        proposal = queries.proposal(entry_id, proposal_id, lock=True)
        if proposal is None:
            raise NotFound
        proposing.take_back(proposal, actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


@entries.post("/entries/<int:entry_id>/category")
@access.signed_in
def move(entry_id: int) -> Response:
    """Enter it in another category instead."""
    with db.transaction():
        entry = showing.locked(entry_id)
        category = _category(entry.edition, flask.request.form.get("category", ""))
        operations.move(entry, category, actor=current.person(), now=clock.now())
    return flask.redirect(showing.address(entry_id, flask.request.form.get("then", "")), 303)


def _start(form: Mapping[str, str]) -> int:
    with db.transaction():
        entry = operations.start(
            _category(_edition(), form.get("category", "")),
            title=form.get("title", ""),
            key=form.get("idempotency_key", "")[:100],
            actor=current.person(),
            now=clock.now(),
        )
        return entry.id


def _beginning(typed: Mapping[str, str], refusal: Refusal | None = None) -> str:
    return flask.render_template(
        "entries/new.html", edition=_edition(), key=showing.new_key(), typed=typed, refusal=refusal
    )


def _edition() -> Edition:
    edition = editions.current()
    if edition is None:
        raise NotFound
    return edition


def _category(edition: Edition, slug: str) -> Category:
    category = editions.category(edition, slug)
    if category is None:
        raise NotFound
    return category


def init_app(app: flask.Flask) -> None:
    """Put the filmmaker's pages in the house."""
    app.add_template_filter(
        lambda entry: public_words.judging_status(entry.decision, entry.decision_released_at),
        "judging_status",
    )
    acts.offer(app, entries_acts.SENTENCES, entries_acts.KINDS)
    app.register_blueprint(entries)
    app.register_blueprint(section_views.pages)
    app.register_blueprint(receipt_views.pages)
    app.register_blueprint(film_views.films)
    desk_list_views.init_app(app)
    app.register_blueprint(more_time_views.extensions)
    navigation.offer(app, _("My entries"), "entries.index", Role.FILMMAKER)
    navigation.offer(app, _("Entries"), "entry_desk.index", Role.ORGANIZER)
