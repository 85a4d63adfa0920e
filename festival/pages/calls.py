"""What the call says of itself: where it stands now, how long its films are, its dates in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from festival.editions.models import Category, Edition
from festival.kernel.windows import Phase
from festival.web import wording

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Placement:
    """The call at an instant; without an edition the application is empty."""

    phase: Phase
    is_last_hour: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One date on the line: words for when and what, and whether it is behind us, next, or later."""

    when: str
    what: str
    note: str
    phase: Literal["past", "now", "next"]


def standing(edition: Edition, now: datetime) -> Placement:
    """Before, open (perhaps in its last hour), or closed."""
    phase = edition.window.phase(now)
    return Placement(phase, phase is Phase.OPEN and edition.closes_at - now <= AN_HOUR)


def stops(edition: Edition, now: datetime) -> list[Stop]:
    """The dates of the edition in their order; the first that is not over is where the year stands now."""
    found: list[Stop] = []
    is_reached = False
    for ends_at, when, what, note in sorted(_dates(edition), key=lambda each: each[0]):
        is_past = ends_at <= now
        phase: Literal["past", "now", "next"] = "past" if is_past else "next" if is_reached else "now"
        is_reached = is_reached or not is_past
        found.append(Stop(when, what, note, phase))
    return found


def length_of(category: Category) -> str:
    """How long its films are: "15 to 40 minutes", "41 minutes and longer", "up to 15 minutes"."""
    least, most = category.min_seconds, category.max_seconds
    if least and most and least % 60 == most % 60 == 0:
        return str(_("%(least)s to %(most)s minutes", least=least // 60, most=most // 60))
    if least and most:
        return str(_("%(least)s to %(most)s", least=_length(least), most=_length(most)))
    if least:
        return str(_("%(least)s and longer", least=_length(least)))
    if most:
        return str(_("up to %(most)s", most=_length(most)))
    return str(_("any length"))


def _length(seconds: int) -> str:
    if seconds % 60:
        return wording.duration(seconds)
    return str(ngettext("%(num)s minute", "%(num)s minutes", seconds // 60))


def _dates(edition: Edition) -> Iterator[tuple[datetime, str, str, str]]:
    zone, place = edition.time_zone, edition.place
    yield edition.opens_at, wording.moment(edition.opens_at, zone, place), _("The call opens"), ""
    yield (
        edition.closes_at,
        wording.deadline(edition.closes_at, zone, place),
        _("The call closes"),
        ngettext(
            "Films may finish arriving for %(num)s hour more.",
            "Films may finish arriving for %(num)s hours more.",
            edition.upload_grace_hours,
        ),
    )
    if edition.notified_by:
        yield (
            _end_of(edition.notified_by, zone),
            _("By %(day)s", day=wording.day(edition.notified_by)),
            _("Everyone hears"),
            _("Letters go out before the selection is made public."),
        )
    if edition.countries_notified_by:
        yield (
            _end_of(edition.countries_notified_by, zone),
            _("By %(day)s", day=wording.day(edition.countries_notified_by)),
            _("Where films are shown"),
            _("Selected films learn in which countries they are screened."),
        )


def _end_of(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
