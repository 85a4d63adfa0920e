"""A date may be a year, a month or a day; what cannot be is refused in a sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import partial_dates
from festival.kernel.invalid import Invalid
from festival.kernel.partial_dates import PartialDate

days = st.dates(min_value=date(1888, 1, 1))


@given(days)
def test_a_date_reads_back_as_it_was_written_at_every_precision(day: date) -> None:
    for partial in (
        PartialDate(day.year),
        PartialDate(day.year, day.month),
        PartialDate(day.year, day.month, day.day),
    ):
        assert partial_dates.parse(str(partial)) == partial
        assert partial.earliest <= day <= partial.latest


@given(days, days)
def test_a_full_date_compares_as_itself(day: date, bound: date) -> None:
    partial = PartialDate(day.year, day.month, day.day)
    assert partial.may_be_on_or_after(bound) == (day >= bound)


@pytest.mark.parametrize(
    ("text", "counts"),
    [("2017", True), ("2016", False), ("2017-01", True), ("2016-12", False), ("2016-12-31", False)],
)
def test_completed_on_or_after_the_first_of_january(text: str, counts: bool) -> None:
    assert partial_dates.parse(text).may_be_on_or_after(date(2017, 1, 1)) == counts


def test_a_doubt_about_the_day_is_in_favour_of_the_film() -> None:
    assert PartialDate(2017).may_be_on_or_after(date(2017, 6, 1))


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("2019-02-29", "no_such_date", "There is no day 29 in 2019-02: that month has 28 days."),
        ("2019-04-31", "no_such_date", "There is no day 31 in 2019-04: that month has 30 days."),
        (
            "2019-13",
            "month_impossible",
            "There is no month 13. Months go from 01 to 12, for example 2019-04.",
        ),
        (
            "2019-00-01",
            "month_impossible",
            "There is no month 0. Months go from 01 to 12, for example 2019-04.",
        ),
        (
            "1019",
            "year_impossible",
            "1019 cannot be the year of a film. Write the year with four digits, for example 2019.",
        ),
        (
            "17/4/2019",
            "date_unreadable",
            "“17/4/2019” cannot be read as a date. Write 2019, 2019-04 or 2019-04-17: year, month, day.",
        ),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_a_sentence(text: str, code: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        partial_dates.parse(text)
    assert (refusal.value.code, str(refusal.value)) == (code, sentence)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        PartialDate(2019, None, 17)
    assert refusal.value.code == "date_without_month"


@given(st.text(max_size=12))
def test_any_text_is_either_a_date_or_refused(text: str) -> None:
    try:
        partial = partial_dates.parse(text)
    except Invalid:
        return
    assert partial_dates.parse(str(partial)) == partial


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [("2019", "en", "2019"), ("2019-04", "en", "April 2019"), ("2019-04-17", "en_GB", "17 April 2019")],
)
def test_a_date_is_said_in_words(text: str, locale: str, words: str) -> None:
    assert partial_dates.parse(text).in_words(locale) == words
