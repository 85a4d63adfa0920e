"""Moments are said with their place, days before months, midnight as the end of its day."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import flask
import pytest
from flask_babel import force_locale

from festival.web import wording

CLOSES_AT = datetime(2020, 6, 21, 22, 0, tzinfo=UTC)
TEMPLATES = Path(__file__).parents[2] / "templates"
AN_END = r"[\w.]*\b(?:until|extended|\w+_until|closes_at|expires_at)\b"
AS_A_MOMENT = re.compile(rf"\b(?:when|stamp)\({AN_END}|\b{AN_END} \| (?:moment|stamp)\b")


@pytest.mark.usefixtures("context")
def test_midnight_ends_the_day_it_closes() -> None:
    assert wording.deadline(CLOSES_AT, "Europe/Zurich", "Geneva") == "Sunday 21 June 2020, 24:00 in Geneva"


@pytest.mark.usefixtures("context")
def test_midnight_ends_its_day_in_the_activity_log_too() -> None:
    assert wording.ending_stamp(CLOSES_AT, "Europe/Zurich", "Geneva") == "21 June 2020, 24:00 CEST in Geneva"
    assert wording.ending_stamp(CLOSES_AT, "UTC") == "21 June 2020, 22:00 UTC"


def test_no_page_and_no_letter_says_an_end_as_the_midnight_of_the_next_day() -> None:
    said = {
        path.name: found
        for path in TEMPLATES.rglob("*.*")
        if (found := AS_A_MOMENT.findall(path.read_text(encoding="utf-8")))
    }
    assert said == {}


@pytest.mark.usefixtures("context")
def test_a_moment_names_the_city_of_its_zone_where_no_place_is_given() -> None:
    assert wording.moment(CLOSES_AT, "Asia/Beirut") == "22 June 2020, 01:00 in Beirut"


def test_dates_follow_the_habit_of_the_language(app: flask.Flask) -> None:
    with app.test_request_context():
        said = {}
        for locale in ("en", "fr", "ar"):
            with force_locale(locale):
                said[locale] = wording.day(date(2020, 6, 21))
    assert said == {"en": "21 June 2020", "fr": "21 juin 2020", "ar": "21 يونيو 2020"}
