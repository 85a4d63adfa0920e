"""Make an edition, change its call, give an entrant more time, begin the next year."""

from datetime import datetime
from typing import Any

from festival import db, journal
from festival.accounts.models import Person
from festival.editions import queries, rules, terms
from festival.editions.calls import next_slug, next_year
from festival.editions.models import Category, Edition, Extension, RulesVersion
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor
from festival.web import follow_ups


def create(edition: Edition, *, actor: Actor | None, now: datetime) -> Edition:
    """Put a new edition in the application. The first one is current; later ones wait for `make_current`."""
    edition.is_current = queries.current() is None
    db.session().add(edition)
    journal.record("editions.found", edition, actor=actor, now=now)
    publish_rules(edition, now=now)
    return edition


def make_current(edition: Edition, *, instead_of: str, actor: Actor, now: datetime) -> None:
    """Show this call to visitors, and take films for it.

    `instead_of` is the slug of the edition that the page named as the current one: all that would change was
    said of that one.
    """
    former = next((each for each in queries.held_all() if each.is_current), None)
    enforce(rules.make_current(actor, edition) or rules.needs_former(former, instead_of))
    if former is not None:
        former.is_current = False
        db.session().flush()
    edition.is_current = True
    journal.record("editions.make_current", edition, actor=actor, now=now, instead_of=instead_of)


def edit(edition: Edition, *, actor: Actor, now: datetime, changes: dict[str, Any]) -> Edition:
    """Change an edition's own fields; entries made from now on fall under the new rules' version."""
    opens_at = changes.get("opens_at", edition.opens_at)
    closes_at = changes.get("closes_at", edition.closes_at)
    enforce(rules.edit(actor, edition) or rules.needs_windows(edition, opens_at, closes_at))
    changed = _apply(edition, changes)
    journal.record("editions.edit", edition, actor=actor, now=now, changed=changed)
    publish_rules(edition, now=now)
    follow_ups.after("editions.edit", edition)
    return edition


def edit_category(category: Category, *, actor: Actor, now: datetime, changes: dict[str, Any]) -> None:
    """Change a category; the rules get their next version."""
    closes_at = changes.get("closes_at", category.closes_at)
    enforce(rules.edit(actor, category.edition) or rules.needs_category_window(category, closes_at))
    changed = _apply(category, changes)
    journal.record("editions.edit_category", category, actor=actor, now=now, changed=changed)
    publish_rules(category.edition, now=now)
    follow_ups.after("editions.edit", category.edition)


def repeat(edition: Edition, *, actor: Actor, now: datetime) -> Edition:
    """The edition of the next year: the same days, categories and rules, one year on."""
    enforce(rules.repeat(actor, edition, queries.by_slug(next_slug(edition))))
    return create(next_year(edition), actor=actor, now=now)


def publish_rules(edition: Edition, *, now: datetime) -> RulesVersion:
    """Write the rules down as they stand, unless they already stand so."""
    db.session().flush()
    latest = queries.latest_rules(edition.id)
    text = terms.as_written(edition)
    if latest is not None and latest.rules == text:
        return latest
    number = latest.number + 1 if latest else 1
    version = RulesVersion(edition_id=edition.id, number=number, rules=text, published_at=now)
    db.session().add(version)
    return version


def extend(
    edition: Edition,
    person: Person,
    *,
    until: datetime,
    reason: str,
    actor: Actor,
    now: datetime,
    key: str | None = None,
) -> Extension:
    """Give one entrant a later deadline, with the reason. `key` is the form's, which gives it once."""
    enforce(rules.extend(actor, edition))
    extension = Extension(
        edition_id=edition.id,
        person_id=person.id,
        until=until,
        reason=reason,
        granted_by_id=actor.id,
        granted_at=now,
        creation_key=key or None,
    )
    db.session().add(extension)
    journal.record("editions.extend", extension, actor=actor, now=now, until=until.isoformat(), reason=reason)
    return extension


def revoke(extension: Extension, *, actor: Actor, now: datetime) -> None:
    """Take an extension back; what was submitted under it stays submitted."""
    enforce(rules.revoke(actor, extension))
    extension.revoked_at = now
    journal.record("editions.revoke", extension, actor=actor, now=now)


def _apply(thing: Edition | Category, changes: dict[str, Any]) -> dict[str, list[str]]:
    """Set the fields; what really changed, as texts before and after."""
    before = {name: getattr(thing, name) for name in changes}
    for name, value in changes.items():
        setattr(thing, name, value)
    return {name: [str(before[name]), str(value)] for name, value in changes.items() if before[name] != value}
