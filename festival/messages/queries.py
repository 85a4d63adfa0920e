"""Letters that were written: to one person, about to leave, or in trouble."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from festival import db
from festival.messages.models import Letter, LetterState

MOST_KEYS = 500  # in one question


def by_id(letter_id: int) -> Letter | None:
    """The letter."""
    return db.session().scalar(_by_id(letter_id))


def held(letter_id: int) -> Letter | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_by_id(letter_id).with_for_update())


def _by_id(letter_id: int) -> Select[Letter]:
    return select(Letter).where(Letter.id == letter_id)


def posted(keys: Collection[str]) -> set[str]:
    """Those of these keys of which a letter was written already; asked for some at a time."""
    wanted, found = list(keys), set[str]()
    for start in range(0, len(wanted), MOST_KEYS):
        some = wanted[start : start + MOST_KEYS]
        found.update(db.session().scalars(select(Letter.dedupe_key).where(Letter.dedupe_key.in_(some))))
    return found


def letters_to(person_id: int) -> Sequence[Letter]:
    """Every letter to one person, newest first: the copy in the app."""
    return (
        db.session()
        .scalars(select(Letter).where(Letter.person_id == person_id).order_by(Letter.id.desc()).limit(200))
        .all()
    )


def times_posted(letter_ids: Collection[int]) -> dict[int, datetime]:
    """When these letters were written, by the festival's clock; those that are not there are left out."""
    rows = db.session().execute(select(Letter.id, Letter.posted_at).where(Letter.id.in_(letter_ids)))
    return dict(rows.all())


def failed() -> Sequence[Letter]:
    """Letters that the mail server will not take."""
    return (
        db.session()
        .scalars(
            select(Letter).where(Letter.state == LetterState.FAILED).order_by(Letter.id.desc()).limit(100)
        )
        .all()
    )


def counts() -> dict[LetterState, int]:
    """How many letters are waiting, sent and failed."""
    rows = db.session().execute(select(Letter.state, func.count()).group_by(Letter.state))
    found: dict[LetterState, int] = dict(rows.all())
    return {state: found.get(state, 0) for state in LetterState}
