"""How instants, lengths and messages are said to people, in their language and zone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location
from flask_babel import get_locale, gettext, ngettext

from festival.kernel.refusals import Refusal
from festival.kernel.words import Message, Moment, Portion, Seconds, Size

_UNITS = (("GB", 1e9), ("MB", 1e6), ("kB", 1e3))


def locale() -> str:
    """The reader's language; English where nobody reads."""
    return str(get_locale() or "en")


def explain(said: Refusal | Message) -> str:
    """A refusal or a message as a sentence in the reader's language."""
    message = said.message if isinstance(said, Refusal) else said
    return say(message.text, message.values)


def say(text: str, values: Mapping[str, object] | None = None) -> str:
    """A marked text with its {placeholders} filled: instants with their zone, lengths as h/min/s."""
    translated: str = gettext(text)
    return translated.format(**{name: _said(value) for name, value in (values or {}).items()})


def moment(at: datetime, zone: str, place: str = "") -> str:
    """An instant with its zone: "14 June 2020, 18:02 in Geneva"."""
    local = at.astimezone(ZoneInfo(zone))
    return _placed(day(local.date()), f"{local:%H:%M}", place or place_of(zone))


def stamp(at: datetime, zone: str, place: str = "") -> str:
    """An instant as data give it, with the zone's short name: "14 June 2020, 18:02 CEST in Geneva"."""
    local = at.astimezone(ZoneInfo(zone))
    return _stamped(local, local.date(), f"{local:%H:%M}", place)


def ending_stamp(at: datetime, zone: str, place: str = "") -> str:
    """The same of a closing instant: "21 June 2020, 24:00 CEST in Geneva"."""
    local = at.astimezone(ZoneInfo(zone))
    return _stamped(local, *_last_of(local), place)


def deadline(closes_at: datetime, zone: str, place: str = "") -> str:
    """A closing instant as people say it: midnight is 24:00 of the day that ends."""
    last, hour = _last_of(closes_at.astimezone(ZoneInfo(zone)))
    return _placed(format_date(last, "full", locale=_date_habit()), hour, place or place_of(zone))


def day(value: date) -> str:
    """A calendar day: "21 June 2020"."""
    return format_date(value, "long", locale=_date_habit())


def clock_time(at: datetime, zone: str) -> str:
    """The hour and minute of an instant in a zone: "18:02"."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def place_of(zone: str) -> str:
    """The city a zone is named after, in the reader's language."""
    return str(get_timezone_location(ZoneInfo(zone), locale=locale(), return_city=True))


def duration(seconds: int) -> str:
    """A film's length: "1 h 24 min", "24 min 31 s", "45 s"."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, gettext("h")), (minutes, gettext("min")), (left if not hours else 0, gettext("s"))]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or f"0 {gettext('s')}"


def span(delta: timedelta) -> str:
    """How long until, or since, in its two largest units: "12 days 4 hours"."""
    minutes = max(0, int(delta.total_seconds()) // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    said = [
        ngettext("%(num)s day", "%(num)s days", days) if days else "",
        ngettext("%(num)s hour", "%(num)s hours", hours) if hours else "",
        ngettext("%(num)s minute", "%(num)s minutes", rest) if rest and not days else "",
    ]
    return " ".join(part for part in said if part) or gettext("less than a minute")


def size(count: int) -> str:
    """A number of bytes: "640 kB", "1.2 GB" (powers of ten, as file managers count)."""
    for unit, scale in _UNITS:
        if count >= scale:
            return f"{count / scale:.1f} {unit}" if count < 10 * scale else f"{count / scale:.0f} {unit}"
    return f"{count} B"


def portion(count: int, whole: int) -> str:
    """How much of a file is here, in the unit of the whole: "21 of 263 MB", "0.4 of 1.2 GB"."""
    name, scale = next(((name, scale) for name, scale in _UNITS if whole >= scale), ("B", 1))
    digits = 1 if scale > 1 and whole < 10 * scale else 0
    return str(
        gettext(
            "%(part)s of %(whole)s",
            part=f"{count / scale:.{digits}f}",
            whole=f"{whole / scale:.{digits}f} {name}",
        )
    )


def _last_of(local: datetime) -> tuple[date, str]:
    """The last day and hour before a closing instant: midnight is 24:00 of the day that ends.

    In some zones the clocks go forward at midnight: the day that ends then is the one before, too.
    """
    before = (local.astimezone(UTC) - timedelta(microseconds=1)).astimezone(local.tzinfo)
    if before.date() < local.date():
        return before.date(), "24:00"
    return local.date(), f"{local:%H:%M}"


def _stamped(local: datetime, on: date, hour: str, place: str) -> str:
    name = local.tzname() or ""
    zoned = f"{hour} {'UTC' if name[:1] in '+-' else ''}{name}"
    return _placed(day(on), zoned, place) if place else f"{day(on)}, {zoned}"


def _placed(day: str, hour: str, place: str) -> str:
    return str(gettext("%(day)s, %(time)s in %(place)s", day=day, time=hour, place=place))


def _date_habit() -> Locale:
    """Whose habit dates follow. Plain English writes them as Ireland does: Sunday 21 June 2020."""
    reading = get_locale()
    return reading if reading and str(reading) != "en" else Locale("en", "IE")


def _said(value: object) -> object:
    match value:
        case Moment(at, zone, place, is_deadline):
            return deadline(at, zone, place) if is_deadline else moment(at, zone, place)
        case Seconds(count):
            return duration(count)
        case Size(count):
            return size(count)
        case Portion(count, whole):
            return portion(count, whole)
        case _:
            return value
