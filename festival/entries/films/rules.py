"""Who may send, exchange and await the film of an entry, until when, and what a film file must be."""

from datetime import datetime, timedelta

from festival.editions import rules as editions
from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.entries.rules import needs_draft, needs_owner
from festival.entries.states import FILM_MISSING, IN_COMPETITION, FilmState
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor, Role
from festival.kernel.rules import needs_organizer_or_hide
from festival.kernel.words import Moment
from festival.screeners.media import first_bytes

LEAST_GAIN = timedelta(hours=1)  # a form that gives hours, sent twice, would only add the time between


def send_film(
    actor: Actor,
    entry: Entry,
    film: FilmState,
    extended_until: datetime | None,
    begun_at: datetime,
    now: datetime,
) -> Refusal | None:
    """A film may be sent and exchanged while the call is open.

    Later an entry that lacks one may have a film whose sending began (`begun_at`) before the call closed,
    until the grace for its bytes is over; or any, as long as the entry has a grace of its own. A draft
    that cannot be submitted any more takes none: its bytes would come for nothing.
    """
    if refusal := needs_owner(actor, entry):
        return refusal
    if entry.is_draft:
        return None if Role.ORGANIZER in actor.roles else _needs_call_for_film(entry, extended_until, now)
    if entry.state not in IN_COMPETITION:
        return needs_draft(entry)
    if editions.take(entry.category, extended_until, now) is None:
        return None
    return _needs_missing_film(entry, film) or _needs_grace(entry, extended_until, begun_at, now)


def film_until(entry: Entry, film: Film, extended_until: datetime | None, now: datetime) -> datetime | None:
    """The last instant for a film's bytes, of one that is being sent or of one that can be begun now.

    None where nothing that came could be entered any more. Every page that names the instant asks here.
    """
    is_begun = film.upload is not None and film.state is FilmState.RECEIVING
    begun_at = film.upload.created_at if film.upload and is_begun else now
    if send_film(entry.owner, entry, film.state, extended_until, begun_at, now):
        return None
    until = entry.bytes_until(extended_until)
    return until if now < until else None


def remove_film(
    actor: Actor, entry: Entry, film: FilmState, extended_until: datetime | None, now: datetime
) -> Refusal | None:
    """A draft's film goes whenever its owner wishes; that of a submitted entry while it may be exchanged."""
    if entry.is_draft:
        return needs_owner(actor, entry)
    return send_film(actor, entry, film, extended_until, now, now)


def await_film(actor: Actor, entry: Entry, film: FilmState) -> Refusal | None:
    """Organizers may wait for the film of a submitted entry that has none to show."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    if entry.state not in IN_COMPETITION:
        return refuse(
            "film_not_awaited",
            "Only the film of a submitted entry can be awaited. Give a draft more time instead.",
        )
    if film in FILM_MISSING:
        return None
    return refuse("film_is_here", "The film of this entry is here, so there is nothing to wait for.")


def add_subtitles(actor: Actor, entry: Entry) -> Refusal | None:
    """Subtitles help at any time, as long as the film is in the competition."""
    if refusal := needs_owner(actor, entry):
        return refusal
    return None if entry.state in IN_COMPETITION else needs_draft(entry)


def choose_sound(actor: Actor, entry: Entry) -> Refusal | None:
    """Which of a film's sounds is heard can be put right at any time: it is the same film."""
    return add_subtitles(actor, entry)


def needs_film(head: bytes, length: int) -> Refusal | None:
    """`head` is what has come of its first bytes; before the first bite of a longer file nothing is known."""
    if len(head) < min(first_bytes.BITE, length):
        return None
    return first_bytes.refusal_of(head, length)


def needs_ready_film(film: FilmState) -> Refusal | None:
    """Only what plays takes the place of the film that the jury has begun to watch."""
    if film is FilmState.READY:
        return None
    return refuse(
        "version_not_ready", "The new version cannot be watched yet, so it cannot replace the film."
    )


def needs_longer_wait(entry: Entry, until: datetime, standing: datetime, now: datetime) -> Refusal | None:
    """A wait ends later than now, and clearly later than the instant that holds already."""
    if until > now and until >= standing + LEAST_GAIN:
        return None
    return refuse(
        "wait_without_effect",
        "The film may arrive until {end} already, so this would change nothing. Choose a later time.",
        end=Moment(standing, entry.edition.time_zone, entry.edition.place, is_deadline=True),
    )


def _needs_call_for_film(entry: Entry, extended_until: datetime | None, now: datetime) -> Refusal | None:
    closes_at, edition = entry.closing(extended_until), entry.edition
    if now < closes_at:
        return None
    return refuse(
        "call_over_for_film",
        "The call closed on {deadline}, so this film cannot be entered any more. Your draft is kept. "
        "Ask for more time at {contact} before you send a film.",
        deadline=Moment(closes_at, edition.time_zone, edition.place, is_deadline=True),
        contact=edition.contact,
    )


def _needs_grace(
    entry: Entry, extended_until: datetime | None, begun_at: datetime, now: datetime
) -> Refusal | None:
    closes_at, edition, awaited_until = entry.closing(extended_until), entry.edition, entry.film_awaited_until
    if awaited_until is None or awaited_until < closes_at + edition.upload_grace:
        return (
            None
            if awaited_until and now < awaited_until
            else editions.wait(edition, closes_at, begun_at, now)
        )
    if now < awaited_until:
        return None
    return refuse(
        "film_too_late",
        "The call closed on {deadline}. After that, your film could arrive until {end}. "
        "To send one now, write to {contact}: the festival can give you more time.",
        deadline=Moment(closes_at, edition.time_zone, edition.place, is_deadline=True),
        end=Moment(awaited_until, edition.time_zone, edition.place, is_deadline=True),
        contact=edition.contact,
    )


def _needs_missing_film(entry: Entry, film: FilmState) -> Refusal | None:
    if film in FILM_MISSING:
        return None
    return refuse(
        "film_is_here",
        "The call is closed and your film is here, so it stays as it is. To replace it, write to {contact}.",
        contact=entry.edition.contact,
    )
