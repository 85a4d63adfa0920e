"""What is decided and what is not, the letters that say so, who watched what to the end."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from festival import db
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.jury import tallies
from festival.jury.models import Assignment
from festival.jury.states import AssignmentState
from festival.messages.models import Letter, LetterState
from festival.shortlists.models import Release
from festival.shortlists.summaries import TO_THE_END

ENOUGH = 0.5  # of a film, for a view without a score to count as watched


@dataclass(frozen=True, slots=True)
class Watched:
    """The honest line: how many jurors watched a film, how many to the end, what they wrote for its maker.

    Whoever scored it has watched it; without a score it takes half of the film.
    """

    jurors: int = 0
    to_the_end: int = 0
    feedback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """Eligible entries by where their decision stands, and submitted ones that nobody has checked yet."""

    staged: dict[Decision, int]
    undecided: int
    released: int
    unchecked: int

    @property
    def all_staged(self) -> int:
        """How many letters a release would write."""
        return sum(self.staged.values())


def eligible(
    edition_id: int,
    *,
    category_id: int | None = None,
    staged: Decision | None = None,
    among: Collection[int] | None = None,
    after: int = 0,
    limit: int,
) -> Sequence[Entry]:
    """Entries to decide on, paged by id: of one category, with one staged decision, `among` these.

    `Decision.UNDECIDED` asks for those without any decision.
    """
    statement = (
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.ELIGIBLE, Entry.id > after)
        .options(joinedload(Entry.receipt))
        .order_by(Entry.id)
        .limit(limit)
    )
    if category_id is not None:
        statement = statement.where(Entry.category_id == category_id)
    if among is not None:
        statement = statement.where(Entry.id.in_(among))
    if staged is Decision.UNDECIDED:
        statement = statement.where(Entry.decision_staged.is_(None), Entry.decision_released_at.is_(None))
    elif staged is not None:
        statement = statement.where(Entry.decision_staged == staged)
    return db.session().scalars(statement).all()


def locked(entry_ids: Collection[int]) -> Sequence[Entry]:
    """These entries, held until the transaction ends."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(Entry.id.in_(entry_ids))
            .order_by(Entry.id)
            .with_for_update(of=Entry)
            .execution_options(populate_existing=True)
        )
        .all()
    )


def staged_entries(edition_id: int) -> Sequence[Entry]:
    """Eligible entries whose prepared decision has not been released, locked, with their owners."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(*_is_staged(edition_id))
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
        db.session()
        .scalars(select(Entry).where(*_is_staged(edition_id), ~has_score).order_by(Entry.id))
        .all()
    )


def examples(edition_id: int) -> dict[Decision, Entry]:
    """One entry of each kind of prepared decision, for the preview of its letter."""
    first = (
        select(func.min(Entry.id))
        .where(
            Entry.edition_id == edition_id,
            Entry.state == EntryState.ELIGIBLE,
            Entry.decision_staged.is_not(None),
        )
        .group_by(Entry.decision_staged)
    )
    found = db.session().scalars(
        select(Entry).where(Entry.id.in_(first)).options(joinedload(Entry.owner, innerjoin=True))
    )
    return {entry.decision_staged: entry for entry in found if entry.decision_staged}


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
    return DecisionCounts(dict(staged), undecided, released, _unchecked(edition_id))


def watched_by(entry_ids: Collection[int]) -> dict[int, Watched]:
    """The honest line of each film, over all rounds; films nobody was dealt are not in it."""
    rounds = db.session().scalars(
        select(Assignment.round_id)
        .where(Assignment.entry_id.in_(entry_ids))
        .distinct()
        .order_by(Assignment.round_id)
    )
    views: dict[int, list[tallies.View]] = defaultdict(list)
    for round_id in rounds.all():
        for entry_id, found in tallies.views_of(round_id, entry_ids).items():
            views[entry_id].extend(found)
    return {entry_id: _watched(found) for entry_id, found in views.items()}


def edition_to_release(edition_id: int) -> Edition:
    """The edition, locked: two organizers who press "release" at once make one release."""
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


def release(release_id: int, *, lock: bool = False) -> Release | None:
    """One release, locked for the open transaction if asked."""
    statement = select(Release).where(Release.id == release_id)
    if lock:
        statement = statement.with_for_update(of=Release).execution_options(populate_existing=True)
    return db.session().scalar(statement)


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
    """The key of the letter that tells an entry's decision: one a decision, whoever releases how often."""
    return f"shortlists/decision/{entry.id}/{_told(entry)}"


def letter_of(entry: Entry) -> Letter | None:
    """The letter in which the decision on an entry was told."""
    return db.session().scalar(select(Letter).where(Letter.dedupe_key == letter_key(entry)))


def published_selection(edition_id: int) -> Sequence[Entry]:
    """The films of an edition that everybody may read of."""
    statement = _published().where(Entry.edition_id == edition_id)
    return (
        db.session().scalars(statement.order_by(Entry.category_id, func.lower(Entry.title), Entry.id)).all()
    )


def published(entry_id: int) -> Entry | None:
    """A film, if everybody may read of it."""
    return db.session().scalar(_published().where(Entry.id == entry_id))


def _published() -> Select[Entry]:
    """Selected, not declined, told to its makers, and the list published since."""
    is_published = (
        select(Release.id)
        .where(
            Release.edition_id == Entry.edition_id,
            Release.published_at.is_not(None),
            Release.released_at >= Entry.decision_released_at,
        )
        .exists()
    )
    return select(Entry).where(
        Entry.state == EntryState.ELIGIBLE,
        Entry.decision.in_((Decision.SELECTED, Decision.CONFIRMED)),
        is_published,
    )


def _told(entry: Entry) -> Decision:
    """The decision as it was told: what a filmmaker answered changes no letter."""
    answered = (Decision.CONFIRMED, Decision.DECLINED)
    return Decision.SELECTED if entry.decision in answered else entry.decision


def _unchecked(edition_id: int) -> int:
    waiting = select(func.count()).where(Entry.edition_id == edition_id, Entry.state == EntryState.SUBMITTED)
    return db.session().scalar(waiting) or 0


def _watched(views: Sequence[tallies.View]) -> Watched:
    seen = [view for view in views if view.is_counted or view.declared or (view.coverage or 0) >= ENOUGH]
    ends = [view for view in seen if view.declared or (view.coverage or 0) >= TO_THE_END]
    return Watched(
        jurors=len({view.juror_id for view in seen}),
        to_the_end=len({view.juror_id for view in ends}),
        feedback=tuple(view.comment_for_filmmaker for view in seen if view.comment_for_filmmaker),
    )


def _is_staged(edition_id: int) -> tuple[ColumnElement[bool], ...]:
    """Eligible, and prepared to be told."""
    return (
        Entry.edition_id == edition_id,
        Entry.state == EntryState.ELIGIBLE,
        Entry.decision_staged.is_not(None),
    )
