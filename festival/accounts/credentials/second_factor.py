"""The second factor: six digits from a person's telephone, each good once, and codes for when it is lost."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

STEP_SECONDS = 30
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """What the telephone and the festival share."""
    return str(pyotp.random_base32())


def address(secret: str, email: str, issuer: str) -> str:
    """The otpauth:// address that an authenticator app opens."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer))


def matching_step(secret: str, code: str, now: datetime, after: int) -> int | None:
    """Which half minute `code` belongs to: the present one or a neighbour, and later than `after`.

    The caller keeps the step and gives it as `after` the next time: so no code is good twice.
    """
    totp = pyotp.TOTP(secret)
    here = int(now.timestamp()) // STEP_SECONDS
    given = _digits(code)
    for step in (here - 1, here, here + 1):
        if step > after and hmac.compare_digest(totp.generate_otp(step).encode(), given.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes to keep on paper, such as "k7tm-9xwp-3hqe"."""
    return ["-".join(_letters(4) for _ in range(3)) for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code, however it was typed in."""
    plain = "".join(char for char in code.lower() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def spaced(secret: str) -> str:
    """The secret in groups of four, to be typed manually."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def seal(secret: str, site_key: str) -> str:
    """The secret as it is kept: anyone who carries the database away alone cannot make codes with it."""
    return _box(site_key).encrypt(secret.encode()).decode()


def unseal(sealed: str, site_key: str) -> str:
    """The secret again; "" when the application has another key since: then recovery codes are left."""
    try:
        return _box(site_key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _box(site_key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {site_key}".encode()).digest()))


def _digits(code: str) -> str:
    return "".join(char for char in code if char.isascii() and char.isdigit())


def _letters(count: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(count))
