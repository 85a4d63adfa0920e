"""A juror leaves a panel: what is finished stays, what is not is free, and they are told once."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts import operations as accounts
from festival.entries.states import EntryState
from festival.journal import JournalLine
from festival.jury.models import Assignment, Note, PanelMember, Review, Round
from festival.jury.panels import leaving
from festival.jury.panels import queries as panel_queries
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.jury.rounds import operations as round_operations
from festival.jury.screening import operations as screening_operations
from festival.jury.screening import queries as screening_queries
from festival.jury.states import AssignmentState, RoundState
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from festival.messages.models import Letter
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import DURING

pytestmark = pytest.mark.usefixtures("festival_clock")
A = AssignmentState


@pytest.fixture
def desk(client: FlaskClient, jury: Jury) -> FlaskClient:
    return sign_in(client, jury.organizer)


@pytest.fixture
def queue(jury: Jury) -> dict[AssignmentState, Assignment]:
    """An assignment of the juror in every state, with words begun on the one at work.

    The given film is assigned.
    """
    assignments = {A.ASSIGNED: jury.assignment}
    with db.transaction() as session, session.no_autoflush:
        for state in set(A) - {A.ASSIGNED}:
            film = factories.film(jury.edition, title=state.value, runtime=600)
            assignments[state] = factories.assign(jury.round, film, jury.juror, state=state)
        session.add_all(assignments.values())
        session.add(factories.review(assignments[A.SCORED], 5, 1))
        begun = factories.review(assignments[A.WATCHING], 2, 2, comment_for_jury="Begun", is_final=False)
        begun.submitted_at = None
        session.add_all([begun, Note(assignment=assignments[A.WATCHING], at_second=9, text="The bridge")])
    return assignments


def member_of(jury: Jury) -> PanelMember:
    return next(each for each in jury.panel.members if each.person_id == jury.juror.id)


def leave(jury: Jury) -> leaving.Left:
    with db.transaction():
        return leaving.leave(member_of(jury), actor=jury.organizer, now=DURING)


def states(jury: Jury) -> dict[int, AssignmentState]:
    """The states of the juror's assignments by their number."""
    assignments = select(Assignment.id, Assignment.state).where(Assignment.juror_id == jury.juror.id)
    return dict(db.session().execute(assignments).all())


def letters() -> list[tuple[int | None, str]]:
    return [(each.person_id, each.event) for each in db.session().scalars(select(Letter))]


def another_round(jury: Jury, **values: object) -> tuple[Round, Assignment]:
    with db.transaction() as session, session.no_autoflush:
        round_ = factories.round_of(jury.panel, **values)
        assignment = factories.assign(round_, jury.film, jury.juror)
        session.add(assignment)
    return round_, assignment


def test_what_is_finished_stays_and_everything_else_is_free(
    jury: Jury, queue: dict[AssignmentState, Assignment]
) -> None:
    ids = {state: assignment.id for state, assignment in queue.items()}
    left = leave(jury)
    assert left.scores == 1
    assert states(jury) == {
        ids[A.ASSIGNED]: A.REMOVED,
        ids[A.WATCHING]: A.REMOVED,
        ids[A.SCORED]: A.SCORED,
        ids[A.ABSTAINED]: A.ABSTAINED,
        ids[A.RECUSED]: A.RECUSED,
        ids[A.REMOVED]: A.REMOVED,
    }
    assert [each.person_id for each in panel_queries.members(jury.panel.id)] == [jury.other.id]
    assert db.session().get_one(Assignment, jury.others_assignment.id).state is A.ASSIGNED


def test_words_that_were_begun_are_there_again_when_the_film_is_assigned_again(
    jury: Jury, queue: dict[AssignmentState, Assignment]
) -> None:
    film = queue[A.WATCHING].entry
    leave(jury)
    with db.transaction() as session:
        session.expire_all()
        member = PanelMember(person=jury.juror, languages=["en"])
        jury.panel.members.append(member)
        session.flush()
        plan_operations.assign(jury.round, film, member, actor=jury.organizer, now=DURING)
        plan_operations.apply_plan(jury.round, actor=jury.organizer, now=DURING)
    again = next(each for each in screening_queries.queue_of(jury.juror.id) if each.entry_id == film.id)
    assert (again.state, again.review and again.review.comment_for_jury) == (A.ASSIGNED, "Begun")
    assert [note.text for note in again.notes] == ["The bridge"]


def test_one_letter_says_what_was_taken_and_what_stays(
    jury: Jury, queue: dict[AssignmentState, Assignment]
) -> None:
    leave(jury)
    assert letters() == [(jury.juror.id, "jury/left")]
    letter = db.session().scalars(select(Letter)).one()
    assert letter.subject == "2 films do not wait for you any more"
    assert f"{jury.round.name}: 2 films, 30 min" in letter.body
    assert "The score that you gave is kept and counts." in letter.body


@pytest.mark.parametrize("hidden", ["planned", "draft", "withdrawn", "done"])
def test_who_could_see_none_of_the_films_is_not_written_to(jury: Jury, hidden: str) -> None:
    with db.transaction():
        jury.assignment.state = {"planned": A.PLANNED, "done": A.SCORED}.get(hidden, A.ASSIGNED)
        jury.round.state = RoundState.DRAFT if hidden == "draft" else RoundState.OPEN
        jury.film.state = EntryState.WITHDRAWN if hidden == "withdrawn" else EntryState.ELIGIBLE
    leave(jury)
    assert letters() == []


def test_the_films_of_every_round_of_the_panel_are_free_and_those_of_other_panels_stay(jury: Jury) -> None:
    later, second = another_round(jury, closes_at=factories.CLOSES + timedelta(days=9), reviews_per_film=1)
    _, closed = another_round(jury, state=RoundState.CLOSED)
    with db.transaction() as session, session.no_autoflush:
        elsewhere = factories.assign(
            factories.round_of(factories.panel(jury.edition, jury.juror)), jury.film, jury.juror
        )
        session.add(elsewhere)
    ids = [jury.assignment.id, second.id, closed.id, elsewhere.id]
    left = leave(jury)
    assert [states(jury)[number] for number in ids] == [A.REMOVED, A.REMOVED, A.REMOVED, A.ASSIGNED]
    assert [(each.id, films) for each, films in left.lacking] == [(jury.round.id, 1), (later.id, 1)]


def test_a_film_that_has_its_views_without_them_lacks_none(jury: Jury) -> None:
    with db.transaction():
        jury.round.reviews_per_film = 1
    assert leave(jury).lacking == []


def test_the_journal_says_who_was_taken_off_and_from_which_films(jury: Jury) -> None:
    leave(jury)
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.leave")).one()
    assert line.details == {
        "panel": jury.panel.id,
        "person": jury.juror.id,
        "films": 1,
        "seats": [[jury.round.id, jury.film.id]],
    }


def test_only_organizers_take_somebody_off(jury: Jury) -> None:
    with pytest.raises(Refused, match="Only the festival's organizers"), db.transaction():
        leaving.leave(member_of(jury), actor=jury.juror, now=DURING)
    assert states(jury) == {jury.assignment.id: A.ASSIGNED}


def test_the_panel_says_what_happens_and_the_plan_asks_for_the_views_that_lack(
    desk: FlaskClient, jury: Jury, queue: dict[AssignmentState, Assignment]
) -> None:
    stays = "1 score that was given is kept and counts."
    told = "Unfinished notes and drafts are kept, and one letter informs this juror."
    page = " ".join(desk.get(f"/desk/jury/panels/{jury.panel.id}").text.split())
    assert re.findall(r"<p>([^<]* (?:waits?|wait) for [^<]*)</p>", page) == [
        f"3 films still wait for Amal Juror: they will be free for other jurors. {stays} {told}",
        f"1 film still waits for Bruno Juror: it will be free for another juror. {told}",
    ]
    answer = desk.post(f"/desk/jury/panels/{jury.panel.id}/members/{member_of(jury).id}/leave")
    plan = f"/desk/jury/rounds/{jury.round.id}/plan"
    assert (answer.status_code, answer.location) == (303, plan)
    said = desk.get(plan).text.partition('role="status">')[2].partition('id="plan')[0]
    assert "Amal Juror is not on the panel any more. 1 score that was given is kept and counts." in said
    assert f'<a href="{plan}"><bdi>{jury.round.name}</bdi></a>: 3 films need one more review now.' in said
    assert desk.post(f"{plan}/propose").status_code == 303
    with db.transaction():
        planned = plan_queries.planned(jury.round.id)
    assert {each.juror_id for each in planned} == {jury.other.id}


def test_who_leaves_without_films_leads_back_to_the_panel(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction():
        jury.assignment.state = A.ABSTAINED
    panel = f"/desk/jury/panels/{jury.panel.id}"
    assert "No film waits for Amal Juror." in desk.get(panel).text
    answer = desk.post(f"{panel}/members/{member_of(jury).id}/leave")
    assert (answer.status_code, answer.location) == (303, panel)
    assert "Amal Juror is not on the panel any more." in desk.get(panel).text


def test_what_was_given_stands_once_its_juror_has_left(jury: Jury) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.assignment.state = A.SCORED
        session.add(factories.review(jury.assignment, 5, 1))
    leave(jury)
    db.session().expire_all()
    with pytest.raises(Refused, match="not on this panel any more"), db.transaction():
        screening_operations.resume(jury.assignment, actor=jury.juror, now=DURING)
    with pytest.raises(Refused, match="not on the panel any more"), db.transaction():
        round_operations.reopen(jury.assignment, "A slip", actor=jury.organizer, now=DURING)
    assert states(jury) == {jury.assignment.id: A.SCORED}
    assert [each.is_final for each in db.session().scalars(select(Review))] == [True]


def take_role(jury: Jury, role: Role = Role.JUROR) -> None:
    with db.transaction() as session:
        session.expire_all()
        accounts.revoke(jury.juror, role, actor=jury.organizer, now=DURING)


@pytest.mark.parametrize("waiting", [1, 0])
def test_who_sits_on_a_panel_stays_a_juror_until_they_are_taken_off_it(jury: Jury, waiting: int) -> None:
    with db.transaction():
        jury.assignment.state = A.ASSIGNED if waiting else A.SCORED
        panel = jury.panel.name
    with pytest.raises(Refused) as refused:
        take_role(jury)
    assert str(refused.value) == (
        f"Films that still wait for Amal Juror on the panel “{panel}”: {waiting}. First remove this juror "
        "from the panel; scores that were given are kept."
    )
    assert jury.juror.roles == {Role.JUROR}
    leave(jury)
    take_role(jury)
    assert jury.juror.roles == frozenset()


def test_a_panel_whose_rounds_are_closed_keeps_nobody_a_juror(jury: Jury) -> None:
    with db.transaction():
        jury.round.state = RoundState.CLOSED
    take_role(jury)
    assert jury.juror.roles == frozenset()


def test_another_role_of_a_juror_is_taken_as_before(jury: Jury) -> None:
    with db.transaction():
        accounts.grant(jury.juror, Role.FILMMAKER, actor=jury.organizer, now=DURING)
    take_role(jury, Role.FILMMAKER)
    assert jury.juror.roles == {Role.JUROR}


def test_the_page_of_a_juror_says_why_and_leads_to_the_panel(desk: FlaskClient, jury: Jury) -> None:
    page = f"/desk/people/{jury.juror.id}"
    shown = " ".join(desk.get(page).text.split())
    assert f"Films that still wait for Amal Juror on the panel “{jury.panel.name}”: 1." in shown
    place = f"/desk/jury/panels/{jury.panel.id}#member-{member_of(jury).id}"
    assert re.findall(r'href="(/desk/jury/panels[^"]*)"', shown) == [place]
    assert desk.post(f"{page}/revoke/juror").status_code == 403
    leave(jury)
    assert "On the jury" not in desk.get(page).text
    assert desk.post(f"{page}/revoke/juror").status_code == 302
