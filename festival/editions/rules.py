"""Whether the call takes a film now, and who may change the call."""

from datetime import datetime, timedelta

from festival.editions.models import Category, Edition, Extension
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor
from festival.kernel.rules import needs_organizer
from festival.kernel.windows import Phase, Window
from festival.kernel.words import Moment


def take(category: Category, extended_until: datetime | None, now: datetime) -> Refusal | None:
    """The deadline: the one rule that every way in asks, with the clock read under the row's lock."""
    edition, window = category.edition, category.window
    phase = window.extended_to(extended_until).phase(now)
    if phase is Phase.BEFORE and window.opens_at:
        return refuse(
            "call_not_open",
            "The call opens on {opening}. You can prepare your entry now and submit it then.",
            opening=Moment(window.opens_at, edition.time_zone, edition.place),
        )
    if phase is Phase.CLOSED and window.closes_at:
        return refuse(
            "call_closed",
            "The call closed on {deadline}. Your draft is kept. To ask for more time, write to {contact}.",
            deadline=Moment(window.closes_at, edition.time_zone, edition.place, is_deadline=True),
            contact=edition.contact,
        )
    return None


def wait(edition: Edition, closes_at: datetime, begun_at: datetime, now: datetime) -> Refusal | None:
    """The grace: bytes that began to arrive before the call closed are waited for, for some hours more."""
    arrive_until = closes_at + edition.upload_grace
    if begun_at < closes_at and now < arrive_until:
        return None
    return refuse(
        "film_too_late",
        "The call closed on {deadline}. A film whose sending had begun by then could arrive "
        "until {end}. To send one now, write to {contact}: the festival can give you more time.",
        deadline=Moment(closes_at, edition.time_zone, edition.place, is_deadline=True),
        end=Moment(arrive_until, edition.time_zone, edition.place, is_deadline=True),
        contact=edition.contact,
    )


def begin(edition: Edition, extended_until: datetime | None, now: datetime) -> Refusal | None:
    """A new entry makes sense before the call and in it; once all is closed it would only disappoint."""
    windows = [category.window.extended_to(extended_until) for category in edition.categories]
    if any(window.phase(now) is not Phase.CLOSED for window in windows):
        return None
    deadline = max((window.closes_at for window in windows if window.closes_at), default=edition.closes_at)
    return refuse(
        "call_over",
        "The call closed on {deadline}, so you cannot enter another film now. If something kept "
        "you from it, write to {contact}: the festival can give you more time.",
        deadline=Moment(deadline, edition.time_zone, edition.place, is_deadline=True),
        contact=edition.contact,
    )


def edit(actor: Actor, edition: Edition) -> Refusal | None:
    """Only organizers change an edition."""
    return needs_organizer(actor)


def needs_windows(edition: Edition, opens_at: datetime, closes_at: datetime) -> Refusal | None:
    """With these bounds the call closes after it opens, and so does every category."""
    if not Window(opens_at, closes_at).is_in_order:
        return refuse("closes_before_opening", "The last day comes before the first.")
    for category in edition.categories:
        own = Window(category.opens_at or opens_at, category.closes_at or closes_at)
        if not own.is_in_order:
            return refuse(
                "category_closes_before_opening",
                "“{category}” would close before it opens: it has a last or first day of its own. Change "
                "that one first.",
                category=category.name,
            )
    return None


def needs_category_window(category: Category, closes_at: datetime | None) -> Refusal | None:
    """A category with this end of its own (None: the call's) closes after it opens."""
    edition = category.edition
    opens_at = category.opens_at or edition.opens_at
    if Window(opens_at, closes_at or edition.closes_at).is_in_order:
        return None
    return refuse(
        "category_closes_before_opening_at",
        "Films are taken from {opening}. Choose a last day after that.",
        opening=Moment(opens_at, edition.time_zone, edition.place),
    )


def extend(actor: Actor, edition: Edition) -> Refusal | None:
    """Organizers give somebody more time."""
    return needs_organizer(actor)


def needs_later_deadline(
    edition: Edition,
    until: datetime,
    now: datetime,
    closes_at: datetime | None = None,
    least: timedelta = timedelta(0),
) -> Refusal | None:
    """An extension ends later than now, and by `least` later than what holds for the entrant already.

    `closes_at` is when the call closes for them as things stand: their category's window, an extension.
    """
    closes_at = closes_at or edition.closes_at
    if until > now and until - closes_at > least:
        return None
    if until > now and closes_at != edition.closes_at:
        return refuse(
            "extension_without_effect",
            "There is time until {deadline} already, so this would change nothing. Choose a later time.",
            deadline=Moment(closes_at, edition.time_zone, edition.place, is_deadline=True),
        )
    return refuse(
        "extension_too_short",
        "Choose a time after the call's own deadline ({deadline}), and not in the past.",
        deadline=Moment(closes_at, edition.time_zone, edition.place, is_deadline=True),
    )


def revoke(actor: Actor, extension: Extension) -> Refusal | None:
    """An extension is taken back once."""
    if refusal := needs_organizer(actor):
        return refusal
    if extension.revoked_at is not None:
        return refuse("already_revoked", "This extension was withdrawn already.")
    return None


def make_current(actor: Actor, edition: Edition) -> Refusal | None:
    """Organizers choose the edition that visitors see; the one they see already is no choice."""
    if refusal := needs_organizer(actor):
        return refusal
    if edition.is_current:
        return refuse("already_current", "{name} is the current edition already.", name=edition.name)
    return None


def needs_former(former: Edition | None, shown: str) -> Refusal | None:
    """The edition that the page named as the current one (its slug) is current still."""
    if former is None or former.slug == shown:
        return None
    return refuse(
        "other_edition_current",
        "Meanwhile {name} became the current edition. Read again what would change.",
        name=former.name,
    )


def repeat(actor: Actor, edition: Edition, next_one: Edition | None) -> Refusal | None:
    """The next year is made once."""
    if refusal := needs_organizer(actor):
        return refusal
    if next_one is not None:
        return refuse("next_year_exists", "{name} is made already.", name=next_one.name, slug=next_one.slug)
    return None
