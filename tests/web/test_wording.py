"""Moments are said with their place, days before months, midnight as the end of its day."""

from datetime import UTC, date, datetime

import flask
import pytest
from flask_babel import force_locale

from festival.web import wording

CLOSES_AT = datetime(2020, 6, 21, 22, 0, tzinfo=UTC)


@pytest.mark.usefixtures("context")
def test_midnight_ends_the_day_it_closes() -> None:
    assert wording.deadline(CLOSES_AT, "Europe/Zurich", "Geneva") == "Sunday 21 June 2020, 24:00 in Geneva"


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
