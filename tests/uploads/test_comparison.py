"""What has arrived is told as hashes of blocks, so that nobody joins halves of two files."""

import hashlib
from typing import Any

import flask
import pytest

from festival.uploads import blocks
from tests.uploads.conftest import Uploader, metadata

SIZE = blocks.SIZE
FILM = hashlib.shake_128(b"film").digest(2 * SIZE + 1000)
DIGESTS = [hashlib.sha256(FILM[at : at + SIZE]).hexdigest() for at in range(0, len(FILM), SIZE)]


def ask(uploader: Uploader, url: str, first: int = 0) -> Any:
    answer = uploader.client.get(f"{url}/blocks?from={first}")
    assert answer.status_code == 200
    return answer.json


@pytest.fixture
def unfinished(filmmaker: Uploader) -> str:
    url = filmmaker.begin(len(FILM) + 1)
    filmmaker.append(url, 0, FILM)
    return url


def test_each_block_has_its_hash_and_the_last_one_ends_where_the_upload_stands(
    filmmaker: Uploader, unfinished: str
) -> None:
    assert ask(filmmaker, unfinished) == {
        "block": SIZE,
        "offset": len(FILM),
        "is_whole": False,
        "hashes": DIGESTS,
        "modified": 0,
    }
    assert ask(filmmaker, unfinished, first=2)["hashes"] == DIGESTS[2:]
    assert ask(filmmaker, unfinished, first=3)["hashes"] == []
    assert ask(filmmaker, unfinished, first=-1)["hashes"] == DIGESTS


def test_a_hash_follows_the_bytes_that_came_since(filmmaker: Uploader) -> None:
    url = filmmaker.begin(len(FILM))
    for begin, end in ((0, 10), (10, SIZE - 1), (SIZE - 1, SIZE), (SIZE, SIZE + 1)):
        filmmaker.append(url, begin, FILM[begin:end])
        told = ask(filmmaker, url)
        expected = [hashlib.sha256(FILM[at : min(at + SIZE, end)]).hexdigest() for at in range(0, end, SIZE)]
        assert (told["offset"], told["hashes"]) == (end, expected)


def test_an_answer_is_no_longer_than_the_work_of_a_moment(
    filmmaker: Uploader, unfinished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "MOST", 2)
    assert ask(filmmaker, unfinished)["hashes"] == DIGESTS[:2]


def test_a_block_is_read_once(filmmaker: Uploader, unfinished: str, app: flask.Flask) -> None:
    first = ask(filmmaker, unfinished)
    with app.app_context():
        from_cache = blocks._hash_of_whole.cache_info()
    assert ask(filmmaker, unfinished) == first
    with app.app_context():
        assert blocks._hash_of_whole.cache_info().misses == from_cache.misses


def test_nothing_has_arrived_yet(filmmaker: Uploader) -> None:
    told = ask(filmmaker, filmmaker.begin(10))
    assert (told["offset"], told["hashes"]) == (0, [])


def test_what_is_here_whole_needs_no_comparison(filmmaker: Uploader) -> None:
    told = ask(filmmaker, filmmaker.send(b"whole"))
    assert (told["offset"], told["is_whole"], told["hashes"]) == (5, True, [])


def test_only_its_owner_is_told(stranger: Uploader, app: flask.Flask, unfinished: str) -> None:
    assert stranger.client.get(f"{unfinished}/blocks").status_code == 404
    assert app.test_client().get(f"{unfinished}/blocks").status_code == 401
    assert stranger.client.get(f"/files/{'0' * 32}/blocks").status_code == 404


def test_another_site_is_told_nothing(filmmaker: Uploader, unfinished: str) -> None:
    asked = filmmaker.client.get(f"{unfinished}/blocks", headers={"Sec-Fetch-Site": "cross-site"})
    assert asked.status_code == 403


def test_what_was_removed_is_gone(filmmaker: Uploader, unfinished: str) -> None:
    filmmaker.ask("DELETE", unfinished)
    assert filmmaker.client.get(f"{unfinished}/blocks").status_code == 410


@pytest.mark.parametrize(
    ("said", "modified"), [("1591020120000", 1591020120000), ("yesterday", 0), ("-1", 0)]
)
def test_when_the_file_had_last_been_changed_is_given_back(
    filmmaker: Uploader, said: str, modified: int
) -> None:
    url = filmmaker.begin(10, Upload_Metadata=metadata(filename="film.mov", lastmodified=said))
    assert ask(filmmaker, url)["modified"] == modified
