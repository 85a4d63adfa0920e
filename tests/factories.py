"""People and things for tests, saved or not; every default is one a festival would know."""

import itertools
from datetime import UTC, datetime
from typing import Any, TypeVar

from festival import db
from festival.accounts.models import Person, RoleGrant
from festival.editions.calls import call_of
from festival.editions.models import Category, Edition, Extension
from festival.entries.kinds import FilmKind, Premiere
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
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


def entry(owner: Person, category: Category, **values: Any) -> Entry:
    """A film that is ready to be submitted, as a draft; with `state`, as far as that."""
    number = next(NUMBERS)
    entered_at = values.pop("submitted_at", None) or datetime(2020, 5, 1, 12, tzinfo=UTC)
    state = values.get("state", EntryState.DRAFT)
    defaults: dict[str, Any] = {
        "edition": category.edition,
        "category": category,
        "owner": owner,
        "creation_key": f"form-{number}",
        "state": EntryState.DRAFT,
        "created_at": datetime(2020, 4, 20, 9, tzinfo=UTC),
        "changed_at": datetime(2020, 4, 20, 9, tzinfo=UTC),
        "submitted_at": None if state in (EntryState.DRAFT, EntryState.WITHDRAWN) else entered_at,
        "revision": 0,
        "changed_in": {},
        "unfinished": {},
        "decision": Decision.UNDECIDED,
        "title": f"The Road North {number}",
        "kind": FilmKind.DOCUMENTARY,
        "runtime": category.min_seconds or 600,
        "completed": "2019-11",
        "premiere": Premiere.NATIONAL,
        "countries": ["LB"],
        "languages": ["ar"],
        "subtitles": ["en"],
        "synopsis": "A family walks north, and the road answers.",
        "theme_statement": "It is a journey, and it has a story.",
        "directors": ["Lina Haddad"],
        "producers": ["Omar Saleh"],
        "film_link": "https://vimeo.com/1234",
        "holds_rights": True,
        "is_funded_by_organizer": False,
        "was_entered_before": False,
        "is_online_release": False,
    }
    return Entry(**(defaults | values))


def extension(edition: Edition, person: Person, granter: Person, until: datetime) -> Extension:
    """More time for one entrant."""
    return Extension(
        edition_id=edition.id,
        person_id=person.id,
        until=until,
        reason="The power was out.",
        granted_by_id=granter.id,
        granted_at=datetime(2020, 6, 10, tzinfo=UTC),
    )


def next_edition() -> Edition:
    """The call of 2021, not current."""
    return call_of(2021)
