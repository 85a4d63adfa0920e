"""People, invitations and tokens, found by what they are known by."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from festival import db
from festival.accounts import addresses
from festival.accounts.models import Invitation, Person, PersonalToken, RecoveryCode, RoleGrant
from festival.accounts.states import InvitationState
from festival.kernel.roles import Role

PEOPLE_ON_A_PAGE = 50


def by_id(person_id: int) -> Person | None:
    """The person."""
    return db.session().scalar(_by_id(person_id))


def held(person_id: int) -> Person | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_by_id(person_id).with_for_update())


def _by_id(person_id: int) -> Select[Person]:
    return select(Person).where(Person.id == person_id)


def by_session_key(key: str) -> Person | None:
    """Whose sign-in this is; nobody's if the account was closed."""
    return db.session().scalar(select(Person).where(Person.fs_uniquifier == key, Person.active))


def by_email(email: str) -> Person | None:
    """The person with this address, however it is capitalised."""
    return db.session().scalar(select(Person).where(Person.email_key == addresses.key(email)))


def held_by_key(email_key: str) -> Person | None:
    """The person whose address has this key, with the row held until the transaction ends."""
    return db.session().scalar(select(Person).where(Person.email_key == email_key).with_for_update())


def people(search: str = "", role: Role | None = None, after: int | None = None) -> Sequence[Person]:
    """One page of people and one more, latest first, whose name or address holds `search`."""
    statement = select(Person).where(*_chosen(search, role)).order_by(Person.id.desc())
    if after is not None:
        statement = statement.where(Person.id < after)
    return db.session().scalars(statement.limit(PEOPLE_ON_A_PAGE + 1)).all()


def ids_named(search: str) -> Sequence[int]:
    """The ids of everybody whose name or address holds `search`."""
    return db.session().scalars(select(Person.id).where(*_chosen(search, None))).all()


def people_count(search: str = "", role: Role | None = None) -> int:
    """How many people `people` finds on all its pages."""
    return db.session().scalar(select(func.count(Person.id)).where(*_chosen(search, role))) or 0


def organizers() -> Sequence[Person]:
    """Every organizer who may sign in."""
    statement = select(Person).where(Person.active, Person.grants.any(RoleGrant.role == Role.ORGANIZER))
    return db.session().scalars(statement.order_by(Person.id)).all()


def organizers_locked() -> Sequence[Person]:
    """The same, so that two cannot remove each other at once.

    The grants are locked, since they are what goes; who is left is asked afterwards, in another statement.
    """
    grants = select(RoleGrant.id).where(RoleGrant.role == Role.ORGANIZER).order_by(RoleGrant.id)
    db.session().execute(grants.with_for_update())
    return organizers()


def held_invitation(invitation_id: int) -> Invitation | None:
    """The invitation, with its row held until the transaction ends."""
    statement = select(Invitation).where(Invitation.id == invitation_id)
    return db.session().scalar(statement.with_for_update())


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose letter held this token."""
    return db.session().scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))


def pending_invitation(email_key: str, role: Role) -> Invitation | None:
    """The invitation to this role that this address has not answered."""
    return db.session().scalar(
        select(Invitation).where(
            Invitation.email_key == email_key,
            Invitation.role == role,
            Invitation.state == InvitationState.PENDING,
        )
    )


def pending_invitations() -> Sequence[Invitation]:
    """Every invitation that nobody has answered, latest first."""
    return (
        db.session()
        .scalars(
            select(Invitation)
            .where(Invitation.state == InvitationState.PENDING)
            .order_by(Invitation.id.desc())
            .limit(500)
        )
        .all()
    )


def live_token(token: str, now: datetime) -> PersonalToken | None:
    """The personal token with these letters, while it is good and its person may sign in."""
    return db.session().scalar(
        select(PersonalToken)
        .join(PersonalToken.person)
        .where(
            PersonalToken.token_hash == token_hash(token),
            PersonalToken.expires_at > now,
            Person.active,
        )
    )


def tokens_of(person: Person) -> Sequence[PersonalToken]:
    """The personal tokens of one person, latest first."""
    return (
        db.session()
        .scalars(
            select(PersonalToken)
            .where(PersonalToken.person_id == person.id)
            .order_by(PersonalToken.id.desc())
        )
        .all()
    )


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes a person has not used."""
    return (
        db.session().scalar(select(func.count(RecoveryCode.id)).where(RecoveryCode.person_id == person.id))
        or 0
    )


def _chosen(search: str, role: Role | None) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if search:
        in_name = Person.name.icontains(search, autoescape=True)
        chosen.append(or_(in_name, Person.email.icontains(search, autoescape=True)))
    if role:
        chosen.append(Person.grants.any(RoleGrant.role == role))
    return chosen


def token_hash(token: str) -> str:
    """What is kept of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()
