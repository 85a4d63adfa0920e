"""The organizers' list of entries: search, filters, acts on many at once, more time for everyone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import flask
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts.models import Person
from festival.editions import get_or_404 as edition_or_404
from festival.editions.models import Edition
from festival.entries import flags
from festival.entries import page as entry_page
from festival.entries.desk import eligibility, extensions, listing
from festival.entries.desk.views import desk as desk
from festival.entries.films import waiting_queries
from festival.entries.models import Entry
from festival.entries.public_words import FILM_WORDS, STATE_WORDS
from festival.kernel import countries, languages
from festival.kernel.refusals import Refused
from festival.web import access, wording
from festival.web.row_numbers import row_number

MOST_AT_ONCE = 500
MOST_OWNERS = 40  # who get more time in one transaction, each with a letter that has to be written
BulkAct = Callable[[Entry, str, Person, datetime], None]
BULK_ACTS: dict[str, BulkAct] = {
    "tag": lambda entry, words, actor, now: eligibility.tag(entry, words, actor=actor, now=now),
    "untag": lambda entry, words, actor, now: eligibility.untag(entry, words, actor=actor, now=now),
    "eligible": lambda entry, words, actor, now: eligibility.find_eligible(entry, actor=actor, now=now),
    "ineligible": lambda entry, words, actor, now: eligibility.find_ineligible(
        entry, reason=words, actor=actor, now=now
    ),
}


@desk.get("")
@access.organizers_only
def index() -> str:
    """The list."""
    edition, choice = edition_or_404.chosen(), _choice()
    return flask.render_template(
        "entries/desk/index.html",
        edition=edition,
        choice=choice,
        page=listing.page(current.person(), edition.id, choice, clock.now()),
        counts=listing.counts(edition.id),
        key=entry_page.new_key(),
        selects=_selects(edition),
        state_words=STATE_WORDS,
        flag_words=flags.FLAG_WORDS,
        wanted=_wanted(),
    )


@desk.post("")
@access.organizers_only
def act() -> Response:
    """One act on many entries; each asks the same rule as it would alone, and what was refused is said."""
    form = flask.request.form
    act = BULK_ACTS.get(form.get("act", ""))
    if act is None:
        raise NotFound
    done, refused = 0, []
    with db.transaction():
        actor = current.person()
        for entry_id in sorted(set(form.getlist("entry", type=int)))[:MOST_AT_ONCE]:
            entry = entry_page.locked(entry_id)
            try:
                act(entry, form.get("words", ""), actor, clock.now())
                done += 1
            except Refused as error:
                refused.append((_name(entry), wording.explain(error.refusal)))
    _tell(done, refused)
    return flask.redirect(flask.url_for("entry_desk.index", **_wanted()), 303)


@desk.post("/more-time")
@access.organizers_only
def extend_all_drafts() -> Response:
    """The service itself was down: more time for everyone with a draft, some people in each transaction."""
    now, found = clock.now(), waiting_queries.unfinished(edition_or_404.chosen().id)
    owner_ids = sorted({entry.owner_id for entry in found})
    drafts, films = 0, 0
    for portion in range(0, len(owner_ids), MOST_OWNERS):
        with db.transaction():
            helped = extensions.extend_all_drafts(
                edition_or_404.chosen(),
                entry_page.hours(),
                owner_ids=owner_ids[portion : portion + MOST_OWNERS],
                reason=flask.request.form.get("reason", ""),
                actor=current.person(),
                now=now,
                key=entry_page.sent_key(),
            )
            drafts += sum(entry.is_draft for entry in helped)
            films += sum(not entry.is_draft for entry in helped)
    _tell_more_time(drafts, films)
    return flask.redirect(flask.url_for("entry_desk.index"), 303)


def _choice() -> listing.Choice:
    args = flask.request.args
    return listing.Choice(
        words=args.get("words", "")[:200],
        **{
            name: args.get(name, "")[:60]
            for name in ("category", "state", "film", "country", "language", "flag", "change", "tag")
        },
        sort=args.get("sort", listing.Sort.NEWEST, type=listing.Sort),
        after=args.get("after", type=row_number),
        before=args.get("before", type=row_number),
    )


def _wanted() -> dict[str, Any]:
    """What the list is narrowed by now, for addresses that keep it."""
    return {
        name: value for name, value in flask.request.args.items() if value and name not in ("after", "before")
    }


def _selects(edition: Edition) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the list can be narrowed by: the name in the address, its label, and (value, words) pairs."""
    named, spoken = listing.codes(edition.id)
    states = [(state.value, gettext(words)) for state, words in STATE_WORDS.items()]
    films = [(state.value, gettext(words)) for state, words in FILM_WORDS.items()]
    flag_choices = [(kind.value, gettext(words)) for kind, words in flags.FLAG_WORDS.items()]
    return [
        ("state", gettext("State"), [(listing.IN_COMPETITION, gettext("Submitted or eligible")), *states]),
        ("film", gettext("The film"), [*films, (listing.MISSING, gettext("Late, or never sent"))]),
        ("category", gettext("Category"), [(one.slug, one.name) for one in edition.categories]),
        ("country", gettext("Country"), _by_name(named, countries.name)),
        ("language", gettext("Language"), _by_name(spoken, languages.name)),
        ("flag", gettext("Flag"), [("any", gettext("Any flag")), *flag_choices]),
        ("change", gettext("Changes"), [(listing.OPEN, gettext("Waiting for an answer"))]),
        ("tag", gettext("Tag"), [(tag, tag) for tag in listing.tags(edition.id)]),
    ]


def _by_name(codes: set[str], name: Callable[[str, str], str]) -> list[tuple[str, str]]:
    return sorted(((code, name(code, wording.locale())) for code in codes), key=lambda pair: pair[1])


def _name(entry: Entry) -> str:
    return entry.title or gettext("Film without a title")


def _tell_more_time(drafts: int, films: int) -> None:
    if drafts:
        words = ngettext("%(num)s draft has more time.", "%(num)s drafts have more time.", drafts)
        flask.flash(words, "good")
    if films:
        words = ngettext(
            "%(num)s submitted film that is still being sent has more time.",
            "%(num)s submitted films that are still being sent have more time.",
            films,
        )
        flask.flash(words, "good")
    if not drafts and not films:
        flask.flash(_("Nobody has more time by this: they had as much already."), "warn")


def _tell(done: int, refused: list[tuple[str, str]]) -> None:
    if done:
        flask.flash(ngettext("Done for %(num)s entry.", "Done for %(num)s entries.", done), "good")
    for name, why in refused:
        flask.flash(_("%(name)s was left as it is: %(why)s", name=name, why=why), "warn")
    if not done and not refused:
        flask.flash(_("Choose some entries first."), "warn")
