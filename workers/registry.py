"""Which function does the work of which job name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from festival import db
from festival.jobs import operations as jobs


@dataclass(frozen=True, slots=True)
class Work:
    """One claim on one job, as the function that does it sees it."""

    job_id: int
    fence: int
    arguments: dict[str, Any]

    @contextmanager
    def settling(self) -> Iterator[Session]:
        """The transaction in which the effect and "done" become true together, or not at all."""
        with db.transaction() as session:
            jobs.settle(self.job_id, self.fence)
            yield session


Function = Callable[[Work], None]
FUNCTIONS: dict[str, Function] = {}
SWEEPS: dict[str, int] = {}


def job(name: str) -> Callable[[Function], Function]:
    """Register the function for a job's name. Ids in, state first, slow work outside the transaction."""

    def register(function: Function) -> Function:
        if name in FUNCTIONS:
            raise ValueError(f"two functions for {name}")
        FUNCTIONS[name] = function
        return function

    return register


def sweep(name: str, *, every: int) -> Callable[[Function], Function]:
    """Register a job that is queued once in every slot of `every` seconds, whatever beat does."""
    SWEEPS[name] = every
    return job(name)
