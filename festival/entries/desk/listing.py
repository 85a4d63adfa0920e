"""The organizers' list of entries: searched, filtered, sorted, and turned page by page by key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from festival import db
from festival.accounts.models import Person
from festival.entries import queries, states
from festival.entries.films import queries as film_queries
from festival.entries.films.values import Film
from festival.entries.models import Entry, EntryFlag, EntryTag, Proposal, Receipt
from festival.entries.states import EntryState, FilmState, ProposalState
from festival.kernel.folding import fold
from festival.kernel.roles import Actor

PAGE = 50
IN_COMPETITION = "in_competition"  # submitted or eligible, in place of one state
MISSING = "missing"  # late or never sent, in place of one state of the film
OPEN = "open"  # a change that waits for an answer


class Sort(StrEnum):
    """In which order the list stands."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    LENGTH = "length"
    CHANGED = "changed"


@dataclass(frozen=True)
class Choice:
    """What of the list is wanted; an empty word filters nothing. `after` and `before` are ids of entries."""

    words: str = ""
    category: str = ""
    state: str = ""
    film: str = ""
    country: str = ""
    language: str = ""
    flag: str = ""
    change: str = ""
    tag: str = ""
    sort: Sort = Sort.NEWEST
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Page:
    """One page of the list; `count` is of all entries that were chosen."""

    entries: Sequence[Entry]
    films: Mapping[int, Film]
    count: int
    before: int | None
    after: int | None


def page(actor: Actor, edition_id: int, choice: Choice, now: datetime | None = None) -> Page:
    """A page of the entries of an edition that `actor` may see, in as many queries for one as for fifty.

    `now` tells which films are late.
    """
    chosen = _chosen(actor, edition_id, choice, now)
    count = db.session().scalar(
        select(func.count()).select_from(chosen.with_only_columns(Entry.id).subquery())
    )
    is_back = choice.before is not None
    turned = _turned(chosen, choice).limit(PAGE + 1).options(*_WITH)
    found = list(db.session().scalars(turned).unique().all())
    has_more = len(found) > PAGE
    rows = found[:PAGE][::-1] if is_back else found[:PAGE]
    has_before = has_more if is_back else choice.after is not None
    has_after = True if is_back else has_more
    return Page(
        entries=rows,
        films=film_queries.of_many(rows, now),
        count=int(count or 0),
        before=rows[0].id if rows and has_before else None,
        after=rows[-1].id if rows and has_after else None,
    )


def count(edition_id: int, choice: Choice, now: datetime) -> int:
    """How many entries of an edition the list shows to organizers for a choice."""
    statement = select(func.count()).select_from(Entry).where(Entry.edition_id == edition_id)
    return db.session().scalar(statement.where(*_conditions(choice, now))) or 0


def tags(edition_id: int) -> Sequence[str]:
    """Every tag in use in an edition."""
    return (
        db.session()
        .scalars(
            select(EntryTag.tag)
            .join(Entry, Entry.id == EntryTag.entry_id)
            .where(Entry.edition_id == edition_id)
            .distinct()
            .order_by(EntryTag.tag)
        )
        .all()
    )


def codes(edition_id: int) -> tuple[set[str], set[str]]:
    """The countries and the languages that entries of an edition name."""
    rows = db.session().execute(
        select(Entry.countries, Entry.languages).where(Entry.edition_id == edition_id)
    )
    pairs = [(set(named), set(spoken)) for named, spoken in rows]
    return set().union(*(named for named, _ in pairs)), set().union(*(spoken for _, spoken in pairs))


def counts(edition_id: int) -> dict[EntryState, int]:
    """How many entries of an edition stand where."""
    rows = db.session().execute(
        select(Entry.state, func.count())
        .where(Entry.edition_id == edition_id, queries.STANDS)
        .group_by(Entry.state)
    )
    found = {state: count for state, count in rows}  # noqa: C416  (rows are no pairs to mypy)
    return {state: found.get(state, 0) for state in EntryState}


_WITH = (
    joinedload(Entry.owner),
    joinedload(Entry.receipt),
    selectinload(Entry.flags),
    selectinload(Entry.tags),
)


def _chosen(actor: Actor, edition_id: int, choice: Choice, now: datetime | None) -> Select[Any]:
    wanted = queries.visible_to(actor).where(Entry.edition_id == edition_id)
    for condition in _conditions(choice, now):
        wanted = wanted.where(condition)
    return wanted


def _conditions(choice: Choice, now: datetime | None) -> list[ColumnElement[bool]]:
    found = [_speaks_of(word, choice.words) for word in fold(choice.words).split()]
    found += [*_of_state(choice.state), *_of_film(choice.film, now), *_of_flag(choice.flag)]
    if choice.category:
        found.append(Entry.category.has(slug=choice.category))
    if choice.country:
        found.append(_lists(Entry.countries, choice.country))
    if choice.language:
        found.append(_lists(Entry.languages, choice.language))
    if choice.change == OPEN:
        asked = (Proposal.entry_id == Entry.id) & (Proposal.state == ProposalState.OPEN)
        found.append(select(Proposal.id).where(asked).exists())
    if choice.tag:
        found.append(Entry.tags.any(EntryTag.tag == choice.tag))
    return found


def _of_state(state: str) -> Iterator[ColumnElement[bool]]:
    if state == IN_COMPETITION:
        yield Entry.state.in_(sorted(states.IN_COMPETITION))
    elif state in set(EntryState):
        yield Entry.state == EntryState(state)


def _of_film(film: str, now: datetime | None) -> Iterator[ColumnElement[bool]]:
    if film == MISSING:
        yield or_(*(film_queries.stands_at(state, now) for state in (FilmState.LATE, FilmState.NONE)))
    elif film:
        yield film_queries.stands_at(film, now)


def _of_flag(flag: str) -> Iterator[ColumnElement[bool]]:
    if flag == "any":
        yield Entry.flags.any(EntryFlag.cleared_at.is_(None))
    elif flag:
        yield Entry.flags.any((EntryFlag.kind == flag) & EntryFlag.cleared_at.is_(None))


def _speaks_of(word: str, typed: str) -> ColumnElement[bool]:
    """In the title or among the people; or what was typed is the receipt or the entrant."""
    as_typed = f"%{_literally(typed.strip())}%"
    return or_(
        Entry.search_words.like(f"%{word}%"),
        Entry.receipt.has(Receipt.number.ilike(as_typed, escape="\\")),
        Entry.owner.has(
            or_(Person.name.ilike(as_typed, escape="\\"), Person.email_key.ilike(as_typed, escape="\\"))
        ),
    )


def _lists(column: Any, code: str) -> ColumnElement[bool]:
    """Whether a JSON list of codes holds this one, in any database."""
    return cast(column, Text).like(f'%"{_literally(code)}"%', escape="\\")


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _turned(chosen: Select[Any], choice: Choice) -> Select[Any]:
    """From the key on, forwards or backwards; the key's own value is read again, so that it cannot lie."""
    value, descends = _ORDERS[choice.sort]
    if choice.before is not None:
        descends = not descends
    key = choice.before if choice.before is not None else choice.after
    if key is not None:
        here = select(value).where(Entry.id == key).scalar_subquery()
        beyond = (value < here) if descends else (value > here)
        tie = (Entry.id < key) if descends else (Entry.id > key)
        chosen = chosen.where(beyond | ((value == here) & tie))
    return chosen.order_by(*((value.desc(), Entry.id.desc()) if descends else (value, Entry.id)))


_ENTERED_AT = func.coalesce(Entry.submitted_at, Entry.created_at)
_ORDERS: dict[Sort, tuple[Any, bool]] = {
    Sort.NEWEST: (_ENTERED_AT, True),
    Sort.OLDEST: (_ENTERED_AT, False),
    Sort.TITLE: (Entry.title_key, False),
    Sort.LENGTH: (func.coalesce(Entry.runtime, 0), False),
    Sort.CHANGED: (Entry.changed_at, True),
}
