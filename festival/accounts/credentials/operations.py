"""What a person proves themselves with besides a password: a second factor, and tokens for their programs."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

import flask
from sqlalchemy import delete, update

from festival import clock, db, journal
from festival.accounts import queries
from festival.accounts.credentials import second_factor
from festival.accounts.models import Person, PersonalToken, RecoveryCode
from festival.accounts.states import Scope
from festival.kernel.refusals import enforce, refuse
from festival.kernel.roles import Actor
from festival.messages import operations as messages
from festival.web import links
from festival.web.security import sessions

TOKEN_PREFIX = "laurel_"  # noqa: S105  (lets scanners of leaked secrets know ours)
WRONG_CODE = ("code_wrong", "This code is not the one we expect now. Wait for the next one and type that.")


def start_second_factor(person: Person, secret: str, code: str, *, now: datetime) -> list[str]:
    """From now on signing in takes a code; returns the recovery codes, which are shown this once."""
    step = second_factor.matching_step(secret, code, clock.shared_now(), after=0)
    if step is None:
        enforce(refuse(*WRONG_CODE))
    person.totp_secret, person.totp_step = second_factor.seal(secret, _site_key()), step or 0
    end_sessions(person)
    journal.record("accounts.start_second_factor", person, actor=person, now=now)
    _tell(person, now)
    return renew_recovery_codes(person)


def stop_second_factor(person: Person, *, actor: Actor | None, now: datetime) -> None:
    """Signing in takes the password alone again."""
    person.totp_secret, person.totp_step = None, 0
    db.session().execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    journal.record("accounts.stop_second_factor", person, actor=actor, now=now)
    _tell(person, now)


def end_sessions(person: Person) -> None:
    """Nobody is signed in as this person any more; links and half sign-ins that were open are over, too."""
    sessions.end_all(person.fs_uniquifier)
    person.fs_uniquifier = new_key()


def new_key() -> str:
    """What a sign-in remembers of a person, new with every password."""
    return secrets.token_urlsafe(24)


def renew_recovery_codes(person: Person) -> list[str]:
    """Ten new recovery codes; older ones are worth nothing."""
    here = db.session()
    here.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = second_factor.new_recovery_codes()
    here.add_all(
        RecoveryCode(person_id=person.id, code_hash=second_factor.recovery_hash(code)) for code in codes
    )
    return codes


def pass_second_factor(person: Person, code: str) -> None:
    """Take a code from the telephone or a recovery code; each is good once, even when sent twice at once."""
    if not (_take_digits(person, code) or _take_recovery_code(person, code)):
        enforce(refuse(*WRONG_CODE))


def make_token(
    person: Person,
    name: str,
    scopes: Collection[Scope],
    lasts: timedelta,
    *,
    actor: Actor | None,
    now: datetime,
) -> str:
    """A key for a program of this person; the text is returned this once and never kept."""
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    made_at = clock.shared_now()
    token = PersonalToken(
        person_id=person.id,
        name=name,
        token_hash=queries.token_hash(text),
        scopes=sorted(scopes),
        created_at=made_at,
        expires_at=made_at + lasts,
    )
    db.session().add(token)
    journal.record("accounts.make_token", token, actor=actor, now=now, name=name, scopes=sorted(scopes))
    return text


def revoke_token(person: Person, token_id: int, *, now: datetime) -> bool:
    """A token of this person is worth nothing from now on; returns whether they have one with this id."""
    tokens = [token for token in queries.tokens_of(person) if token.id == token_id]
    for token in tokens:
        _revoke(token, person, now)
    return bool(tokens)


def revoke_tokens(person: Person, *, actor: Actor | None, now: datetime) -> int:
    """None of this person's tokens is worth anything from now on; returns how many still were."""
    tokens = queries.tokens_of(person)
    for token in tokens:
        _revoke(token, actor, now)
    return sum(token.expires_at > clock.shared_now() for token in tokens)


def note_token_use(token_id: int, used_at: datetime) -> None:
    """Remember when a token was last of use, so that its person can tell the forgotten ones."""
    db.session().execute(update(PersonalToken).where(PersonalToken.id == token_id).values(used_at=used_at))


def _revoke(token: PersonalToken, actor: Actor | None, now: datetime) -> None:
    journal.record("accounts.revoke_token", token, actor=actor, now=now, name=token.name)
    db.session().delete(token)


def _site_key() -> str:
    return str(flask.current_app.secret_key)


def _take_digits(person: Person, code: str) -> bool:
    secret = second_factor.unseal(person.totp_secret or "", _site_key())
    step = second_factor.matching_step(secret, code, clock.shared_now(), after=person.totp_step)
    if not secret or step is None:
        return False
    taken = db.session().execute(
        update(Person)
        .where(Person.id == person.id, Person.totp_step < step)
        .values(totp_step=step)
        .returning(Person.id)
    )
    return taken.scalar() is not None


def _take_recovery_code(person: Person, code: str) -> bool:
    taken = db.session().execute(
        delete(RecoveryCode)
        .where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.code_hash == second_factor.recovery_hash(code),
        )
        .returning(RecoveryCode.id)
    )
    return taken.scalar() is not None


def _tell(person: Person, now: datetime) -> None:
    messages.post(
        "accounts/second_factor_changed",
        to=person,
        key=f"accounts/second_factor_changed:{person.id}:{person.has_second_factor}:{now.isoformat()}",
        now=now,
        has_second_factor=person.has_second_factor,
        forgotten=links.external("joining.forget_password"),
    )
