"""What a jury hears of films with many tracks, listened to by its tones."""

from pathlib import Path

import av
import numpy as np
import pytest

from festival.screeners.media import inspect_film, making
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from tests.screeners import unusual

pytestmark = pytest.mark.process
RATE = 48_000
PCM = ("-c:a", "pcm_s16le", "-ar", str(RATE))


def tone(hertz: int) -> str:
    return f"sine=frequency={hertz}:sample_rate={RATE}"


SILENCE = f"anullsrc=cl=mono:sample_rate={RATE}"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def measured(film: Path, tools: Tools) -> Facts:
    known = inspect_film.measure(film, tools)
    assert isinstance(known, Facts)
    return known


def heard(known: Facts, film: Path, tools: Tools, folder: Path) -> tuple[set[int], set[int]]:
    """The tones (hertz, rounded to tens) on the left and on the right of the screener's sound."""
    made = making.make(film, known, tools, folder, lambda played: None)
    with av.open(
        str(folder / str(len(made.sizes)) / "index.m3u8"), options={"allowed_extensions": "ALL"}
    ) as opened:
        samples = np.concatenate([frame.to_ndarray() for frame in opened.decode(audio=0)], axis=1)
    middle = samples[:, RATE : 2 * RATE]
    found = []
    for channel in middle:
        strength = np.abs(np.fft.rfft(channel * np.hanning(len(channel))))
        loud = np.flatnonzero(strength > max(strength.max() * 0.05, 1.0))
        found.append({round(float(each), -1) for each in loud})
    return ({int(each) for each in found[0]}, {int(each) for each in found[1]})


def test_tracks_of_one_channel_are_left_and_right_and_a_silent_one_is_no_alarm(
    tools: Tools, tmp_path: Path
) -> None:
    film = unusual.in_tracks("two.mov", SILENCE, tone(1000), arguments=PCM)
    known = measured(film, tools)
    assert heard(known, film, tools, tmp_path / "s") == (set(), {1000})
    assert [note.code for note in inspect_film.check(film, tools).outcome.notes] == []


def test_six_tracks_are_surround_and_the_middle_is_heard_on_both_sides(tools: Tools, tmp_path: Path) -> None:
    tones = [tone(hertz) for hertz in (400, 600, 1000, 60, 1400, 1800)]
    film = unusual.in_tracks("six.mov", *tones, arguments=PCM)
    assert heard(measured(film, tools), film, tools, tmp_path / "s") == ({400, 1000, 1400}, {600, 1000, 1800})


def test_twelve_channels_are_mixed_and_none_is_cut(tools: Tools, tmp_path: Path) -> None:
    sources = "|".join(f"0.05*sin(2*PI*{100 * number}*t)" for number in range(3, 15))
    film = unusual.in_tracks("twelve.mkv", f"aevalsrc={sources}:sample_rate={RATE}", arguments=PCM)
    every = {100 * number for number in range(3, 15)}
    assert heard(measured(film, tools), film, tools, tmp_path / "s") == (every, every)


@pytest.mark.parametrize("name", ["spoken.mp4", "spoken.mkv"])
def test_another_sound_can_be_chosen(name: str, tools: Tools, tmp_path: Path) -> None:
    marks = ("-c:a", "aac", "-ar", str(RATE), "-disposition:a:0", "comment", "-disposition:a:1", "0")
    film = unusual.in_tracks(name, tone(500), tone(1500), arguments=marks)
    known = measured(film, tools)
    assert heard(known, film, tools, tmp_path / "first") == ({1500}, {1500})
    assert heard(known.choosing(1), film, tools, tmp_path / "other") == ({500}, {500})
