"""The snapshot of an entry: the same entry, the same bytes; another answer, another fingerprint."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from festival.editions.calls import call_of
from festival.entries.drafts import fields
from festival.entries.drafts.fields import Field
from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.entries.receipts import receipts, snapshots
from festival.entries.receipts.receipts import Receipt, Signer
from tests import factories

AT = datetime(2020, 6, 21, 21, 59, 59, 999_999, tzinfo=UTC)
NO_FILM = Film()
SIGNER = Signer(bytes(range(32)))
texts = st.text(st.characters(codec="utf-8"), max_size=20)
answers = st.none() | st.booleans() | st.integers() | texts | st.lists(texts, max_size=3)
every_answer = st.fixed_dictionaries({field.name: answers for field in fields.FIELDS})


def an_entry(**given_answers: Any) -> Entry:
    """The same entry each time, made anew, with these answers."""
    owner = factories.person(name="Lina Haddad", email="lina@example.org")
    entry = factories.entry(owner, call_of(2020).categories[2], **({"title": "Kite"} | given_answers))
    entry.id, entry.custom_answers = 7, {"Shot on": "film"}
    return entry


def written(entry: Entry, film: Film = NO_FILM, at: datetime = AT) -> bytes:
    return receipts.canonical(snapshots.of(entry, film, at))


@given(every_answer)
def test_the_same_entry_gives_the_same_bytes(given_answers: dict[str, Any]) -> None:
    again = dict(reversed(given_answers.items()))
    assert written(an_entry(**given_answers)) == written(an_entry(**again))


@given(st.sampled_from(fields.FIELDS), answers, answers)
def test_any_changed_answer_changes_the_fingerprint(field: Field, one: object, other: object) -> None:
    assume(receipts.canonical({"": one}) != receipts.canonical({"": other}))
    before, after = (snapshots.of(an_entry(**{field.name: each}), NO_FILM, AT) for each in (one, other))
    assert receipts.content_hash(before) != receipts.content_hash(after)


def test_whatever_else_was_submitted_is_in_the_fingerprint_too() -> None:
    elsewhere, of_another, asked_more = an_entry(), an_entry(), an_entry()
    elsewhere.category = elsewhere.edition.categories[0]
    of_another.owner.name = "Another"
    asked_more.custom_answers = {"Shot on": "video"}
    variants = [
        written(an_entry()),
        written(elsewhere),
        written(of_another),
        written(asked_more),
        written(an_entry(), Film("https://vimeo.com/1")),
        written(an_entry(), at=AT + timedelta(microseconds=1)),
    ]
    assert len(set(variants)) == len(variants)


@given(every_answer)
def test_the_receipt_fits_its_snapshot_and_no_other(given_answers: dict[str, Any]) -> None:
    stored = written(an_entry(**given_answers))
    snapshot = json.loads(stored)
    receipt = Receipt("GM5-0001", AT, "Europe/Zurich", "Kite", receipts.content_hash(snapshot))
    said = receipts.check(receipts.issue(receipt, SIGNER), {SIGNER.key_id: SIGNER.public_key})
    assert said.content_hash == receipts.content_hash(json.loads(stored))
    snapshot["answers"]["synopsis"] = "Never written by anybody in a test."
    assert said.content_hash != receipts.content_hash(snapshot)
