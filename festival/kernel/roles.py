"""Who someone is to the festival: filmmaker, juror, organizer, or several of these at once."""

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """A role gives access; whether a thing may be done is for the rules of its feature."""

    FILMMAKER = "filmmaker"
    JUROR = "juror"
    ORGANIZER = "organizer"


class Actor(Protocol):
    """Anyone who acts: a person, as far as rules need to know one."""

    @property
    def id(self) -> int: ...

    @property
    def roles(self) -> Collection[Role]: ...
