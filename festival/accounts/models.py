"""People, what they are to the festival, and what they prove it with."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.accounts.states import InvitationState, Proof, Scope
from festival.kernel.roles import Role


class Person(db.Base):
    """Somebody with an account. `email` is written to, `email_key` is what makes it unique."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    new_email: Mapped[str | None]  # asked for, and not yet proved to be theirs
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    locale: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    country: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_step: Mapped[int] = mapped_column(default=0)

    grants: Mapped[list["RoleGrant"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", back_populates="person"
    )

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in."""
        return self.active

    def get_id(self) -> str:
        """What a sign-in remembers; it changes with the password, which ends every session."""
        return self.fs_uniquifier

    @property
    def roles(self) -> frozenset[Role]:
        """What this person is to the festival."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in takes a code besides the password."""
        return self.totp_secret is not None


class RoleGrant(db.Base):
    """One role of one person."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(db.words(Role))

    person: Mapped[Person] = relationship(back_populates="grants")


class RecoveryCode(db.Base):
    """One code for when the telephone is lost; only its hash is kept, and the row goes when it is used."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    code_hash: Mapped[str]


class WrongTries(db.Base):
    """How many wrong passwords, or codes, came for one account since an instant, for a day at most."""

    __tablename__ = "wrong_tries"
    __table_args__ = (UniqueConstraint("person_id", "proof"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    proof: Mapped[Proof] = mapped_column(db.words(Proof))
    since: Mapped[datetime]
    count: Mapped[int]


class PersonalToken(db.Base):
    """A key that a person gives to a program of theirs. Only its hash is kept."""

    __tablename__ = "personal_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[Scope]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Invitation(db.Base):
    """An organizer asks somebody to be a juror or an organizer. The letter's token is kept as its hash."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "uq_invitations_pending",
            "email_key",
            "role",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_key: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[Role] = mapped_column(db.words(Role))
    state: Mapped[InvitationState] = mapped_column(db.words(InvitationState), default=InvitationState.PENDING)
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    invited_by: Mapped[Person] = relationship(foreign_keys=[invited_by_id])
