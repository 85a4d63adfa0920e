"""The organizers' pages: the list of entries, bulk acts, and one entry with everything about it."""

from datetime import timedelta
from functools import partial

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db, journal
from festival.accounts import current
from festival.editions import queries as editions
from festival.entries import change_requests, flags, queries, rules
from festival.entries import page as entry_page
from festival.entries.desk import eligibility, extensions
from festival.entries.drafts import differences, fields
from festival.entries.drafts import forms as draft_forms
from festival.entries.films import queries as film_queries
from festival.entries.films import rules as film_rules
from festival.entries.films import subtitle_queries
from festival.entries.films import waiting_operations as waiting
from festival.entries.models import Proposal
from festival.entries.public_words import STATE_WORDS
from festival.web import access, wording

MOST_HOURS_OF_WAITING = 400 * 24  # also while the call is open for long

desk = flask.Blueprint("entry_desk", __name__, url_prefix="/desk/entries")


@desk.get("/<int:entry_id>")
@access.organizers_only
def entry(entry_id: int) -> str:
    """One entry with everything."""
    entry = entry_page.visible(entry_id)
    return flask.render_template(
        "entries/desk/entry.html",
        answers={
            page: [
                (field, draft_forms.said(field, getattr(entry, field.name), wording.locale()))
                for field in asked
            ]
            for page in fields.Section
            if (asked := list(fields.of_section(page)))
        },
        state_words=STATE_WORDS,
        desk_refusals={
            "eligible": rules.find_eligible(current.person(), entry),
            "film": rules.needs_film_or_reason(entry, film_queries.of(entry, clock.now()).state, ""),
            "ineligible": rules.find_ineligible(current.person(), entry),
            "await_film": film_rules.await_film(
                current.person(), entry, film_queries.of(entry, clock.now()).state
            ),
        },
        changed=differences.since_submission(entry),
        proposals=queries.proposals(entry.id),
        say_field=partial(entry_page.say_field, entry),
        flags=[
            (flag, flags.FLAG_WORDS[flags.FlagKind(flag.kind)], flags.words(flag)) for flag in entry.flags
        ],
        notes=queries.notes(entry.id),
        letters=queries.letters(entry.id),
        journal=journal.lines(subject_kind="entries", subject_id=str(entry.id)),
        extended=editions.extended_until(entry.edition_id, entry.owner_id),
        subtitle_files=subtitle_queries.of(entry),
        language_name=entry_page.language_name,
        **entry_page.shown(entry),
    )


@desk.post("/<int:entry_id>/eligible")
@access.organizers_only
def find_eligible(entry_id: int) -> Response:
    """The film may compete."""
    with db.transaction():
        eligibility.find_eligible(
            entry_page.locked(entry_id),
            reason=flask.request.form.get("reason", ""),
            actor=current.person(),
            now=clock.now(),
        )
    flask.flash(_("The entry is eligible."), "good")
    return _back(entry_id)


@desk.post("/<int:entry_id>/ineligible")
@access.organizers_only
def find_ineligible(entry_id: int) -> Response:
    """The film may not compete, and why."""
    with db.transaction():
        eligibility.find_ineligible(
            entry_page.locked(entry_id),
            reason=flask.request.form.get("reason", ""),
            actor=current.person(),
            now=clock.now(),
        )
    flask.flash(_("The entry is not eligible. Its filmmaker gets a letter with the reason."), "good")
    return _back(entry_id)


@desk.post("/<int:entry_id>/tags")
@access.organizers_only
def tag(entry_id: int) -> Response:
    """Put a tag on, or take one off."""
    form = flask.request.form
    with db.transaction():
        entry = entry_page.locked(entry_id)
        if form.get("remove"):
            eligibility.untag(entry, form["remove"], actor=current.person(), now=clock.now())
        else:
            eligibility.tag(entry, form.get("tag", ""), actor=current.person(), now=clock.now())
    return _back(entry_id)


@desk.post("/<int:entry_id>/notes")
@access.organizers_only
def note(entry_id: int) -> Response:
    """Write to the other organizers."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        eligibility.note(entry, flask.request.form.get("text", ""), actor=current.person(), now=clock.now())
    return _back(entry_id)


@desk.post("/<int:entry_id>/flags/<int:flag_id>/clear")
@access.organizers_only
def clear_flag(entry_id: int, flag_id: int) -> Response:
    """Let it pass."""
    with db.transaction():
        entry_page.locked(entry_id)
        flag = queries.flag(entry_id, flag_id)
        if flag is None:
            raise NotFound
        eligibility.clear_flag(flag, actor=current.person(), now=clock.now())
    return _back(entry_id)


@desk.post("/<int:entry_id>/proposals/<int:proposal_id>/accept")
@access.organizers_only
def accept(entry_id: int, proposal_id: int) -> Response:
    """Make the change that was asked for."""
    with db.transaction():
        change_requests.accept(_proposal(entry_id, proposal_id), actor=current.person(), now=clock.now())
    flask.flash(_("The change is made, and the filmmaker gets a letter."), "good")
    return _back(entry_id)


@desk.post("/<int:entry_id>/proposals/<int:proposal_id>/decline")
@access.organizers_only
def decline(entry_id: int, proposal_id: int) -> Response:
    """Leave the field as it was submitted."""
    reason = flask.request.form.get("reason", "")
    with db.transaction():
        change_requests.decline(
            _proposal(entry_id, proposal_id), reason=reason, actor=current.person(), now=clock.now()
        )
    flask.flash(_("Nothing is changed, and the filmmaker gets a letter."), "good")
    return _back(entry_id)


@desk.post("/<int:entry_id>/more-time")
@access.organizers_only
def extend_by_hours(entry_id: int) -> Response:
    """More time for the owner of a draft."""
    with db.transaction():
        entry = entry_page.locked(entry_id)
        extensions.extend_by_hours(
            entry,
            entry_page.hours(),
            reason=flask.request.form.get("reason", ""),
            actor=current.person(),
            now=clock.now(),
            key=entry_page.sent_key(),
        )
        edition, name = entry.edition, entry.owner.name
        told = wording.deadline(extensions.closing(entry), edition.time_zone, edition.place)
    flask.flash(
        _("%(name)s may submit until %(until)s now, and gets a letter.", name=name, until=told), "good"
    )
    return _back(entry_id)


@desk.post("/<int:entry_id>/await-film")
@access.organizers_only
def await_film(entry_id: int) -> Response:
    """Wait for the film of a submitted entry, so many hours from now."""
    with db.transaction():
        entry, now = entry_page.locked(entry_id), clock.now()
        waiting.await_film(
            entry,
            now + timedelta(hours=entry_page.hours(most=MOST_HOURS_OF_WAITING)),
            reason=flask.request.form.get("reason", ""),
            actor=current.person(),
            now=now,
        )
        edition, name = entry.edition, entry.owner.name
        told = wording.moment(waiting.accept_until(entry), edition.time_zone, edition.place)
    flask.flash(
        _("The film may arrive until %(until)s. %(name)s gets a letter.", until=told, name=name), "good"
    )
    return _back(entry_id)


def _proposal(entry_id: int, proposal_id: int) -> Proposal:
    entry_page.locked(entry_id)
    proposal = queries.held_proposal(entry_id, proposal_id)
    if proposal is None:
        raise NotFound
    return proposal


def _back(entry_id: int) -> Response:
    return flask.redirect(flask.url_for("entry_desk.entry", entry_id=entry_id), 303)
