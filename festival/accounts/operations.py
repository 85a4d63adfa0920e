"""The life of an account: registered, confirmed, signed in to, kept in order, given roles."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from festival import db, journal
from festival.accounts import queries, rules
from festival.accounts.addresses import Address
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.credentials import proofs
from festival.accounts.models import Person, RoleGrant
from festival.jobs import operations as jobs
from festival.kernel.refusals import enforce, refuse
from festival.kernel.roles import Actor, Role
from festival.messages import operations as messages
from festival.web import links, vetoes


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody writes who opens an account; the password is hashed already."""

    name: str
    address: Address
    password: str | None
    locale: str
    time_zone: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter goes that holds a secret link: to the mailbox alone, with no copy in the app."""

    email: str
    name: str
    locale: str
    id: None = None


def register(registration: Registration, *, now: datetime) -> None:
    """Open an account, to be confirmed by mail.

    An address that has one already gets a letter that says so; the answer on the page is the same. A
    registration sets no password: anyone can type an address, but only its owner reads the letter.
    """
    person = _first_or_locked(registration, now)
    if person.confirmed_at is not None:
        _tell_owner(person, now)
        return
    person.name, person.password = registration.name, None
    person.locale, person.time_zone = registration.locale, registration.time_zone
    person.country = registration.country
    _hold(person, Role.FILMMAKER)
    journal.record("accounts.register", person, actor=None, now=now)
    ask_to_confirm(person, now=now)


def ask_to_confirm(person: Person, *, now: datetime) -> None:
    """Send the letter whose link confirms a registration."""
    messages.post(
        "accounts/confirm",
        to=_mailbox(person),
        key=f"accounts/confirm:{person.id}:{now.isoformat()}",
        now=now,
        link=links.external("joining.confirm", token=proofs.to_confirm(person)),
    )


def confirm(person: Person, *, name: str, hashed: str, now: datetime) -> None:
    """The letter was read: the account is theirs, with the name and the password that they give now."""
    _note_proved(person, now)
    person.name, person.password = name, hashed
    person.fs_uniquifier = credential_operations.new_key()


def create(registration: Registration, *roles: Role, actor: Actor | None, now: datetime) -> Person:
    """An account whose address needs no proof: made on the command line, or by accepting an invitation."""
    person = _first_or_locked(registration, now)
    if person.confirmed_at is not None:
        enforce(refuse("registered", "This address has an account already."))
    person.name, person.password = registration.name, registration.password
    person.fs_uniquifier = credential_operations.new_key()
    person.confirmed_at = now
    for role in roles:
        _hold(person, role)
    journal.record("accounts.create", person, actor=actor, now=now, roles=list(roles))
    return person


def sign_in(person: Person, *, now: datetime, rehashed: str | None = None) -> None:
    """Note that the password was right; keep it better if today's settings ask for that."""
    enforce(rules.sign_in(person))
    person.signed_in_at = now
    person.password = rehashed or person.password


def forget_password(address: Address) -> None:
    """Let a worker look for the account: so the page takes equal time whether there is one or not."""
    jobs.later("accounts.forget_password", email_key=address.key)


def send_reset_link(person: Person, *, now: datetime) -> None:
    """Send the link that lets a new password be set."""
    messages.post(
        "accounts/reset",
        to=_mailbox(person),
        key=f"accounts/reset:{person.id}:{now.isoformat()}",
        now=now,
        link=links.external("joining.reset_password", token=proofs.to_reset(person)),
        hours=int(proofs.RESET_LASTS.total_seconds()) // 3600,
    )


def reset_password(person: Person, hashed: str, *, now: datetime) -> None:
    """Set a new password through the letter; anyone who reads the letter has proved the address, too."""
    _note_proved(person, now)
    change_password(person, hashed, now=now)


def change_password(person: Person, hashed: str, *, now: datetime) -> None:
    """Set a new password; end every session and every token: anyone who knew the old one may hold some.

    The caller begins a new session for anyone who asked.
    """
    credential_operations.end_sessions(person)
    revoked = credential_operations.revoke_tokens(person, actor=person, now=now)
    person.password = hashed
    journal.record("accounts.change_password", person, actor=person, now=now)
    messages.post(
        "accounts/password_changed",
        to=person,
        key=f"accounts/password_changed:{person.id}:{now.isoformat()}",
        now=now,
        revoked=revoked,
        forgotten=links.external("joining.forget_password"),
    )


def edit_profile(
    person: Person, *, name: str, country: str | None, locale: str, time_zone: str, now: datetime
) -> None:
    """Change what a person says of themselves."""
    person.name, person.country, person.locale, person.time_zone = name, country, locale, time_zone
    journal.record("accounts.edit_profile", person, actor=person, now=now)


def ask_to_change_email(person: Person, address: Address, *, now: datetime) -> None:
    """Write to both addresses: the new one must confirm the change, the old one can call it off.

    A new address that has an account already is told so, and the page answers the same.
    """
    person.new_email = address.email
    owner = queries.by_email(address.email)
    if owner is not None:
        _tell_owner(owner, now)
    else:
        messages.post(
            "accounts/email_change",
            to=Addressee(address.email, "", person.locale),
            key=f"accounts/email_change:{person.id}:{now.isoformat()}",
            now=now,
            link=links.external("profile.change_email", token=proofs.to_change_email(person)),
        )
    messages.post(
        "accounts/email_leaving",
        to=_mailbox(person),
        key=f"accounts/email_leaving:{person.id}:{now.isoformat()}",
        now=now,
        address=address.email,
        link=links.external("profile.keep_email", token=proofs.to_keep_email(person)),
    )


def change_email(person: Person, address: Address, *, now: datetime) -> None:
    """The new address is proved: letters go there from now on, and it signs in."""
    if queries.by_email(address.email) is not None:
        enforce(refuse("email_taken", "This address belongs to another account."))
    person.email, person.email_key, person.new_email = address.email, address.key, None
    journal.record("accounts.change_email", person, actor=person, now=now)


def keep_email(person: Person, *, now: datetime) -> None:
    """Call a change of address off, from the old address."""
    person.new_email = None
    journal.record("accounts.keep_email", person, actor=person, now=now)


def grant(person: Person, role: Role, *, actor: Actor | None, now: datetime) -> None:
    """Give a person a role; one they have already stays as it is.

    Tokens end that were made when "whatever you may do" was less, unless the role is open to everybody.
    """
    if role in person.roles:
        return
    _hold(person, role)
    journal.record("accounts.grant", person, actor=actor, now=now, role=role)
    ended = 0 if role is Role.FILMMAKER else credential_operations.revoke_tokens(person, actor=actor, now=now)
    if ended:
        messages.post(
            "accounts/tokens_ended",
            to=person,
            key=f"accounts/tokens_ended:{person.id}:{now.isoformat()}",
            now=now,
            role=role,
            ended=ended,
            link=links.external("profile.tokens"),
        )


def revoke(person: Person, role: Role, *, actor: Actor | None, now: datetime) -> None:
    """Take a role from a person; their work stays, and the last organizer stays one.

    A package above may veto it: for a juror on whom a panel counts.
    """
    organizers = queries.organizers_locked()
    enforce(rules.revoke(person, role, organizers=organizers) or vetoes.to("accounts.revoke", person, role))
    if role in person.roles:
        person.grants = [grant for grant in person.grants if grant.role is not role]
        journal.record("accounts.revoke", person, actor=actor, now=now, role=role)


def _first_or_locked(registration: Registration, now: datetime) -> Person:
    """The person with this address, made if there is none, and locked: two registrations at once are one."""
    address = registration.address
    db.session().execute(
        db.insert_or_ignore(Person)
        .values(
            name=registration.name,
            email=address.email,
            email_key=address.key,
            password=registration.password,
            active=True,
            fs_uniquifier=credential_operations.new_key(),
            created_at=now,
            locale=registration.locale,
            time_zone=registration.time_zone,
            country=registration.country,
            totp_step=0,
        )
        .on_conflict_do_nothing(index_elements=["email_key"])
    )
    statement = select(Person).where(Person.email_key == address.key).with_for_update()
    return db.session().scalars(statement.execution_options(populate_existing=True)).one()


def _note_proved(person: Person, now: datetime) -> None:
    if person.confirmed_at is None:
        person.confirmed_at = now
        journal.record("accounts.confirm", person, actor=person, now=now)


def _tell_owner(person: Person, now: datetime) -> None:
    """Somebody wanted an account for an address that has one: its owner learns it, and nobody else."""
    messages.post(
        "accounts/already_registered",
        to=person,
        key=f"accounts/already_registered:{person.id}:{now.isoformat()}",
        now=now,
        sign_in=links.external("accounts.sign_in"),
        forgotten=links.external("joining.forget_password"),
    )


def _hold(person: Person, role: Role) -> None:
    if role not in person.roles:
        person.grants.append(RoleGrant(role=role))


def _mailbox(person: Person) -> Addressee:
    """Where they read mail; without the name as long as a stranger may have typed both."""
    return Addressee(person.email, person.name if person.confirmed_at else "", person.locale)
