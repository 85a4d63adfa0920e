"""A juror is known not to be the same person from somebody of a similar name in a film.

This name, this film, this juror alone.
"""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.journal import JournalLine
from festival.jury.conflicts import name_matching
from festival.jury.conflicts import operations as conflict_operations
from festival.jury.conflicts import queries as conflict_queries
from festival.jury.conflicts.models import NotSamePerson
from festival.jury.models import PanelMember
from festival.jury.planning import facts
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.jury.planning.plan_csv import PlanRow
from festival.kernel.refusals import Refused
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import DURING

pytestmark = pytest.mark.usefixtures("festival_clock")


@pytest.fixture
def film(jury: Jury) -> Entry:
    """A film that names J. Silva twice; the juror is Joana Silva, the other one João Silva."""
    with db.transaction() as session, session.no_autoflush:
        jury.juror.name, jury.other.name = "Joana Silva", "João Silva"
        found = factories.film(
            jury.edition, title="Dunes", film_link="https://vimeo.com/1", producers=["J. Silva"]
        )
        found.other_credits = ["Editor: J Silva (colour), Omar Saleh"]
        session.add(found)
    return found


def member_of(jury: Jury, person: Person) -> PanelMember:
    return next(each for each in jury.panel.members if each.person_id == person.id)


def tell_apart(jury: Jury, film: Entry, name: str = "J. Silva", reason: str = "She is from Porto") -> int:
    with db.transaction():
        said = conflict_operations.mark_not_same(
            film, jury.juror, name, reason, actor=jury.organizer, now=DURING
        )
        db.session().flush()
        return said.id


def kept_away(jury: Jury) -> set[tuple[int, int]]:
    db.session().rollback()
    return set(plan_queries.facts(jury.round).conflicts)


def assign(jury: Jury, film: Entry, person: Person) -> int:
    with db.transaction():
        member = member_of(jury, person)
        plan_operations.assign(jury.round, film, member, actor=jury.organizer, now=DURING)
        return plan_operations.apply_plan(jury.round, actor=jury.organizer, now=DURING).assignments


def test_a_name_known_as_others_keeps_this_juror_away_no_more_and_every_other_one_still(
    jury: Jury, film: Entry
) -> None:
    with db.transaction() as session, session.no_autoflush:
        session.add(factories.film(jury.edition, film_link="https://vimeo.com/2", producers=["J. Silva"]))
    second = db.session().scalars(select(Entry.id).order_by(Entry.id.desc())).first()
    pairs = {(number, each.id) for number in (film.id, second) for each in (jury.juror, jury.other)}
    assert kept_away(jury) == pairs
    with pytest.raises(Refused, match=r"“Dunes” names “J\. Silva”: the name of Joana Silva, or one like it"):
        assign(jury, film, jury.juror)
    tell_apart(jury, film)
    assert kept_away(jury) == pairs - {(film.id, jury.juror.id)}
    assert assign(jury, film, jury.juror) == 1
    with pytest.raises(Refused, match="the name of João Silva"):
        assign(jury, film, jury.other)


def test_a_plan_from_a_file_takes_it_too(jury: Jury, film: Entry) -> None:
    tell_apart(jury, film)
    with db.transaction():
        rows = [PlanRow(2, str(film.id), jury.juror.email, "")]
        taken = plan_operations.import_plan(jury.round, rows, actor=jury.organizer, now=DURING)
        assert taken == plan_operations.Taken(new=1, kept=0, gone=0)
        assert facts.found_conflicts(plan_queries.facts(jury.round))[0].values["juror"] == "João Silva"


def test_a_name_that_the_film_comes_to_name_later_is_found_again(jury: Jury, film: Entry) -> None:
    tell_apart(jury, film)
    with db.transaction():
        film.directors = ["Joana Silva"]
    assert (film.id, jury.juror.id) in kept_away(jury)
    assert [credit.name for credit in name_matching.taken_for(film, "Joana Silva", {"j silva"})] == [
        "Joana Silva"
    ]


def test_neither_a_declared_conflict_nor_having_entered_it_is_known_as_others(
    jury: Jury, film: Entry
) -> None:
    tell_apart(jury, film)
    with db.transaction():
        conflict_operations.declare_conflict(film, jury.juror, "Sister", actor=jury.organizer, now=DURING)
    assert (film.id, jury.juror.id) in kept_away(jury)
    with db.transaction() as session, session.no_autoflush:
        own = factories.film(
            jury.edition, film_link="https://vimeo.com/3", owner=jury.juror, producers=["J. Silva"]
        )
        session.add(own)
    tell_apart(jury, own)
    assert (own.id, jury.juror.id) in kept_away(jury)


def test_what_was_withdrawn_is_found_again_and_can_be_known_as_others_again(jury: Jury, film: Entry) -> None:
    number = tell_apart(jury, film)
    for attempt in (1, 2):
        with db.transaction():
            said = conflict_queries.not_same(jury.edition.id, number)
            assert said is not None
            if attempt == 2:
                with pytest.raises(Refused, match="withdrawn already"):
                    conflict_operations.withdraw_not_same(said, "Again", actor=jury.organizer, now=DURING)
            else:
                conflict_operations.withdraw_not_same(said, "It is her", actor=jury.organizer, now=DURING)
    assert (film.id, jury.juror.id) in kept_away(jury)
    tell_apart(jury, film)
    assert (film.id, jury.juror.id) not in kept_away(jury)
    lines = select(JournalLine.verb, JournalLine.details).where(JournalLine.subject_kind == "namesakes")
    pair = {"entry": film.id, "juror": jury.juror.id, "name": "J. Silva"}
    assert [tuple(row) for row in db.session().execute(lines.order_by(JournalLine.id))] == [
        ("jury.tell_apart", pair | {"reason": "She is from Porto"}),
        ("jury.withdraw_namesake", pair | {"reason": "It is her"}),
        ("jury.tell_apart", pair | {"reason": "She is from Porto"}),
    ]


@pytest.mark.parametrize(
    ("name", "reason", "by_juror", "said"),
    [
        ("Omar Saleh", "Known", False, "does not count as Joana Silva"),
        ("", "Known", False, "does not count as Joana Silva"),
        ("J. Silva", "", False, "say why"),
        ("J. Silva", "Known", True, "Only the festival's organizers"),
    ],
)
def test_only_organizers_tell_apart_and_only_names_that_are_taken_for_a_juror_with_a_reason(
    jury: Jury, film: Entry, name: str, reason: str, by_juror: bool, said: str
) -> None:
    actor = jury.juror if by_juror else jury.organizer
    with pytest.raises(Refused, match=said), db.transaction():
        conflict_operations.mark_not_same(film, jury.juror, name, reason, actor=actor, now=DURING)
    assert db.session().scalars(select(NotSamePerson)).all() == []


def test_a_name_is_known_as_others_once_whatever_two_windows_send(jury: Jury, film: Entry) -> None:
    tell_apart(jury, film)
    with pytest.raises(Refused, match="another organizer said so before you"):
        tell_apart(jury, film, "j. SILVA")
    twice = {"juror_id": jury.juror.id, "entry_id": film.id, "name": "J Silva", "key": "j silva"}
    with pytest.raises(IntegrityError), db.transaction() as session:
        session.add(NotSamePerson(**twice, reason="", said_by_id=jury.organizer.id, said_at=DURING))


def rows(page: str) -> list[str]:
    """What the tables of a page say, row by row, without forms."""
    found = re.findall(r"<tr>(.*?)</tr>|<tr id=[^>]*>(.*?)</tr>", page, re.DOTALL)
    plain = [re.sub(r"<details.*?</details>|<[^>]*>", " ", "".join(each), flags=re.DOTALL) for each in found]
    return [" ".join(each.replace("\u2068", "").split()) for each in plain if '<th scope="col"' not in each]


def test_the_page_lists_what_matched_what_and_who_told_it_apart(
    desk: FlaskClient, jury: Jury, film: Entry, address: str
) -> None:
    with db.transaction():
        jury.other.name = "Nobody Named"
        film.rights_holder = "Blue Sea Film GmbH"
        member_of(jury, jury.other).affiliations = ["Blue Sea Films"]
    page = desk.get(address).text
    assert "No conflict of interest is declared" not in page
    where = "where the juror works or studied Write it more exactly in the profile"
    ties = [row for row in rows(page) if "Dunes" in row]
    assert ties == [
        "Joana Silva Dunes “ J. Silva ”, producer, in the credits – the juror's name",
        f"Nobody Named Dunes “ Blue Sea Film GmbH ”, rights holder – Blue Sea Films , {where}",
    ]
    form = {"film": str(film.id), "juror": str(jury.juror.id), "name": "J. Silva"}
    spot = f"apart-{film.id}-{jury.juror.id}-j-silva"
    refused = desk.post(f"{address}/names", data=form | {"reason": " "})
    assert (refused.status_code, f'href="#{spot}"' in refused.text) == (409, True)
    assert f'id="{spot}" name="reason"' in refused.text
    answer = desk.post(f"{address}/names", data=form | {"reason": "She is from Porto"})
    assert (answer.status_code, answer.location) == (303, address)
    page = desk.get(address).text
    assert "“J. Silva” in “Dunes” is not the same person as Joana Silva" in page
    assert [row.partition(" 2020")[0] for row in rows(page) if row.startswith("Joana")] == [
        "Joana Silva Dunes J. Silva She is from Porto 1 July"
    ]
    number = db.session().scalars(select(NotSamePerson.id)).one()
    back = desk.post(f"{address}/names/{number}/withdraw", data={"reason": "It is her"})
    assert back.status_code == 303
    assert [row.partition(" 2020")[0] for row in rows(desk.get(address).text) if row.startswith("Joana")] == [
        "Joana Silva Dunes “ J. Silva ”, producer, in the credits – the juror's name",
        "Joana Silva Dunes J. Silva She is from Porto 1 July",
    ]
    told = desk.get("/desk/journal").text
    assert "withdrew that “J. Silva” in" in told and "said that “J. Silva” in" in told


def test_names_of_another_edition_or_nobody_are_not_at_this_address(
    desk: FlaskClient, jury: Jury, film: Entry, address: str
) -> None:
    form = {"film": str(film.id), "juror": str(jury.juror.id), "name": "J. Silva", "reason": "Known"}
    stranger = {"juror": str(jury.organizer.id)}
    assert desk.post(f"{address}/names", data=form | stranger).status_code == 404
    assert desk.post(f"{address}/names", data=form | {"film": "999"}).status_code == 404
    assert desk.post(f"{address}/names/1/withdraw", data={"reason": "Known"}).status_code == 404
    assert db.session().scalars(select(NotSamePerson)).all() == []
