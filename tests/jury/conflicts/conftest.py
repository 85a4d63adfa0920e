"""The page of a round's conflicts, and the organizer who reads it."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import sign_in
from tests.jury.conftest import Jury


@pytest.fixture
def desk(client: FlaskClient, jury: Jury) -> FlaskClient:
    return sign_in(client, jury.organizer)


@pytest.fixture
def address(jury: Jury) -> str:
    return f"/desk/jury/rounds/{jury.round.id}/conflicts"
