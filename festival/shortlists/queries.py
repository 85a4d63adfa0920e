"""Boards and their versions, what is decided and what is not, who watched what to the end."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from festival import db
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.jury import tallies
from festival.jury.models import Assignment
from festival.messages.models import Letter, LetterState
from festival.shortlists.models import Freeze, Release, Remark, Shortlist

TO_THE_END = 0.95
LETTER_KEY = "shortlists/decision/"


@dataclass(frozen=True, slots=True)
class Watched:
    """The honest line: how many jurors watched a film, how many to the end, what they wrote for its maker."""

    jurors: int = 0
    to_the_end: int = 0
    feedback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """Eligible entries by where their decision stands."""

    staged: dict[Decision, int]
    undecided: int
    released: int


def by_id(shortlist_id: int, *, lock: bool = False) -> Shortlist | None:
    """A board, locked for the open transaction if asked."""
    statement = select(Shortlist).where(Shortlist.id == shortlist_id)
    if lock:
        statement = statement.with_for_update(of=Shortlist).execution_options(populate_existing=True)
    return db.session().scalar(statement)


def shortlist_of(round_id: int, category_id: int) -> Shortlist | None:
    """The board of a category in a round."""
    return db.session().scalar(
        select(Shortlist).where(Shortlist.round_id == round_id, Shortlist.category_id == category_id)
    )


def remarks(shortlist_id: int, entry_id: int) -> Sequence[Remark]:
    """What was said about a film, oldest first."""
    return (
        db.session()
        .scalars(
            select(Remark)
            .where(Remark.shortlist_id == shortlist_id, Remark.entry_id == entry_id)
            .order_by(Remark.id)
        )
        .all()
    )


def freezes(shortlist_id: int) -> Sequence[Freeze]:
    """The frozen versions of a board, newest first."""
    return (
        db.session()
        .scalars(select(Freeze).where(Freeze.shortlist_id == shortlist_id).order_by(Freeze.number.desc()))
        .all()
    )


def frozen(shortlist_id: int, number: int) -> Freeze | None:
    """One frozen version."""
    return db.session().scalar(
        select(Freeze).where(Freeze.shortlist_id == shortlist_id, Freeze.number == number)
    )


def last_freeze_number(shortlist_id: int) -> int:
    """The number of the newest frozen version; 0 before the first."""
    newest = select(func.max(Freeze.number)).where(Freeze.shortlist_id == shortlist_id)
    return db.session().scalar(newest) or 0


def competing(category_id: int) -> Sequence[Entry]:
    """The eligible entries of a category, with their owners, in the order of their ids."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(Entry.category_id == category_id, Entry.state == EntryState.ELIGIBLE)
            .options(joinedload(Entry.owner), joinedload(Entry.receipt))
            .order_by(Entry.id)
        )
        .all()
    )


def staged_entries(edition_id: int) -> Sequence[Entry]:
    """Eligible entries whose prepared decision has not been released, locked, with their owners."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(
                Entry.edition_id == edition_id,
                Entry.state == EntryState.ELIGIBLE,
                Entry.decision_staged.is_not(None),
            )
            .options(joinedload(Entry.owner, innerjoin=True))
            .order_by(Entry.id)
            .with_for_update(of=Entry)
        )
        .all()
    )


def decision_counts(edition_id: int) -> DecisionCounts:
    """How many decisions are prepared (by kind), missing, and released."""
    is_released = case((Entry.decision_released_at.is_not(None), 1), else_=0)
    rows = db.session().execute(
        select(Entry.decision_staged, is_released, func.count())
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.ELIGIBLE)
        .group_by(Entry.decision_staged, is_released)
    )
    staged: dict[Decision, int] = defaultdict(int)
    undecided = released = 0
    for decision, was_released, count in rows:
        if decision is not None:
            staged[decision] += count
        elif was_released:
            released += count
        else:
            undecided += count
    return DecisionCounts(dict(staged), undecided, released)


def watched_by(entry_ids: Collection[int]) -> dict[int, Watched]:
    """The honest line of each film, over all rounds; films nobody was dealt are not in it."""
    rounds = db.session().scalars(
        select(Assignment.round_id).where(Assignment.entry_id.in_(entry_ids)).distinct()
    )
    views: dict[int, list[tallies.View]] = defaultdict(list)
    for round_id in rounds:
        for entry_id, found in tallies.views_of(round_id).items():
            views[entry_id].extend(found)
    return {entry_id: _watched(views[entry_id]) for entry_id in entry_ids if entry_id in views}


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


def release(release_id: int, *, lock: bool = False) -> Release | None:
    """One release, locked for the open transaction if asked."""
    statement = select(Release).where(Release.id == release_id)
    return db.session().scalar(statement.with_for_update(of=Release) if lock else statement)


def decision_letters() -> dict[LetterState, int]:
    """How many letters with decisions are waiting, sent and failed."""
    rows = db.session().execute(
        select(Letter.state, func.count())
        .where(Letter.dedupe_key.startswith(LETTER_KEY))
        .group_by(Letter.state)
    )
    found: dict[LetterState, int] = dict(rows.all())
    return {state: found.get(state, 0) for state in LetterState}


def published_selection(edition_id: int) -> Sequence[Entry]:
    """The films that everybody may read of: selected, not declined, and the list published."""
    is_published = (
        select(Release.id)
        .where(Release.edition_id == edition_id, Release.published_at >= Entry.decision_released_at)
        .exists()
    )
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(
                Entry.edition_id == edition_id,
                Entry.state == EntryState.ELIGIBLE,
                Entry.decision.in_((Decision.SELECTED, Decision.CONFIRMED)),
                is_published,
            )
            .order_by(Entry.category_id, func.lower(Entry.title), Entry.id)
        )
        .all()
    )


def _watched(views: Sequence[tallies.View]) -> Watched:
    seen = [view for view in views if view.seconds_seen or view.declared or view.is_counted]
    ends = [view for view in seen if view.declared or (view.coverage or 0) >= TO_THE_END]
    feedback = tuple(view.comment_for_filmmaker for view in seen if view.comment_for_filmmaker)
    return Watched(len(seen), len(ends), feedback)
