"""Conflicts of interest on the desk: declared, listed page by page, withdrawn where they were a mistake."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from festival import db
from festival.journal import JournalLine
from festival.jury import assignments as jury_assignments
from festival.jury.conflicts import operations as conflict_operations
from festival.jury.conflicts import views as conflict_views
from festival.jury.models import Assignment, Conflict, Review
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import DURING

pytestmark = pytest.mark.usefixtures("festival_clock")


@pytest.fixture
def mistaken(jury: Jury) -> int:
    """A conflict of the juror with the film, after they had scored it."""
    with db.transaction() as session, session.no_autoflush:
        jury.assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.assignment, 5, 1))
    with db.transaction():
        conflict = conflict_operations.declare_conflict(
            jury.film, jury.juror, "Produced it", actor=jury.organizer, now=DURING
        )
        db.session().flush()
        return conflict.id


def states(jury: Jury) -> dict[int, AssignmentState]:
    rows = db.session().execute(select(Assignment.juror_id, Assignment.state))
    return dict(rows.all())


def standing(jury: Jury) -> list[tuple[int, int]]:
    return sorted(plan_queries.conflicts(jury.edition.id))


def test_a_withdrawn_conflict_lets_the_film_be_assigned_again_and_stays_in_the_list(
    desk: FlaskClient, jury: Jury, address: str, mistaken: int
) -> None:
    assert (standing(jury), states(jury)[jury.juror.id]) == (
        [(jury.film.id, jury.juror.id)],
        AssignmentState.RECUSED,
    )
    answer = desk.post(f"{address}/{mistaken}/withdraw", data={"reason": "Another Amal"})
    assert (answer.status_code, answer.location) == (303, address)
    assert (standing(jury), states(jury)[jury.juror.id]) == ([], AssignmentState.REMOVED)
    page = " ".join(desk.get(address).text.split())
    assert re.findall(r"<bdi>(Produced it|Another Amal)</bdi>", page) == ["Produced it", "Another Amal"]
    assert "Withdraw the conflict" not in page
    with db.transaction():
        member = next(each for each in jury.panel.members if each.person_id == jury.juror.id)
        plan_operations.assign(jury.round, jury.film, member, actor=jury.organizer, now=DURING)
        assigned = plan_operations.apply_plan(jury.round, actor=jury.organizer, now=DURING)
    assert (assigned.assignments, assigned.left_out) == (1, [])
    lines = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.withdraw_conflict"))
    assert [line.details for line in lines] == [
        {"reason": "Another Amal", "entry": jury.film.id, "juror": jury.juror.id}
    ]


def test_a_void_score_stays_void_and_its_words_are_there_again(
    desk: FlaskClient, jury: Jury, address: str, mistaken: int
) -> None:
    desk.post(f"{address}/{mistaken}/withdraw", data={"reason": "Another Amal"})
    review = db.session().scalars(select(Review)).one()
    assert (review.submitted_at, sorted(review.scores.values())) == (None, [1, 5])


def test_after_a_mistake_a_real_conflict_is_declared_anew(
    desk: FlaskClient, jury: Jury, address: str, mistaken: int
) -> None:
    desk.post(f"{address}/{mistaken}/withdraw", data={"reason": "Another Amal"})
    form = {"juror": jury.juror.id, "film": jury.film.id, "reason": "Her sister, it turns out"}
    assert desk.post(address, data=form).status_code == 303
    assert standing(jury) == [(jury.film.id, jury.juror.id)]
    reasons = db.session().scalars(select(Conflict.reason).order_by(Conflict.id)).all()
    assert reasons == ["Produced it", "Her sister, it turns out"]


def test_one_conflict_stands_between_two(jury: Jury, mistaken: int) -> None:
    again = Conflict(
        juror_id=jury.juror.id,
        entry_id=jury.film.id,
        reason="Twice",
        declared_by_id=jury.organizer.id,
        declared_at=DURING,
    )
    with pytest.raises(IntegrityError), db.transaction() as session:
        session.add(again)


@pytest.mark.parametrize(
    ("reason", "status", "why"),
    [
        ("  ", 409, "Please say why, in a few words."),
        ("word " * 120, 422, "599 characters long, but only 500 are possible"),
    ],
)
def test_a_withdrawal_without_its_reason_keeps_what_was_typed(
    desk: FlaskClient, jury: Jury, address: str, mistaken: int, reason: str, status: int, why: str
) -> None:
    answer = desk.post(f"{address}/{mistaken}/withdraw", data={"reason": reason})
    assert (answer.status_code, why in answer.text) == (status, True)
    field = re.findall(rf'<input[^>]*id="why-{mistaken}"[^>]*value="([^"]*)"', answer.text)
    assert field == [reason]
    assert standing(jury) == [(jury.film.id, jury.juror.id)]


def test_a_conflict_is_withdrawn_once(desk: FlaskClient, address: str, mistaken: int) -> None:
    form = {"reason": "Another Amal"}
    answers = [desk.post(f"{address}/{mistaken}/withdraw", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert "This conflict was withdrawn already." in answers[1].text


def test_only_organizers_withdraw_and_a_conflict_of_another_edition_is_not_there(
    client: FlaskClient, desk: FlaskClient, jury: Jury, address: str, mistaken: int
) -> None:
    assert desk.post(f"{address}/{mistaken + 1}/withdraw", data={"reason": "Why not"}).status_code == 404
    with db.transaction() as session:
        other = factories.edition()
        other.slug, other.is_current = "another", False
        session.add(other)
        session.flush()
        jury.film.edition_id = other.id
    assert desk.post(f"{address}/{mistaken}/withdraw", data={"reason": "Why not"}).status_code == 404
    conflict = db.session().get_one(Conflict, mistaken)
    with pytest.raises(Refused, match="organizers"), db.transaction():
        conflict_operations.withdraw_conflict(conflict, "Why not", actor=jury.juror, now=DURING)
    assert conflict.withdrawn_at is None


def test_a_planned_assignment_that_was_assigned_before_keeps_its_words_when_its_juror_steps_aside(
    jury: Jury,
) -> None:
    with db.transaction():
        jury.assignment.state, jury.assignment.assigned_at = AssignmentState.PLANNED, DURING
        jury_assignments.recuse(jury.film, jury.juror.id, "Friends", actor=jury.organizer, now=DURING)
    assert states(jury)[jury.juror.id] is AssignmentState.REMOVED


def test_many_conflicts_come_in_pages(
    desk: FlaskClient, jury: Jury, address: str, mistaken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflict_views, "CONFLICTS_ON_A_PAGE", 1)
    with db.transaction():
        newer = conflict_operations.declare_conflict(
            jury.film, jury.other, "Wrote it", actor=jury.organizer, now=DURING
        )
        db.session().flush()
        newer_id = newer.id
    first, second = desk.get(address).text, desk.get(address, query_string={"before": newer_id}).text
    listed = [re.findall(r'id="conflict-(\d+)"', page) for page in (first, second)]
    assert listed == [[str(newer_id)], [str(mistaken)]]
    assert (f"{address}?before={newer_id}" in first, 'rel="next"' in second) == (True, False)


def test_without_conflicts_the_page_says_what_comes_here(desk: FlaskClient, address: str) -> None:
    assert "No conflict of interest is declared" in desk.get(address).text
