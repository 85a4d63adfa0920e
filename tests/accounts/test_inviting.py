"""Invitations and roles: who is asked, who accepts, who may do what."""

import threading
from datetime import timedelta

import flask
import pytest
from sqlalchemy import select

from festival import clock, db
from festival.accounts import operations, queries, rules
from festival.accounts.models import Invitation
from festival.accounts.people import operations as people_operations
from festival.accounts.states import InvitationState
from festival.journal import JournalLine
from festival.kernel.clock import machine_now
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from tests import factories
from tests.accounts.browsing import PASSWORD, Browser, letters, link_in_last_letter, resident
from tests.statements import counted

YARA = {"email": "yara@example.org", "name": "Yara Aziz", "role": "juror"}


@pytest.fixture
def organizer(app: flask.Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(resident(app, Role.ORGANIZER, name="Maya Keller", email="maya@example.org"))
    return browser


def invite(app: flask.Flask, organizer: Browser, **fields: str) -> str:
    """Ask Yara; gives the path of the link in her letter."""
    assert organizer.send("/desk/people/invite", page="/desk/people", **(YARA | fields)).status_code == 302
    return link_in_last_letter(app, "accounts/invited")


def roles(app: flask.Flask, email: str) -> set[Role]:
    with app.app_context():
        person = queries.by_email(email)
        return set(person.roles) if person else set()


def invitations(app: flask.Flask) -> list[tuple[str, InvitationState]]:
    with app.app_context():
        rows = db.session().scalars(select(Invitation).order_by(Invitation.id))
        return [(row.email, row.state) for row in rows]


def test_somebody_new_joins_through_the_letter(app: flask.Flask, organizer: Browser) -> None:
    link = invite(app, organizer)
    yara = Browser(app)
    assert "Maya Keller asks you to watch films" in yara.open(link).text
    answer = yara.send(f"{link}/join", page=link, name="Yara Aziz", password=PASSWORD)
    assert answer.location == "/screening" and yara.is_signed_in()
    assert roles(app, "yara@example.org") == {Role.JUROR}
    assert invitations(app) == [("yara@example.org", InvitationState.ACCEPTED)]
    with app.app_context():
        verbs = list(db.session().scalars(select(JournalLine.verb).order_by(JournalLine.id)))
    assert verbs == ["accounts.invite", "accounts.create", "accounts.grant", "accounts.accept"]


def test_somebody_with_an_account_accepts_with_it(app: flask.Flask, organizer: Browser) -> None:
    resident(app, email="yara@example.org")
    link = invite(app, organizer, role="organizer")
    yara = Browser(app)
    assert "You have an account with this address" in yara.open(link).text
    assert yara.sign_in("yara@example.org", next=link).location == link
    assert yara.send(f"{link}/accept", page=link).location == "/desk"
    assert roles(app, "yara@example.org") == {Role.FILMMAKER, Role.ORGANIZER}


def test_an_account_made_by_somebody_else_and_never_confirmed_is_taken_over(
    app: flask.Flask, organizer: Browser
) -> None:
    attacker = Browser(app)
    attacker.send("/register", name="Yara", email="yara@example.org", password="the attacker's password")
    link = invite(app, organizer)
    Browser(app).send(f"{link}/join", page=link, name="Yara Aziz", password=PASSWORD)
    assert attacker.sign_in("yara@example.org", "the attacker's password").status_code == 422
    assert Browser(app).sign_in("yara@example.org").location == "/screening"


def test_an_invitation_is_good_once(app: flask.Flask, organizer: Browser) -> None:
    link = invite(app, organizer)
    Browser(app).send(f"{link}/join", page=link, name="Yara Aziz", password=PASSWORD)
    other = Browser(app)
    other.sign_in(resident(app, email="other@example.org"))
    assert "accepted already" in other.open(link).text
    assert other.send(f"{link}/accept", page=link).status_code == 403
    assert roles(app, "other@example.org") == {Role.FILMMAKER}


def test_two_who_accept_at_once_do_not_both_succeed(app: flask.Flask, organizer: Browser) -> None:
    token = invite(app, organizer).rpartition("/")[2]
    emails = [resident(app) for _ in range(4)]
    at_once, outcomes = threading.Barrier(len(emails)), []

    def accept(email: str) -> None:
        with app.app_context():
            asked, person = queries.invitation_by_token(token), queries.by_email(email)
            assert asked and person
            at_once.wait()
            try:
                with db.transaction():
                    people_operations.accept(asked, actor=person, now=clock.now())
                outcomes.append("accepted")
            except Refused as refused:
                outcomes.append(refused.refusal.code)

    threads = [threading.Thread(target=accept, args=(email,)) for email in emails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accepted", "invitation_used", "invitation_used", "invitation_used"]
    assert sum(Role.JUROR in roles(app, email) for email in emails) == 1


def test_the_row_itself_decides_between_two_who_saw_it_open(app: flask.Flask, organizer: Browser) -> None:
    token = invite(app, organizer).rpartition("/")[2]
    late = resident(app)
    with app.app_context(), db.transaction() as session:
        asked, person = queries.invitation_by_token(token), queries.by_email(late)
        assert asked and person
        session.connection().execute(
            Invitation.__table__.update().values(state=InvitationState.ACCEPTED)  # type: ignore[attr-defined]
        )
        with pytest.raises(Refused):
            people_operations.accept(asked, actor=person, now=clock.now())
    assert roles(app, late) == {Role.FILMMAKER}


def test_an_invitation_sent_again_has_a_new_link_and_the_old_one_is_dead(
    app: flask.Flask, organizer: Browser
) -> None:
    first = invite(app, organizer)
    again = invite(app, organizer, email="YARA@example.org")
    assert Browser(app).open(first).status_code == 404 and Browser(app).open(again).status_code == 200
    organizer.send("/desk/people/invitations/1/resend", page="/desk/people")
    assert Browser(app).open(again).status_code == 404
    assert invitations(app) == [("yara@example.org", InvitationState.PENDING)]
    assert letters(app) == [("accounts/invited", "yara@example.org")] * 3


def test_a_withdrawn_or_expired_invitation_lets_nobody_in(app: flask.Flask, organizer: Browser) -> None:
    link = invite(app, organizer)
    organizer.send("/desk/people/invitations/1/withdraw", page="/desk/people")
    visitor = Browser(app)
    refused = visitor.send(f"{link}/join", page="/register", name="Yara Aziz", password=PASSWORD)
    assert refused.status_code == 403 and roles(app, "yara@example.org") == set()
    with app.app_context():
        asked = db.session().scalars(select(Invitation)).one()
        asked.state = InvitationState.PENDING
        boundary = rules.accept(asked, asked.expires_at)
        before = rules.accept(asked, asked.expires_at - timedelta(microseconds=1))
    assert (boundary.code if boundary else None, before) == ("invitation_expired", None)


def test_a_juror_is_not_invited_twice_and_filmmakers_not_at_all() -> None:
    juror = factories.person(Role.JUROR, name="Yara")
    answers = [rules.invite(juror, Role.JUROR), rules.invite(None, Role.FILMMAKER)]
    assert [answer.code if answer else None for answer in answers] == ["has_role", "invite_filmmaker"]
    assert rules.invite(juror, Role.ORGANIZER) is None


@pytest.mark.parametrize("role", [Role.FILMMAKER, Role.JUROR])
def test_the_pages_about_people_are_for_organizers(app: flask.Flask, organizer: Browser, role: Role) -> None:
    invite(app, organizer)
    stranger = Browser(app)
    stranger.sign_in(resident(app, role))
    paths = ("/desk/people", "/desk/people/1", "/desk/people?search=maya")
    assert [stranger.open(path).status_code for path in paths] == [404, 404, 404]
    for path in ("/desk/people/2/grant/organizer", "/desk/people/invitations/1/withdraw"):
        assert stranger.send(path, page="/profile").status_code == 404
    assert invitations(app) == [("yara@example.org", InvitationState.PENDING)]


def test_the_last_organizer_stays_one(app: flask.Flask, organizer: Browser) -> None:
    assert organizer.send("/desk/people/1/revoke/organizer", page="/desk/people/1").status_code == 403
    assert roles(app, "maya@example.org") == {Role.ORGANIZER}
    resident(app, Role.ORGANIZER)
    organizer.send("/desk/people/1/revoke/organizer", page="/desk/people/1")
    assert roles(app, "maya@example.org") == set()
    assert organizer.open("/desk/people").status_code == 404


def test_two_organizers_who_remove_each_other_at_once_leave_one(app: flask.Flask) -> None:
    emails = [resident(app, Role.ORGANIZER) for _ in range(2)]
    at_once = threading.Barrier(2)

    def revoke(email: str) -> None:
        with app.app_context():
            at_once.wait()
            try:
                with db.transaction():
                    person = queries.by_email(email)
                    assert person
                    operations.revoke(person, Role.ORGANIZER, actor=None, now=machine_now())
            except Refused:
                pass

    threads = [threading.Thread(target=revoke, args=(email,)) for email in emails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(Role.ORGANIZER in roles(app, email) for email in emails) == 1


def test_an_organizer_gives_and_takes_roles(app: flask.Flask, organizer: Browser) -> None:
    email = resident(app, email="lina@example.org")
    organizer.send("/desk/people/2/grant/juror", page="/desk/people/2")
    assert roles(app, email) == {Role.FILMMAKER, Role.JUROR}
    organizer.send("/desk/people/2/revoke/filmmaker", page="/desk/people/2")
    assert roles(app, email) == {Role.JUROR}
    assert organizer.send("/desk/people/2/grant/emperor", page="/desk/people/2").status_code == 404
    assert organizer.send("/desk/people/99/grant/juror", page="/desk/people/2").status_code == 404


def test_people_are_searched_and_shown_page_by_page(app: flask.Flask, organizer: Browser) -> None:
    with app.app_context(), db.transaction() as session:
        session.add_all(factories.person(name=f"Film_maker {number:02}") for number in range(60))
    first = organizer.open("/desk/people?role=filmmaker&search=film_maker")
    assert "60 people" in first.text and "Film_maker 59" in first.text and "Film_maker 09" not in first.text
    after = first.text.split("after=")[1].split('"')[0]
    second = organizer.open(f"/desk/people?role=filmmaker&search=film_maker&after={after}")
    assert "Film_maker 09" in second.text and "Film_maker 10" not in second.text
    assert "after=" not in second.text
    assert "Nobody has that name" in organizer.open("/desk/people?search=film%25maker").text
    assert "Maya Keller" in organizer.open("/desk/people?search=MAYA@").text
    assert organizer.open("/desk/people?role=emperor&after=x").status_code == 200


def test_the_list_of_people_costs_the_same_for_one_and_for_many(app: flask.Flask, organizer: Browser) -> None:
    def statements() -> int:
        with app.app_context(), counted() as asked:
            organizer.open("/desk/people")
        return len(asked)

    def settle_here(count: int) -> None:
        with app.app_context(), db.transaction() as session:
            session.add_all(factories.person() for _ in range(count))

    settle_here(1)
    organizer.open("/desk/people")
    few = statements()
    settle_here(29)
    assert statements() == few
