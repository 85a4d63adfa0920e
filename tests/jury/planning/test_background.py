"""A plan of many assignments is made by a worker.

Once, the same each time, and never over what people changed.
"""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, update

from festival import db
from festival.accounts.models import Person
from festival.entries.states import EntryState
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.journal import JournalLine
from festival.jury.models import Assignment, Conflict, Panel, Round
from festival.jury.planning import background, background_queries, solve
from festival.jury.planning import operations as plan_operations
from festival.jury.planning.models import PlanProposal
from festival.jury.states import AssignmentState, ProposalStage, ProposalStep, RoundState
from festival.kernel.clock import machine_now
from festival.kernel.refusals import Refused
from festival.scoring.values import Why
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.factories import DURING
from workers import runner
from workers.jury import assigned

pytestmark = pytest.mark.usefixtures("festival_clock")
MINUTE = timedelta(minutes=1)


class Large:
    """Four jurors, six films, two reviews each: more assignments than are planned at once here."""

    def __init__(self) -> None:
        edition = factories.edition()
        self.organizer = factories.organizer(name="Odile Organizer")
        self.jurors = [factories.juror() for _ in range(4)]
        self.panel: Panel = factories.panel(edition, *self.jurors)
        self.round: Round = factories.round_of(self.panel, state=RoundState.DRAFT, reviews_per_film=2)
        self.films = [factories.film(edition, runtime=900 + 60 * number) for number in range(6)]
        with db.transaction() as session:
            session.add_all([self.round, self.organizer, *self.films])

    @property
    def address(self) -> str:
        return f"/desk/jury/rounds/{self.round.id}/plan"

    def propose(self, seed: int = 5, actor: Person | None = None) -> None:
        with db.transaction():
            background.propose(self.round, seed=seed, actor=actor or self.organizer, now=DURING)

    def assign(self, film: int, juror: int) -> None:
        with db.transaction():
            member = next(each for each in self.panel.members if each.person_id == self.jurors[juror].id)
            plan_operations.assign(self.round, self.films[film], member, actor=self.organizer, now=DURING)


@pytest.fixture
def large(context: None, monkeypatch: pytest.MonkeyPatch) -> Large:
    monkeypatch.setattr(background, "ASSIGNMENTS_AT_ONCE", 11)
    return Large()


@pytest.fixture
def desk(client: FlaskClient, large: Large) -> FlaskClient:
    return sign_in(client, large.organizer)


def assignments() -> list[tuple[int, int]]:
    db.session().rollback()
    rows = db.session().execute(select(Assignment.entry_id, Assignment.juror_id))
    return sorted((film, juror) for film, juror in rows)


def the_jobs() -> list[Job]:
    db.session().rollback()
    return list(db.session().scalars(select(Job).where(Job.name == "jury.propose").order_by(Job.id)))


def work() -> None:
    """Let a worker take every job that waits."""
    for job in the_jobs():
        runner.run(job.id)


def proposal() -> PlanProposal:
    db.session().rollback()
    return db.session().scalars(select(PlanProposal)).one()


def stage() -> ProposalStage:
    return background_queries.stage(proposal())


def lines() -> list[tuple[str, int | None]]:
    rows = db.session().execute(select(JournalLine.verb, JournalLine.actor_id).order_by(JournalLine.id))
    return [(verb, actor) for verb, actor in rows]


def break_dealing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(asked: solve.AssignmentQuestion, seed: int) -> None:
        raise MemoryError("no memory left")

    monkeypatch.setattr(solve, "propose", fail)


def fail_for_good() -> None:
    for minutes in (0, 1, 10):
        with time_machine.travel(machine_now() + minutes * MINUTE):
            work()


def at_once(large: Large, monkeypatch: pytest.MonkeyPatch, seed: int) -> list[tuple[int, int]]:
    """The plan that would be made at once, which is then thrown away."""
    with monkeypatch.context() as patched:
        patched.setattr(background, "ASSIGNMENTS_AT_ONCE", 12)
        large.propose(seed)
    planned = assignments()
    with db.transaction():
        plan_operations.clear_plan(large.round, actor=large.organizer, now=DURING)
    return planned


def test_few_assignments_are_planned_at_once(large: Large, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "ASSIGNMENTS_AT_ONCE", 12)
    large.propose()
    assert (len(assignments()), the_jobs(), background_queries.of_round(large.round.id)) == (12, [], None)


def test_many_assignments_are_planned_by_a_worker_as_they_would_be_at_once(
    large: Large, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = at_once(large, monkeypatch, seed=5)
    large.propose(seed=5)
    assert (assignments(), stage()) == ([], ProposalStage.WAITING)
    work()
    assert assignments() == expected
    assert background_queries.of_round(large.round.id) is None
    assert lines()[-1] == ("jury.propose", large.organizer.id)


def test_asked_twice_it_is_one_job_and_one_plan(large: Large, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = at_once(large, monkeypatch, seed=5)
    large.propose(seed=5)
    large.propose(seed=6)
    work()
    work()
    assert [job.state for job in the_jobs()] == [JobState.DONE]
    assert assignments() == expected


def test_a_worker_that_is_killed_between_leaves_nothing_half_done(
    large: Large, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = at_once(large, monkeypatch, seed=5)
    large.propose(seed=5)
    with db.transaction():
        claimed = jobs.claim(the_jobs()[0].id)
        assert claimed
        key = claimed.arguments["proposal_key"]
    assert assigned(key) == expected
    assert (assignments(), stage()) == ([], ProposalStage.WRITING)  # and here it is killed
    with time_machine.travel(machine_now() + 2 * MINUTE):
        runner.sweep()
    assert stage() is ProposalStage.WAITING_AGAIN
    with time_machine.travel(machine_now() + 4 * MINUTE):
        work()
    assert assignments() == expected


def test_a_new_plan_takes_the_place_of_what_was_planned_and_keeps_what_was_assigned(large: Large) -> None:
    large.assign(0, 0)
    with db.transaction():
        plan_operations.apply_plan(large.round, actor=large.organizer, now=DURING)
    for juror in (1, 2, 3):
        large.assign(0, juror)
    with db.transaction():
        plan_operations.clear_manual(large.round, actor=large.organizer, now=DURING)
    large.propose()
    work()
    assert [film for film, _ in assignments()].count(large.films[0].id) == 2
    assert (large.films[0].id, large.jurors[0].id) in assignments()
    states = db.session().scalars(select(Assignment.state)).all()
    assert sorted(states) == [AssignmentState.ASSIGNED] + [AssignmentState.PLANNED] * 11


def test_a_plan_that_was_edited_meanwhile_is_not_overwritten(large: Large) -> None:
    large.propose()
    large.assign(0, 0)
    work()
    assert assignments() == [(large.films[0].id, large.jurors[0].id)]
    refusal = proposal().refusal
    assert refusal and refusal.code == "plan_changed"
    assert stage() is ProposalStage.REFUSED
    assert [job.state for job in the_jobs()] == [JobState.DONE]


def test_a_plan_that_was_assigned_meanwhile_is_not_overwritten(large: Large) -> None:
    large.assign(0, 0)
    large.propose()
    with db.transaction():
        plan_operations.apply_plan(large.round, actor=large.organizer, now=DURING)
    work()
    assert assignments() == [(large.films[0].id, large.jurors[0].id)]
    assert stage() is ProposalStage.REFUSED


def test_what_a_juror_does_meanwhile_does_not_stop_the_plan(large: Large) -> None:
    large.assign(0, 0)
    with db.transaction():
        plan_operations.apply_plan(large.round, actor=large.organizer, now=DURING)
    large.propose()
    with db.transaction() as session:
        session.execute(update(Assignment).values(state=AssignmentState.WATCHING))
    work()
    assert len(assignments()) == 12


def test_a_conflict_declared_while_films_are_assigned_is_kept(
    large: Large, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.propose()
    assign, declared = solve.propose, []

    def meanwhile(asked: solve.AssignmentQuestion, seed: int) -> list[tuple[int, int]]:
        proposed = assign(asked, seed)
        film, juror = proposed[0]
        declared.append((film, juror))
        by = large.organizer.id
        with db.transaction() as session:
            session.add(
                Conflict(
                    entry_id=film, juror_id=juror, reason="Married", declared_by_id=by, declared_at=DURING
                )
            )
        return proposed

    monkeypatch.setattr(solve, "propose", meanwhile)
    work()
    assert (len(assignments()), declared[0] in assignments()) == (11, False)


def test_a_film_that_is_withdrawn_while_films_are_assigned_is_kept_out(
    large: Large, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.propose()
    assign = solve.propose

    def meanwhile(asked: solve.AssignmentQuestion, seed: int) -> list[tuple[int, int]]:
        proposed = assign(asked, seed)
        with db.transaction():
            large.films[0].state = EntryState.WITHDRAWN
        return proposed

    monkeypatch.setattr(solve, "propose", meanwhile)
    work()
    assert (len(assignments()), {film for film, _ in assignments()}) == (
        10,
        {film.id for film in large.films[1:]},
    )


def test_a_round_that_is_closed_meanwhile_is_given_no_plan(large: Large) -> None:
    large.propose()
    with db.transaction():
        large.round.state = RoundState.CLOSED
    work()
    refusal = proposal().refusal
    assert (assignments(), refusal and refusal.code) == ([], "round_over")


def test_a_plan_that_was_called_off_is_not_written(large: Large) -> None:
    large.propose()
    with db.transaction():
        background.call_off(proposal(), actor=large.organizer, now=DURING)
    work()
    assert (assignments(), [job.state for job in the_jobs()]) == ([], [JobState.DONE])
    assert lines() == [("jury.call_off", large.organizer.id)]


def test_only_organizers_ask_for_a_plan_and_call_it_off(large: Large) -> None:
    with pytest.raises(Refused, match="organizers"):
        large.propose(actor=large.jurors[0])
    large.propose()
    with pytest.raises(Refused, match="organizers"), db.transaction():
        background.call_off(proposal(), actor=large.jurors[0], now=DURING)
    assert stage() is ProposalStage.WAITING


def test_after_a_failure_it_is_asked_for_anew(large: Large, monkeypatch: pytest.MonkeyPatch) -> None:
    large.propose()
    with monkeypatch.context() as patched:
        break_dealing(patched)
        fail_for_good()
    assert (assignments(), stage()) == ([], ProposalStage.FAILED)
    large.propose()
    work()
    assert [job.state for job in the_jobs()] == [JobState.PARKED, JobState.DONE]
    assert len(assignments()) == 12


def test_the_page_says_since_when_which_step_and_that_one_can_leave(desk: FlaskClient, large: Large) -> None:
    assert desk.post(f"{large.address}/propose").status_code == 303
    page = desk.get(large.address).text
    assert "<bdi>Odile Organizer</bdi> asked for it on" in page and "1 July 2020, 18:00" in page
    assert "You can leave this page" in page and "It waits for its turn." in page
    assert 'http-equiv="refresh"' in page
    with db.transaction() as session:
        jobs.claim(session.scalars(select(Job.id).where(Job.name == "jury.propose")).one())
        key = session.scalars(select(PlanProposal.key)).one()
        background.advance(key, ProposalStep.ASSIGNING, films=6, jurors=4, assignments=12)
    part = desk.get(large.address, headers={"HX-Request": "true"})
    words = " ".join(part.text.split())
    assert "12 reviews are being planned: 6 films, 4 jurors." in words and "<html" not in words


def test_the_page_ends_with_the_plan(desk: FlaskClient, large: Large) -> None:
    desk.post(f"{large.address}/propose")
    work()
    answer = desk.get(large.address, headers={"HX-Request": "true"})
    assert (answer.text, answer.headers["HX-Refresh"]) == ("", "true")
    assert "Make 12 assignments" in desk.get(large.address).text


def test_the_page_says_what_is_unfair_and_that_planned_later_views_stay(
    desk: FlaskClient, large: Large
) -> None:
    later = {(large.films[0].id, large.jurors[1].id): Why.NEAR_LINE}
    with db.transaction():
        plan_operations.plan_batch(
            large.round, later, seed=1, seconds=3600, batches=1, actor=large.organizer, now=DURING
        )
    for film in range(6):
        large.assign(film, 0)
    page = " ".join(desk.get(large.address).text.split())
    assert f"{large.jurors[0].name} has 200.0 % of a fair share of minutes" in page
    assert "The 1 planned extra review stays when you propose again." in page


def test_the_page_says_why_a_plan_was_not_kept_until_it_is_put_aside(desk: FlaskClient, large: Large) -> None:
    desk.post(f"{large.address}/propose")
    large.assign(0, 0)
    work()
    page = desk.get(large.address).text
    assert "The plan was changed while a new one was being made" in page and "Make 1 assignment" in page
    assert desk.post(f"{large.address}/call-off").status_code == 303
    assert "was not made" not in desk.get(large.address).text


def test_the_page_offers_to_try_again_after_a_failure(
    desk: FlaskClient, large: Large, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.post(f"{large.address}/propose")
    break_dealing(monkeypatch)
    fail_for_good()
    page = desk.get(large.address).text
    assert "Your plan was not changed" in page and "Try again" in page
    assert "no memory left" not in page


def test_a_plan_being_made_is_no_page_for_jurors(client: FlaskClient, large: Large) -> None:
    large.propose()
    juror = sign_in(client, large.jurors[0])
    assert juror.get(large.address, headers={"HX-Request": "true"}).status_code == 404
    assert juror.post(f"{large.address}/call-off").status_code == 404
    assert juror.post(f"{large.address}/propose").status_code == 404
    assert stage() is ProposalStage.WAITING
