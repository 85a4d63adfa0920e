"""Pieces of a whole that waits for them: each has one use, none is taken away, and more time keeps them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from werkzeug.test import TestResponse

from festival import db
from festival.accounts.models import Person
from festival.kernel.clock import machine_now
from festival.uploads import operations, queries
from festival.uploads.parts import Arrival
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests.uploads.conftest import Uploader, claim, the_upload
from workers.uploads import _expire_some

pytestmark = pytest.mark.usefixtures("context", "own_clock")


def said(answer: TestResponse) -> tuple[int, Any]:
    return answer.status_code, answer.json and answer.json["code"]


@pytest.fixture
def pieces(filmmaker: Uploader) -> tuple[str, str]:
    """One that is here, and one that is not."""
    return filmmaker.send(b"abc", Upload_Concat="partial"), filmmaker.begin(3, Upload_Concat="partial")


@pytest.fixture
def whole(filmmaker: Uploader, pieces: tuple[str, str]) -> str:
    """What waits for both."""
    return filmmaker.join(*pieces).headers["Location"]


def test_pieces_that_a_file_waits_for_make_no_second_one(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    first, second = pieces
    for others in ((first, second), (second, first), (first,)):
        assert said(filmmaker.join(*others)) == (400, "upload_pieces")

    filmmaker.append(second, 0, b"def")

    assert intake().parts.path(the_upload(whole).part).read_bytes() == b"abcdef"


def test_pieces_are_free_again_when_the_file_that_waited_is_removed(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    assert filmmaker.ask("DELETE", whole).status_code == 204
    again = filmmaker.join(*reversed(pieces)).headers["Location"]
    filmmaker.append(pieces[1], 0, b"def")
    assert intake().parts.path(the_upload(again).part).read_bytes() == b"defabc"


def test_a_piece_that_a_file_waits_for_stays(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    assert [said(filmmaker.ask("DELETE", piece)) for piece in pieces] == [(403, "upload_in_use")] * 2
    claim(whole, filmmaker)
    assert [said(filmmaker.ask("DELETE", piece)) for piece in pieces] == [(403, "upload_claimed")] * 2

    filmmaker.append(pieces[1], 0, b"def")

    assert the_upload(whole).state is UploadState.RECEIVED


def test_a_piece_that_nothing_waits_for_can_be_removed(filmmaker: Uploader, pieces: tuple[str, str]) -> None:
    assert filmmaker.ask("DELETE", pieces[0]).status_code == 204


def test_what_has_arrived_of_a_waiting_file_is_asked_of_its_pieces(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    assert said(filmmaker.client.get(f"{whole}/blocks")) == (403, "upload_of_pieces")
    asked = filmmaker.client.get(f"{pieces[0]}/blocks").json
    assert asked and (asked["offset"], asked["is_whole"]) == (3, True)

    filmmaker.append(pieces[1], 0, b"def")

    asked = filmmaker.client.get(f"{whole}/blocks").json
    assert asked and (asked["offset"], asked["is_whole"]) == (6, True)


def test_pieces_of_a_claimed_file_outlive_its_time_as_it_does(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    until = machine_now() + timedelta(hours=1)
    claim(whole, filmmaker, accept_until=until)
    with time_machine.travel(until + timedelta(days=1)):
        assert _expire_some() == 0
        with db.transaction():
            operations.wait_until(the_upload(whole), until + timedelta(days=2))
        filmmaker.append(pieces[1], 0, b"def")
    assert intake().parts.path(the_upload(whole).part).read_bytes() == b"abcdef"


def test_pieces_of_a_file_that_is_given_up_go_after_it(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    claim(whole, filmmaker, accept_until=machine_now() + timedelta(hours=1))
    with time_machine.travel(machine_now() + timedelta(days=8)):
        assert [_expire_some(), _expire_some(), _expire_some()] == [1, 2, 0]
    assert the_upload(whole).state is UploadState.EXPIRED


def test_a_withdrawn_file_gives_back_the_room_of_its_pieces(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    claim(whole, filmmaker)
    with db.transaction() as session:
        actor = session.get_one(Person, filmmaker.id)
        operations.stop(the_upload(whole), actor=actor, now=machine_now())
    assert [the_upload(url).state for url in (whole, *pieces)] == [UploadState.GONE] * 3


def test_as_much_of_a_waiting_file_has_arrived_as_of_its_pieces(
    filmmaker: Uploader, pieces: tuple[str, str], whole: str
) -> None:
    filmmaker.append(pieces[1], 0, b"d")
    upload = the_upload(whole)
    assert queries.arrivals([upload]) == {upload.id: Arrival(4, is_fresh=True)}
    claim(whole, filmmaker)
    with db.transaction():
        operations.expire(the_upload(whole), now=machine_now())
    assert the_upload(whole).arrived == 4
