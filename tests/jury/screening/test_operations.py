"""What a juror does with a film, in a database."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from festival import db
from festival.journal import JournalLine
from festival.jury.models import Assignment, Conflict, Watching
from festival.jury.rounds import operations as round_operations
from festival.jury.screening import operations as screening_operations
from festival.jury.screening import queries as screening_queries
from festival.jury.screening.operations import StaleReviewError, Words
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused
from festival.scoring.values import ViewingKind
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import AFTER, DURING

MINUTE = timedelta(minutes=1)


def words(jury: Jury, *steps: int, comment: str = "") -> Words:
    scores = {str(each.id): step for each, step in zip(jury.round.criteria, steps, strict=False)}
    return Words(scores, comment, "")


def verbs() -> list[str]:
    return list(db.session().scalars(select(JournalLine.verb).order_by(JournalLine.id)))


def record(jury: Jury, *played: tuple[float, float], at: timedelta = MINUTE) -> Watching:
    with db.transaction():
        return screening_operations.record_seen(
            jury.assignment,
            played,
            film_seconds=1200,
            machine_at=DURING + at,
            actor=jury.juror,
            now=DURING,
        )


def score(jury: Jury, assignment: Assignment, *steps: int) -> None:
    with db.transaction():
        chosen = words(jury, *steps)
        screening_operations.submit(assignment, chosen, version=0, actor=assignment.juror, now=DURING)


def test_what_was_played_is_merged_and_begins_the_work(jury: Jury) -> None:
    record(jury, (0, 10.4), (30, 40))
    seen = record(jury, (10, 30), at=2 * MINUTE)
    assert (seen.intervals, seen.seconds_seen) == ([[0, 40]], 40)
    assert jury.assignment.state is AssignmentState.WATCHING


def test_nobody_sees_more_than_the_clock_allows(jury: Jury) -> None:
    record(jury, (0, 1))
    seen = record(jury, (0, 1200), at=2 * MINUTE)
    assert seen.intervals == [[0, 80 + 2 * 60]]


def test_a_draft_is_kept_and_counts_its_versions(jury: Jury) -> None:
    with db.transaction():
        first = screening_operations.save_draft(
            jury.assignment, words(jury, 3), version=0, actor=jury.juror, now=DURING
        ).version
    with db.transaction():
        review = screening_operations.save_draft(
            jury.assignment, words(jury, 4, comment="Slow."), version=first, actor=jury.juror, now=DURING
        )
    assert (review.version, review.comment_for_jury, review.is_final) == (first + 1, "Slow.", False)


def test_a_stale_form_changes_nothing(jury: Jury) -> None:
    for comment in ("one", "two"):
        with db.transaction():
            version = jury.assignment.review.version if jury.assignment.review else 0
            screening_operations.save_draft(
                jury.assignment, words(jury, comment=comment), version=version, actor=jury.juror, now=DURING
            )
    with pytest.raises(StaleReviewError), db.transaction():
        screening_operations.save_draft(
            jury.assignment, words(jury, comment="old window"), version=1, actor=jury.juror, now=DURING
        )
    assert jury.assignment.review and jury.assignment.review.comment_for_jury == "two"


def test_words_that_stand_already_are_no_conflict_whichever_window_sends_them(jury: Jury) -> None:
    for sent, version in (("one", 0), ("two", 1), ("two", 1)):
        with db.transaction():
            chosen = words(jury, 4, 5, comment=sent)
            review = screening_operations.save_draft(
                jury.assignment, chosen, version=version, actor=jury.juror, now=DURING
            )
    assert (review.comment_for_jury, review.is_final) == ("two", False)
    with db.transaction():
        screening_operations.submit(jury.assignment, chosen, version=1, actor=jury.juror, now=DURING)
    assert jury.assignment.state is AssignmentState.SCORED


def test_the_same_score_submitted_twice_counts_once(jury: Jury) -> None:
    for _ in range(2):
        score(jury, jury.assignment, 4, 5)
    assert jury.assignment.review and (jury.assignment.review.is_final, jury.assignment.review.version) == (
        True,
        2,
    )
    assert verbs() == ["jury.submit"]
    with pytest.raises(Refused, match="closed"), db.transaction():
        screening_operations.submit(
            jury.assignment, words(jury, 4, 5), version=0, actor=jury.juror, now=AFTER
        )


def test_a_draft_that_comes_after_its_own_submit_leaves_the_score_as_it_is(jury: Jury) -> None:
    score(jury, jury.assignment, 4, 5)
    with db.transaction():
        kept = screening_operations.save_draft(
            jury.assignment, words(jury, 4, 5), version=0, actor=jury.juror, now=DURING
        )
    assert (jury.assignment.state, kept.is_final) == (AssignmentState.SCORED, True)
    with pytest.raises(Refused, match="finished"), db.transaction():
        screening_operations.save_draft(
            jury.assignment, words(jury, 1, 5), version=0, actor=jury.juror, now=DURING
        )


def test_an_abstention_is_not_undone_by_the_words_that_stood_before_it(jury: Jury) -> None:
    with db.transaction():
        screening_operations.save_draft(
            jury.assignment, words(jury, 4, 5), version=0, actor=jury.juror, now=DURING
        )
    with db.transaction():
        screening_operations.abstain(jury.assignment, "No sound", actor=jury.juror, now=DURING)
    with pytest.raises(Refused, match="finished"):
        score(jury, jury.assignment, 4, 5)


def test_a_score_is_given_once_and_journalled(jury: Jury) -> None:
    score(jury, jury.assignment, 4, 5)
    assert jury.assignment.review and jury.assignment.review.is_final
    assert jury.assignment.state is AssignmentState.SCORED
    with pytest.raises(Refused, match="finished"):
        score(jury, jury.assignment, 1, 1)
    assert verbs() == ["jury.submit"]


def test_a_score_after_the_round_is_refused(jury: Jury) -> None:
    with pytest.raises(Refused, match="closed"), db.transaction():
        screening_operations.submit(
            jury.assignment, words(jury, 4, 5), version=0, actor=jury.juror, now=AFTER
        )


def test_a_score_that_is_taken_up_again_counts_nowhere_meanwhile(jury: Jury) -> None:
    score(jury, jury.assignment, 4, 5)
    with db.transaction():
        screening_operations.resume(jury.assignment, actor=jury.juror, now=DURING)
    assert jury.assignment.review
    assert (jury.assignment.state, jury.assignment.review.is_final) == (AssignmentState.WATCHING, False)
    assert set(jury.assignment.review.scores.values()) == {4, 5}


def test_a_conflict_voids_the_score_and_leaves_a_trace(jury: Jury) -> None:
    score(jury, jury.assignment, 4, 5)
    with db.transaction():
        screening_operations.declare_conflict(
            jury.assignment, "My sister edited it", actor=jury.juror, now=AFTER
        )
    assert jury.assignment.state is AssignmentState.RECUSED
    assert jury.assignment.review and not jury.assignment.review.is_final
    conflict = db.session().scalars(select(Conflict)).one()
    assert (conflict.reason, conflict.declared_by_id) == ("My sister edited it", jury.juror.id)
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.recuse")).one()
    assert sorted(line.details["voided"].values()) == [4, 5]


def test_a_conflict_sent_twice_counts_once(jury: Jury) -> None:
    for _ in range(2):
        with db.transaction():
            screening_operations.declare_conflict(jury.assignment, "My brother", actor=jury.juror, now=DURING)
    assert verbs() == ["jury.recuse", "jury.declare_conflict"]
    with pytest.raises(Refused, match="You declared a conflict"), db.transaction():
        screening_operations.declare_conflict(jury.assignment, "My sister", actor=jury.juror, now=DURING)


def test_a_conflict_reaches_every_round_and_planned_assignments(jury: Jury) -> None:
    with db.transaction() as session, session.no_autoflush:
        later = factories.round_of(jury.panel)
        session.add(factories.assign(later, jury.film, jury.juror, state=AssignmentState.PLANNED))
    with db.transaction():
        screening_operations.declare_conflict(jury.assignment, "Friends", actor=jury.juror, now=DURING)
    left = db.session().scalars(select(Assignment.state).order_by(Assignment.id)).all()
    assert left == [AssignmentState.RECUSED, AssignmentState.ASSIGNED]


def test_abstaining_is_done_work_with_its_reason(jury: Jury) -> None:
    with db.transaction():
        screening_operations.abstain(
            jury.assignment, "No subtitles in the last act", actor=jury.juror, now=DURING
        )
    assert (jury.assignment.state, jury.assignment.reason) == (
        AssignmentState.ABSTAINED,
        "No subtitles in the last act",
    )
    assert screening_queries.next_of(jury.juror.id, DURING) is None


def test_a_declared_viewing_can_be_corrected(jury: Jury) -> None:
    for kind in (ViewingKind.OFFLINE, ViewingKind.TOGETHER):
        with db.transaction():
            screening_operations.declare_viewing(jury.assignment, kind, actor=jury.juror, now=DURING)
    assert jury.assignment.viewing and jury.assignment.viewing.kind is ViewingKind.TOGETHER


def test_notes_are_written_changed_and_deleted_by_their_juror_alone(jury: Jury) -> None:
    with db.transaction():
        note = screening_operations.note(jury.assignment, 754, "The bridge", actor=jury.juror, now=DURING)
    with db.transaction():
        screening_operations.change_note(note, 755, "The old bridge", actor=jury.juror, now=DURING)
    with pytest.raises(Refused), db.transaction():
        screening_operations.change_note(note, 1, "not mine", actor=jury.other, now=DURING)
    assert [(each.at_second, each.text) for each in jury.assignment.notes] == [(755, "The old bridge")]
    with db.transaction():
        screening_operations.delete_note(note, actor=jury.juror, now=DURING)
    assert jury.assignment.notes == []


def test_no_act_that_needs_a_reason_is_done_without_one(jury: Jury) -> None:
    for act in (screening_operations.abstain, screening_operations.declare_conflict):
        with pytest.raises(Refused, match="Please say why"), db.transaction():
            act(jury.assignment, "", actor=jury.juror, now=DURING)
    score(jury, jury.assignment, 4, 5)
    with pytest.raises(Refused, match="Please say why"), db.transaction():
        round_operations.reopen(jury.assignment, "", actor=jury.organizer, now=DURING)
    assert jury.assignment.state is AssignmentState.SCORED
