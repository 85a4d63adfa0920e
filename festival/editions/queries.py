"""Editions, their categories, and who was given more time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from festival import db
from festival.editions.models import Category, Edition, Extension, RulesVersion


def current() -> Edition | None:
    """The edition that the call is about; None in an empty installation."""
    return db.session().scalar(select(Edition).where(Edition.is_current))


def held_all() -> Sequence[Edition]:
    """Every edition as it stands now, held until the transaction ends, always in the same order."""
    statement = select(Edition).order_by(Edition.id).with_for_update(of=Edition)
    return db.session().scalars(statement.execution_options(populate_existing=True)).all()


def held_by_slug(slug: str) -> Edition | None:
    """The edition of this name in addresses, held until the transaction ends."""
    return db.session().scalar(select(Edition).where(Edition.slug == slug).with_for_update(of=Edition))


def by_slug(slug: str) -> Edition | None:
    """The edition of this name in addresses."""
    return db.session().scalar(select(Edition).where(Edition.slug == slug))


def by_id(edition_id: int) -> Edition | None:
    """One edition."""
    return db.session().get(Edition, edition_id)


def all_editions() -> Sequence[Edition]:
    """Every edition, newest first."""
    return db.session().scalars(select(Edition).order_by(Edition.opens_at.desc())).all()


def category(edition: Edition, slug: str) -> Category | None:
    """The edition's category of this name in addresses."""
    return next((category for category in edition.categories if category.slug == slug), None)


def extended_until(edition_id: int, person_id: int) -> datetime | None:
    """The latest instant this person was given for this edition; None without an extension."""
    return db.session().scalar(
        select(func.max(Extension.until)).where(
            Extension.edition_id == edition_id,
            Extension.person_id == person_id,
            Extension.revoked_at.is_(None),
        )
    )


def ends_of_extensions(edition_id: int) -> dict[int, datetime]:
    """The latest instant that each person was given for this edition, by the person's id."""
    rows = db.session().execute(
        select(Extension.person_id, func.max(Extension.until))
        .where(Extension.edition_id == edition_id, Extension.revoked_at.is_(None))
        .group_by(Extension.person_id)
    )
    return dict(rows.all())


def extension_of(edition_id: int, person_id: int, key: str) -> Extension | None:
    """What this very form gave this person already, if it was sent twice."""
    return db.session().scalar(
        select(Extension).where(
            Extension.edition_id == edition_id,
            Extension.person_id == person_id,
            Extension.creation_key == key,
        )
    )


def extensions(edition_id: int) -> Sequence[Extension]:
    """Every extension of an edition, newest first, with the person."""
    return (
        db.session()
        .scalars(
            select(Extension)
            .where(Extension.edition_id == edition_id)
            .options(joinedload(Extension.person))
            .order_by(Extension.id.desc())
        )
        .all()
    )


def extension(extension_id: int) -> Extension | None:
    """One extension."""
    return db.session().get(Extension, extension_id)


def latest_rules(edition_id: int) -> RulesVersion | None:
    """The rules in force: what an entry made now is judged by."""
    return db.session().scalar(
        select(RulesVersion)
        .where(RulesVersion.edition_id == edition_id)
        .order_by(RulesVersion.number.desc())
        .limit(1)
    )
