"""From a film at rest to a screener: once, resumable, never lost, never decided twice."""

import shutil
from collections.abc import Callable
from pathlib import Path

import flask
import pytest

from festival import db
from festival.adapters import clamd
from festival.adapters.clamd import Scan
from festival.jobs import operations as jobs
from festival.jobs.models import JobState
from festival.kernel.refusals import Refused
from festival.kernel.words import Seconds
from festival.screeners import operations, queries, rules, subtitle_operations
from festival.screeners.media import checks, inspect_film, probe_operations
from festival.screeners.media.checks import Outcome, Verdict
from festival.screeners.media.identify import REFUSALS, Kind
from festival.screeners.media.processing import Result
from festival.screeners.media.subtitles.values import Options
from festival.screeners.models import Screener
from festival.screeners.playback import places
from festival.screeners.states import ScreenerState, Step, TrackState
from festival.uploads import queries as uploads
from festival.uploads.states import UploadState
from tests import media
from tests.screeners.at_rest import NOW, begin, jobs_named, screener_of, work

pytestmark = pytest.mark.process

Stored = Callable[[Path], int]


def told() -> list[tuple[str, dict[str, object]]]:
    """What the packages above are told."""
    names = (operations.FILM_SETTLED, subtitle_operations.SETTLED)
    return [(job.name, job.arguments) for name in names for job in jobs_named(name)]


def test_a_film_becomes_a_screener(ready: Screener) -> None:
    assert (ready.state, ready.step, ready.percent) == (ScreenerState.READY, Step.MADE, 100)
    assert ready.seconds == pytest.approx(2, abs=0.1)
    assert ready.made
    assert [size.name for size in ready.made.sizes] == ["180p"]
    assert (places.folder(ready.key) / "master.m3u8").exists()
    assert [(track.language, "Hello there" in queries.webvtt(track.id)) for track in ready.tracks] == [  # type: ignore[operator]
        ("en", True)
    ]
    assert told() == [("entries.film_settled", {"upload_id": ready.upload_id})]


def test_a_file_that_is_no_film_is_refused_with_its_reason(stored: Stored) -> None:
    upload_id = stored(media.page())
    begin(upload_id)
    work("screeners.make")
    screener = screener_of(upload_id)
    assert (screener.state, screener.refusal) == (ScreenerState.REFUSED, REFUSALS[Kind.PAGE])
    assert told() == [("entries.film_settled", {"upload_id": upload_id})]
    assert list(places.screeners().glob("*")) == []


def test_notes_survive_with_their_lengths(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("festival.screeners.media.notes.ALL_OF_IT", 2.0)
    upload_id = stored(media.black_and_silent())
    begin(upload_id)
    work("screeners.make")
    [black, _] = screener_of(upload_id).notes
    assert (black.code, dict(black.values)) == ("black", {"start": Seconds(0), "end": Seconds(6)})


def test_asking_twice_begins_once(stored: Stored) -> None:
    upload_id = stored(media.film())
    begin(upload_id)
    begin(upload_id)
    assert len(jobs_named("screeners.make")) == 1


def test_each_step_is_shown_while_it_works(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, Step, int]] = []
    advance = operations.advance

    def watched(screener_id: int, step: Step, percent: int) -> None:
        advance(screener_id, step, percent)
        screener = queries.by_id(screener_id)
        assert screener
        db.session().refresh(screener)
        seen.append((screener.state, screener.step, screener.percent))

    monkeypatch.setattr(operations, "advance", watched)
    upload_id = stored(media.film())
    begin(upload_id)
    work("screeners.make")
    assert seen == sorted(seen, key=lambda one: one[2])
    assert {(state, step) for state, step, _ in seen} == {(ScreenerState.CHECKING, Step.CHECKED)}


def test_a_second_attempt_goes_on_from_what_was_made(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    upload_id = stored(media.film())
    begin(upload_id)
    with monkeypatch.context() as crash:
        crash.setattr(operations, "settle", None)
        work("screeners.make")
    assert screener_of(upload_id).state is ScreenerState.CHECKING
    assert screener_of(upload_id).facts is not None

    monkeypatch.setattr(inspect_film, "measure", None)
    monkeypatch.setattr(inspect_film, "decode", None)  # neither is needed again
    with db.transaction():
        jobs_named("screeners.make")[0].not_before = NOW
    work("screeners.make")

    assert screener_of(upload_id).state is ScreenerState.READY


def test_a_verdict_is_given_once(ready: Screener) -> None:
    late = Result(Outcome(Verdict.REFUSED, REFUSALS[Kind.PAGE]))
    with pytest.raises(Refused), db.transaction():
        operations.settle(ready, late, now=NOW)
    assert screener_of(ready.upload_id).state is ScreenerState.READY


def test_progress_that_comes_late_changes_nothing(ready: Screener) -> None:
    with db.transaction():
        operations.advance(ready.id, Step.CHECKED, 50)
    assert (screener_of(ready.upload_id).step, screener_of(ready.upload_id).percent) == (Step.MADE, 100)


def test_when_the_machine_is_at_fault_the_film_is_not_refused(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe_operations, "PROBE", media.write("broken.py", b"raise SystemExit('no PyAV')\n"))
    upload_id = stored(media.film())
    begin(upload_id)
    work("screeners.make")
    assert screener_of(upload_id).state is ScreenerState.CHECKING
    [job] = jobs_named("screeners.make")
    assert "no PyAV" in job.reason


def test_after_the_last_attempt_it_is_said_and_trying_again_gives_the_verdict(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_id, other_id = stored(media.film()), stored(media.film())
    begin(upload_id)
    with monkeypatch.context() as trouble:
        trouble.setattr(inspect_film, "measure", None)
        for attempt in range(jobs.ATTEMPTS):
            assert screener_of(upload_id).state is ScreenerState.CHECKING, attempt
            with db.transaction():
                jobs_named("screeners.make")[0].not_before = NOW
            work("screeners.make")
    begin(other_id)
    sweep("screeners.give_up")
    screener = screener_of(upload_id)
    assert (screener.state, screener.refusal) == (ScreenerState.REFUSED, rules.NOT_JUDGED)
    assert screener_of(other_id).state is ScreenerState.CHECKING
    assert told() == [("entries.film_settled", {"upload_id": upload_id})]

    with db.transaction():
        jobs.retry_job(jobs_named("screeners.make", JobState.PARKED)[0])
    work("screeners.make")
    assert (screener_of(upload_id).state, screener_of(upload_id).refusal) == (ScreenerState.READY, None)


def sweep(name: str) -> None:
    """Do a job that is due by the calendar."""
    with db.transaction():
        jobs.later(name)
    work(name)


def test_a_film_that_was_removed_is_left_alone(stored: Stored) -> None:
    upload_id = stored(media.film())
    begin(upload_id)
    with db.transaction():
        upload = uploads.by_id(upload_id)
        assert upload
        upload.state = UploadState.GONE
    work("screeners.make")
    assert len(jobs_named("screeners.make", JobState.DONE)) == 1
    assert told() == []


def test_what_was_made_of_a_removed_film_is_swept(ready: Screener, stored: Stored) -> None:
    stays = stored(media.film())
    begin(stays)
    kept = places.folder(screener_of(stays).key)
    stray = places.folder("f" * 32)
    for folder in (kept, stray):
        folder.mkdir(parents=True)
    removed, upload_id = places.folder(ready.key), ready.upload_id
    with db.transaction():
        upload = uploads.by_id(upload_id)
        assert upload
        upload.state = UploadState.GONE

    with db.transaction():
        jobs.later("screeners.sweep")
    work("screeners.sweep")

    assert (removed.exists(), kept.exists(), stray.exists()) == (False, True, False)
    assert queries.by_upload(upload_id) is None
    shutil.rmtree(kept)


def add_subtitles(upload_id: int, language: str = "ar") -> None:
    with db.transaction():
        subtitle_operations.add_subtitles(
            upload_id, language, Options(languages=(language,), is_language_said=True), now=NOW
        )


def test_a_subtitle_file_becomes_webvtt(stored: Stored) -> None:
    upload_id = stored(media.write("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nمرحبا\n".encode("cp1256")))
    add_subtitles(upload_id)
    work("screeners.subtitles")
    track = queries.track_by_upload(upload_id)
    assert track
    assert (track.state, track.language, track.refusal) == (TrackState.READY, "ar", None)
    assert queries.webvtt(track.id) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nمرحبا\n"
    assert told() == [("entries.subtitles_settled", {"upload_id": upload_id})]


def test_a_file_without_subtitles_is_refused(stored: Stored) -> None:
    upload_id = stored(media.page())
    add_subtitles(upload_id)
    work("screeners.subtitles")
    track = queries.track_by_upload(upload_id)
    assert track
    assert track.refusal
    assert (track.state, track.refusal.code) == (TrackState.REFUSED, "subtitles_unreadable")


def test_naming_another_language_has_the_bytes_read_again(stored: Stored) -> None:
    path = media.write("tr.srt", "1\n00:00:01,000 --> 00:00:02,000\nGece ayrıldık\n".encode("cp1254"))
    upload_id = stored(path)
    add_subtitles(upload_id, "pl")
    work("screeners.subtitles")
    add_subtitles(upload_id, "tr")
    track = queries.track_by_upload(upload_id)
    assert track
    assert (track.language, track.is_being_read) == ("tr", True)
    work("screeners.subtitles")
    db.session().refresh(track)
    assert (track.is_being_read, queries.webvtt(track.id)) == (
        False,
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nGece ayrıldık\n",
    )


@pytest.fixture
def scanner(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Scan], None]:
    """Lets the virus scanner find what a test wants."""
    app.config["FESTIVAL"] = app.config["FESTIVAL"].model_copy(update={"clamd": "scanner:3310"})

    def finds(scan: Scan) -> None:
        found = {"scanner:3310": scan}
        monkeypatch.setattr(clamd, "scan", lambda address, path: found[address])

    return finds


def test_a_virus_goes_no_further(stored: Stored, scanner: Callable[[Scan], None]) -> None:
    scanner(Scan(clamd.Verdict.INFECTED, "Eicar"))
    upload_id = stored(media.film())
    begin(upload_id)
    work("screeners.make")
    assert screener_of(upload_id).refusal == checks.infected("Eicar")
    assert screener_of(upload_id).facts is None


def test_what_is_too_large_to_scan_is_not_called_clean(
    stored: Stored, scanner: Callable[[Scan], None]
) -> None:
    scanner(Scan(clamd.Verdict.TOO_LARGE))
    upload_id = stored(media.film())
    begin(upload_id)
    work("screeners.make")
    assert [note.code for note in screener_of(upload_id).notes] == ["not_scanned"]
