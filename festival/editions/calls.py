"""The call that Laurel ships: the Global Migration Film Festival's, as it stood in 2020, for any year."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from festival.editions.models import Category, Edition
from festival.kernel.windows import window_of_days

ZONE = "Europe/Zurich"
FIRST_YEAR = 2016
KEPT = (
    "festival_name",
    "theme",
    "theme_statement",
    "time_zone",
    "place",
    "upload_grace_hours",
    "required_language",
    "contact",
    "accent",
)
DAYS = ("completed_from", "notified_by", "countries_notified_by")
SAVED_OF_CATEGORY = (
    "slug",
    "name",
    "summary",
    "position",
    "min_seconds",
    "max_seconds",
    "takes_links",
    "takes_online_releases",
)
THEME_2020 = "Every journey has a story"


def call_of(year: int) -> Edition:
    """An unsaved edition with the dates, categories and rules of 2020, moved to `year`."""
    window = window_of_days(date(year, 4, 6), date(year, 6, 21), ZONE)
    number = year - FIRST_YEAR + 1
    return Edition(
        slug=str(year),
        name=f"{_ordinal(number)} edition, {year}",
        festival_name="Global Migration Film Festival",
        receipt_prefix=f"GM{number}",
        theme=THEME_2020,
        theme_statement=(
            "Films about people on the move: the promise and the challenges of migration, and what those who "
            "migrate bring to the places that become their home."
        ),
        time_zone=ZONE,
        place="Geneva",
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        upload_grace_hours=48,
        completed_from=date(year - 3, 1, 1),
        required_language="en",
        notified_by=date(year, 10, 15),
        countries_notified_by=date(year, 11, 15),
        contact="festival@example.org",
        accent="#0b5cad",
        categories=[feature(), short(), online()],
    )


def next_slug(edition: Edition) -> str:
    """How the year after `edition` stands in addresses."""
    return str(edition.year + 1)


def next_year(edition: Edition) -> Edition:
    """An unsaved edition like this one, every day of it a year later in its own zone."""
    year = edition.year + 1
    number = year - FIRST_YEAR + 1
    return Edition(
        slug=str(year),
        name=f"{_ordinal(number)} edition, {year}",
        receipt_prefix=f"GM{number}",
        opens_at=_instant_a_year_later(edition.opens_at, edition.time_zone),
        closes_at=_instant_a_year_later(edition.closes_at, edition.time_zone),
        categories=[_category_a_year_later(category) for category in edition.categories],
        **{name: getattr(edition, name) for name in KEPT},
        **{name: _a_year_later(value) for name in DAYS if (value := getattr(edition, name))},
    )


def feature() -> Category:
    """Over 41 minutes."""
    return Category(
        slug="feature",
        name="Feature films",
        summary="41 minutes and longer. Fiction, documentary or animation.",
        position=1,
        min_seconds=41 * 60,
    )


def short() -> Category:
    """15 to 40 minutes."""
    return Category(
        slug="short",
        name="Short films",
        summary="From 15 to 40 minutes.",
        position=2,
        min_seconds=15 * 60,
        max_seconds=40 * 60,
    )


def online() -> Category:
    """Up to 15 minutes, or made for release online."""
    return Category(
        slug="online",
        name="Online films",
        summary="Up to 15 minutes, or made for release online. Send the file or a public link.",
        position=3,
        max_seconds=15 * 60,
        takes_links=True,
        takes_online_releases=True,
    )


def _a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _instant_a_year_later(instant: datetime, zone: str) -> datetime:
    local = instant.astimezone(ZoneInfo(zone))
    later = datetime.combine(_a_year_later(local.date()), local.time(), ZoneInfo(zone))
    return later.astimezone(UTC)


def _category_a_year_later(category: Category) -> Category:
    zone = category.edition.time_zone
    bounds = {
        name: _instant_a_year_later(bound, zone)
        for name in ("opens_at", "closes_at")
        if (bound := getattr(category, name))
    }
    return Category(**{name: getattr(category, name) for name in SAVED_OF_CATEGORY}, **bounds)


def _ordinal(number: int) -> str:
    words = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
    return words[number - 1] if 1 <= number <= len(words) else f"{number}th"
