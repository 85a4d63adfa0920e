"""The filmmaker's pages: their entries, the sections of a draft, looking over, submitting, the receipt."""

from collections.abc import Mapping
from functools import partial

import flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.editions import get_or_404 as edition_or_404
from festival.editions import queries as editions
from festival.editions.models import Category, Edition
from festival.entries import change_requests, operations, queries
from festival.entries import page as entry_page
from festival.entries.drafts import forms as draft_forms
from festival.entries.drafts.fields import Section
from festival.entries.films import queries as film_queries
from festival.entries.films import rules as film_rules
from festival.entries.films import subtitle_queries
from festival.kernel.refusals import Refusal, Refused
from festival.web import access, wording

entries = flask.Blueprint("entries", __name__)


@entries.get("/entries")
@access.signed_in
def index() -> str:
    """One's own entries."""
    me = current.person().id
    own, now = queries.entries_of(me), clock.now()
    films = film_queries.of_many(own, now)
    extended = {
        edition_id: editions.extended_until(edition_id, me)
        for edition_id in {each.edition_id for each in own}
    }
    return flask.render_template(
        "entries/index.html",
        entries=own,
        films=films,
        untils={
            each.id: film_rules.film_until(each, films[each.id], extended[each.edition_id], now)
            for each in own
        },
        statuses={
            each.id: entry_page.own_status(each, films[each.id], extended[each.edition_id]) for each in own
        },
        no_start=entry_page.start_refusal(),
        posters={entry.id: entry_page.poster(films[entry.id]) for entry in own},
        edition=editions.current(),
    )


@entries.get("/entries/new")
@access.signed_in
def new() -> flask.typing.ResponseReturnValue:
    """Choose a category: the beginning of a draft. When there is none, the list of one's entries says why."""
    if entry_page.start_refusal():
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
        return _beginning(form, error.visible()), 409
    return flask.redirect(flask.url_for("entry_pages.section", entry_id=entry_id, section=Section.FILM), 303)


@entries.get("/entries/<int:entry_id>")
@access.signed_in
def entry(entry_id: int) -> str:
    """One entry: where it stands, and what is left to do."""
    entry = entry_page.visible(entry_id)
    return flask.render_template(
        "entries/entry.html",
        proposals=queries.proposals(entry.id),
        say_field=partial(entry_page.say_field, entry),
        letters=queries.letters(entry.id),
        **entry_page.shown(entry),
    )


@entries.get("/entries/<int:entry_id>/submit")
@access.signed_in
def check(entry_id: int) -> str:
    """Everything on one page, and the one button."""
    return _checked(entry_id)


def _checked(entry_id: int, refusal: Refusal | None = None) -> str:
    entry = entry_page.visible(entry_id)
    said = {
        page: [
            (field, draft_forms.said(field, getattr(entry, field.name), wording.locale()))
            for field in questions
        ]
        for page in Section
        if (questions := draft_forms.of_section(page, takes_links=entry.category.takes_links))
        or page is Section.FILE  # where nothing is asked, the film and its subtitles are listed
    }
    return flask.render_template(
        "entries/check.html",
        answers=said,
        refusal=refusal,
        subtitle_files=subtitle_queries.of(entry),
        language_name=entry_page.language_name,
        **entry_page.shown(entry),
    )


@entries.post("/entries/<int:entry_id>/submit")
@access.signed_in
def submit(entry_id: int) -> flask.typing.ResponseReturnValue:
    """Enter the film: the row is locked first, then the clock is read, then the rule is asked."""
    other_cuts = frozenset(flask.request.form.getlist("other_cut"))
    try:
        with db.transaction():
            entry = entry_page.locked(entry_id)
            operations.submit(entry, actor=current.person(), now=clock.now(), other_cuts=other_cuts)
    except Refused as error:
        return _checked(entry_id, error.expected("entered_already")), 409
    return flask.redirect(flask.url_for("receipts.show", entry_id=entry_id), 303)


@entries.post("/entries/<int:entry_id>/withdraw")
@access.signed_in
def withdraw(entry_id: int) -> Response:
    """Take an entry out of the competition."""
    with db.transaction():
        operations.withdraw(entry_page.locked(entry_id), actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


@entries.post("/entries/<int:entry_id>/remove")
@access.signed_in
def remove(entry_id: int) -> Response:
    """Take away what was never submitted, with its files."""
    with db.transaction():
        operations.remove(entry_page.locked(entry_id), actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("entries.index"), 303)


@entries.post("/entries/<int:entry_id>/copy")
@access.signed_in
def copy(entry_id: int) -> Response:
    """A new draft with the same answers."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        edition = edition_or_404.edition()
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
        entry_page.locked(entry_id)
        proposal = queries.held_proposal(entry_id, proposal_id)
        if proposal is None:
            raise NotFound
        change_requests.take_back(proposal, actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


@entries.post("/entries/<int:entry_id>/category")
@access.signed_in
def move(entry_id: int) -> Response:
    """Enter it in another category instead."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        category = _category(entry.edition, flask.request.form.get("category", ""))
        operations.move(entry, category, actor=current.person(), now=clock.now())
    return flask.redirect(entry_page.address(entry_id, flask.request.form.get("then", "")), 303)


@entries.post("/entries/<int:entry_id>/category/propose")
@access.signed_in
def propose_category(entry_id: int) -> Response:
    """Ask the festival to enter it in another category."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        category = _category(entry.edition, flask.request.form.get("category", ""))
        change_requests.propose_category(entry, category, actor=current.person(), now=clock.now())
    return flask.redirect(flask.url_for("entries.entry", entry_id=entry_id), 303)


def _start(form: Mapping[str, str]) -> int:
    with db.transaction():
        entry = operations.start(
            _category(edition_or_404.edition(), form.get("category", "")),
            title=form.get("title", ""),
            key=form.get("idempotency_key", "")[:100],
            actor=current.person(),
            now=clock.now(),
        )
        return entry.id


def _beginning(typed: Mapping[str, str], refusal: Refusal | None = None) -> str:
    return flask.render_template(
        "entries/new.html",
        edition=edition_or_404.edition(),
        key=entry_page.new_key(),
        typed=typed,
        refusal=refusal,
    )


def _category(edition: Edition, slug: str) -> Category:
    category = editions.category(edition, slug)
    if category is None:
        raise NotFound
    return category
