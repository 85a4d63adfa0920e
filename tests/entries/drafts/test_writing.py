"""Nothing typed is ever lost: wrong, stale, sent twice, in any script, or longer than anyone reads."""

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import change_requests, queries
from festival.entries.drafts import fields
from festival.entries.models import Entry, Proposal
from festival.entries.states import EntryState, ProposalState
from festival.messages.models import Letter
from tests import factories
from tests.conftest import sign_in

pytestmark = pytest.mark.usefixtures("mid_window")
JSON = {"Accept": "application/json"}


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[2]))


@pytest.fixture
def submitted(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[2], state=EntryState.SUBMITTED))


def fresh(entry: Entry) -> Entry:
    db.session().expire_all()
    return entry


@pytest.mark.parametrize(
    "title",
    [
        factories.LONG_ARABIC_TITLE,
        "漫长的回家之路",
        '=cmd()|"/C calc"!A0',
        "-30-",
        "<script>alert(1)</script> & Söhne",
        "Família 👨‍👩‍👧",
    ],
)
def test_a_title_in_any_script_is_kept_as_it_is_and_shown_safely(
    hers: FlaskClient, draft: Entry, title: str
) -> None:
    hers.post(f"/entries/{draft.id}/film", data={"title": title, "version": 0})
    assert fresh(draft).title == title
    for page in (
        "/entries",
        f"/entries/{draft.id}",
        f"/entries/{draft.id}/film",
        f"/entries/{draft.id}/submit",
    ):
        html = hers.get(page).text
        assert str(escape(title)) in html
        assert "<script>alert" not in html


def test_a_nul_disappears_and_the_rest_stays(hers: FlaskClient, draft: Entry) -> None:
    hers.post(f"/entries/{draft.id}/film", data={"title": "Ki\0te", "eidr": "no\0ne", "version": 0})
    assert (fresh(draft).title, draft.unfinished) == ("Kite", {"eidr": ["none"]})


def test_a_title_of_ten_thousand_characters_is_refused_kindly_and_kept(
    hers: FlaskClient, draft: Entry
) -> None:
    before, long = draft.title, "x" * 10_000
    page = hers.post(f"/entries/{draft.id}/film", data={"title": long, "version": 0}, follow_redirects=True)
    assert "This is 10000 characters long, but only 300 are possible. Please shorten it." in page.text
    assert f'value="{long}"' in page.text
    assert (fresh(draft).title, draft.unfinished) == (before, {"title": [long]})
    hers.post(f"/entries/{draft.id}/film", data={"title": "Shorter", "version": draft.revision})
    assert (fresh(draft).title, draft.unfinished) == ("Shorter", {})


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("completed", "2019-02-30", "There is no day 30 in 2019-02: that month has 28 days."),
        ("completed", "next year", "“next year” cannot be read as a date."),
        ("runtime", "long", "“long” cannot be read as a running time."),
        ("countries", "Atlantis", "“Atlantis” is not a country that we know."),
        ("eidr", "10.5240/7791-8534-2C23-9030-8610-6", "has a typing error"),
        ("kind", "musical", "Please choose from the list."),
    ],
)
def test_what_cannot_be_read_is_shown_again_with_the_reason(
    hers: FlaskClient, draft: Entry, name: str, typed: str, words: str
) -> None:
    answer = hers.post(f"/entries/{draft.id}/film", data={name: typed, "then": "story", "version": 0})
    assert answer.location == f"/entries/{draft.id}/film"
    page = hers.get(answer.location).text
    assert words in page
    assert fresh(draft).unfinished == {name: [typed]}


def test_a_link_to_a_private_place_is_refused(hers: FlaskClient, draft: Entry) -> None:
    hers.post(f"/entries/{draft.id}/file", data={"film_link": "http://127.0.0.1/film", "version": 0})
    assert "cannot be reached from the web" in hers.get(f"/entries/{draft.id}/file").text


def test_a_stale_form_shows_both_texts_and_keeps_what_was_typed(hers: FlaskClient, draft: Entry) -> None:
    hers.post(f"/entries/{draft.id}/story", data={"synopsis": "The first tab.", "version": 0})
    stale = hers.post(f"/entries/{draft.id}/story", data={"synopsis": "The second tab.", "version": 0})
    assert stale.status_code == 409
    assert "The first tab." in stale.text
    assert "The second tab." in stale.text
    assert fresh(draft).synopsis == "The first tab."
    again = {"synopsis": "The second tab.", "version": draft.revision}
    assert hers.post(f"/entries/{draft.id}/story", data=again).status_code == 303
    assert fresh(draft).synopsis == "The second tab."


def test_two_pages_open_at_once_do_not_disturb_each_other(hers: FlaskClient, draft: Entry) -> None:
    hers.post(f"/entries/{draft.id}/film", data={"title": "New", "version": 0})
    other = hers.post(f"/entries/{draft.id}/story", data={"synopsis": "New too.", "version": 0})
    assert (other.status_code, fresh(draft).title, draft.synopsis) == (303, "New", "New too.")


def test_autosave_answers_with_the_hour_and_the_version_and_keeps_even_nonsense(
    hers: FlaskClient, draft: Entry
) -> None:
    typed = {"title": "Kite", "runtime": "abc", "version": 0}
    answer = hers.post(f"/entries/{draft.id}/film", data=typed, headers=JSON)
    assert answer.json == {"saved_at": "19:02", "version": 1}
    assert (fresh(draft).title, draft.unfinished) == ("Kite", {"runtime": ["abc"]})
    stale = hers.post(f"/entries/{draft.id}/film", data={"title": "Other", "version": 0}, headers=JSON)
    assert (stale.status_code, fresh(draft).title) == (409, "Kite")


def test_a_box_without_its_tick_says_no(hers: FlaskClient, draft: Entry) -> None:
    hers.post(f"/entries/{draft.id}/rights", data={"rights_holder": "A fund", "version": 0})
    assert (fresh(draft).holds_rights, draft.rights_holder) == (False, "A fund")


def test_the_same_form_sent_twice_begins_one_draft(hers: FlaskClient, edition: Edition) -> None:
    form = {"category": "short", "title": "Kite", "idempotency_key": "one"}
    first, second = (hers.post("/entries", data=form).location for _ in range(2))
    assert first == second
    assert len(db.session().scalars(select(Entry)).all()) == 1


def test_a_draft_can_be_written_after_the_deadline(
    hers: FlaskClient, draft: Entry, edition: Edition, mid_window: object
) -> None:
    with db.transaction():
        edition.closes_at = edition.opens_at.replace(month=4, day=10)
    assert hers.post(f"/entries/{draft.id}/film", data={"title": "Late", "version": 0}).status_code == 303
    assert fresh(draft).title == "Late"


def test_every_field_reads_what_it_writes(draft: Entry) -> None:
    """What a form shows and is sent back unchanged changes nothing, in any field."""
    draft.languages, draft.countries = ["pt-BR", "bfi", "zxx"], ["XK", "GB"]
    for field in fields.FIELDS:
        value = getattr(draft, field.name)
        assert (field.name, field.answer.read(field.answer.write(value, "en"), "en")) == (field.name, value)


# --- Changes after submission -------------------------------------------------------------------------------


def test_a_change_after_submission_is_a_proposal_field_by_field(hers: FlaskClient, submitted: Entry) -> None:
    home, before = f"/entries/{submitted.id}", submitted.synopsis
    assert hers.post(f"{home}/story", data={"synopsis": "New", "version": 0}).status_code == 403
    hers.post(f"{home}/story/propose", data={"synopsis": "New", "content_notes": ["war"]})
    found = queries.open_proposals(submitted.id)
    assert [(one.field, one.before, one.after) for one in found] == [
        ("synopsis", before, "New"),
        ("content_notes", [], ["war"]),
    ]
    assert fresh(submitted).synopsis == before
    assert "The festival looks at it" in hers.get(home).text


def test_asking_again_replaces_the_wish_and_asking_for_what_stands_takes_it_back(
    hers: FlaskClient, submitted: Entry
) -> None:
    page, before = f"/entries/{submitted.id}/film/propose", submitted.title
    for title in ("One", "Two", "Two", before):
        hers.post(page, data={"title": title})
    candidates = db.session().execute(select(Proposal.after, Proposal.state).order_by(Proposal.id)).all()
    assert [tuple(wish) for wish in candidates] == [
        ("One", ProposalState.TAKEN_BACK),
        ("Two", ProposalState.TAKEN_BACK),
    ]


def test_an_organizer_answers_each_and_the_filmmaker_is_told(
    hers: FlaskClient, submitted: Entry, organizer: Person
) -> None:
    before = submitted.directors
    hers.post(f"/entries/{submitted.id}/film/propose", data={"title": "New", "kind": "animation"})
    hers.post(f"/entries/{submitted.id}/people/propose", data={"directors": "Somebody Else"})
    title, kind, directors = queries.open_proposals(submitted.id)
    desk = sign_in(hers, organizer)
    for proposal in (title, kind):
        desk.post(f"/desk/entries/{submitted.id}/proposals/{proposal.id}/accept")
    desk.post(
        f"/desk/entries/{submitted.id}/proposals/{directors.id}/decline",
        data={"reason": "Send us the credits."},
    )
    assert (fresh(submitted).title, submitted.kind, submitted.directors) == ("New", "animation", before)
    letters = db.session().scalars(select(Letter).where(Letter.event == "entries/proposal_answered")).all()
    assert len(letters) == 3
    assert "Send us the credits." in letters[-1].body


def test_a_proposal_that_cannot_be_read_asks_for_nothing_and_keeps_the_words(
    hers: FlaskClient, submitted: Entry
) -> None:
    page = hers.post(f"/entries/{submitted.id}/film/propose", data={"title": "New", "completed": "2019-13"})
    assert page.status_code == 422
    assert "There is no month 13." in page.text
    assert 'value="2019-13"' in page.text
    assert queries.open_proposals(submitted.id) == []


def test_a_proposal_of_another_entry_is_not_found(
    hers: FlaskClient, submitted: Entry, edition: Edition, organizer: Person
) -> None:
    other = factories.save(
        factories.entry(submitted.owner, edition.categories[2], state=EntryState.SUBMITTED)
    )
    with db.transaction():
        change_requests.propose(other, {"title": ["X"]}, locale="en", actor=other.owner, now=other.created_at)
    (proposal,) = queries.open_proposals(other.id)
    wrong = f"/entries/{submitted.id}/proposals/{proposal.id}"
    assert hers.post(f"{wrong}/take-back").status_code == 404
    assert sign_in(hers, organizer).post(f"/desk{wrong}/accept").status_code == 404
    assert fresh(proposal.entry).title == other.title


@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.SUBMITTED, EntryState.ELIGIBLE])
def test_a_copy_writes_over_no_entry_that_is_there(
    hers: FlaskClient, edition: Edition, lina: Person, state: EntryState
) -> None:
    shorts = edition.categories[2]
    sent = factories.save(factories.entry(lina, shorts, state=state, title="As sent", creation_key="form"))
    altered = factories.save(factories.entry(lina, shorts, title="Altered after the deadline"))
    answer = hers.post(f"/entries/{altered.id}/copy", data={"idempotency_key": "form"})
    assert (answer.location, fresh(sent).title) == (f"/entries/{sent.id}", "As sent")


def test_withdrawing_ends_it_with_a_letter_and_a_copy_begins_anew(
    hers: FlaskClient, submitted: Entry
) -> None:
    home = f"/entries/{submitted.id}"
    hers.post(f"{home}/withdraw")
    assert fresh(submitted).state is EntryState.WITHDRAWN
    assert db.session().scalars(select(Letter.event)).all() == ["entries/withdrawn"]
    assert hers.post(f"{home}/withdraw").status_code == 403
    copies = {hers.post(f"{home}/copy", data={"idempotency_key": "c"}).location for _ in range(2)}
    (copy,) = db.session().scalars(select(Entry).where(Entry.id != submitted.id)).all()
    assert copies == {f"/entries/{copy.id}"}
    assert (copy.state, copy.title, copy.directors) == (
        EntryState.DRAFT,
        submitted.title,
        submitted.directors,
    )
    assert (copy.holds_rights, copy.film_link) == (False, None)
