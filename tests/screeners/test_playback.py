"""Who holds a ticket sees the film; nobody else does, and nobody sees the original."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from festival import clock, db
from festival.accounts.models import Person
from festival.kernel.refusals import Refused
from festival.screeners import queries
from festival.screeners.models import Screener
from festival.screeners.playback import grants, tickets
from festival.screeners.playback.grants import Grant
from festival.screeners.playback.tickets import Ticket
from tests import factories, media
from tests.conftest import sign_in
from tests.screeners.at_rest import NOW, begin, screener_of

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def juror() -> Person:
    return factories.save(factories.person())


@pytest.fixture
def granted(app: flask.Flask, ready: Screener, juror: Person) -> Grant:
    with app.test_request_context():
        return grants.grant(ready, queries.tracks(ready), viewer_id=juror.id, now=clock.now())


class Viewer:
    """A browser. The library keeps the user in the context, which these tests hold open: forget it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, url: str, **options: Any) -> TestResponse:
        flask.g.pop("_login_user", None)
        return self.client.get(url, buffered=True, **options)


@pytest.fixture
def viewer(app: flask.Flask, juror: Person) -> Viewer:
    return Viewer(sign_in(app.test_client(), juror))


def beside(granted: Grant, name: str) -> str:
    """The address of another file under the same ticket."""
    return granted.playlist.replace("master.m3u8", name)


def test_the_playlist_leads_to_every_piece(viewer: Viewer, granted: Grant) -> None:
    master = viewer.get(granted.playlist)
    assert (master.status_code, master.mimetype) == (200, "application/vnd.apple.mpegurl")
    lists = [line for line in master.text.splitlines() if line.endswith(".m3u8")]
    pieces = viewer.get(beside(granted, lists[0])).text.splitlines()
    name = f"{lists[0].partition('/')[0]}/{next(line for line in pieces if line.endswith('.m4s'))}"
    piece = viewer.get(beside(granted, name))
    assert (piece.status_code, piece.mimetype) == (200, "video/mp4")
    assert piece.headers["Cache-Control"] == "private, max-age=14400, immutable"


def test_a_part_of_a_piece_can_be_asked_for(viewer: Viewer, granted: Grant) -> None:
    piece = viewer.get(beside(granted, "0/00000.m4s"), headers={"Range": "bytes=4-7"})
    assert (piece.status_code, len(piece.data)) == (206, 4)


def test_posters_and_the_scrubbers_sheet_are_pictures(viewer: Viewer, granted: Grant) -> None:
    assert granted.poster
    kinds = [viewer.get(url).mimetype for url in (granted.poster, granted.sheet_url)]
    assert kinds == ["image/jpeg", "image/jpeg"]


def test_captions_come_as_webvtt(viewer: Viewer, granted: Grant) -> None:
    [captions] = granted.captions
    answer = viewer.get(captions.url)
    assert (captions.language, captions.label) == ("en", "English")
    assert (answer.status_code, answer.content_type) == (200, "text/vtt; charset=utf-8")
    assert answer.text.startswith("WEBVTT\n\n00:00:00.5")
    assert answer.text.endswith("\nHello there\n")


def test_a_leaked_address_is_of_no_use_to_another_person(app: flask.Flask, granted: Grant) -> None:
    urls = [granted.playlist, granted.poster or "", granted.captions[0].url, beside(granted, "0/00000.m4s")]
    other = Viewer(sign_in(app.test_client(), factories.save(factories.person())))
    assert [other.get(url).status_code for url in urls] == [404] * 4
    assert {Viewer(app.test_client()).get(url).status_code for url in urls} == {401}


def test_a_ticket_ends(app: flask.Flask, viewer: Viewer, ready: Screener, juror: Person) -> None:
    statuses = []
    for age in (timedelta(hours=3, minutes=59), timedelta(hours=8)):
        with app.test_request_context():
            old = grants.grant(ready, viewer_id=juror.id, now=clock.now() - age)
        statuses.append(viewer.get(old.playlist).status_code)
    assert statuses == [200, 404]


@pytest.mark.parametrize(
    "name",
    [
        "made.json",
        "../secret",
        "0/../../secret",
        "%2e%2e/secret",
        "original",
        "0/00000.m4s/..",
        "9/index.m3u8",
    ],
)
def test_nothing_else_is_served(viewer: Viewer, granted: Grant, name: str) -> None:
    assert viewer.get(beside(granted, name)).status_code == 404


def test_subtitles_of_another_film_are_not_served(
    viewer: Viewer, granted: Grant, stored: Callable[[Path], int]
) -> None:
    [track] = granted.captions
    assert viewer.get(track.url).status_code == 200
    forged = track.url.replace(track.url.split("/")[-1], "999.vtt")
    assert viewer.get(forged).status_code == 404


def test_a_ticket_cannot_be_changed(viewer: Viewer, granted: Grant, app: flask.Flask) -> None:
    word = granted.playlist.split("/")[2]
    mine = tickets.read(word, app.config["SECRET_KEY"])
    assert mine
    stolen = tickets.seal(mine, "another secret")
    assert viewer.get(granted.playlist.replace(word, stolen)).status_code == 404


def test_a_proxy_can_send_the_bytes(app: flask.Flask, granted: Grant, juror: Person, ready: Screener) -> None:
    app.config["FESTIVAL"] = app.config["FESTIVAL"].model_copy(update={"accel_redirect": True})
    answer = Viewer(sign_in(app.test_client(), juror)).get(beside(granted, "0/00000.m4s"))
    assert answer.headers["X-Accel-Redirect"] == f"/protected/screeners/{ready.key}/0/00000.m4s"
    assert (answer.mimetype, answer.data) == ("video/mp4", b"")


@pytest.mark.process
def test_what_is_not_made_yet_cannot_be_played(stored: Callable[[Path], int], juror: Person) -> None:
    upload_id = stored(media.film())
    begin(upload_id)
    with pytest.raises(Refused, match="still being made"):
        grants.grant(screener_of(upload_id), viewer_id=juror.id, now=NOW)
    assert grants.posters(screener_of(upload_id), viewer_id=juror.id, now=NOW) == []


def test_posters_keep_their_address_for_hours(app: flask.Flask, ready: Screener) -> None:
    with app.test_request_context():
        found = [
            grants.posters(ready, viewer_id=1, now=NOW + timedelta(minutes=minutes)) for minutes in (0, 200)
        ]
    assert (len(found[0]), found[0]) == (4, found[1])


def test_the_address_of_a_poster_shows_posters_alone(
    app: flask.Flask, viewer: Viewer, ready: Screener, granted: Grant, juror: Person
) -> None:
    with app.test_request_context():
        poster = grants.posters(ready, viewer_id=juror.id, now=clock.now())[0]
    word = poster.split("/")[2]
    film = [granted.playlist, granted.sheet_url, beside(granted, "0/00000.m4s")]
    beside_poster = [url.replace(granted.playlist.split("/")[2], word) for url in film]
    assert [viewer.get(url).status_code for url in [*film, poster]] == [200] * 4
    assert [viewer.get(url).status_code for url in beside_poster] == [404] * 3


def test_a_ticket_says_what_was_sealed() -> None:
    ticket = Ticket("abc", 7, (1, 2), tickets.expiry(NOW), opens_film=True)
    assert tickets.read(tickets.seal(ticket, "secret"), "secret") == ticket
    assert [ticket.admits(7, NOW), ticket.admits(8, NOW), ticket.admits(7, ticket.valid_until)] == [
        True,
        False,
        False,
    ]
    db.session().rollback()


def test_subtitles_that_were_read_anew_have_another_address(
    app: flask.Flask, ready: Screener, juror: Person, viewer: Viewer, granted: Grant
) -> None:
    """Browsers keep what they have read for hours."""
    [before] = granted.captions
    with db.transaction():
        ready.tracks[0].read_turn += 1
    with app.test_request_context():
        [after] = grants.grant(ready, queries.tracks(ready), viewer_id=juror.id, now=clock.now()).captions
    assert (after.url != before.url, viewer.get(after.url).status_code) == (True, 200)
