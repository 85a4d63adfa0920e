"""The entry behind an address, and what every page of it shows."""

import secrets
from datetime import datetime
from typing import Any

import flask
from werkzeug.exceptions import NotFound

from festival import clock
from festival.accounts import current
from festival.editions import queries as editions
from festival.editions.models import Category
from festival.entries import flags, public_words, queries, rules
from festival.entries.drafts import checklist, fields
from festival.entries.drafts import forms as draft_forms
from festival.entries.drafts.fields import Section
from festival.entries.films import queries as film_queries
from festival.entries.films import subtitle_queries
from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.entries.states import FilmState
from festival.kernel import languages
from festival.kernel.refusals import Refusal, enforce
from festival.screeners.operations import UNKNOWN_LANGUAGE
from festival.screeners.playback import grants
from festival.web import wording


def visible(entry_id: int) -> Entry:
    """The entry, if the reader may see it; otherwise there is no such page."""
    entry = queries.by_id(entry_id)
    if entry is None:
        raise NotFound
    enforce(rules.view(current.person(), entry))
    return entry


def locked(entry_id: int) -> Entry:
    """The same, with its row held until the transaction ends; read the clock after this."""
    entry = queries.held(entry_id)
    if entry is None:
        raise NotFound
    enforce(rules.view(current.person(), entry))
    return entry


def shown(entry: Entry) -> dict[str, Any]:
    """What every page of one entry shows."""
    actor, film, now = current.person(), film_queries.of(entry), clock.now()
    next_film = film_queries.waiting(entry) if entry.next_upload_id else None
    extended = editions.extended_until(entry.edition_id, entry.owner_id)
    return {
        "entry": entry,
        "film": film,
        "poster": poster(film),
        "tracks": subtitle_queries.tracks(entry, film.screener),
        "next_film": next_film,
        "is_arriving": FilmState.RECEIVING in (film.state, next_film and next_film.state),
        "next_tracks": subtitle_queries.tracks(entry, next_film.screener) if next_film else (),
        "missing": checklist.missing(entry, film.state),
        "window": entry.category.window.extended_to(extended),
        "submission_status": own_status(entry, film, extended),
        "judging_status": public_words.judging_status(entry.decision, entry.decision_released_at),
        "length_remarks": [flags.words(flag) for flag in entry.flags if flag.kind in flags.ABOUT_LENGTH],
        "better_categories": _better_categories(entry, film.seconds),
        "field_labels": {field.name: field.label for field in fields.FIELDS},
        "section_words": fields.SECTION_WORDS,
        "key": new_key(),
        "refusals": {
            "copy": rules.copy(actor, entry) or start_refusal(),
            "edit": rules.edit(actor, entry),
            "submit": rules.submit(actor, entry, film.state, extended, now),
            "withdraw": rules.withdraw(actor, entry),
            "send_film": rules.send_film(actor, entry, film.state, extended, now, now),
            "propose": rules.propose(actor, entry),
        },
    }


def poster(film: Film) -> str | None:
    """The address of the film's first poster for this reader, once there is one."""
    return next(iter(grants.posters(film.screener, viewer_id=current.person().id, now=clock.now())), None)


def _better_categories(entry: Entry, seconds: int | None) -> list[Category]:
    """Where a film of this length belongs, if not where it was entered."""
    if seconds is None or entry.category.holds(seconds):
        return []
    return [category for category in entry.edition.categories if category.holds(seconds)]


def start_refusal() -> Refusal | None:
    """Why the reader cannot begin an entry of the present edition; None where they can."""
    edition = editions.current()
    return queries.start_refusal(current.person(), edition, clock.now()) if edition else None


def own_status(entry: Entry, film: Film, extended_until: datetime | None) -> str:
    """Where the entry stands, in the words that its filmmakers read."""
    no_submit = rules.submit(entry.owner, entry, film.state, extended_until, clock.now())
    return public_words.own_status(entry.state, checklist.missing(entry, film.state), no_submit)


def say_field(name: str, value: object) -> str:
    """A field's value as words for people."""
    return ", ".join(draft_forms.said(fields.BY_NAME[name], value, wording.locale()))


def language_name(tag: str) -> str:
    """A language as the reader calls it; empty while nobody has said which it is."""
    return "" if tag == UNKNOWN_LANGUAGE else languages.name(tag, wording.locale())


def new_key() -> str:
    """What makes a form that is sent twice one form."""
    return secrets.token_urlsafe(16)


def address(entry_id: int, following: str) -> str:
    """The page of an entry that a form names as the next one."""
    if following == "submit":
        return flask.url_for("entries.check", entry_id=entry_id)
    if following in list(Section):
        return flask.url_for("entry_pages.section", entry_id=entry_id, section=following)
    return flask.url_for("entries.entry", entry_id=entry_id)


def hours() -> int:
    """How much more time a form gives: between an hour and four weeks."""
    return min(max(flask.request.form.get("hours", 24, type=int), 1), 28 * 24)
