"""What is noticed about an entry, on unsaved rows; nothing of it turns a film away."""

from typing import Any

import pytest

from festival.editions import terms
from festival.editions.calls import call_of
from festival.entries.flags import findings
from festival.entries.matching import is_same_film
from festival.kernel.folding import fold
from tests import factories

FEATURE, SHORT, ONLINE = 0, 1, 2


def kinds(
    category: int, measured: int | None = None, in_the_file: tuple[str, ...] = (), **values: Any
) -> list[str]:
    edition = call_of(2020)
    entry = factories.entry(factories.person(), edition.categories[category], **values)
    rules = terms.read(terms.as_written(edition))
    found = findings(entry, rules, measured=measured, subtitles=in_the_file, earlier=[])
    return [str(finding.kind) for finding in found]


@pytest.mark.parametrize(
    ("category", "seconds", "found"),
    [
        (FEATURE, 41 * 60, []),
        (FEATURE, 41 * 60 - 1, ["no_category"]),
        (FEATURE, 40 * 60, ["other_category"]),
        (SHORT, 40 * 60, []),
        (SHORT, 40 * 60 + 30, ["no_category"]),
        (SHORT, 15 * 60 - 1, ["other_category"]),
        (ONLINE, 15 * 60, []),
        (ONLINE, 15 * 60 + 1, ["other_category"]),
    ],
)
def test_measured_seconds_are_held_against_the_category(
    category: int, seconds: int, found: list[str]
) -> None:
    assert kinds(category, seconds, runtime=seconds) == found


def test_a_film_made_for_release_online_may_be_of_any_length_there() -> None:
    assert kinds(ONLINE, 3600, runtime=3600, is_online_release=True) == []


@pytest.mark.parametrize(
    ("completed", "found"),
    [("2017-01-01", []), ("2017", []), ("2016-12-31", ["completed_early"]), ("2016", ["completed_early"])],
)
def test_a_doubt_about_the_day_of_completion_is_in_the_films_favour(completed: str, found: list[str]) -> None:
    assert kinds(SHORT, completed=completed) == found


@pytest.mark.parametrize(
    ("spoken", "written", "in_the_file", "found"),
    [
        (["en-GB"], [], (), []),
        (["ar"], ["en"], (), []),
        (["ar"], [], ("en",), []),
        (["zxx"], [], (), []),
        (["ar"], ["fr"], ("und",), ["language_missing"]),
    ],
)
def test_a_film_is_spoken_or_subtitled_in_english(
    spoken: list[str], written: list[str], in_the_file: tuple[str, ...], found: list[str]
) -> None:
    assert kinds(SHORT, in_the_file=in_the_file, languages=spoken, subtitles=written) == found


def test_its_filmmakers_word_that_it_was_entered_before_is_enough() -> None:
    assert kinds(SHORT, was_entered_before=True) == ["entered_before"]


@pytest.mark.parametrize(
    ("title", "directors", "completed", "is_same"),
    [
        ("über die Brücke!", ["LINA HADDAD", "X"], "2020", True),
        ("Uber die Brucke", ["Lina Haddad"], "2018", True),
        ("Über die Brücke", ["Omar Saleh"], "2019", False),
        ("Über die Brücke", ["Lina Haddad"], "2015", False),
        ("Unter der Brücke", ["Lina Haddad"], "2019", False),
    ],
)
def test_two_films_are_one_by_title_director_and_year(
    title: str, directors: list[str], completed: str, is_same: bool
) -> None:
    category = call_of(2020).categories[SHORT]
    one, other = (
        factories.entry(factories.person(), category, title=name, directors=people, completed=year)
        for name, people, year in (
            ("Über die Brücke", ["Lina Haddad"], "2019-05"),
            (title, directors, completed),
        )
    )
    assert is_same_film(one, other) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("Łukasz Żal", "Lukasz Zal", True), ("Đặng Nhật", "Dang Nhat", True), ("हनी शर्मा", "हिना शर्मा", False)],
)
def test_one_director_in_two_keyboards_is_one(one: str, other: str, is_same: bool) -> None:
    category = call_of(2020).categories[SHORT]
    films = [
        factories.entry(factories.person(), category, title="Home", directors=[name], completed="2019")
        for name in (one, other)
    ]
    assert is_same_film(*films) is is_same


def test_names_fold_in_any_script() -> None:
    assert fold("  Ça—VA?  漫长 العبور ") == "ca va 漫长 العبور"
