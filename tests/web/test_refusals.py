"""Who is refused finds the way back."""

import flask
import pytest
from flask.testing import FlaskClient

from festival.kernel.refusals import Refused, refuse
from festival.web import access

HOME = 'href="/">Home'


@pytest.fixture
def page_that_refuses(app: flask.Flask) -> str:
    """The address of a page whose rule always says no."""

    def never() -> str:
        raise Refused(refuse("never", "Not in this house."))

    app.add_url_rule("/never", view_func=access.public(never), methods=["GET", "POST"])
    return "/never"


@pytest.mark.parametrize(
    ("referer", "way"),
    [
        (
            "http://localhost/desk/entries?state=draft&words=road",
            'href="/desk/entries?state=draft&amp;words=road">Back',
        ),
        ("http://localhost/", 'href="/">Back'),
        ("https://evil.example/desk", HOME),
        ("http://localhost//evil.example", HOME),
        ("http://[half", HOME),
        ("", HOME),
    ],
)
def test_a_refusal_leads_back_to_a_page_of_ours_else_to_the_first(
    client: FlaskClient, page_that_refuses: str, referer: str, way: str
) -> None:
    answer = client.post(page_that_refuses, headers={"Referer": referer})
    assert (answer.status_code, "Not in this house." in answer.text, way in answer.text) == (403, True, True)
