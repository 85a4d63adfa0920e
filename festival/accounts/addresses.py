"""E-mail addresses: which ones we can write to, and when two of them are the same."""

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from festival.kernel.invalid import Invalid


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written to, and the key that makes it unique."""

    email: str
    key: str


def parse(text: str) -> Address:
    """Read an address. Raises Invalid with code `email_wrong`.

    Letters outside ASCII are taken in the domain only (and kept as the mail servers write them): before
    the @ few servers deliver them, and they can be drawn exactly like others.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Invalid(
            "email_wrong", "This is not an e-mail address we can write to. It looks like name@example.org."
        ) from None
    email = str(found.ascii_email)
    return Address(email, email.casefold())


def key(text: str) -> str:
    """What an address is found by, however it is capitalised or its domain is written."""
    try:
        return parse(text).key
    except Invalid:
        return text.strip().casefold()
