"""What came of a round: for each film every juror's score as given, and how much of it was watched."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury import film_versions
from festival.jury.models import Assignment, DeclaredViewing, Review, Round, Watching
from festival.jury.screening import film_queries
from festival.jury.screening import queries as screening_queries
from festival.jury.states import IN_QUEUE, OUTSTANDING, AssignmentState
from festival.kernel.windows import Window
from festival.scoring import rubrics, watching
from festival.scoring.values import Score, ViewingKind
from festival.uploads.models import Upload

SLACK = 0.2
HALF = 0.5  # of a film

Seat = Row[*tuple[Any, ...]]
"""A row of columns: a round has tens of thousands of assignments, and a few words of each are asked for."""

ASSIGNED_WORDS = (
    Assignment.entry_id,
    Assignment.juror_id,
    Assignment.state,
    Entry.film_upload_id,
    Entry.runtime,
)


@dataclass(frozen=True, slots=True)
class FilmReview:
    """One juror's review of one film. Only a submitted score counts; the rest is shown beside the numbers.

    `scores` holds steps by the criterion's id, `total` their weighted mean (`rubrics.total`); both are
    empty unless the review counts, so that a draft or a void score never reaches a number.

    Seconds and `declared` are of the film as it is now. `is_for_earlier_film`: the score was given for a
    version that was exchanged since; `earlier_…` is what was played of such versions.
    """

    assignment_id: int
    entry_id: int
    juror_id: int
    juror: str
    state: AssignmentState
    total: float | None
    scores: Mapping[int, int]
    film_seconds: int
    seconds_seen: int
    declared: ViewingKind | None
    reason: str
    comment_for_jury: str
    comment_for_filmmaker: str
    submitted_at: datetime | None
    is_for_earlier_film: bool = False
    earlier_seconds: int = 0
    earlier_coverage: float | None = None

    @property
    def is_counted(self) -> bool:
        """Whether this is a score that the shortlist computes with."""
        return self.state is AssignmentState.SCORED

    @property
    def coverage(self) -> float | None:
        """The share of the film that was really played, 0 to 1; None where its length is not known."""
        return watching.coverage(self.seconds_seen, self.film_seconds)

    @property
    def is_hardly_seen(self) -> bool:
        """Whether a score counts of which the player saw less than half a film, and nobody says why."""
        coverage = self.coverage
        is_little = coverage is not None and coverage < HALF
        return self.is_counted and is_little and self.declared is None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a juror is in a round: films and seconds, done and left. Abstentions are done, too."""

    juror: Person
    films_done: int
    films_left: int
    seconds_done: int
    seconds_left: int
    recused: int
    is_behind: bool


def reviews_of(round_id: int, entry_ids: Collection[int] | None = None) -> dict[int, list[FilmReview]]:
    """Every assignment of a round by entry id, jurors in the order they were assigned the film.

    What is unfinished of a film that does not compete any more is left out. With `entry_ids`, of these films
    alone.
    """
    round_ = db.session().get_one(Round, round_id)
    return reviews_of_rounds([round_], entry_ids)[round_id]


def reviews_of_rounds(
    rounds: Collection[Round], entry_ids: Collection[int] | None = None
) -> dict[int, dict[int, list[FilmReview]]]:
    """The same of several rounds by round id, asked for in one go."""
    by_id = {round_.id: round_ for round_ in rounds}
    found: dict[int, dict[int, list[FilmReview]]] = {round_id: defaultdict(list) for round_id in by_id}
    assignments = _assignments(by_id, entry_ids)
    lengths = film_queries.lengths_of(
        (assignment.entry_id, assignment.film_upload_id, assignment.runtime) for assignment in assignments
    )
    for assignment in assignments:
        review = _review(by_id[assignment.round_id], assignment, lengths[assignment.entry_id])
        found[assignment.round_id][assignment.entry_id].append(review)
    return {round_id: dict(reviews) for round_id, reviews in found.items()}


def scores_of_rounds(rounds: Collection[Round]) -> dict[int, list[Score]]:
    """Every score that counts, by round id, as plain values: entry, juror, weighted mean of the rubric."""
    by_id = {round_.id: round_ for round_ in rounds}
    rows = db.session().execute(
        select(Assignment.round_id, Assignment.entry_id, Assignment.juror_id, Review.scores)
        .join(Assignment.review)
        .where(Assignment.round_id.in_(by_id), Assignment.state == AssignmentState.SCORED)
        .order_by(Assignment.entry_id, Assignment.juror_id)
    )
    found: dict[int, list[Score]] = {round_id: [] for round_id in by_id}
    for round_id, entry, juror, steps in rows:
        total = rubrics.total(by_id[round_id].criteria, steps)
        if total is not None:
            found[round_id].append(Score(entry, juror, total))
    return found


def progress_of(round_: Round, now: datetime) -> list[Progress]:
    """Every juror's progress in a round, by name."""
    assignments = _assigned(round_.id)
    lengths = film_queries.lengths_of(
        (assignment.entry_id, assignment.film_upload_id, assignment.runtime) for assignment in assignments
    )
    by_juror: dict[int, list[Seat]] = defaultdict(list)
    for assignment in assignments:
        by_juror[assignment.juror_id].append(assignment)
    jurors = db.session().scalars(select(Person).where(Person.id.in_(by_juror)))
    found = [_progress(juror, by_juror[juror.id], lengths, round_.window, now) for juror in jurors]
    return sorted(found, key=lambda each: (each.juror.name.casefold(), each.juror.id))


def is_behind(done: int, left: int, window: Window, now: datetime) -> bool:
    """Whether a juror has done clearly less than the share of the time that has gone by."""
    if not left or window.opens_at is None or window.closes_at is None or now <= window.opens_at:
        return False
    gone: float = (now - window.opens_at) / (window.closes_at - window.opens_at)
    return done / (done + left) < min(gone, 1.0) - SLACK


def _progress(
    juror: Person, assigned: Sequence[Seat], lengths: Mapping[int, int], window: Window, now: datetime
) -> Progress:
    left = [assignment for assignment in assigned if assignment.state in OUTSTANDING]
    recused = [assignment for assignment in assigned if assignment.state is AssignmentState.RECUSED]
    done = len(assigned) - len(left) - len(recused)
    seconds_left = sum(lengths[assignment.entry_id] for assignment in left)
    seconds_done = sum(lengths[assignment.entry_id] for assignment in assigned) - seconds_left
    seconds_done -= sum(lengths[assignment.entry_id] for assignment in recused)
    return Progress(
        juror,
        done,
        len(left),
        seconds_done,
        seconds_left,
        len(recused),
        is_behind(seconds_done, seconds_left, window, now),
    )


def _assigned(round_id: int) -> Sequence[Seat]:
    """Every assignment of a round, with what tells how long its film is."""
    return db.session().execute(_in_queue([round_id]).with_only_columns(*ASSIGNED_WORDS)).all()


def _assignments(round_ids: Collection[int], entry_ids: Collection[int] | None) -> Sequence[Seat]:
    """The same of several rounds with all that a review tells, of these films alone if they are given."""
    assignments = (
        _in_queue(round_ids)
        .with_only_columns(
            *ASSIGNED_WORDS,
            Assignment.id,
            Assignment.round_id,
            Assignment.reason,
            Person.name.label("juror"),
            *(Review.scores, Review.comment_for_jury, Review.comment_for_filmmaker, Review.submitted_at),
            *(Watching.seconds_seen, Watching.earlier),
            DeclaredViewing.kind.label("declared"),
            Review.film_sha256.label("scored_version"),
            Watching.film_sha256.label("seen_version"),
            DeclaredViewing.film_sha256.label("declared_version"),
            Upload.sha256.label("version"),
        )
        .join(Assignment.juror)
        .outerjoin(Upload, Upload.id == Entry.film_upload_id)
        .outerjoin(Assignment.review)
        .outerjoin(Assignment.watching)
        .outerjoin(Assignment.viewing)
    )
    if entry_ids is not None:
        assignments = assignments.where(Assignment.entry_id.in_(entry_ids))
    return db.session().execute(assignments).all()


def _in_queue(round_ids: Collection[int]) -> Select[Any]:
    return (
        select(Assignment.id)
        .join(Assignment.entry)
        .where(
            Assignment.round_id.in_(round_ids),
            Assignment.state.in_(IN_QUEUE),
            screening_queries.of_anyone(),
        )
        .order_by(Assignment.entry_id, Assignment.id)
    )


def _review(round_: Round, assignment: Seat, film_seconds: int) -> FilmReview:
    is_told = assignment.state is AssignmentState.SCORED and assignment.scores is not None
    scores = assignment.scores if is_told else {}
    version = assignment.version
    is_old_seen = film_versions.is_earlier(assignment.seen_version, version)
    is_old_declared = film_versions.is_earlier(assignment.declared_version, version)
    return FilmReview(
        assignment_id=assignment.id,
        entry_id=assignment.entry_id,
        juror_id=assignment.juror_id,
        juror=assignment.juror,
        state=assignment.state,
        total=rubrics.total(round_.criteria, scores),
        scores={int(criterion): step for criterion, step in scores.items()},
        film_seconds=film_seconds,
        seconds_seen=0 if is_old_seen else assignment.seconds_seen or 0,
        declared=None if is_old_declared else assignment.declared,
        reason=assignment.reason,
        comment_for_jury=assignment.comment_for_jury if is_told else "",
        comment_for_filmmaker=assignment.comment_for_filmmaker if is_told else "",
        submitted_at=assignment.submitted_at if is_told else None,
        is_for_earlier_film=is_told and film_versions.is_earlier(assignment.scored_version, version),
        earlier_seconds=film_versions.seconds_before(assignment.earlier),
        earlier_coverage=film_versions.coverage_before(assignment.earlier),
    )
