"""The film's file is exchanged: at once, or once the festival says so where the jury has begun to watch."""

from datetime import datetime
from typing import Any

from festival import db, journal
from festival.accounts.models import Person
from festival.entries import proposal_operations as proposals
from festival.entries.drafts.fields import FILM
from festival.entries.films import flagging, queries, rules, subtitle_operations
from festival.entries.films.values import Film
from festival.entries.models import Entry, Proposal
from festival.entries.states import FILM_MISSING, FilmState, ProposalState
from festival.kernel.refusals import Refusal, enforce
from festival.uploads import operations as uploads
from festival.uploads import queries as upload_queries
from festival.web import follow_ups, vetoes


def no_exchange(entry: Entry, film: FilmState) -> Refusal | None:
    """Why the film of an entry stays until the festival says otherwise: the jury has begun to watch it."""
    if entry.is_draft or film in FILM_MISSING:
        return None
    return vetoes.to("entries.exchange_film", entry)


def settle_next(entry: Entry, *, now: datetime) -> Film:
    """The film that was to follow was looked at: if it plays, it takes its place or stands as a proposal."""
    film, present = queries.waiting(entry), queries.of(entry)
    if film.state is FilmState.READY:
        if no_exchange(entry, present.state):
            _propose_film(entry, present, film, now)
        else:
            _take_place(entry, now)
    return film


def exchange_film(entry: Entry, *, actor: Person, now: datetime) -> None:
    """The festival wants the new version: it is the film from now on, and the one before is let go."""
    before, after = queries.of(entry), queries.waiting(entry)
    enforce(rules.needs_ready_film(after.state))
    _take_place(entry, now)
    journal.record(
        "entries.exchange_film", entry, actor=actor, now=now, before=before.sha256, after=after.sha256
    )
    flagging.refresh(entry, now=now)
    flagging.refresh_twins(entry, now=now)
    subtitle_operations.follow_film(entry, now=now)
    follow_ups.after("entries.exchange_film", entry, before, now)


def let_next_go(entry: Entry, *, now: datetime) -> None:
    """The new version is not wanted, so the film stays."""
    let_go(entry.next_upload_id, actor=entry.owner, now=now)
    entry.next_upload_id = None


def end_proposal(entry: Entry, *, actor: Person, now: datetime) -> None:
    """Its owner sends another version, or none, so that nobody answers for this one."""
    if proposal := proposals.standing(entry, FILM):
        proposals.settle(proposal, ProposalState.TAKEN_BACK, "", actor=actor, now=now)


def let_go(upload_id: int | None, *, actor: Person, now: datetime) -> None:
    """The entry has no use for this file any more."""
    upload = upload_queries.held(upload_id) if upload_id else None
    if upload and upload.state in queries.UPLOADS_HERE:
        uploads.release(upload, actor=actor, now=now)


def _take_place(entry: Entry, now: datetime) -> None:
    let_go(entry.film_upload_id, actor=entry.owner, now=now)
    entry.film_upload_id, entry.next_upload_id = entry.next_upload_id, None
    entry.changed_at = now


def _propose_film(entry: Entry, present: Film, film: Film, now: datetime) -> None:
    """Ask for the exchange, once for each file."""
    after, asked = _kept(film), proposals.standing(entry, FILM)
    if asked is not None and asked.after == after:
        return
    end_proposal(entry, actor=entry.owner, now=now)
    proposal = Proposal(entry=entry, field=FILM, before=_kept(present), after=after, proposed_at=now)
    db.session().add(proposal)
    journal.record("entries.propose", entry, actor=entry.owner, now=now, field=FILM)


def _kept(film: Film) -> dict[str, Any]:
    """What a proposal keeps of a film, to tell it also when its file is gone: JSON."""
    if film.upload is None:
        return {"link": film.link}
    sent_at = film.upload.received_at or film.upload.created_at
    return {
        "key": film.upload.key,
        "filename": film.upload.filename,
        "seconds": film.seconds,
        "sent_at": sent_at.isoformat(),
    }
