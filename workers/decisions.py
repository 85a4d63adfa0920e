"""Tells the decisions: writes every letter of a release in one go, so that all leave or none."""

from festival import clock
from festival.decisions import operations as decision_operations
from festival.decisions import release_queries
from workers.registry import Work, job


@job("shortlists.release")
def tell(work: Work) -> None:
    """Write the letters of a release, unless that was done."""
    with work.settling():
        ordered = release_queries.held_release(work.arguments["release_id"])
        if ordered is not None:
            decision_operations.release(ordered, now=clock.now())
