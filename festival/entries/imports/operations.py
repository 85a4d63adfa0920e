"""Entries that came through FilmFreeway, made ours: as drafts, or submitted as they were there."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from festival.accounts import queries as accounts
from festival.accounts.models import Person
from festival.editions.models import Category, Edition
from festival.entries import operations, queries
from festival.entries.imports.filmfreeway import COMPLETED, Submission
from festival.entries.kinds import FilmKind
from festival.entries.models import Entry
from festival.kernel import people_names, web_links
from festival.kernel.folding import fold
from festival.kernel.invalid import Invalid

SUBMITTED_THERE = "in consideration"
_FIELD_OF = {
    "Duration": "runtime",
    COMPLETED: "completed",
    "Country of Origin": "countries",
    "Country of Filming": "filming_countries",
    "Language": "languages",
}


def import_film(
    edition: Edition, submission: Submission, *, late: str | None, actor: Person, now: datetime
) -> Entry:
    """Make an entry of a submission, once: the same submission again gives the same entry.

    It belongs to anyone who has an account with its address, else to the organizer who imports it. What was
    submitted there is submitted here too, while the call is open, or with `late`, the reason for doing it
    after. What could not be read is kept as it came, and flagged. Raises Refused.
    """
    owner = accounts.by_email(submission.email) or actor
    existing = _existing(owner, submission)
    if existing:
        return existing
    key = _key(submission)
    category = category_of(edition, submission)
    entry = operations.start_for(owner, category, title=submission.title, key=key, actor=actor, now=now)
    for name, value in _answers(submission, category).items():
        setattr(entry, name, value)
    _keep_unread(entry, submission)
    if submission.submission_status.casefold() != SUBMITTED_THERE:
        return entry
    if late is None:
        operations.submit_for(entry, actor=actor, now=now)
    else:
        operations.submit_late(entry, reason=late, actor=actor, now=now)
    return entry


def _key(submission: Submission) -> str:
    """What tells one film from another: its number there, else title, directors, address and length."""
    number = submission.submission_id or submission.tracking_number
    said = (submission.title, submission.directors, submission.email, str(submission.seconds or ""))
    return f"filmfreeway:{number or sha256('|'.join(map(fold, said)).encode()).hexdigest()}"


def _existing(owner: Person, submission: Submission) -> Entry | None:
    """The entry that it was made into before; formerly a film without a number was known by its title."""
    found = queries.by_creation_key(owner.id, _key(submission))
    if found or submission.submission_id or submission.tracking_number:
        return found
    earlier = queries.by_creation_key(owner.id, f"filmfreeway:{submission.title}")
    is_it = earlier is not None and earlier.directors == people_names.split(submission.directors)
    return earlier if is_it else None


def category_of(edition: Edition, submission: Submission) -> Category:
    """The category that it names, else the first that holds its length, else the first."""
    named = {name.casefold() for name in submission.categories}
    for category in edition.categories:
        if {category.name.casefold(), category.slug} & named:
            return category
    seconds = submission.seconds
    fitting = [one for one in edition.categories if seconds is not None and one.holds(seconds)]
    return (fitting or edition.categories)[0]


def unread(edition: Edition, submission: Submission) -> dict[str, str]:
    """What of it cannot be taken, by its column: what could not be read, and a date after the call."""
    late = submission.completed
    if late is None or late.earliest <= edition.closes_at.date():
        return dict(submission.unread)
    return {**submission.unread, COMPLETED: str(late)}


def _keep_unread(entry: Entry, submission: Submission) -> None:
    """In the form where somebody can correct it, and among the answers where everybody reads it."""
    kept = unread(entry.edition, submission)
    entry.unfinished = {_FIELD_OF[column]: [cell] for column, cell in kept.items() if column in _FIELD_OF}
    entry.custom_answers = _custom_answers(submission) | kept
    for name in entry.unfinished:
        setattr(entry, name, None if name in ("runtime", "completed") else [])


def _answers(submission: Submission, category: Category) -> dict[str, Any]:
    return {
        "original_title": submission.original_title,
        "synopsis": submission.synopsis,
        "original_synopsis": submission.original_synopsis,
        "theme_statement": submission.statement,
        "runtime": submission.seconds,
        "completed": str(submission.completed) if submission.completed else None,
        "countries": list(submission.countries),
        "filming_countries": list(submission.filming_countries),
        "languages": list(submission.languages),
        "genres": ", ".join(submission.genres),
        "kind": _kind(submission.project_type),
        "is_student_film": bool(submission.is_student_project),
        "is_first_film": bool(submission.is_first_film),
        "directors": people_names.split(submission.directors),
        "writers": people_names.split(submission.writers),
        "producers": people_names.split(submission.producers),
        "key_cast": people_names.split(submission.key_cast),
        "contact_phone": submission.phone,
        "film_link": _link(submission.link) if category.takes_links else None,
    }


def _custom_answers(submission: Submission) -> dict[str, str]:
    """What our form does not ask, under the name it has there."""
    said = {
        "Entered by": f"{submission.first_name} {submission.last_name}".strip(),
        "Email": submission.email,
        "Submitter Biography": submission.biography,
        "Project Type": submission.project_type,
        "Submission Link": submission.link,
        "Trailer URL": submission.trailer,
        "Tracking Number": submission.tracking_number,
    }
    return {name: words for name, words in (said | dict(submission.answers)).items() if words}


def _kind(project_type: str) -> FilmKind | None:
    typed = project_type.casefold()
    return next((kind for kind in FilmKind if kind.value in typed), None)


def _link(text: str) -> str | None:
    try:
        return web_links.parse(text).url if text else None
    except Invalid:
        return None
