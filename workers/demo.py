"""Lets the demo's jury begin, once its films can be watched."""

from datetime import timedelta

from festival.demo import jurors
from festival.jobs import operations as jobs
from festival.kernel.clock import machine_now
from workers.registry import Work, job

LOOK_AGAIN = timedelta(seconds=3)


@job("demo.convene")
def convene(work: Work) -> None:
    """Wait for the films, then seat the jury."""
    with work.settling():
        if jurors.films_are_on_their_way():
            jobs.later("demo.convene", not_before=machine_now() + LOOK_AGAIN)
        else:
            jurors.convene()
