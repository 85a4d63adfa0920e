"""A film's file was exchanged after jurors had begun: their work keeps its version, and they are told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from festival import db
from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.jury import film_versions, queries
from festival.jury.models import Assignment, Review
from festival.jury.screening import film_queries, rules
from festival.jury.states import BEGUN, OUTSTANDING, AssignmentState
from festival.messages import operations as messages


def follow_exchange(entry: Entry, before: Film, now: datetime) -> None:
    """Jurors who had begun look again, or say that their score stands; until then it counts."""
    present = film_queries.version(entry)
    if before.sha256 == present:
        return
    assignments = queries.held_assignments_on(entry.id)
    _name_unknown_versions(assignments)
    for assignment in assignments:
        if assignment.watching:
            seconds = before.seconds or entry.runtime or 0
            film_versions.begin_present(assignment.watching, present, film_seconds=seconds)
        if _has_begun(assignment) and rules.needs_open_round(assignment.round, now) is None:
            _tell(assignment, present, now)


def _name_unknown_versions(assignments: Sequence[Assignment]) -> None:
    """Of work that names no version, it is known now that it is for an earlier one.

    The row of a review keeps its number: nobody changed what it says.
    """
    for assignment in assignments:
        for record in (assignment.watching, assignment.viewing):
            if record is not None and record.film_sha256 is None:
                record.film_sha256 = film_versions.UNKNOWN_EARLIER
    db.session().execute(
        update(Review)
        .where(
            Review.assignment_id.in_([assignment.id for assignment in assignments]),
            Review.film_sha256.is_(None),
        )
        .values(film_sha256=film_versions.UNKNOWN_EARLIER)
    )


def _has_begun(assignment: Assignment) -> bool:
    """The same as `queries.has_begun`, of a film of one juror."""
    if assignment.state in BEGUN:
        return True
    has_written = assignment.review or assignment.watching or assignment.notes
    return assignment.state in OUTSTANDING and bool(has_written)


def _tell(assignment: Assignment, present: str | None, now: datetime) -> None:
    messages.post(
        "jury/film_exchanged",
        to=assignment.juror,
        key=f"jury/film_exchanged:{assignment.id}:{present}",
        now=now,
        assignment=assignment,
        is_scored=assignment.state is AssignmentState.SCORED,
    )
