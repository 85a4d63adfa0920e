"""The header names the ways open to the reader, and the nearest one as where they are."""

import re

import pytest
from flask.testing import FlaskClient

from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

pytestmark = pytest.mark.usefixtures("context")
WAY = re.compile(r'<li><a href="([^"]+)" ?(aria-current="page")?>', re.S)


def ways(client: FlaskClient, path: str) -> list[tuple[str, bool]]:
    header = client.get(path).text.partition("</header>")[0]
    return [(url, bool(current)) for url, current in WAY.findall(header)]


def test_an_organizer_on_a_page_of_the_desk_is_there_and_not_on_its_front(client: FlaskClient) -> None:
    sign_in(client, factories.save(factories.person(Role.ORGANIZER)))
    assert [url for url, is_current in ways(client, "/desk/people") if is_current] == ["/desk/people"]
    assert [url for url, is_current in ways(client, "/desk/health") if is_current] == ["/desk"]


def test_nobody_is_shown_a_way_that_is_closed_to_them(client: FlaskClient) -> None:
    assert [url for url, _ in ways(client, "/about") if url.startswith("/desk")] == []
    sign_in(client, factories.save(factories.person(Role.JUROR)))
    assert [url for url, _ in ways(client, "/about") if url.startswith(("/desk", "/screening"))] == [
        "/screening"
    ]
