"""The trade's numbers are accepted in any usual writing, and a typing error is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import identifiers
from festival.kernel.invalid import Invalid

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EIDR = "10.5240/7791-8534-2C23-9030-8610-5"
ISAN = "0000-0001-8947-0000-8-0000-0000-D"


@pytest.mark.parametrize(
    ("digits", "check"), [("123AB", "X"), ("DADPIDA3897722461", "J"), ("A12425GABC1234002", "M")]
)
def test_the_check_character_is_that_of_iso_7064(digits: str, check: str) -> None:
    assert identifiers.check_character(digits) == check


@pytest.mark.parametrize(
    "text",
    [
        EIDR,
        EIDR.lower(),
        "7791-8534-2C23-9030-8610-5",
        "10.5240/7791853 42C23903086105",
        "doi:" + EIDR,
        "https://doi.org/" + EIDR,
        "https://ui.eidr.org/view/content?id=" + EIDR,
        "urn:eidr:10.5240:7791-8534-2C23-9030-8610-5",
        EIDR.replace("-", "–"),
        EIDR.replace("-", "\u2011"),
    ],
)
def test_an_eidr_is_read_in_every_usual_writing(text: str) -> None:
    assert identifiers.eidr(text) == EIDR


@pytest.mark.parametrize(
    "text",
    [
        "0000-0000-D07A-0090-Q-0000-0000-X",
        ISAN,
        "0000-0000-9E59-0000-O-0000-0000-2",
        "0000-0000-3A8D-0000-Z-0000-0000-6",
    ],
)
def test_published_isans_are_accepted(text: str) -> None:
    assert identifiers.isan(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "ISAN " + ISAN,
        "V-ISAN " + ISAN,
        "urn:isan:" + ISAN.lower(),
        "https://web.isan.org/public/en/isan/" + ISAN,
        ISAN.replace("-", ""),
        ISAN.replace("-", "\u2011"),
        ISAN.replace("-", "–"),
    ],
)
def test_an_isan_is_read_in_every_usual_writing(text: str) -> None:
    assert identifiers.isan(text) == ISAN


def test_an_isan_of_a_work_needs_no_version() -> None:
    assert identifiers.isan("0000-0001-8947-0000-8") == "0000-0001-8947-0000-8"


@given(st.text("0123456789ABCDEF", min_size=20, max_size=20), st.integers(0, 20), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_of_an_eidr_is_found(digits: str, place: int, wrong: str) -> None:
    right = digits + identifiers.check_character(digits)
    typed = right[:place] + wrong + right[place + 1 :]
    if typed == right:
        assert identifiers.eidr(typed).replace("-", "").endswith(right)
    else:
        with pytest.raises(Invalid):
            identifiers.eidr(typed)


@given(st.text("0123456789ABCDEF", min_size=24, max_size=24), st.integers(0, 25), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_of_an_isan_is_found(digits: str, place: int, wrong: str) -> None:
    check = identifiers.check_character
    right = digits[:16] + check(digits[:16]) + digits[16:] + check(digits)
    typed = right[:place] + wrong + right[place + 1 :]
    if typed == right:
        assert identifiers.isan(typed).replace("-", "") == right
    else:
        with pytest.raises(Invalid):
            identifiers.isan(typed)


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (identifiers.eidr, "10.5240/7791-8534-2C23-9030-8610-6", "eidr_mistyped"),
        (identifiers.eidr, "10.5240/7791-8534", "eidr_unreadable"),
        (identifiers.isan, "0000-0001-8947-0000-9-0000-0000-D", "isan_mistyped"),
        (identifiers.isan, "0000-0001-8947-0000", "isan_unreadable"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(read: object, text: str, code: str) -> None:
    assert callable(read)
    with pytest.raises(Invalid) as refusal:
        read(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("typed", ["a" * 1_000_000, "9" * 1_000_000, "10.5240 " * 100_000])
def test_a_number_longer_than_any_keeps_nobody_waiting(typed: str) -> None:
    for read in (identifiers.eidr, identifiers.isan):
        with pytest.raises(Invalid, match="is not an"):
            read(typed)
