"""Words are compared without accents where a script has accents, and stay words where it has none."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel.folding import fold


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Łódź Road", "lodz road"),
        ("Smørrebrød", "smorrebrod"),
        ("Đặng Thị Ánh", "dang thi anh"),
        ("IŞIK", "isik"),
        ("ışık", "isik"),
        ("İstanbul", "istanbul"),
        ("Æsir & œuvre", "aesir oeuvre"),
        ("Straße", "strasse"),
        ("Þór", "thor"),
        ("Ħal Għargħur", "hal ghargħur".replace("ħ", "h")),
        ("Über die Brücke!", "uber die brucke"),
        ("Ελλάδα", "ελλαδα"),
        ("Ёлка", "елка"),
        ("مُحَمَّد", "محمد"),
        ("محمـــد", "محمد"),
        ("یک", "يك"),
        ("שָׁלוֹם", "שלום"),
        ("Hawaiʻi", "hawai'i"),
        ("٥١", "51"),
        ("２０１９", "2019"),
        ("❤️ love", "love"),
    ],
)
def test_what_is_written_is_found_by_what_a_keyboard_elsewhere_has(written: str, searched: str) -> None:
    assert fold(written) == fold(searched)
    assert set(fold(written).split()) == set(fold(searched).split()) != set()


@pytest.mark.parametrize(
    "word",
    ["हिन्दी", "माता", "กิน", "ร้าน", "မြန်မာ", "ខ្មែរ", "বাংলা", "தமிழ்", "ガラス", "がくせい", "한국어", "བོད"],
)
def test_a_word_whose_marks_are_vowels_stays_itself(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [("माता", "मीता"), ("กิน", "กัน"), ("हनी शर्मा", "हिना शर्मा"), ("か", "が"), ("မာ", "မိ"), ("ক", "কি")],
)
def test_two_words_that_differ_in_a_vowel_are_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("র‌্যাব", "র্যাব"), ("क्‍ष", "क्ष"), ("ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ"), ("می‌خواهم", "می خواهم")]
)
def test_what_only_joins_or_breaks_letters_tells_no_words_apart(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_rows_of_before_are_folded_as_new_ones(text: str) -> None:
    assert MIGRATION.folded(text) == fold(text)


def _migration() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "migrations/versions/2026_11_30_words_folded_again.py"
    spec = importlib.util.spec_from_file_location("words_folded_again", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MIGRATION = _migration()
