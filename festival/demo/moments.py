"""The moments of a festival's year that the demo's clock can be set to."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from festival.editions.models import Edition
from festival.kernel.words import N_


class DemoMoment(StrEnum):
    """One of them, in the order of the year."""

    BEFORE = "before"
    OPEN = "open"
    LAST_MINUTES = "last-minutes"
    CLOSED = "closed"
    GRACE = "grace"
    JURY = "jury"
    RESULTS = "results"


WORDS = {
    DemoMoment.BEFORE: (N_("Before the call"), N_("A week before it opens: nobody can enter yet.")),
    DemoMoment.OPEN: (N_("Open"), N_("Twelve days before the deadline.")),
    DemoMoment.LAST_MINUTES: (
        N_("The last ten minutes"),
        N_("Submit now, or see what happens when the call closes."),
    ),
    DemoMoment.CLOSED: (
        N_("Closed"),
        N_("A minute past the deadline: drafts are kept, films may still arrive."),
    ),
    DemoMoment.GRACE: (
        N_("The last hours for films"),
        N_(
            "Films on slow connections have four hours left. “Half Past Lagos” is submitted, and its "
            "film may still arrive."
        ),
    ),
    DemoMoment.JURY: (N_("Jury"), N_("Three weeks later: everything is in, the jury watches.")),
    DemoMoment.RESULTS: (N_("Results"), N_("The day on which filmmakers hear the decisions.")),
}


def instant(moment: DemoMoment, edition: Edition) -> datetime:
    """When `moment` is, in the year of `edition` (aware)."""
    opens_at, closes_at = edition.opens_at, edition.closes_at
    return {
        DemoMoment.BEFORE: opens_at - timedelta(days=7),
        DemoMoment.OPEN: max(opens_at, closes_at - timedelta(days=12)),
        DemoMoment.LAST_MINUTES: closes_at - timedelta(minutes=10),
        DemoMoment.CLOSED: closes_at + timedelta(minutes=1),
        DemoMoment.GRACE: closes_at + max(edition.upload_grace - timedelta(hours=4), timedelta(0)),
        DemoMoment.JURY: closes_at + timedelta(days=21),
        DemoMoment.RESULTS: _day_of_results(edition),
    }[moment]


def _day_of_results(edition: Edition) -> datetime:
    if edition.notified_by is None:
        return edition.closes_at + timedelta(days=115)
    return datetime.combine(edition.notified_by, time(9), ZoneInfo(edition.time_zone))
