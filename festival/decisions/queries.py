"""What is decided and what is not, of the films that compete."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import joinedload

from festival import db
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState


@dataclass(frozen=True, slots=True)
class Choice:
    """Which films are asked for: of one category, with one prepared decision, `among` these.

    `Decision.UNDECIDED` asks for those without any decision.
    """

    category_id: int | None = None
    staged: Decision | None = None
    among: Collection[int] | None = None


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


def eligible(edition_id: int, choice: Choice, *, after: int = 0, limit: int) -> Sequence[Entry]:
    """Entries to decide on, paged by id."""
    statement = (
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.ELIGIBLE, Entry.id > after)
        .where(*_chosen(choice))
        .options(joinedload(Entry.receipt))
    )
    return db.session().scalars(statement.order_by(Entry.id).limit(limit)).all()


def held(edition_id: int, entry_ids: Collection[int]) -> Sequence[Entry]:
    """Those of these entries that are of the edition, held until the transaction ends."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(Entry.edition_id == edition_id, Entry.id.in_(entry_ids))
            .order_by(Entry.id)
            .with_for_update(of=Entry)
            .execution_options(populate_existing=True)
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
    return DecisionCounts(dict(staged), undecided, released, _unchecked(edition_id))


def _chosen(choice: Choice) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if choice.category_id is not None:
        conditions.append(Entry.category_id == choice.category_id)
    if choice.among is not None:
        conditions.append(Entry.id.in_(choice.among))
    if choice.staged is Decision.UNDECIDED:
        conditions += [Entry.decision_staged.is_(None), Entry.decision_released_at.is_(None)]
    elif choice.staged is not None:
        conditions.append(Entry.decision_staged == choice.staged)
    return conditions


def _unchecked(edition_id: int) -> int:
    waiting = select(func.count()).where(Entry.edition_id == edition_id, Entry.state == EntryState.SUBMITTED)
    return db.session().scalar(waiting) or 0
