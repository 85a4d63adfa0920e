"""ffmpeg: found, run in the box, heard."""

from pathlib import Path

import imageio_ffmpeg
import pytest

from festival.adapters import ffmpeg, sandbox
from festival.adapters.sandbox import Box
from tests import media

pytestmark = pytest.mark.process


def test_a_setting_comes_before_the_path(tmp_path: Path) -> None:
    own = tmp_path / "my-ffmpeg"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    assert ffmpeg.find(str(own)) == str(own)


def test_a_setting_that_names_nothing_is_an_error() -> None:
    with pytest.raises(ffmpeg.MissingError):
        ffmpeg.find("/nowhere/ffmpeg")


def test_without_one_on_the_path_the_package_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert ffmpeg.find() == imageio_ffmpeg.get_ffmpeg_exe()


def test_progress_ends_at_the_films_length() -> None:
    film, played = media.film(), list[float]()
    inside = Box(sandbox.best(), (film,))
    ffmpeg.run(ffmpeg.find(), film, ["-f", "null", "-"], inside=inside, on_played=played.append)
    assert played == sorted(played)
    assert played[-1] == pytest.approx(2, abs=0.1)


def test_failure_says_what_ffmpeg_said() -> None:
    page = media.page()
    with pytest.raises(ffmpeg.FailedError, match="Invalid data"):
        ffmpeg.run(ffmpeg.find(), page, ["-f", "null", "-"], inside=Box(sandbox.best(), (page,)))


def test_filters_are_known_by_name() -> None:
    assert [ffmpeg.has_filter(ffmpeg.find(), name) for name in ("scale", "no_such_filter")] == [True, False]
