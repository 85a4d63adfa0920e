"""Who watches what: proposed, edited manually, applied in one go."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.journal import JournalLine
from festival.jury.models import Assignment, Conflict, Note, Panel, PanelMember, Round
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.jury.planning import solve
from festival.jury.screening import queries as screening_queries
from festival.jury.states import AssignmentState, RoundState
from festival.kernel.refusals import Refused
from festival.scoring.scales import Scale
from festival.scoring.values import Why
from tests.jury import factories
from tests.jury.factories import DURING

pytestmark = pytest.mark.usefixtures("context")


class Table:
    """Four jurors, six films, nothing assigned."""

    def __init__(self) -> None:
        edition = factories.edition()
        self.organizer = factories.organizer()
        self.jurors = [factories.juror() for _ in range(4)]
        self.panel: Panel = factories.panel(edition, *self.jurors)
        self.round: Round = factories.round_of(self.panel, state=RoundState.DRAFT, reviews_per_film=2)
        self.films = [factories.film(edition, runtime=900 + 60 * number) for number in range(6)]
        with db.transaction() as session:
            session.add_all([self.round, self.organizer, *self.films])

    def member(self, person: Person) -> PanelMember:
        return next(each for each in self.panel.members if each.person_id == person.id)

    def propose(self, seed: int = 1) -> int:
        with db.transaction():
            return plan_operations.propose(self.round, seed=seed, actor=self.organizer, now=DURING)

    def apply(self) -> int:
        return self.assign_all().assignments

    def assign_all(self) -> plan_operations.Assigned:
        with db.transaction():
            return plan_operations.apply_plan(self.round, actor=self.organizer, now=DURING)

    def late(self, reviews: Mapping[tuple[int, int], Why]) -> None:
        """Plan and assign extra reviews, in one go."""
        by: dict[str, Any] = {"actor": self.organizer, "now": DURING}
        with db.transaction():
            plan_operations.plan_batch(self.round, reviews, seed=1, seconds=3600, batches=1, **by)
            plan_operations.apply_batch(self.round, **by)

    def assign(self, film: Entry, juror: Person) -> None:
        with db.transaction():
            member = self.member(juror)
            plan_operations.assign(self.round, film, member, actor=self.organizer, now=DURING)

    def conflict(self, film: Entry, juror: Person) -> None:
        with db.transaction():
            declare(self, film, juror)


@pytest.fixture
def table(context: None) -> Table:
    return Table()


def assignments() -> list[tuple[int, int]]:
    there = Assignment.state != AssignmentState.REMOVED
    rows = db.session().execute(
        select(Assignment.entry_id, Assignment.juror_id).where(there).order_by(Assignment.id)
    )
    return [(film, juror) for film, juror in rows]


def states() -> Counter[AssignmentState]:
    return Counter(db.session().scalars(select(Assignment.state)))


def test_a_proposal_gives_every_film_its_views_and_is_nobodys_work_yet(table: Table) -> None:
    assert table.propose() == 12
    assert Counter(film for film, _ in assignments()) == {film.id: 2 for film in table.films}
    assert states() == {AssignmentState.PLANNED: 12}
    assert [list(screening_queries.queue_of(juror.id)) for juror in table.jurors] == [[], [], [], []]


def test_the_same_seed_proposes_the_same_plan(table: Table) -> None:
    table.propose(seed=5)
    first = sorted(assignments())
    table.propose(seed=5)
    assert sorted(assignments()) == first


def test_a_conflict_is_never_proposed(table: Table) -> None:
    for film in table.films:
        table.conflict(film, table.jurors[0])
    table.propose()
    assert table.jurors[0].id not in {juror for _, juror in assignments()}


def test_applying_assigns_everything_at_once_and_again_assigns_nothing(table: Table) -> None:
    table.propose()
    assert (table.apply(), table.apply()) == (12, 0)
    assert states() == {AssignmentState.ASSIGNED: 12}
    lines = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.apply_plan")).all()
    assert [len(line.details["seats"]) for line in lines] == [12]
    places = db.session().scalars(
        select(Assignment.position).where(Assignment.juror_id == table.jurors[0].id)
    )
    assert sorted(places) == [1, 2, 3]


def declare(table: Table, film: Entry, juror: Person) -> None:
    by = table.organizer.id
    db.session().add(
        Conflict(juror_id=juror.id, entry_id=film.id, reason="Married", declared_by_id=by, declared_at=DURING)
    )


def name_in_credits(table: Table, film: Entry, juror: Person) -> None:
    film.directors = [juror.name]


def work_for_its_company(table: Table, film: Entry, juror: Person) -> None:
    film.companies, table.member(juror).affiliations = ["Blue Sea Films"], ["Blue Sea Films"]


def speak_something_else(table: Table, film: Entry, juror: Person) -> None:
    film.languages, film.subtitles, table.member(juror).languages = ["ti"], [], ["en"]


def show_what_is_avoided(table: Table, film: Entry, juror: Person) -> None:
    film.content_notes, table.member(juror).avoids = ["violence"], ["violence"]


def withdraw(table: Table, film: Entry, juror: Person) -> None:
    film.state = EntryState.WITHDRAWN


def leave(table: Table, film: Entry, juror: Person) -> None:
    juror.active = False


@pytest.mark.parametrize(
    ("comes_between", "code"),
    [
        (declare, "has_conflict"),
        (name_in_credits, "is_named"),
        (work_for_its_company, "is_affiliated"),
        (speak_something_else, "not_understood"),
        (show_what_is_avoided, "is_avoided"),
        (withdraw, "film_left"),
        (leave, "juror_left"),
    ],
)
def test_what_came_between_a_film_and_a_juror_since_they_were_planned_is_not_assigned(
    table: Table, comes_between: Callable[[Table, Entry, Person], None], code: str
) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.assign(table.films[1], table.jurors[1])
    with db.transaction():
        comes_between(table, table.films[0], table.jurors[0])
    assigned = table.assign_all()
    assert (assigned.assignments, [refusal.code for refusal in assigned.left_out]) == (1, [code])
    assert assignments() == [(table.films[1].id, table.jurors[1].id)]
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.apply_plan")).one()
    assert line.details == {
        "seats": [[table.films[1].id, table.jurors[1].id]],
        "left_out": [[table.films[0].id, table.jurors[0].id, code]],
    }


def test_minutes_that_a_juror_took_back_since_they_were_planned_are_not_assigned(table: Table) -> None:
    first, second, third = table.films[:3]  # of 15, 16 and 17 minutes
    table.assign(first, table.jurors[0])
    table.apply()
    for film in (second, third):
        table.assign(film, table.jurors[0])
    table.assign(third, table.jurors[1])
    with db.transaction():
        table.member(table.jurors[0]).minutes = 31
        table.member(table.jurors[1]).minutes = 0
    assigned = table.assign_all()
    assert [(each.code, each.values["juror"], each.values["title"]) for each in assigned.left_out] == [
        ("no_time", table.jurors[0].name, third.title),
        ("no_time", table.jurors[1].name, third.title),
    ]
    assert assignments() == [(film.id, table.jurors[0].id) for film in (first, second)]


def test_assignments_are_numbered_by_film_and_juror_whatever_was_proposed_first(table: Table) -> None:
    """Jurors read these numbers in addresses: among late reviews they told which one was a decoy."""
    urgent = [(film.id, juror.id) for film in reversed(table.films) for juror in reversed(table.jurors[:2])]
    assigned = []
    for order in (urgent, urgent[5:] + urgent[:5]):
        reviews = {pair: Why.DECOY if pair == order[2] else Why.NEAR_LINE for pair in order}
        table.late(reviews)
        placed = db.session().scalars(select(Assignment).order_by(Assignment.id)).all()
        assigned.append([(each.entry_id, each.juror_id, each.position) for each in placed])
        with db.transaction() as session:
            for each in placed:
                session.delete(session.get(Assignment, each.id))
    assert [(film, juror) for film, juror, _ in assigned[0]] == sorted(urgent)
    assert assigned[0] == assigned[1]


def test_a_first_plan_is_numbered_by_film_and_juror(table: Table) -> None:
    pairs = [(film.id, juror.id) for film in reversed(table.films) for juror in table.jurors]
    with db.transaction():
        plan_operations.plan_proposed(table.round, pairs, seed=1, actor=table.organizer, now=DURING)
    assert assignments() == sorted(pairs)


def test_a_film_is_not_given_on_to_a_juror_who_has_it_already(table: Table) -> None:
    film, (first, second, *_) = table.films[0], table.jurors
    table.assign(film, first)
    table.assign(film, second)
    assignment = db.session().scalars(select(Assignment).where(Assignment.juror_id == first.id)).one()
    with pytest.raises(Refused) as refused, db.transaction():
        plan_operations.move(assignment, table.member(second), actor=table.organizer, now=DURING)
    assert refused.value.refusal.code == "sits_already"
    assert sorted(assignments()) == sorted([(film.id, first.id), (film.id, second.id)])


def test_an_assignment_that_is_there_already_is_planned_once(table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    with pytest.raises(Refused) as refused:
        table.assign(table.films[0], table.jurors[0])
    assert refused.value.refusal.code == "sits_already"
    lines = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.seat")).all()
    assert (len(assignments()), len(lines)) == (1, 1)


def test_notes_outlive_a_plan_that_is_made_again_and_cleared(table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.apply()
    with db.transaction() as session:
        assignment = session.scalars(select(Assignment)).one()
        session.add(Note(assignment_id=assignment.id, at_second=4, text="What a face"))
        plan_operations.unassign(assignment, actor=table.organizer, now=DURING)
    table.assign(table.films[0], table.jurors[0])
    with db.transaction():
        plan_operations.clear_plan(table.round, actor=table.organizer, now=DURING)
    assert states() == {AssignmentState.REMOVED: 1}
    assert db.session().scalars(select(Note.text)).all() == ["What a face"]


def test_a_new_proposal_keeps_what_was_assigned(table: Table) -> None:
    table.propose()
    table.apply()
    before = set(assignments())
    with db.transaction():
        table.round.reviews_per_film = 3
    assert table.propose(seed=9) == 6
    assert before < set(assignments())
    assert states() == {AssignmentState.ASSIGNED: 12, AssignmentState.PLANNED: 6}


def test_a_juror_who_stepped_aside_is_replaced_and_not_asked_again(table: Table) -> None:
    table.propose()
    table.apply()
    with db.transaction() as session:
        assignment = session.scalars(select(Assignment).order_by(Assignment.id)).first()
        assert assignment
        assignment.state = AssignmentState.RECUSED
        film, juror = assignment.entry_id, assignment.juror_id
    assert table.propose() == 1
    planned = (
        db.session().scalars(select(Assignment).where(Assignment.state == AssignmentState.PLANNED)).one()
    )
    assert (planned.entry_id, planned.juror_id == juror) == (film, False)


def test_minutes_are_a_limit_and_the_shortfall_is_named(table: Table) -> None:
    with db.transaction():
        for member in table.panel.members:
            member.minutes = 20
    table.propose()
    facts = plan_queries.facts(table.round)
    short = plan_facts.shortfalls(facts)
    assert sum(each.missing for each in short) == 12 - len(assignments())
    reasons = plan_facts.Reasons(facts)
    assert {reason for each in short for reason, _ in reasons.of(each.entry)} == {"no_time"}
    assert [load.is_over for load in plan_facts.loads(facts)] == [False] * 4


def test_nothing_is_said_of_a_plan_that_is_fair(table: Table) -> None:
    table.propose()
    assert solve.fairness(plan_queries.facts(table.round)).uneven is None


def test_a_plan_says_that_others_give_less_where_somebody_has_more_than_the_mean(table: Table) -> None:
    with db.transaction():
        table.member(table.jurors[0]).minutes = 1
    table.propose()
    said = solve.fairness(plan_queries.facts(table.round)).uneven
    assert said is not None and (said.code, said.values["percent"]) == ("limits", "133.3")
    assert said.values["juror"] in {juror.name for juror in table.jurors[1:]}


def test_a_plan_says_what_assigned_films_leave_of_fairness(table: Table) -> None:
    for film in table.films[:4]:
        table.assign(film, table.jurors[0])
    table.apply()
    table.propose()
    said = solve.fairness(plan_queries.facts(table.round)).uneven
    assert said is not None and (said.code, said.values["percent"]) == ("standing", "125.7")
    assert said.values["others"] == table.jurors[0].name


def test_a_plan_made_unfair_manually_says_that_another_may_be_fairer(table: Table) -> None:
    for film in table.films:
        table.assign(film, table.jurors[0])
        table.assign(film, table.jurors[1])
    said = solve.fairness(plan_queries.facts(table.round)).uneven
    assert said is not None and (said.code, said.values["percent"]) == ("unproved", "200.0")


def test_a_shortfall_says_who_stands_aside_and_why(table: Table) -> None:
    film = table.films[0]
    with db.transaction():
        for other in table.films[1:]:
            other.state = other.state.__class__.INELIGIBLE
        film.languages, film.subtitles, film.content_notes = ["ka"], [], ["war"]
        table.member(table.jurors[2]).languages = ["ka"]
        table.member(table.jurors[2]).avoids = ["war"]
    table.conflict(film, table.jurors[0])
    facts = plan_queries.facts(table.round)
    assert [(each.entry.id, each.missing) for each in plan_facts.shortfalls(facts)] == [(film.id, 2)]
    assert plan_facts.Reasons(facts).of(film) == (
        ("has_conflict", 1),
        ("not_understood", 2),
        ("is_avoided", 1),
    )


def test_a_manual_assignment_keeps_the_rules(table: Table) -> None:
    film, juror = table.films[0], table.jurors[0]
    table.assign(film, juror)
    table.conflict(table.films[1], juror)
    with pytest.raises(Refused, match="conflict of interest"):
        table.assign(table.films[1], juror)
    with db.transaction():
        table.films[2].film_link = None
    with pytest.raises(Refused, match="cannot be watched yet"):
        table.assign(table.films[2], juror)


def test_a_assigned_film_that_is_taken_away_leaves_the_queue_and_can_come_back(table: Table) -> None:
    film, juror = table.films[0], table.jurors[0]
    table.assign(film, juror)
    table.apply()
    with db.transaction() as session:
        assignment = session.scalars(select(Assignment)).one()
        plan_operations.unassign(assignment, actor=table.organizer, now=DURING)
    assert states() == {AssignmentState.REMOVED: 1}
    table.assign(film, juror)
    assert states() == {AssignmentState.PLANNED: 1}


def test_moving_a_film_plans_the_other_assignment(table: Table) -> None:
    film, one, two = table.films[0], *table.jurors[:2]
    table.assign(film, one)
    with db.transaction() as session:
        assignment = session.scalars(select(Assignment)).one()
        plan_operations.move(assignment, table.member(two), actor=table.organizer, now=DURING)
    assert assignments() == [(film.id, two.id)]


def test_a_submitted_score_is_not_taken_away_by_a_plan(table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.apply()
    with db.transaction() as session:
        session.scalars(select(Assignment)).one().state = AssignmentState.SCORED
    with pytest.raises(Refused, match="finished with the film"), db.transaction() as session:
        assignment = session.scalars(select(Assignment)).one()
        plan_operations.unassign(assignment, actor=table.organizer, now=DURING)


def test_only_organizers_plan(table: Table) -> None:
    with pytest.raises(Refused, match="organizers"), db.transaction():
        plan_operations.propose(table.round, seed=1, actor=table.jurors[0], now=DURING)


def test_jurors_who_share_no_film_are_known_as_others(table: Table) -> None:
    pairs = [(0, 0), (0, 1), (1, 2), (1, 3)]
    for film, juror in pairs:
        table.assign(table.films[film], table.jurors[juror])
    groups = solve.comparison(plan_queries.facts(table.round)).groups
    ids = sorted(sorted(member.person_id for member in group) for group in groups)
    assert ids == [[each.id for each in table.jurors[:2]], [each.id for each in table.jurors[2:]]]


def test_a_plan_says_who_shares_fewer_films_than_the_others(table: Table) -> None:
    with db.transaction():
        table.round.reviews_per_film = 4
    table.propose()
    whole = solve.comparison(plan_queries.facts(table.round))
    assert whole.error_on(Scale(1, 10)) == whole.error
    assert whole.error_on(Scale(1, 5)) == pytest.approx(whole.error * 4 / 9)
    with db.transaction() as session:
        queue = select(Assignment).where(Assignment.juror_id == table.jurors[0].id)
        for assignment in session.scalars(queue).all()[1:]:
            session.delete(assignment)
    thin = solve.comparison(plan_queries.facts(table.round))
    assert (whole.apart, [member.person_id for member in thin.apart]) == ([], [table.jurors[0].id])
    assert whole.error < thin.error < 0.75
    assert not whole.is_informative  # six films are few


def test_a_juror_who_is_in_a_film_needs_no_declaration_to_be_kept_away(table: Table) -> None:
    own, named = table.films[:2]
    with db.transaction():
        own.owner = table.jurors[0]
        table.jurors[1].name = "José  Núñez"
        named.producers = ["JOSE NUNEZ"]
    table.propose()
    assert {(own.id, table.jurors[0].id), (named.id, table.jurors[1].id)} & set(assignments()) == set()
    with pytest.raises(Refused, match=r"names “JOSE NUNEZ”: the name of José  Núñez, or one like it\."):
        table.assign(named, table.jurors[1])


def test_a_juror_is_kept_away_from_films_of_their_company_and_the_plan_says_why(table: Table) -> None:
    film, juror = table.films[0], table.jurors[0]
    with db.transaction():
        film.rights_holder = "Blue Sea Film GmbH"
        table.member(juror).affiliations = ["Blue Sea Films"]
    table.propose()
    assert (film.id, juror.id) not in assignments()
    facts = plan_queries.facts(table.round)
    said = f"“{film.title}” names Blue Sea Films, where {juror.name} works or studied."
    assert [str(refusal) for refusal in plan_facts.found_conflicts(facts)] == [said]
    assert ("is_affiliated", 1) in plan_facts.Reasons(facts).of(film)
    with pytest.raises(Refused) as refused:
        table.assign(film, juror)
    assert str(refused.value) == said


def test_a_conflict_that_was_declared_is_not_said_to_be_found(table: Table) -> None:
    table.conflict(table.films[0], table.jurors[0])
    assert plan_facts.found_conflicts(plan_queries.facts(table.round)) == []
