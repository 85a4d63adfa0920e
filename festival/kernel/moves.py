"""Which state may follow which: a table a person can read, and the check that it is kept."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class ImpossibleMoveError(Exception):
    """A programming error: an operation moved a thing along an edge that its table does not have."""


class Moves(Generic[S]):
    """The edges of one axis of states, e.g. draft → submitted."""

    def __init__(self, table: Mapping[S, frozenset[S]]) -> None:
        self._table = table

    def allow(self, here: S, there: S) -> bool:
        """Whether `there` may directly follow `here`."""
        return there in self._table.get(here, frozenset())

    def step(self, here: S, there: S) -> S:
        """`there`, if the table has that edge."""
        if not self.allow(here, there):
            raise ImpossibleMoveError(f"{here} → {there}")
        return there
