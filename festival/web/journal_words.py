"""What the journal's lines mean to people.

Packages offer sentences for their acts, names for their things.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import flask
from sqlalchemy import inspect, select
from sqlalchemy.orm.interfaces import ORMOption

from festival import db

EXTENSION = "festival.acts"
Row = TypeVar("Row", bound=db.Base)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as people call it, and its page, if it has one."""

    title: str
    url: str = ""


Naming = Callable[[Collection[int]], Mapping[int, Named]]


def _nameless(_ids: Collection[int]) -> Mapping[int, Named]:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things, as a marked word ("entry"), and how to name many of them by their ids at once."""

    word: str
    named: Naming = _nameless


@dataclass(frozen=True, slots=True)
class Register:
    """Marked sentences by act, with {who}, {thing} and whatever the act recorded; kinds by their table."""

    sentences: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)


def rows(model: type[Row], ids: Collection[int], *options: ORMOption) -> Sequence[Row]:
    """The rows of a table with these ids, as far as they are there; `options` say what is left out."""
    key = inspect(model).primary_key[0]
    return db.session().scalars(select(model).where(key.in_(ids)).options(*options)).all()


def offer(app: flask.Flask, sentences: Mapping[str, str], kinds: Mapping[str, Kind]) -> None:
    """Teach the activity log the words of a feature; its `blueprints.register` calls it."""
    known = register(app)
    known.sentences.update(sentences)
    known.kinds.update(kinds)


def register(app: flask.Flask) -> Register:
    """All that the packages have offered."""
    found: Register = app.extensions.setdefault(EXTENSION, Register())
    return found
