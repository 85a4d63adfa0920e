"""The entry behind an address, and what every page of it shows."""

import secrets
from datetime import datetime
from typing import Any

import flask
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from festival import clock
from festival.accounts import current
from festival.editions import get_or_404 as edition_or_404
from festival.editions import queries as editions
from festival.editions.models import Category
from festival.entries import flags, public_words, queries, rules
from festival.entries.drafts import checklist, fields
from festival.entries.drafts import forms as draft_forms
from festival.entries.drafts.fields import Section
from festival.entries.films import exchange_operations as exchanges
from festival.entries.films import queries as film_queries
from festival.entries.films import rules as film_rules
from festival.entries.films import subtitle_queries, twin_queries
from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.entries.states import FilmState
from festival.kernel import languages
from festival.kernel.refusals import Refusal, enforce
from festival.screeners.operations import UNKNOWN_LANGUAGE
from festival.screeners.playback import grants
from festival.web import vetoes, wording


def visible(entry_id: int) -> Entry:
    """The entry, if the reader may see it; otherwise there is no such page."""
    entry = queries.by_id(entry_id)
    if entry is None:
        raise NotFound
    enforce(rules.view(current.person(), entry))
    edition_or_404.choose(entry.edition_id)
    return entry


def locked(entry_id: int) -> Entry:
    """The same, with its row held until the transaction ends; read the clock after this."""
    entry = queries.held(entry_id)
    if entry is None:
        raise NotFound
    enforce(rules.view(current.person(), entry))
    edition_or_404.choose(entry.edition_id)
    return entry


def shown(entry: Entry) -> dict[str, Any]:
    """What every page of one entry shows."""
    now = clock.now()
    film = film_queries.of(entry, now)
    next_film = film_queries.waiting(entry, now) if entry.next_upload_id else None
    extended = editions.extended_until(entry.edition_id, entry.owner_id)
    refusals = _refusals(entry, film, extended, now)
    arriving = _arriving(next_film, film)
    until = film_rules.film_until(entry, arriving or film, extended, now)
    return {
        "entry": entry,
        "film": film,
        "poster": poster(film),
        "tracks": subtitle_queries.tracks(entry, film.screener),
        "next_film": next_film,
        "arriving": arriving,
        "is_arriving": arriving is not None and until is not None,
        "next_tracks": subtitle_queries.tracks(entry, next_film.screener) if next_film else (),
        "missing": checklist.missing(entry, film.state),
        "bytes_until": entry.bytes_until(extended),
        "until": until,
        "window": entry.category.window.extended_to(extended),
        "submission_status": own_status(entry, film, extended),
        "judging_status": public_words.judging_status(entry.decision, entry.decision_released_at),
        "length_remarks": [
            flags.length_remark(flag) for flag in entry.flags if flag.kind in flags.ABOUT_LENGTH
        ],
        "twins": twin_queries.own_twins(entry) if entry.is_draft else {},
        "better_categories": _better_categories(entry, film.seconds),
        "field_labels": fields.LABELS,
        "section_words": fields.SECTION_WORDS,
        "key": new_key(),
        "refusals": refusals,
    }


def _refusals(
    entry: Entry, film: Film, extended: datetime | None, now: datetime
) -> dict[str, Refusal | None]:
    """Why the reader cannot do what the pages of an entry offer, by the act."""
    actor = current.person()
    no_sending = film_rules.send_film(actor, entry, film.state, extended, now, now)
    no_exchange = exchanges.no_exchange(entry, film.state)
    return {
        "copy": rules.copy(actor, entry) or start_refusal(),
        "edit": rules.edit(actor, entry),
        "submit": rules.submit(actor, entry, film.state, extended, now),
        "withdraw": rules.withdraw(actor, entry),
        "send_film": no_sending,
        "exchange_film": no_exchange,
        "remove_film": no_sending or no_exchange,
        "choose_sound": film_rules.choose_sound(actor, entry),
        "propose": rules.propose(actor, entry),
        "remove": rules.remove(actor, entry),
        "move": _no_move(entry, film, extended, now),
    }


def _arriving(*films: Film | None) -> Film | None:
    """The first of these films whose bytes are still to come."""
    return next((film for film in films if film and film.state is FilmState.RECEIVING), None)


def poster(film: Film) -> str | None:
    """The address of the film's first poster for this reader, once there is one."""
    return next(iter(grants.posters(film.screener, viewer_id=current.person().id, now=clock.now())), None)


def _better_categories(entry: Entry, seconds: int | None) -> list[Category]:
    """Where a film of this length belongs, if not where it was entered."""
    if seconds is None or entry.category.holds(seconds):
        return []
    return [category for category in entry.edition.categories if category.holds(seconds)]


def _no_move(entry: Entry, film: Film, extended: datetime | None, now: datetime) -> Refusal | None:
    """Why it cannot be moved at once to where its length belongs; then a move is only proposed."""
    better = _better_categories(entry, film.seconds)
    if not better:
        return None
    no_move = rules.move(current.person(), entry, better[0], film.seconds, extended, now)
    return no_move or (None if entry.is_draft else vetoes.to("entries.move", entry))


def start_refusal() -> Refusal | None:
    """Why the reader cannot begin an entry of the present edition; None where they can."""
    edition = editions.current()
    return queries.start_refusal(current.person(), edition, clock.now()) if edition else None


def own_status(entry: Entry, film: Film, extended_until: datetime | None) -> str:
    """Where the entry stands, in the words that its filmmakers read."""
    no_submit = rules.submit(entry.owner, entry, film.state, extended_until, clock.now())
    return public_words.own_status(entry.state, film.state, checklist.missing(entry, film.state), no_submit)


def say_field(entry: Entry, name: str, value: object) -> str:
    """A field's value as words for people."""
    if name == fields.CATEGORY:
        category = editions.category(entry.edition, str(value))
        return category.name if category else str(value)
    if name == fields.FILM:
        return _said_film(entry, value)
    return ", ".join(draft_forms.said(fields.BY_NAME[name], value, wording.locale()))


def _said_film(entry: Entry, kept: Any) -> str:
    """A film's file by its name, length and time of arrival, or the link."""
    if "link" in kept:
        return str(kept["link"] or "")
    sent = wording.moment(
        datetime.fromisoformat(kept["sent_at"]), entry.edition.time_zone, entry.edition.place
    )
    length = wording.duration(kept["seconds"]) if kept["seconds"] else ""
    return " · ".join(words for words in (kept["filename"] or gettext("Film file"), length, sent) if words)


def language_name(tag: str) -> str:
    """A language as the reader calls it; empty while nobody has said which it is."""
    return "" if tag == UNKNOWN_LANGUAGE else languages.name(tag, wording.locale())


def new_key() -> str:
    """What makes a form that is sent twice one form."""
    return secrets.token_urlsafe(16)


def sent_key() -> str:
    """The one that came with a form; empty for a program that sends none."""
    return flask.request.form.get("idempotency_key", "")[:100]


def address(entry_id: int, following: str) -> str:
    """The page of an entry that a form names as the next one."""
    if following == "submit":
        return flask.url_for("entries.check", entry_id=entry_id)
    if following in list(Section):
        return flask.url_for("entry_pages.section", entry_id=entry_id, section=following)
    return flask.url_for("entries.entry", entry_id=entry_id)


def hours(most: int = 28 * 24) -> int:
    """How much more time a form gives: between an hour and, as a rule, four weeks."""
    return min(max(flask.request.form.get("hours", 24, type=int), 1), most)
