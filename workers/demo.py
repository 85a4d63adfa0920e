"""Lets the demo's jury begin with the first films that can be watched, and gives it the others later."""

from datetime import timedelta

from festival import clock
from festival.demo import jurors
from festival.jobs import operations as jobs
from workers.registry import Work, job

LOOK_AGAIN = timedelta(seconds=3)


@job("demo.convene")
def convene(work: Work) -> None:
    """Wait for the first films, then make the jury."""
    with work.settling():
        if jurors.has_first_films():
            jurors.convene()
            jobs.later("demo.deal_the_others")
        else:
            jobs.later("demo.convene", not_before=clock.shared_now() + LOOK_AGAIN)


@job("demo.deal_the_others")
def assign_the_others(work: Work) -> None:
    """Wait for all films, then assign those that came after the first."""
    with work.settling():
        if jurors.has_all_films():
            jurors.assign_the_others()
        else:
            jobs.later("demo.deal_the_others", not_before=clock.shared_now() + LOOK_AGAIN)
