"""A frame of a film is for the desk until its film is in the public selection, and then for everybody."""

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.messages.models import Letter, LetterState
from festival.screeners.models import Screener
from tests.boards.conftest import Season
from tests.decisions.test_release import let_go, take_over
from tests.screeners.conftest import made_films, made_once, ready, stored  # noqa: F401 (fixtures)


@pytest.fixture
def filmed(season: Season, ready: Screener) -> Season:  # noqa: F811 (that fixture)
    """The same season, in which the best film has a screener."""
    with db.transaction():
        season.films[0].film_link = None
        season.films[0].film_upload_id = ready.upload_id
    return season


def test_a_frame_is_public_when_its_film_is(app: flask.Flask, desk: FlaskClient, filmed: Season) -> None:
    visitor, address = app.test_client(), f"/selection/{filmed.ids[0]}.jpg"
    assert 'src="/screenings/' in desk.get(f"/desk/shortlists/{filmed.shortlist.id}").text
    take_over(desk, filmed)
    release = let_go(desk)
    with db.transaction() as session:
        for letter in session.scalars(select(Letter)):
            letter.state = LetterState.SENT
    assert visitor.get(address).status_code == 404
    desk.post(f"{release}/publish")
    with visitor.get(address) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert visitor.get(f"/selection/{filmed.ids[1]}.jpg").status_code == 404
