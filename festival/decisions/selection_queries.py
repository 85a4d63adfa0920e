"""The films that everybody may read of."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from festival import db
from festival.boards.models import Release
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState


def published_selection(edition_id: int) -> Sequence[Entry]:
    """The films of an edition that everybody may read of."""
    statement = _published().where(Entry.edition_id == edition_id)
    return (
        db.session().scalars(statement.order_by(Entry.category_id, func.lower(Entry.title), Entry.id)).all()
    )


def published_editions() -> Sequence[Edition]:
    """The editions that have films which everybody may read of, newest first."""
    ids = _published().with_only_columns(Entry.edition_id)
    statement = (
        select(Edition).where(Edition.id.in_(ids)).order_by(Edition.opens_at.desc(), Edition.id.desc())
    )
    return db.session().scalars(statement).all()


def published(entry_id: int) -> Entry | None:
    """A film, if everybody may read of it."""
    return db.session().scalar(_published().where(Entry.id == entry_id))


def _published() -> Select[Entry]:
    """Selected, not declined, told to its filmmakers, and the list published since."""
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
