"""The organizers' list and pages: what is found, what is done at once, and that nobody else comes in."""

from datetime import UTC, datetime

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import queries, rules
from festival.entries.desk import listing
from festival.entries.desk.listing import Choice, Sort
from festival.entries.models import Entry, EntryFlag, EntryTag
from festival.entries.states import EntryState
from festival.kernel.roles import Role
from festival.messages.models import Letter
from tests import factories
from tests.conftest import sign_in
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("mid_window")
NOON = datetime(2020, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def desk(app: flask.Flask, client: FlaskClient, organizer: Person) -> FlaskClient:
    return sign_in(client, organizer)


def add(edition: Edition, owner: Person, state: EntryState = EntryState.SUBMITTED, **values: object) -> Entry:
    return factories.save(factories.entry(owner, edition.categories[1], state=state, **values))


def test_the_list_and_an_entry_open(desk: FlaskClient, edition: Edition, lina: Person) -> None:
    entry = add(edition, lina, title="The Crossing")
    assert "The Crossing" in desk.get("/desk/entries").text
    assert "The Crossing" in desk.get(f"/desk/entries/{entry.id}").text


@pytest.mark.parametrize("words", ["crossing", "CROSS", "haddad lina", "العبور", "lina@example"])
def test_search_finds_titles_in_any_script_people_and_entrants(
    edition: Edition, organizer: Person, words: str
) -> None:
    lina = factories.save(factories.person(email="lina@example.org"))
    other = factories.save(factories.person(email="omar@example.org"))
    wanted = add(edition, lina, title="The Crossing", original_title="العبور")
    add(edition, other, title="Elsewhere", directors=["Omar"], producers=[])
    assert listing.page(organizer, edition.id, Choice(words=words)).entries == [wanted]


@pytest.mark.parametrize(
    ("title", "words", "is_found"),
    [
        ("Łódź Road", "lodz", True),
        ("Smørrebrød", "smorrebrod", True),
        ("Işık", "isik", True),
        ("हिन्दी", "हिन्दी", True),
        ("हिन्दी", "हन", False),
        ("กิน", "กัน", False),
    ],
)
def test_search_knows_letters_of_elsewhere_and_keeps_words_whole(
    edition: Edition, organizer: Person, lina: Person, title: str, words: str, is_found: bool
) -> None:
    wanted = add(edition, lina, title=title)
    found = listing.page(organizer, edition.id, Choice(words=words)).entries
    assert found == ([wanted] if is_found else [])


def test_every_filter_chooses(edition: Edition, organizer: Person, lina: Person) -> None:
    wanted = add(edition, lina, EntryState.ELIGIBLE, countries=["DE", "LB"], languages=["de"])
    with db.transaction():
        wanted.flags.append(EntryFlag(kind="no_category", details={}, raised_at=NOON))
        wanted.tags.append(EntryTag(tag="sea"))
    factories.save(factories.entry(lina, edition.categories[0], countries=["FR"], languages=["fr"]))
    for choice in (
        Choice(state="eligible"),
        Choice(category="short"),
        Choice(country="LB"),
        Choice(language="de"),
        Choice(flag="any"),
        Choice(flag="no_category"),
        Choice(tag="sea"),
    ):
        assert listing.page(organizer, edition.id, choice).entries == [wanted], choice


@pytest.mark.parametrize("sort", Sort)
def test_pages_by_key_show_every_entry_once_forwards_and_backwards(
    edition: Edition, organizer: Person, lina: Person, sort: Sort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 3)
    instants = [datetime(2020, 5, 1 + number // 2, tzinfo=UTC) for number in range(8)]
    everything = {add(edition, lina, title="Same", submitted_at=at).id for at in instants}
    forwards, after = [], None
    while True:
        page = listing.page(organizer, edition.id, Choice(sort=sort, after=after))
        forwards.append([entry.id for entry in page.entries])
        after = page.after
        if after is None:
            break
    assert [len(ids) for ids in forwards] == [3, 3, 2]
    assert {number for ids in forwards for number in ids} == everything
    back = listing.page(organizer, edition.id, Choice(sort=sort, before=forwards[1][0]))
    assert ([entry.id for entry in back.entries], back.before) == (forwards[0], None)


def test_the_list_asks_the_database_as_often_for_thirty_as_for_one(
    desk: FlaskClient, edition: Edition, lina: Person
) -> None:
    add(edition, lina)
    assert desk.get("/desk/entries").status_code == 200  # notes also when the organizer was last here
    with counted() as for_one:
        desk.get("/desk/entries")
    for _ in range(29):
        add(edition, lina)
    with counted() as for_thirty:
        desk.get("/desk/entries")
    assert len(for_thirty) == len(for_one)


def test_the_list_agrees_with_the_rule(edition: Edition, organizer: Person, lina: Person) -> None:
    omar, juror = factories.save(factories.person()), factories.save(factories.person(Role.JUROR))
    everything = [add(edition, owner, state) for owner in (lina, omar) for state in EntryState]
    for actor in (organizer, lina, omar, juror):
        listed = set(db.session().scalars(queries.visible_to(actor)))
        assert listed == {entry for entry in everything if rules.view(actor, entry) is None}


def test_many_at_once_ask_the_same_rule_and_say_who_was_refused(
    desk: FlaskClient, edition: Edition, lina: Person
) -> None:
    submitted, draft = add(edition, lina), add(edition, lina, EntryState.DRAFT, title="Unready")
    answer = desk.post(
        "/desk/entries",
        data={"act": "eligible", "entry": [submitted.id, draft.id]},
        follow_redirects=True,
    )
    db.session().expire_all()
    assert (submitted.state, draft.state) == (EntryState.ELIGIBLE, EntryState.DRAFT)
    assert "Done for 1 entry." in answer.text
    assert "Unready was left as it is: Only a submitted entry can be found eligible or not." in answer.text


def test_ineligible_needs_a_reason_and_the_filmmaker_reads_it(
    desk: FlaskClient, edition: Edition, lina: Person
) -> None:
    entry = add(edition, lina)
    assert desk.post(f"/desk/entries/{entry.id}/ineligible", data={"reason": " "}).status_code == 403
    desk.post(f"/desk/entries/{entry.id}/ineligible", data={"reason": "It is a commercial."})
    db.session().expire_all()
    letter = db.session().scalars(select(Letter)).one()
    assert (entry.state, entry.eligibility_reason) == (EntryState.INELIGIBLE, "It is a commercial.")
    assert (letter.event, letter.person_id) == ("entries/ineligible", lina.id)
    assert "It is a commercial." in letter.body


def test_who_was_told_no_is_told_when_the_film_is_admitted_after_all(
    desk: FlaskClient, edition: Edition, lina: Person
) -> None:
    entry = add(edition, lina)
    for act, reason in (("ineligible", "A commercial."), ("eligible", "")):
        desk.post(f"/desk/entries/{entry.id}/{act}", data={"reason": reason})
    letters = db.session().scalars(select(Letter).order_by(Letter.id)).all()
    assert [letter.event for letter in letters] == ["entries/ineligible", "entries/eligible_again"]
    assert letters[1].person_id == lina.id
    assert "your film is in the competition after all" in letters[1].body


def test_who_was_never_told_no_gets_no_letter_when_the_film_is_admitted(
    desk: FlaskClient, edition: Edition, lina: Person
) -> None:
    entry = add(edition, lina)
    desk.post(f"/desk/entries/{entry.id}/eligible")
    db.session().expire_all()
    assert entry.state is EntryState.ELIGIBLE
    assert db.session().scalars(select(Letter)).all() == []


def test_tags_and_notes_are_kept(desk: FlaskClient, edition: Edition, lina: Person) -> None:
    entry = add(edition, lina)
    desk.post(f"/desk/entries/{entry.id}/tags", data={"tag": " Sea  films "})
    desk.post(f"/desk/entries/{entry.id}/tags", data={"tag": "sea films"})
    desk.post(f"/desk/entries/{entry.id}/notes", data={"text": "Ask about the rights."})
    db.session().expire_all()
    assert [tag.tag for tag in entry.tags] == ["sea films"]
    assert [note.text for note in queries.notes(entry.id)] == ["Ask about the rights."]


def test_a_flag_is_let_pass(desk: FlaskClient, edition: Edition, lina: Person) -> None:
    entry = add(edition, lina)
    details = {"measured": 1200, "declared": 900}
    with db.transaction():
        entry.flags.append(EntryFlag(kind="runtime_differs", details=details, raised_at=NOON))
    page = desk.get(f"/desk/entries/{entry.id}").text
    assert "The film lasts 20 min; the filmmaker wrote 15 min." in page
    desk.post(f"/desk/entries/{entry.id}/flags/{entry.flags[0].id}/clear")
    db.session().expire_all()
    assert entry.flags[0].cleared_at == datetime(2020, 6, 1, 16, 2, tzinfo=UTC)


def test_the_desk_does_not_exist_for_others(
    client: FlaskClient, edition: Edition, lina: Person, organizer: Person
) -> None:
    entry = add(edition, lina)
    sign_in(client, lina)
    assert client.get("/desk/entries").status_code == 404
    assert client.get(f"/desk/entries/{entry.id}").status_code == 404
    assert client.post("/desk/entries", data={"act": "eligible", "entry": [entry.id]}).status_code == 404
    assert client.post(f"/desk/entries/{entry.id}/eligible").status_code == 404
    db.session().expire_all()
    assert entry.state is EntryState.SUBMITTED
