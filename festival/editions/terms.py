"""The rules of a call written down as plain JSON, and read again as what a film is held against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from festival.editions.models import Category, Edition


@dataclass(frozen=True)
class Lengths:
    """What lengths a category takes, in whole seconds, ends included."""

    slug: str
    name: str
    least: int | None
    most: int | None
    takes_online_releases: bool

    def holds(self, seconds: int, is_online_release: bool) -> bool:
        """Whether a film of this length belongs there; made for release online, it may be of any length."""
        if self.takes_online_releases and is_online_release:
            return True
        return (self.least is None or seconds >= self.least) and (self.most is None or seconds <= self.most)


@dataclass(frozen=True)
class Terms:
    """What a film is held against."""

    completed_from: date
    required_language: str | None
    categories: tuple[Lengths, ...]

    def category(self, slug: str) -> Lengths | None:
        """The category of that name, if these rules have it."""
        return next((category for category in self.categories if category.slug == slug), None)

    def others_that_hold(self, slug: str, seconds: int, is_online_release: bool) -> list[Lengths]:
        """The other categories where a film of this length belongs."""
        return [
            category
            for category in self.categories
            if category.slug != slug and category.holds(seconds, is_online_release)
        ]


def as_written(edition: Edition) -> dict[str, Any]:
    """The rules of an edition as plain JSON, for the record and for exports."""
    return {
        "edition": edition.slug,
        "opens_at": edition.opens_at.isoformat(),
        "closes_at": edition.closes_at.isoformat(),
        "time_zone": edition.time_zone,
        "upload_grace_hours": edition.upload_grace_hours,
        "completed_from": edition.completed_from.isoformat(),
        "required_language": edition.required_language,
        "categories": [_category_as_written(category) for category in edition.categories],
    }


def _category_as_written(category: Category) -> dict[str, Any]:
    return {
        "slug": category.slug,
        "name": category.name,
        "min_seconds": category.min_seconds,
        "max_seconds": category.max_seconds,
        "takes_links": category.takes_links,
        "takes_online_releases": category.takes_online_releases,
        "opens_at": category.opens_at.isoformat() if category.opens_at else None,
        "closes_at": category.closes_at.isoformat() if category.closes_at else None,
    }


def read(rules: Mapping[str, Any]) -> Terms:
    """Terms from the rules as an edition writes them down."""
    return Terms(
        completed_from=date.fromisoformat(rules["completed_from"]),
        required_language=rules["required_language"],
        categories=tuple(_lengths(rules["categories"])),
    )


def _lengths(categories: Iterable[Mapping[str, Any]]) -> Iterable[Lengths]:
    return (
        Lengths(
            slug=category["slug"],
            name=category["name"],
            least=category["min_seconds"],
            most=category["max_seconds"],
            takes_online_releases=category["takes_online_releases"],
        )
        for category in categories
    )
