"""What a juror does with a film: watch, note, score, abstain, step aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from festival import db, journal
from festival.jury import assignments, film_versions
from festival.jury import rules as jury_rules
from festival.jury.models import Assignment, DeclaredViewing, Note, Review, Watching
from festival.jury.screening import film_queries, queries, rules
from festival.jury.states import AssignmentState
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor
from festival.scoring import rubrics, watching
from festival.scoring.values import ViewingKind


@dataclass(frozen=True, slots=True)
class Words:
    """What the score form holds: steps by criterion, and the two comments."""

    scores: dict[str, int]
    comment_for_jury: str
    comment_for_filmmaker: str


class StaleReviewError(Exception):
    """The score was changed in another window since this form was opened; both must be shown."""

    def __init__(self, stored: Review) -> None:
        super().__init__("the review has changed")
        self.stored = stored


def watch(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Begin to watch: from here on the film is in work, and playing is measured."""
    enforce(rules.watch(actor, assignment, now))
    if assignment.state is AssignmentState.ASSIGNED:
        assignments.move(assignment, AssignmentState.WATCHING)
        journal.record("jury.watch", assignment, actor=actor, now=now)


def record_seen(
    assignment: Assignment,
    played: Sequence[tuple[float, float]],
    *,
    film_seconds: int,
    machine_at: datetime,
    actor: Actor,
    now: datetime,
    shown: str | None = None,
) -> Watching:
    """Add what the player says it played: pairs of seconds of the film, as far as the clock allows.

    `machine_at` is the machine's clock, which nobody can move. `shown` is the version in the player, if it
    says so: seconds of one that was exchanged since are not of the present one.
    """
    watch(assignment, actor=actor, now=now)
    record = assignment.watching
    if record is None:
        began = watching.began(machine_at)
        record = Watching(
            assignment_id=assignment.id, intervals=[], seconds_seen=0, paid_until=began, earlier=[]
        )
        assignment.watching = record
    present = film_queries.version(assignment.entry)
    film_versions.begin_present(record, present)
    if rules.needs_shown_film(shown, present):
        return record
    allowed = watching.allowance(record.paid_until, machine_at)
    merged = watching.credit(record.intervals, watching.readable(played, film_seconds), allowed)
    credited = watching.seconds(merged) - record.seconds_seen
    record.paid_until = watching.paid(record.paid_until, credited)
    record.intervals = [list(pair) for pair in merged]
    record.seconds_seen = watching.seconds(merged)
    return record


def words_of(review: Review | None) -> Words:
    """What a score says; nothing while there is none."""
    if review is None:
        return Words({}, "", "")
    return Words(dict(review.scores), review.comment_for_jury, review.comment_for_filmmaker)


def save_draft(assignment: Assignment, words: Words, *, version: int, actor: Actor, now: datetime) -> Review:
    """Keep what was written so far, for ever; words that are submitted already are kept."""
    if submitted := _submitted(assignment, words):
        enforce(rules.watch(actor, assignment, now))
        return submitted
    enforce(rules.save_draft(actor, assignment, now))
    return _write(assignment, words, version, now)


def submit(
    assignment: Assignment,
    words: Words,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    shown: str | None = None,
) -> Review:
    """Give the score; the same form sent twice counts once. An incomplete one is refused.

    So is one from a page that showed a version of the film that was exchanged since, `shown`.
    """
    if submitted := _submitted(assignment, words):
        enforce(rules.watch(actor, assignment, now))
        return submitted
    present = film_queries.version(assignment.entry)
    enforce(
        rules.submit(actor, assignment, now)
        or rules.needs_shown_film(shown, present)
        or rules.needs_every_answer(assignment.round, words.scores)
    )
    review = _write(assignment, words, version, now)
    review.is_final = True
    review.submitted_at = now
    review.film_sha256 = present
    assignments.move(assignment, AssignmentState.SCORED)
    journal.record("jury.submit", assignment, actor=actor, now=now, scores=review.scores)
    return review


def confirm_score(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """A score for an earlier version of the film stands for the present one, too; said twice counts once."""
    review, version = assignment.review, film_queries.version(assignment.entry)
    if assignment.state is AssignmentState.SCORED and review and review.film_sha256 == version:
        enforce(rules.watch(actor, assignment, now))
        return
    enforce(rules.confirm_score(actor, assignment, version, now))
    if review is not None:
        journal.record(
            "jury.confirm_score", assignment, actor=actor, now=now, before=review.film_sha256, after=version
        )
        review.film_sha256 = version


def resume(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Take a score or an abstention up again; until it is submitted anew it counts nowhere."""
    enforce(rules.resume(actor, assignment, now))
    withdrawn = assignments.take_up(assignment)
    journal.record("jury.resume", assignment, actor=actor, now=now, withdrawn=withdrawn)


def read_others(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Read what the others gave; the first time is remembered."""
    enforce(rules.read_others(actor, assignment))
    if assignment.others_read_at is None:
        assignment.others_read_at = now
        journal.record("jury.read_others", assignment, actor=actor, now=now)


def abstain(assignment: Assignment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give no score to this film, with the reason; the same form sent twice counts once."""
    if assignment.state is AssignmentState.ABSTAINED and assignment.reason == reason:
        enforce(rules.watch(actor, assignment, now))
        return
    enforce(rules.abstain(actor, assignment, now) or jury_rules.needs_reason(reason))
    assignments.move(assignment, AssignmentState.ABSTAINED)
    assignment.reason = reason
    journal.record("jury.abstain", assignment, actor=actor, now=now, reason=reason)


def declare_conflict(assignment: Assignment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Step aside from a film: a score that was given is void, and the journal keeps it. Twice counts once."""
    if assignment.state is AssignmentState.RECUSED and assignment.reason == reason:
        enforce(rules.view(actor, assignment))
        return
    enforce(rules.declare_conflict(actor, assignment) or jury_rules.needs_reason(reason))
    assignments.recuse(assignment.entry, assignment.juror_id, reason, actor=actor, now=now)


def declare_viewing(
    assignment: Assignment, kind: ViewingKind, *, actor: Actor, now: datetime
) -> DeclaredViewing:
    """Say that the film was watched offline or together; said again, the last word counts."""
    enforce(rules.declare_viewing(actor, assignment, now))
    watch(assignment, actor=actor, now=now)
    viewing = assignment.viewing or DeclaredViewing(assignment_id=assignment.id)
    viewing.kind = kind
    viewing.declared_at = now
    viewing.film_sha256 = film_queries.version(assignment.entry)
    assignment.viewing = viewing
    journal.record("jury.declare_viewing", assignment, actor=actor, now=now, kind=kind.value)
    return viewing


def note(assignment: Assignment, at_second: int, text: str, *, actor: Actor, now: datetime) -> Note:
    """Write a note at a second of the film; the same words at the same second, as of a double click, are one.

    The caller holds the assignment's row.
    """
    enforce(rules.note(actor, assignment, now) or rules.needs_text(text))
    if existing := queries.same_note(assignment.id, at_second, text):
        return existing
    written = Note(assignment_id=assignment.id, at_second=at_second, text=text)
    db.session().add(written)
    return written


def change_note(note: Note, at_second: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Say it better, or at another second."""
    enforce(rules.change_note(actor, note, now) or rules.needs_text(text))
    note.at_second = at_second
    note.text = text


def delete_note(note: Note, *, actor: Actor, now: datetime) -> None:
    """Take a note back. Notes are the juror's own, so nothing is kept."""
    enforce(rules.change_note(actor, note, now))
    db.session().delete(note)


def _submitted(assignment: Assignment, words: Words) -> Review | None:
    """The score, where it is given in these very words."""
    is_submitted = assignment.state is AssignmentState.SCORED and words_of(assignment.review) == words
    return assignment.review if is_submitted else None


def _write(assignment: Assignment, words: Words, version: int, now: datetime) -> Review:
    """Words that stand already are no conflict: the form's own autosave may have brought them before it."""
    review = assignment.review
    if review is None:
        review = Review(assignment_id=assignment.id)
        assignment.review = review
    elif review.version != version and words_of(review) != words:
        raise StaleReviewError(review)
    review.scores = rubrics.readable(assignment.round.criteria, words.scores)
    review.comment_for_jury = words.comment_for_jury
    review.comment_for_filmmaker = words.comment_for_filmmaker
    review.saved_at = now
    db.session().flush()
    return review
