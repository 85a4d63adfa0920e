"""A filmmaker chooses what the jury hears: the screener is made again, and the old one plays until then."""

from collections.abc import Callable
from pathlib import Path

import pytest

from festival import db
from festival.jobs import operations as jobs
from festival.jobs.models import JobState
from festival.kernel.refusals import Refused
from festival.screeners import operations, telling
from festival.screeners.media import inspect_film
from festival.screeners.models import Screener
from festival.screeners.playback import places
from tests.screeners import unusual
from tests.screeners.at_rest import NOW, begin, jobs_named, screener_of, work

pytestmark = pytest.mark.process


@pytest.fixture
def spoken(stored: Callable[[Path], int]) -> Screener:
    """A ready film whose first sound is a commentary (stream 1), its own sound the second (stream 2)."""
    marks = ("-c:a", "aac", "-disposition:a:0", "comment", "-disposition:a:1", "0")
    languages = ("-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=ara")
    film = unusual.in_tracks("told.mkv", "sine=500", "sine=1500", arguments=(*marks, *languages))
    upload_id = stored(film)
    begin(upload_id)
    work("screeners.make")
    return screener_of(upload_id)


def choose(screener: Screener, index: int) -> None:
    with db.transaction():
        operations.choose_sound(screener, index, now=NOW)


def test_the_facts_say_which_track_is_heard_and_what_else_there_is(spoken: Screener) -> None:
    assert spoken.facts
    assert telling.sound(spoken.facts) == "mono (sound track 2)"
    assert telling.sound_choices(spoken.facts) == [
        (2, "sound track 2 · mono · Arabic", True),
        (1, "sound track 1 · mono · English · commentary", False),
    ]


def test_the_screener_is_made_again_with_the_sound_that_was_chosen(spoken: Screener) -> None:
    old = spoken.key
    assert spoken.made
    assert spoken.made.sound == (2,)
    choose(spoken, 1)
    assert (spoken.is_ready, spoken.is_being_made_again) == (True, True)
    assert (places.folder(old) / "master.m3u8").exists()
    work("screeners.make_again")
    again = screener_of(spoken.upload_id)
    assert again.made
    assert (again.made.sound, again.is_being_made_again, again.key == old) == ((1,), False, False)
    assert (places.folder(again.key) / "master.m3u8").exists()


def test_choosing_what_is_heard_already_makes_nothing(spoken: Screener) -> None:
    old = spoken.key
    choose(spoken, 2)
    assert not spoken.is_being_made_again
    work("screeners.make_again")
    assert screener_of(spoken.upload_id).key == old


def test_a_sound_that_is_not_in_the_film_cannot_be_chosen(spoken: Screener) -> None:
    with pytest.raises(Refused) as refused:
        choose(spoken, 0)
    assert refused.value.refusal.code == "sound_unknown"


def test_where_it_cannot_be_made_again_it_keeps_its_sound_and_says_so(
    spoken: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(spoken, 1)
    with monkeypatch.context() as trouble:
        trouble.setattr(inspect_film, "able", None)
        for _ in range(jobs.ATTEMPTS):
            with db.transaction():
                jobs_named("screeners.make_again")[0].not_before = NOW
            work("screeners.make_again")
    assert len(jobs_named("screeners.make_again", JobState.PARKED)) == 1
    with db.transaction():
        jobs.later("screeners.give_up")
    work("screeners.give_up")
    kept = screener_of(spoken.upload_id)
    assert kept.facts
    assert (kept.is_being_made_again, kept.facts.sound_choice) == (False, 2)
    assert [note.code for note in kept.notes] == ["sound_kept"]
