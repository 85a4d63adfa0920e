"""A number that no database holds leads to no page, and breaks none."""

import flask
import pytest

from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in


@pytest.mark.parametrize("number", [2**31, 10**30])
def test_a_number_that_no_row_can_have_is_not_found(app: flask.Flask, number: int) -> None:
    with app.app_context():
        everything = factories.save(factories.person(*Role))
        client = sign_in(app.test_client(), everything)
    paths = ("/selection/{}.jpg", "/entries/{}", "/letters/{}", "/screening/{}", "/desk/people/{}")
    assert {client.get(path.format(number)).status_code for path in paths} == {404}
