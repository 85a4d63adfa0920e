"""What the juror's pages show, read once: queues of films, and one film with everything around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from festival.accounts.models import Person
from festival.entries import queries as entry_queries
from festival.entries.films import subtitle_queries
from festival.entries.models import Entry
from festival.jury import film_versions
from festival.jury.models import Assignment, DeclaredViewing, Note, Review
from festival.jury.screening import film_facts, queries, queue, rules
from festival.jury.screening import film_queries as screening_film_queries
from festival.jury.screening.film_facts import Sheet
from festival.jury.screening.operations import Words, words_of
from festival.jury.screening.queue import Card, Queue
from festival.jury.states import AssignmentState
from festival.kernel import languages
from festival.kernel.refusals import Refusal
from festival.kernel.words import Message
from festival.scoring import rubrics
from festival.screeners.playback import grants
from festival.screeners.playback.grants import Grant
from festival.web import wording


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another juror gave the same film."""

    juror: str
    total: float | None
    comment: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The film is another version than the one a juror began with.

    `at` is when the festival accepted it, None where nobody knows; `seconds` were played of earlier versions.
    """

    at: datetime | None
    is_scored: bool
    seconds: int
    no_confirming: Refusal | None


@dataclass(frozen=True, slots=True)
class FilmPage:
    """One film of a juror. `others_wait` until the juror asks to read them.

    Each `no_…` is why the act is closed now, or None where it is open.
    """

    assignment: Assignment
    sheet: Sheet
    words: Words
    review: Review | None
    notes: Sequence[Note]
    seen: Sequence[Sequence[int]]
    viewing: DeclaredViewing | None
    version: str
    exchange: Exchange | None
    total: float | None
    top: int
    facts: Sequence[str]
    particulars: Sequence[tuple[str, str]]
    others: Sequence[Opinion]
    others_wait: bool
    grant: Grant | None
    subtitle_remarks: Sequence[Message]
    reads: Sequence[str]
    no_watching: Refusal | None
    no_scoring: Refusal | None
    no_resuming: Refusal | None
    no_others: Refusal | None


def queues_of(juror: Person, now: datetime, locale: str) -> list[Queue]:
    """Everything in a juror's queues."""
    assignments = queries.queue_of(juror.id)
    entries = {each.entry for each in assignments}
    screeners, lengths = screening_film_queries.screeners(entries), screening_film_queries.lengths(entries)
    versions, cards = screening_film_queries.versions(entries), []
    for each in assignments:
        pictures = grants.posters(screeners.get(each.entry_id), viewer_id=juror.id, now=now)
        sheet = _sheet(each, lengths, locale)
        poster, total = pictures[0] if pictures else None, _own_total(each)
        is_exchanged = total is not None and _is_before(each.review, versions[each.entry_id])
        cards.append(Card(each, sheet, facts_of(sheet), poster, total, is_exchanged))
    return queue.queues(cards)


def film_page(assignment: Assignment, juror: Person, now: datetime, locale: str) -> FilmPage:
    """One film with its notes and the juror's score."""
    entry, round_, review = assignment.entry, assignment.round, assignment.review
    version = screening_film_queries.version(entry)
    sheet = _sheet(assignment, screening_film_queries.lengths([entry]), locale)
    no_watching, no_others = rules.watch(juror, assignment, now), rules.see_others(juror, assignment)
    others_wait = no_others is None and _must_ask_first(assignment)
    return FilmPage(
        assignment=assignment,
        sheet=sheet,
        words=words_of(review),
        review=review,
        notes=assignment.notes,
        seen=assignment.watching.intervals if assignment.watching else (),
        viewing=_viewing(assignment, version),
        version=version or "",
        exchange=_exchange(assignment, juror, version, now),
        total=rubrics.total(round_.criteria, review.scores if review else {}),
        top=rubrics.longest(round_.criteria),
        facts=facts_of(sheet),
        particulars=particulars_of(sheet),
        grant=None if no_watching else _grant(entry, juror, now),
        subtitle_remarks=_subtitle_remarks(assignment, juror, locale),
        reads=_reads(assignment, juror, locale),
        others=() if no_others or others_wait else _opinions(assignment),
        others_wait=others_wait,
        no_watching=no_watching,
        no_scoring=rules.save_draft(juror, assignment, now),
        no_resuming=rules.resume(juror, assignment, now),
        no_others=no_others,
    )


def _sheet(assignment: Assignment, lengths: Mapping[int, int], locale: str) -> Sheet:
    entry, is_blind = assignment.entry, assignment.round.is_blind
    return film_facts.sheet(entry, seconds=lengths[entry.id], is_blind=is_blind, locale=locale)


def _grant(entry: Entry, juror: Person, now: datetime) -> Grant | None:
    screener = screening_film_queries.screeners([entry]).get(entry.id)
    if screener is None or not screener.is_ready:
        return None
    return grants.grant(screener, subtitle_queries.tracks(entry, screener), viewer_id=juror.id, now=now)


def _viewing(assignment: Assignment, version: str | None) -> DeclaredViewing | None:
    viewing = assignment.viewing
    is_past = viewing is not None and film_versions.is_earlier(viewing.film_sha256, version)
    return None if is_past else viewing


def _is_before(review: Review | None, version: str | None) -> bool:
    """Whether it was written of an earlier version than this one."""
    return review is not None and film_versions.is_earlier(review.film_sha256, version)


def _exchange(assignment: Assignment, juror: Person, version: str | None, now: datetime) -> Exchange | None:
    """Told until the juror's score, if any, is for the present version."""
    record, review = assignment.watching, assignment.review
    is_scored = assignment.state is AssignmentState.SCORED
    is_written_before = _is_before(review, version)
    seconds = film_versions.seconds_before(record.earlier) if record else 0
    if not (is_written_before or (seconds and not is_scored)):
        return None
    return Exchange(
        at=entry_queries.film_exchanged_at(assignment.entry_id),
        is_scored=is_scored,
        seconds=seconds,
        no_confirming=rules.confirm_score(juror, assignment, version, now),
    )


def _subtitle_remarks(assignment: Assignment, juror: Person, locale: str) -> list[Message]:
    known = queries.languages_of(juror.id, assignment.round.panel_id)
    return subtitle_queries.remarks(assignment.entry, known, locale)


def _reads(assignment: Assignment, juror: Person, locale: str) -> list[str]:
    """The languages of captions for this juror: that of their pages first, unless they named only others."""
    known = queries.languages_of(juror.id, assignment.round.panel_id)
    is_own = any(languages.is_same_language(locale, tag) for tag in known)
    return [locale, *known] if is_own else known


def _must_ask_first(assignment: Assignment) -> bool:
    """Where reading the others' scores settles one's own, nobody reads them by accident."""
    return rules.others_wait_for_own(assignment) and assignment.others_read_at is None


def _own_total(assignment: Assignment) -> float | None:
    if assignment.state is not AssignmentState.SCORED or assignment.review is None:
        return None
    return rubrics.total(assignment.round.criteria, assignment.review.scores)


def facts_of(sheet: Sheet) -> list[str]:
    """The one line about a film: its length, category, year, languages."""
    length = wording.duration(sheet.seconds) if sheet.seconds else gettext("length not known")
    return [each for each in (length, sheet.category, sheet.completed, ", ".join(sheet.languages)) if each]


def particulars_of(sheet: Sheet) -> list[tuple[str, str]]:
    """What else is known of a film, each with its name."""
    known = [
        (gettext("Kind"), wording.say(sheet.kind) if sheet.kind else ""),
        (gettext("Countries"), ", ".join(sheet.countries)),
        (gettext("Subtitles"), ", ".join(sheet.subtitles)),
    ]
    known += [(wording.say(credit.work), ", ".join(credit.names)) for credit in sheet.credits]
    return [(name, value) for name, value in known if value]


def _opinions(assignment: Assignment) -> list[Opinion]:
    criteria = assignment.round.criteria
    return [
        Opinion(other.juror.name, rubrics.total(criteria, other.review.scores), other.review.comment_for_jury)
        for other in queries.others_of(assignment)
        if other.review is not None
    ]
