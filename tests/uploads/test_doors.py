"""An upload is its owner's alone, and no other site can borrow the owner's browser."""

import flask
import pytest
from flask.testing import FlaskClient

from festival.accounts.states import Scope
from tests import factories
from tests.uploads.conftest import Uploader, token_of


@pytest.mark.parametrize("verb", ["HEAD", "DELETE", "PATCH"])
def test_a_foreign_upload_looks_like_none(verb: str, filmmaker: Uploader, stranger: Uploader) -> None:
    url = filmmaker.start_with(6, b"abc").headers["Location"]
    headers = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": "3"}

    foreign = stranger.ask(verb, url, **headers)
    unknown = stranger.ask(verb, "/files/" + "0" * 32, **headers)

    assert (foreign.status_code, foreign.data) == (unknown.status_code, unknown.data)
    assert foreign.status_code == 404
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "3"


def test_foreign_pieces_cannot_be_joined(filmmaker: Uploader, stranger: Uploader) -> None:
    piece = filmmaker.send(b"secret", Upload_Concat="partial")

    assert stranger.join(piece).status_code == 404


def test_the_list_of_unfinished_uploads_is_ones_own(filmmaker: Uploader, stranger: Uploader) -> None:
    filmmaker.begin(6)

    assert stranger.ask("GET", "/files/unfinished").json == {"uploads": []}


def test_who_is_not_signed_in_is_asked_to_be(client: FlaskClient, filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)
    tus = {"Tus-Resumable": "1.0.0"}

    answers = [client.open(url, method=verb, headers=tus) for verb in ("HEAD", "PATCH", "DELETE", "POST")]
    answers.append(client.post("/files/", headers=tus))
    answers.append(client.get("/files/unfinished"))

    assert [answer.status_code for answer in answers] == [401] * 6


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_another_site_cannot_upload_in_ones_name(headers: dict[str, str], filmmaker: Uploader) -> None:
    assert filmmaker.start(3, **headers).status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec_Fetch_Site": "same-origin"}])
def test_our_own_pages_can_upload(headers: dict[str, str], filmmaker: Uploader) -> None:
    assert filmmaker.start(3, **headers).status_code == 201


def test_no_other_site_is_ever_invited(app: flask.Flask) -> None:
    preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PATCH"}

    answer = app.test_client().options("/files/", headers=preflight)

    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


@pytest.mark.parametrize(("scope", "status"), [(Scope.FILES, 201), (Scope.WRITE, 201), (Scope.READ, 401)])
def test_a_program_comes_in_with_a_token_that_is_good_for_uploads(
    scope: Scope, status: int, app: flask.Flask
) -> None:
    with app.app_context():
        token = token_of(factories.save(factories.person()), scope)
    headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0", "Upload-Length": "3"}

    assert app.test_client().post("/files/", headers=headers).status_code == status
