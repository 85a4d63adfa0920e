"""A form understands languages, countries, lengths and dates as people write them, and asks where it must."""

import pytest

from festival.editions.calls import call_of
from festival.entries.drafts import answers, drafting, fields
from festival.kernel.invalid import Invalid


def read(name: str, *typed: str, locale: str = "en") -> object:
    reading = drafting.read({name: list(typed)}, locale, call_of(2020))
    assert reading.unread == {}
    return reading.values[name]


def asked(name: str, *typed: str) -> str:
    wrong = drafting.why(fields.BY_NAME[name], typed, "en", call_of(2020))
    assert isinstance(wrong, Invalid)
    return wrong.code


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("languages", ["English, French, and Arabic"], ["en", "fr", "ar"]),
        ("languages", ["ASL", "", "English CC"], ["ase", "en"]),
        ("languages", ["English", "english"], ["en"]),
        ("countries", ["Bosnia and Herzegovina", "DR Congo / France"], ["BA", "CD", "FR"]),
        ("countries", ["USSR"], ["SUHH"]),
        ("original_language", ["Kurmanji"], "kmr"),
        ("runtime", ["1h24"], 5040),
        ("runtime", ["٩٠’"], 5400),
        ("completed", ["17 April 2019"], "2019-04-17"),
        ("completed", ["2020-06"], "2020-06"),
        ("isan", ["0000‑0001‑8947‑0000‑8‑0000‑0000‑D"], "0000-0001-8947-0000-8-0000-0000-D"),
    ],
)
def test_what_people_write_is_understood(name: str, typed: list[str], value: object) -> None:
    assert read(name, *typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("languages", ["English", "asl"], "language_asked"),
        ("languages", ["Various"], "language_unknown"),
        ("original_language", ["English, French"], "too_many"),
        ("countries", ["Korea"], "country_several"),
        ("countries", ["Quebec"], "country_part"),
        ("completed", ["7/1/2019"], "date_two_ways"),
        ("completed", ["2562"], "year_of_another_era"),
        ("completed", ["2031"], "completed_after_the_call"),
        ("runtime", ["90"], "duration_unreadable"),
    ],
)
def test_what_can_be_two_things_is_asked_back(name: str, typed: list[str], code: str) -> None:
    assert asked(name, *typed) == code


def test_the_lists_find_a_language_by_its_own_name_and_a_state_of_then() -> None:
    assert {"German", "Deutsch", "العربية", "Kurdish", "American Sign Language"} <= set(
        answers.LANGUAGES.words("en")
    )
    assert {"France", "USSR", "Yugoslavia"} <= set(answers.COUNTRIES.words("en"))
    for codes in (answers.LANGUAGES, answers.COUNTRIES):
        offered = codes.words("en")
        assert len(set(offered)) == len(offered)
        assert [word for word in offered if len(codes.read([word], "en")) != 1] == []
