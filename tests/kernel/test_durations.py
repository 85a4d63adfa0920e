"""Running times are read as people write them and kept in whole seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import durations
from festival.kernel.invalid import Invalid


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("41:00", 2460),
        ("0:41:00", 2460),
        ("00:04:11", 251),
        ("95:30", 5730),
        ("1:23:45", 5025),
        ("41 min", 2460),
        ("41'", 2460),
        ("24 min 31 s", 1471),
        ("1h30m", 5400),
        ("1 hour, 5 minutes", 3900),
        ("90 s", 90),
        (" 2 H ", 7200),
        ("90’", 5400),
        ("90′", 5400),
        ("1h24", 5040),
        ("1h24’31”", 5071),
        ("24’31”", 1471),
        ("24' 31''", 1471),
        ("24′31″", 1471),
        ("5'30", 330),
        ("1 hr 30 min", 5400),
        ("1:24 h", 5040),
        ("1 hour and 5 minutes", 3900),
        ("1 heure 24 minutes", 5040),
        ("1 Std. 24 Min.", 5040),
        ("90 мин", 5400),
        ("1 час 30 минут", 5400),
        ("٩٠ دقيقة", 5400),
        ("۹۰ دقیقه", 5400),
        ("٠:٤١:٠٠", 2460),
        ("90分", 5400),
        ("１：２３：４５", 5025),
        ("12:12:00 AM", 720),
        ("00:12:00,0", 720),
    ],
)
def test_usual_writings_of_a_running_time(text: str, seconds: int) -> None:
    assert durations.parse(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "41",
        "1:60:00",
        "0:61",
        "12:00 pm",
        "-5:00",
        "41:00.5",
        "min",
        "1:2:3:4",
        "1h 90",
        "90 min 90",
        "1:24:00 PM",
    ],
)
def test_what_is_no_running_time_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        durations.parse(text)
    assert refusal.value.code == "duration_unreadable"


def test_a_running_time_beyond_two_digits_of_hours_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        durations.parse("9999 min")
    assert refusal.value.code == "duration_too_long"


@given(st.integers(0, durations.LONGEST))
def test_both_writings_read_back_to_the_same_seconds(seconds: int) -> None:
    assert durations.parse(durations.clock(seconds)) == seconds
    assert durations.parse(durations.words(seconds)) == seconds


def test_seconds_are_shown_for_spreadsheets_and_for_people() -> None:
    assert (durations.clock(2460), durations.words(2460)) == ("00:41:00", "41 min")
    assert (durations.clock(5025), durations.words(5025)) == ("01:23:45", "1 h 23 min 45 s")
    assert (durations.clock(0), durations.words(0)) == ("00:00:00", "0 s")
