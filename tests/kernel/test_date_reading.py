"""A date of completion is taken where it has one meaning, and asked back where it has two."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import date_reading, partial_dates
from festival.kernel.invalid import Invalid


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2019", "2019"),
        ("2019-04", "2019-04"),
        ("2019-04-17", "2019-04-17"),
        ("2019–04–17", "2019-04-17"),
        ("17.04.2019", "2019-04-17"),
        ("01.07.2019", "2019-07-01"),
        ("17.04.19", "2019-04-17"),
        ("4/17/2019", "2019-04-17"),
        ("17/4/2019", "2019-04-17"),
        ("5/5/2019", "2019-05-05"),
        ("2019/04/17", "2019-04-17"),
        ("2019-04-17 00:00:00", "2019-04-17"),
        ("2019-04-17T00:00:00Z", "2019-04-17"),
        ("17-Apr-19", "2019-04-17"),
        ("17-Apr-2019", "2019-04-17"),
        ("April 2019", "2019-04"),
        ("June 30, 2019", "2019-06-30"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("3rd of September 2019", "2019-09-03"),
        ("04/2019", "2019-04"),
        ("1er mai 2018", "2018-05-01"),
        ("17 de abril de 2019", "2019-04-17"),
        ("17 апреля 2019 г.", "2019-04-17"),
        ("أبريل 2019", "2019-04"),
        ("2019年4月17日", "2019-04-17"),
        ("٢٠١٩", "2019"),
        ("۲۰۱۹-۰۴-۱۷", "2019-04-17"),
    ],
)
def test_a_date_with_one_meaning_is_taken(typed: str, stored: str) -> None:
    assert str(date_reading.read(typed)) == stored


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("7/1/2019", "date_two_ways", "2019-01-07 or 2019-07-01"),
        ("2562", "year_of_another_era", "is it 2019?"),
        ("2569 BE", "year_of_another_era", "is it 2026?"),
        ("พ.ศ. 2562", "year_of_another_era", "is it 2019?"),
        ("1445 AH", "year_of_another_era", "is it 2023, 2024?"),
        ("1403 SH", "year_of_another_era", "is it 2024, 2025?"),
        ("1403", "year_of_another_era", "is it 2024, 2025, 1982, 1983?"),
        ("۱۴۰۳", "year_of_another_era", "is it 2024, 2025, 1982, 1983?"),
        ("9999", "year_impossible", "9999 cannot be the year of a film"),
        ("31/02/2019", "no_such_date", "There is no day 31"),
        ("Apr-19", "date_unreadable", "cannot be read as a date"),
        ("17/04/19", "date_unreadable", "cannot be read as a date"),
        ("last summer", "date_unreadable", "cannot be read as a date"),
    ],
)
def test_a_date_with_two_meanings_or_of_another_era_is_asked_back(typed: str, code: str, told: str) -> None:
    with pytest.raises(Invalid) as refusal:
        date_reading.read(typed)
    assert (refusal.value.code, told in str(refusal.value)) == (code, True)


def test_somebody_who_knows_the_file_says_what_comes_first() -> None:
    assert str(date_reading.read("7/1/2019", day_first=True)) == "2019-01-07"
    assert str(date_reading.read("7/1/2019", day_first=False)) == "2019-07-01"
    assert str(date_reading.read("4/17/2019", day_first=True)) == "2019-04-17"


@given(st.dates(date(1954, 10, 4), date(2060, 1, 1)))
def test_the_number_of_a_spreadsheet_is_its_day(day: date) -> None:
    number = (day - date_reading.FIRST_DAY_OF_SPREADSHEETS).days
    assert str(date_reading.of_spreadsheet(f"{number}")) == day.isoformat()


def test_a_film_is_completed_before_its_call_ends() -> None:
    late = partial_dates.parse("2020-06-23")
    with pytest.raises(Invalid, match="2020-06-23 is later than the last day of the call, 2020-06-22"):
        date_reading.needs_to_be_over(late, date(2020, 6, 22))
    for fine in ("2020", "2020-06", "2020-06-22", "1925"):
        date_reading.needs_to_be_over(partial_dates.parse(fine), date(2020, 6, 22))
