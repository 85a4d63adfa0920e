"""A page with several forms: what was typed in one of them stands in that one again, and in no other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import wtforms
from werkzeug.datastructures import MultiDict

Kind = TypeVar("Kind", bound=wtforms.Form)
Typed = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Many(Generic[Kind]):
    """Forms of one kind on a page. A form's place is the id of its first field, unique on the page.

    `sent` is the form that could not be taken, and `place` is where it stands.
    """

    kind: Callable[..., Kind]
    place: str = ""
    sent: Kind | None = None

    def __post_init__(self) -> None:
        if self.sent is not None:
            _put(self.sent, self.place)

    def at(self, place: str, **values: Any) -> Kind:
        """The form of one place: as it was typed there, else with these values."""
        if self.sent is not None and place == self.place:
            return self.sent
        return _put(self.kind(data=values), place)


def of_saved(kind: Callable[..., Kind], saved: Typed | None) -> Many[Kind]:
    """Forms of a page that was opened again: what was saved stands where its field `form` says."""
    return Many(kind) if saved is None else Many(kind, saved.get("form", ""), kind(saved))


def saved_in(place: str, saved: Typed | None) -> Typed | None:
    """What was saved, if it was typed in the form at this place."""
    return saved if saved is not None and saved.get("form", "") == place else None


def _put(form: Kind, place: str) -> Kind:
    next(iter(form)).id = place
    return form
