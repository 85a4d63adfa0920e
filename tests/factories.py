"""People and things for tests, saved or not; every default is one a festival would know."""

import itertools
from datetime import UTC, datetime
from typing import Any, TypeVar

from festival import db
from festival.accounts.models import Person, RoleGrant
from festival.kernel.roles import Role

Thing = TypeVar("Thing", bound=db.Base)
NUMBERS = itertools.count(1)
LONG_ARABIC_TITLE = "حكاية الطريق الطويل من البحر إلى المدينة التي لا تنام، كما روتها جدتي في ليالي الشتاء"


def person(*roles: Role, **values: Any) -> Person:
    """A confirmed person with these roles (a filmmaker if none are named), not yet saved."""
    number = next(NUMBERS)
    email = values.pop("email", f"person{number}@example.org")
    defaults = {
        "name": f"Person {number}",
        "email": email,
        "email_key": email.casefold(),
        "password": None,
        "active": True,
        "fs_uniquifier": f"key-{number}",
        "confirmed_at": datetime(2020, 1, 1, tzinfo=UTC),
        "created_at": datetime(2020, 1, 1, tzinfo=UTC),
        "locale": "en",
        "time_zone": "UTC",
    }
    grants = [RoleGrant(role=role) for role in roles or (Role.FILMMAKER,)]
    return Person(grants=grants, **(defaults | values))


def save(thing: Thing) -> Thing:
    """The same thing, committed and ready to be used in the next transaction."""
    with db.transaction() as session:
        session.add(thing)
    return thing
