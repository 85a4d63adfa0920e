"""A receipt proves what arrived and when: nobody can change, invent or deny it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.entries.receipts import receipts
from festival.entries.receipts.receipts import Receipt, Signer
from festival.kernel.invalid import Invalid

SIGNER = Signer(bytes(range(32)))
KEYS = {SIGNER.key_id: SIGNER.public_key}
RECEIPT = Receipt(
    number="GM5-0412",
    submitted_at=datetime(2020, 6, 21, 21, 59, 59, tzinfo=UTC),
    zone="Europe/Zurich",
    title="البحر بيتنا",
    content_hash=receipts.content_hash({"title": "البحر بيتنا", "seconds": 2460}),
)
CODE = receipts.issue(RECEIPT, SIGNER)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Europe/Zurich", "Asia/Kathmandu", "UTC"]),
)
def test_a_receipt_reads_back_as_it_was_issued(title: str, instant: datetime, zone: str) -> None:
    receipt = Receipt("GM5-0001", instant, zone, title, "ab" * 32)
    assert receipts.check(receipts.issue(receipt, SIGNER), KEYS) == receipt


def test_the_instant_is_told_in_the_zone_of_the_festival() -> None:
    said = receipts.check(CODE, KEYS)
    assert said.submitted_at.astimezone(ZoneInfo(said.zone)).isoformat() == "2020-06-21T23:59:59+02:00"


@given(st.integers(0, len(CODE) * 8 - 1))
def test_any_flipped_bit_fails(bit: int) -> None:
    raw = bytearray(CODE.encode())
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Invalid):
        receipts.check(raw.decode("latin-1"), KEYS)


@given(st.integers(0, len(CODE) - 1))
def test_any_cut_code_fails(length: int) -> None:
    with pytest.raises(Invalid):
        receipts.check(CODE[:length], KEYS)


@given(st.text(max_size=80) | st.text("LR1.abcABC_-=", max_size=80).map("LR1.{}".format))
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        receipts.check(text, KEYS)


def test_a_code_may_be_wrapped_by_a_mail_program() -> None:
    wrapped = "\r\n ".join(CODE[start : start + 60] for start in range(0, len(CODE), 60))
    assert receipts.check(f" {wrapped}\n", KEYS) == RECEIPT


def test_a_receipt_of_an_old_key_is_good_after_a_new_one_came() -> None:
    new = Signer(b"\x01" * 32)
    assert receipts.check(CODE, {**KEYS, new.key_id: new.public_key}) == RECEIPT


def test_a_receipt_of_another_festival_is_refused() -> None:
    stranger = Signer(b"\x02" * 32)
    with pytest.raises(Invalid) as refusal:
        receipts.check(receipts.issue(RECEIPT, stranger), KEYS)
    assert refusal.value.code == "receipt_key_unknown"


def test_a_stranger_who_claims_the_festivals_key_is_found_out() -> None:
    stranger = Signer(b"\x02" * 32)
    with pytest.raises(Invalid) as refusal:
        receipts.check(receipts.issue(RECEIPT, stranger), {stranger.key_id: SIGNER.public_key})
    assert refusal.value.code == "receipt_forged"


def test_one_secret_makes_one_key_and_a_short_one_none() -> None:
    secret = "0123456789abcdef" * 2
    assert Signer.from_secret(secret) == Signer.from_secret(secret)
    assert Signer.from_secret(secret).public_key != Signer.from_secret(secret[::-1]).public_key
    with pytest.raises(ValueError, match="32 random characters"):
        Signer.from_secret("laurel")


def test_the_secret_key_is_not_shown() -> None:
    assert repr(SIGNER) == "Signer()"


@given(st.dictionaries(st.text(max_size=5), json_values, max_size=4))
def test_the_order_of_answers_does_not_change_the_fingerprint(content: dict[str, object]) -> None:
    backwards = dict(reversed(content.items()))
    assert receipts.content_hash(content) == receipts.content_hash(backwards)


def test_the_canonical_writing_is_sorted_composed_and_utf8() -> None:
    content: dict[str, object] = {"title": "Cafe\u0301", "languages": ("fr", "ar"), "a": None}
    assert receipts.canonical(content) == '{"a":null,"languages":["fr","ar"],"title":"Café"}'.encode()


@pytest.mark.parametrize("value", [1.5, datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")), {1: "a"}, b"x"])
def test_what_has_no_single_writing_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        receipts.canonical({"value": value})


def test_numbers_are_told_with_the_prefix_of_the_edition() -> None:
    assert receipts.receipt_number("GM5", 412) == "GM5-0412"
    assert receipts.receipt_number("GM5", 12345) == "GM5-12345"
