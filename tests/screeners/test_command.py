"""`festival film check FILE`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from festival.screeners.command import film
from tests import media

pytestmark = pytest.mark.process


def check(path: Path) -> tuple[int, str]:
    answer = CliRunner().invoke(film, ["check", str(path)])
    return answer.exit_code, answer.stdout


def test_a_film_is_ready() -> None:
    code, output = check(media.film())
    found = json.loads(output)
    assert (code, found["verdict"], found["reason"], found["notes"]) == (0, "ready", None, [])
    assert [stream["type"] for stream in found["streams"]] == ["video", "audio"]
    assert found["heard"] == [1]
    assert (found["format"].startswith("mov"), round(found["seconds"], 1)) == (True, 2.0)


def test_a_refusal_is_a_verdict_too() -> None:
    code, output = check(media.page())
    found = json.loads(output)
    assert (code, found["verdict"], found["reason"], found["seconds"]) == (0, "refused", "page", None)
    assert found["words"].startswith("This file is a web page, not a film.")


def test_where_the_trouble_is_ours_the_answer_is_json_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FESTIVAL_FFMPEG", "/no/such/ffmpeg")
    code, output = check(media.film())
    found = json.loads(output)
    assert (code, found["verdict"], found["reason"]) == (1, "not_judged", "MissingError")
    assert found["words"].startswith("This film could not be checked here, which may not be its fault:")


def test_no_such_file_is_an_error() -> None:
    assert check(Path("/no/such/film.mp4")) == (2, "")
