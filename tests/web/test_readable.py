"""What cannot be read is refused first, before anybody looks for it in a database."""

import flask
import pytest


@pytest.mark.parametrize("place", ["/sign-in?then=%00", "/sign-in?%00=1", "/sign-in%00"])
def test_no_address_holds_nul(app: flask.Flask, place: str) -> None:
    assert app.test_client().get(place).status_code in (400, 404)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_is_taken_without_the_nuls_in_it(app: flask.Flask, kind: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    form = {"na\0me": ["Ki\0te", "\0"], "theme": "Home"}
    with app.test_request_context("/sign-in", method="POST", data=form, content_type=kind):
        app.preprocess_request()
        assert flask.request.form.to_dict(flat=False) == {"name": ["Kite", ""], "theme": ["Home"]}


def test_bytes_that_are_no_form_may_hold_any(app: flask.Flask) -> None:
    """A film's do; and a body that is larger than any form is not read to find out."""
    with app.test_request_context("/", method="POST", data=b"\0" * 4_000_000, content_type="video/mp4"):
        assert app.preprocess_request() is None
        assert flask.request.content_length == 4_000_000


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_json_that_nests_without_end_is_no_json(app: flask.Flask, text: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match="nested too deeply"):
        flask.json.loads(text)
