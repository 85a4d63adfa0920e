"""Text of people is kept as they wrote it, in any script, without what could hide or break something."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import texts
from festival.kernel.invalid import Invalid

anything = st.text(st.characters(codec=None), max_size=200)
ENOUGH = 10_000


@pytest.mark.parametrize(
    "title",
    [
        "-30-",
        "=cmd()",
        "البحر بيتنا",
        "خانه‌ی دوست",  # with the joiner that Persian needs
        "漂流到南方",
        "नमस्ते‍",
        "ការធ្វើ\u200bដំណើរ",  # with the word break that Khmer needs
        "👩‍👧 and I",
        "a\u200fb",
        "Ünïcödé",
    ],
)
def test_titles_in_any_script_stand_as_they_are(title: str) -> None:
    assert texts.clean_line(title, ENOUGH) == unicodedata.normalize("NFC", title)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two   spaces\t", "two spaces"),
        ("nul\x00byte", "nulbyte"),
        ("a\r\nBcc: all@example.org", "a Bcc: all@example.org"),
        ("a\u2028b", "a b"),
        ("e\u0301", "é"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2067isolated\u2069", "isolated"),
        ("\ufeffbom", "bom"),
        ("\ud800", ""),
        ("\u200b\u200d \u3164", ""),
    ],
)
def test_what_hides_or_breaks_is_taken_out_of_a_line(typed: str, kept: str) -> None:
    assert texts.clean_line(typed, ENOUGH) == kept


def test_paragraphs_of_a_longer_text_stay() -> None:
    assert texts.clean_text("one\r\ntwo  \r\r\n\n\nthree\t!\x00\n", ENOUGH) == "one\ntwo\n\nthree !"


@given(anything)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    line, lines = texts.clean_line(text, ENOUGH), texts.clean_text(text, ENOUGH)
    assert texts.clean_line(line, ENOUGH) == line
    assert texts.clean_text(lines, ENOUGH) == lines


@given(anything)
def test_a_clean_line_is_one_line_that_every_file_can_hold(text: str) -> None:
    line = texts.clean_line(text, ENOUGH)
    assert line.splitlines() in ([], [line])
    assert unicodedata.is_normalized("NFC", line)
    assert line.encode("utf-8").decode("utf-8") == line
    assert "\x00" not in line


@given(anything, st.integers(1, 50))
def test_a_header_is_one_line_and_not_longer_than_asked(text: str, limit: int) -> None:
    header = texts.header(text, limit)
    assert len(header) <= limit
    assert len(header.splitlines()) <= 1


def test_length_is_counted_in_characters_as_code_points() -> None:
    assert texts.clean_line("漂" * 5, 5) == "漂" * 5
    with pytest.raises(Invalid) as refusal:
        texts.clean_line("漂" * 6, 5)
    assert refusal.value.code == "text_too_long"
    assert str(refusal.value) == "This is 6 characters long, but only 5 are possible. Please shorten it."
