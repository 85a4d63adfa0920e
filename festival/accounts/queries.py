"""People, found by what they are known by."""

from collections.abc import Collection

from sqlalchemy import select

from festival import db
from festival.accounts.models import Person


def by_session_key(key: str) -> Person | None:
    """Whose sign-in this is; nobody's if the account was closed."""
    return db.session().scalar(select(Person).where(Person.fs_uniquifier == key, Person.active))


def by_email(email: str) -> Person | None:
    """The person with this address, however it is capitalised."""
    return db.session().scalar(select(Person).where(Person.email_key == email_key(email)))


def email_key(email: str) -> str:
    """What makes an address unique: nobody may register the same one in other letters' case."""
    return email.strip().casefold()


def by_ids(person_ids: Collection[int]) -> dict[int, Person]:
    """The people with these ids."""
    found = db.session().scalars(select(Person).where(Person.id.in_(person_ids)))
    return {person.id: person for person in found}
