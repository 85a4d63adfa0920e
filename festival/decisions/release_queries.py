"""Releases: what waits to be told, the letters that say it, and how far these are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from festival import db
from festival.boards.models import Release
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.jury.models import Assignment
from festival.jury.states import AssignmentState
from festival.messages.models import Letter, LetterState


def staged_entries(edition_id: int) -> Sequence[Entry]:
    """Eligible entries whose prepared decision has not been released, held, with their owners."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(*_staged(edition_id))
            .options(joinedload(Entry.owner, innerjoin=True))
            .order_by(Entry.id)
            .with_for_update(of=Entry)
            .execution_options(populate_existing=True)
        )
        .all()
    )


def unseen(edition_id: int) -> Sequence[Entry]:
    """Entries with a prepared decision that no juror has scored in any round."""
    has_score = (
        select(Assignment.id)
        .where(Assignment.entry_id == Entry.id, Assignment.state == AssignmentState.SCORED)
        .exists()
    )
    return (
        db.session().scalars(select(Entry).where(*_staged(edition_id), ~has_score).order_by(Entry.id)).all()
    )


def examples(edition_id: int) -> dict[Decision, Entry]:
    """One entry of each kind of prepared decision, for the preview of its letter."""
    first = select(func.min(Entry.id)).where(*_staged(edition_id)).group_by(Entry.decision_staged)
    found = db.session().scalars(
        select(Entry).where(Entry.id.in_(first)).options(joinedload(Entry.owner, innerjoin=True))
    )
    return {entry.decision_staged: entry for entry in found if entry.decision_staged}


def held_edition(edition_id: int) -> Edition:
    """The edition, held: two organizers who press "release" at once make one release."""
    statement = select(Edition).where(Edition.id == edition_id).with_for_update(of=Edition)
    return db.session().scalars(statement).one()


def releases(edition_id: int) -> Sequence[Release]:
    """The releases of an edition, newest first."""
    return (
        db.session()
        .scalars(select(Release).where(Release.edition_id == edition_id).order_by(Release.id.desc()))
        .all()
    )


def unfinished_release(edition_id: int) -> Release | None:
    """A release whose letters are still being written."""
    return db.session().scalar(
        select(Release).where(Release.edition_id == edition_id, Release.released_at.is_(None))
    )


def release(release_id: int) -> Release | None:
    """One release."""
    return db.session().scalar(_release(release_id))


def held_release(release_id: int) -> Release | None:
    """The same, with its row held until the transaction ends."""
    statement = _release(release_id).with_for_update(of=Release)
    return db.session().scalar(statement.execution_options(populate_existing=True))


def letters_of(release: Release) -> dict[LetterState, int]:
    """How many letters of a release are waiting, sent and failed."""
    rows = db.session().execute(
        select(Letter.state, func.count()).where(Letter.occasion == occasion(release)).group_by(Letter.state)
    )
    found: dict[LetterState, int] = dict(rows.all())
    return {state: found.get(state, 0) for state in LetterState}


def occasion(release: Release) -> str:
    """What all letters of a release leave for."""
    return f"{Release.__tablename__}/{release.id}"


def letter_key(entry: Entry) -> str:
    """The key of the letter that tells an entry's decision: one a decision, anyone who releases how often."""
    return f"shortlists/decision/{entry.id}/{_told(entry)}"


def letter_of(entry: Entry) -> Letter | None:
    """The letter in which the decision on an entry was told."""
    return db.session().scalar(select(Letter).where(Letter.dedupe_key == letter_key(entry)))


def _told(entry: Entry) -> Decision:
    """The decision as it was told: what a filmmaker answered changes no letter."""
    answered = (Decision.CONFIRMED, Decision.DECLINED)
    return Decision.SELECTED if entry.decision in answered else entry.decision


def _release(release_id: int) -> Select[Release]:
    return select(Release).where(Release.id == release_id)


def _staged(edition_id: int) -> tuple[ColumnElement[bool], ...]:
    """Eligible, and prepared to be told."""
    return (
        Entry.edition_id == edition_id,
        Entry.state == EntryState.ELIGIBLE,
        Entry.decision_staged.is_not(None),
    )
