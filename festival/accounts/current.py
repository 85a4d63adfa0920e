"""Who is asking: the person behind the request, unwrapped from the library's proxy once, here."""

from typing import cast

from flask_login import current_user

from festival.accounts.models import Person


def person() -> Person:
    """The signed-in person; only behind a door that is not public."""
    return cast(Person, current_user._get_current_object())


def visitor() -> Person | None:
    """The signed-in person, or None for a visitor without an account."""
    return person() if current_user.is_authenticated else None
