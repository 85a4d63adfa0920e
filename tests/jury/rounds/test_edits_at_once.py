"""Two people edit one profile, one round or one rubric: nobody writes over the other unseen."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db, journal
from festival.accounts.models import Person
from festival.jury.models import PanelMember, Round
from festival.jury.states import OthersScores, RoundState
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury

SAID = "Somebody else changed this while you were writing, so nothing was saved."
Address = Callable[[PanelMember], str]
pytestmark = pytest.mark.usefixtures("festival_clock")


@pytest.fixture
def desk(client: FlaskClient, jury: Jury) -> FlaskClient:
    return sign_in(client, jury.organizer)


@pytest.fixture
def member(jury: Jury) -> PanelMember:
    return jury.panel.members[0]


@pytest.fixture
def draft(jury: Jury) -> Round:
    """A round in preparation, for features, with the rubric of story and craft."""
    made = factories.round_of(
        jury.panel, state=RoundState.DRAFT, name="Second look", categories=jury.edition.categories[:1]
    )
    with db.transaction() as session:
        session.add(made)
    return made


def beside(page: str) -> list[str]:
    """What the page says stands there now, as one line each."""
    found = re.findall(r'<div class="theirs">(.*?)</div>', page, re.DOTALL)
    return [" ".join(unescape(re.sub("<[^>]+>", " ", each)).split()).partition("now: ")[2] for each in found]


def changes(verb: str) -> list[object]:
    db.session().expire_all()
    lines = db.session().scalars(select(journal.JournalLine).where(journal.JournalLine.verb == verb))
    return [line.details["changed"] for line in lines]


def version_on(page: str) -> str:
    return str(re.findall(r'name="version"[^>]*value="(\d+)"', page)[0])


def profile(member: PanelMember, **typed: object) -> dict[str, object]:
    """The form of a profile as its page was opened before anybody changed it."""
    return {"languages": "English, Arabic", "minutes": "", "affiliations": "", "version": "1"} | typed


def by_juror(member: PanelMember) -> str:
    return f"/screening/profile/{member.id}"


def by_organizer(member: PanelMember) -> str:
    return f"/desk/jury/panels/{member.panel_id}/members/{member.id}"


@pytest.mark.parametrize(("first", "second"), [(by_juror, by_organizer), (by_organizer, by_juror)])
def test_a_profile_that_was_saved_meanwhile_is_shown_beside_what_was_typed(
    client: FlaskClient, jury: Jury, member: PanelMember, first: Address, second: Address
) -> None:
    people: dict[Address, Person] = {by_juror: jury.juror, by_organizer: jury.organizer}
    saved, typed = (
        profile(member, affiliations="Blue Sea Films", avoids=["violence"]),
        profile(member, minutes="300"),
    )
    assert sign_in(client, people[first]).post(first(member), data=saved).status_code == 303
    answer = sign_in(client, people[second]).post(second(member), data=typed)
    assert (answer.status_code, SAID in answer.text) == (409, True)
    assert 'value="300"' in answer.text
    assert beside(answer.text) == ["nothing", "Violence", "Blue Sea Films"]
    db.session().expire_all()
    assert (member.affiliations, member.minutes) == (["Blue Sea Films"], None)
    again = typed | {"version": version_on(answer.text)}
    assert client.post(second(member), data=again).status_code == 303
    db.session().expire_all()
    assert (member.affiliations, member.minutes) == ([], 300)


def test_a_juror_on_two_panels_reads_both_texts_of_the_one_that_changed(
    client: FlaskClient, jury: Jury, member: PanelMember
) -> None:
    with db.transaction() as session:
        session.add(factories.panel(jury.edition, jury.juror))
        member.affiliations = ["FAMU"]
    answer = sign_in(client, jury.juror).post(by_juror(member), data=profile(member, minutes="90"))
    assert (answer.status_code, beside(answer.text)) == (409, ["nothing", "FAMU"])
    assert answer.text.count("<textarea") == 2


def test_the_same_said_twice_is_one_change(client: FlaskClient, jury: Jury, member: PanelMember) -> None:
    typed = profile(member, affiliations="FAMU")
    juror = sign_in(client, jury.juror)
    assert [juror.post(by_juror(member), data=typed).status_code for _ in range(2)] == [303, 303]
    assert changes("jury.describe") == [{"affiliations": [[], ["FAMU"]]}]


def test_what_cannot_be_read_keeps_the_version_that_was_opened(
    desk: FlaskClient, jury: Jury, member: PanelMember
) -> None:
    with db.transaction():
        member.affiliations = ["FAMU"]
    page = desk.post(by_organizer(member), data=profile(member, minutes="many"))
    assert (page.status_code, version_on(page.text)) == (422, "1")


def settings(jury: Jury, **typed: str) -> dict[str, object]:
    """The form of the draft's settings as it was opened."""
    form: dict[str, object] = {
        "version": "1",
        "name": "Second look",
        "opens": "2020-06-24",
        "closes": "2020-07-12",
        "categories": [str(jury.edition.categories[0].id)],
        "reviews_per_film": "2",
        "others_scores": "never",
        "reminder_days": "5",
    }
    return form | typed


def test_settings_that_were_saved_meanwhile_are_shown_beside_what_was_typed(
    desk: FlaskClient, jury: Jury, draft: Round
) -> None:
    address = f"/desk/jury/rounds/{draft.id}/settings"
    every = [str(each.id) for each in jury.edition.categories]
    saved = settings(jury, is_blind="y", others_scores="always") | {"categories": every}
    assert desk.post(address, data=saved).status_code == 303
    answer = desk.post(address, data=settings(jury, reviews_per_film="4", closes="2020-07-14"))
    assert (answer.status_code, SAID in answer.text) == (409, True)
    names = ", ".join(each.name for each in jury.edition.categories)
    assert beside(answer.text) == ["12 July 2020", names, "2", "yes", "always"]
    assert 'value="4"' in answer.text and 'value="2020-07-14"' in answer.text
    again = settings(jury, reviews_per_film="4") | {"version": version_on(answer.text)}
    assert desk.post(address, data=again).status_code == 303
    db.session().expire_all()
    assert (draft.reviews_per_film, draft.is_blind, draft.others_scores) == (4, False, OthersScores.NEVER)
    assert changes("jury.edit_round")[1] == {
        "reviews_per_film": [2, 4],
        "is_blind": [True, False],
        "others_scores": ["always", "never"],
        "categories": [names.split(", "), [jury.edition.categories[0].name]],
    }


def rubric(version: int, *criteria: str) -> dict[str, str]:
    """The form of a rubric of these criteria, each with two steps."""
    typed = {f"name-{place}": name for place, name in enumerate(criteria)}
    return (
        typed | {f"meanings-{place}": "no\nyes" for place in range(len(criteria))} | {"version": str(version)}
    )


def test_a_rubric_that_was_saved_meanwhile_is_shown_beside_what_was_typed(
    desk: FlaskClient, draft: Round
) -> None:
    address = f"/desk/jury/rounds/{draft.id}/rubric"
    assert desk.post(address, data=rubric(1, "Heart", "Craft")).status_code == 303
    answer = desk.post(address, data=rubric(1, "Soul"))
    assert (answer.status_code, SAID in answer.text) == (409, True)
    assert beside(answer.text) == ["Heart weight 1 no · yes Craft weight 1 no · yes"]
    assert 'value="Soul"' in answer.text
    assert desk.post(address, data=rubric(int(version_on(answer.text)), "Soul", "Craft")).status_code == 303
    db.session().expire_all()
    assert [each.name for each in draft.criteria] == ["Soul", "Craft"]
    assert changes("jury.edit_rubric")[1] == {
        "1": [["Heart", "", 1, ["no", "yes"]], ["Soul", "", 1, ["no", "yes"]]]
    }


def test_a_rubric_that_cannot_be_read_keeps_the_version_that_was_opened(
    desk: FlaskClient, draft: Round
) -> None:
    address = f"/desk/jury/rounds/{draft.id}/rubric"
    desk.post(address, data=rubric(1, "Heart"))
    page = desk.post(address, data=rubric(1, "Soul") | {"weight-0": "2,5"})
    assert (page.status_code, version_on(page.text)) == (422, "1")
