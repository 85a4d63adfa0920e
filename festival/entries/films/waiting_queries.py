"""Films that are waited for: which still arrive, whom more time helps, and when each wait is over."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from festival import db
from festival.editions.models import Category, Edition
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import IN_COMPETITION, EntryState
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from festival.uploads.models import Upload
from festival.uploads.states import UploadState

WAITED_FOR = (EntryState.DRAFT, *sorted(IN_COMPETITION))


def arriving(
    edition_id: int, *, owner_id: int | None = None, entry_id: int | None = None
) -> list[tuple[Entry, Upload]]:
    """Films still on their way to entries of an edition, with their uploads held, each as it is now.

    Of drafts and of what is in the competition; of one person, or of one entry alone, where that is named.
    """
    statement = _arriving(Entry.edition_id == edition_id).order_by(Upload.id).with_for_update(of=Upload)
    if owner_id is not None:
        statement = statement.where(Entry.owner_id == owner_id)
    if entry_id is not None:
        statement = statement.where(Entry.id == entry_id)
    rows = db.session().execute(statement.execution_options(populate_existing=True))
    return [(entry, upload) for entry, upload in rows]


def unfinished(edition_id: int, owner_ids: Collection[int] | None = None) -> list[Entry]:
    """Whom more time helps: drafts, and entries in the competition whose film still arrives; oldest first.

    Of the whole edition, or of these people.
    """
    with_film = _arriving(Entry.edition_id == edition_id).with_only_columns(Entry.id)
    statement = (
        select(Entry)
        .where(
            Entry.edition_id == edition_id,
            or_(Entry.state == EntryState.DRAFT, Entry.id.in_(with_film)),
        )
        .options(joinedload(Entry.owner))
        .order_by(Entry.id)
    )
    if owner_ids is not None:
        statement = statement.where(Entry.owner_id.in_(owner_ids))
    return list(db.session().scalars(statement))


def _arriving(condition: ColumnElement[bool]) -> Select[Entry, Upload]:
    joined = or_(Upload.id == Entry.film_upload_id, Upload.id == Entry.next_upload_id)
    return (
        select(Entry, Upload)
        .join(Upload, joined)
        .where(condition, Entry.state.in_(WAITED_FOR), Upload.state == UploadState.RECEIVING)
    )


def ends_of_waiting(after: datetime, until: datetime) -> list[tuple[int, datetime]]:
    """Entries in the competition without their film, and the last instant for it, if within these two."""
    rows = db.session().execute(_waited_for())
    ends = [(row.id, _end(row)) for row in rows]
    return [(entry_id, end) for entry_id, end in ends if after < end <= until]


def end_of_waiting(entry_id: int) -> datetime | None:
    """The same of one entry; None when nothing is waited for."""
    row = db.session().execute(_waited_for().where(Entry.id == entry_id)).one_or_none()
    return _end(row) if row else None


def _waited_for() -> Select[int, UploadState, datetime, datetime | None, datetime, datetime]:
    is_missing = or_(Upload.id.is_(None), Screener.state == ScreenerState.REFUSED)
    return (
        select(
            Entry.id,
            Upload.state,
            Upload.accept_until,
            Entry.film_awaited_until,
            entries.CLOSES.label("closes_at"),
            entries.EXTENDED.label("extended_until"),
        )
        .join(Edition, Edition.id == Entry.edition_id)
        .join(Category, Category.id == Entry.category_id)
        .join(Upload, Upload.id == Entry.film_upload_id, isouter=True)
        .join(Screener, Screener.upload_id == Entry.film_upload_id, isouter=True)
        .where(
            Entry.state.in_(sorted(IN_COMPETITION)),
            Entry.decision_released_at.is_(None),
            Entry.film_link.is_(None),
            or_(Upload.state.in_((UploadState.RECEIVING, UploadState.EXPIRED)), is_missing),
        )
        .order_by(Entry.id)
    )


def _end(row: Any) -> datetime:
    """Bytes under way have an end of their own; a film that is not under way must be begun before the call
    closes for its owner, or while it is awaited.
    """
    if row.state is UploadState.RECEIVING:
        return cast(datetime, row.accept_until)
    over = row.accept_until if row.state is UploadState.EXPIRED else None
    ends = (over, row.film_awaited_until, row.closes_at, row.extended_until)
    return cast(datetime, max(end for end in ends if end))
