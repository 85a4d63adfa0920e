"""Makes screeners of films and WebVTT of subtitles, and removes what belongs to no film any more."""

import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import OperationalError

from festival import clock, db, settings
from festival.adapters import sandbox
from festival.adapters.stores import storage
from festival.kernel.refusals import Refusal
from festival.screeners import operations, queries, rules, subtitle_operations
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from festival.screeners.media.processing import Result, process
from festival.screeners.media.subtitles import limits
from festival.screeners.media.subtitles import operations as subtitles
from festival.screeners.media.subtitles.values import Options, Question, Track
from festival.screeners.playback import places
from festival.screeners.states import Step
from festival.uploads import queries as uploads
from festival.uploads.states import UploadState
from workers.registry import Work, job, sweep

SWEEP_SECONDS = 3600
GIVE_UP_SECONDS = 120


@job("screeners.make")
def make(work: Work) -> None:
    """Identify, measure, check, make; what is done is kept, so that a second attempt goes on from there."""
    upload_id = work.arguments["upload_id"]
    result = taken_all_the_way(upload_id)
    with work.settling():
        screener, upload = queries.held_by_upload(upload_id), uploads.by_id(upload_id)
        if screener and upload and upload.claimed_for is None and rules.settle(screener) is None:
            operations.discard(screener, now=clock.now())  # its entry let it go
        elif result and screener and rules.settle(screener) is None:
            operations.settle(screener, result, now=clock.now())


@job("screeners.make_again")
def make_again(work: Work) -> None:
    """Make a ready screener anew with the sound that was chosen; the old one plays until this one does."""
    upload_id = work.arguments["upload_id"]
    screener, upload = queries.by_upload(upload_id), uploads.by_id(upload_id)
    is_due = screener is not None and screener.is_being_made_again
    if not is_due or screener is None or upload is None or upload.storage_key is None:
        with work.settling():
            return
    known, old, new, storage_key = screener.facts, screener.key, secrets.token_hex(16), upload.storage_key
    db.session().rollback()
    workshop = places.folder(f"{old}.again")  # under the old name, so that nobody tidies it away
    shutil.rmtree(workshop, ignore_errors=True)
    result = processed(storage_key, known, workshop)
    with work.settling():
        screener = queries.held_by_upload(upload_id)
        if screener and result.made and workshop.exists():
            workshop.rename(places.folder(new))
            operations.replace(screener, result, new, now=clock.now())


@job("screeners.subtitles")
def read_subtitles(work: Work) -> None:
    """Decode, parse, write WebVTT, in the way that was asked for last."""
    upload_id = work.arguments["upload_id"]
    track, upload = queries.track_by_upload(upload_id), uploads.by_id(upload_id)
    storage_key = upload.storage_key if upload else None
    turn, options = (track.turn, track.options) if track else (0, Options())
    is_wanted = track is not None and track.is_being_read
    is_small = upload is not None and upload.length <= limits.LARGEST_BYTES
    db.session().rollback()
    found = None
    if storage_key and is_wanted:
        found = read_text(storage_key, options) if is_small else limits.too_large()
    with work.settling():
        track = queries.held_track_by_upload(upload_id)
        if found and track:
            subtitle_operations.settle_subtitles(track, found, turn=turn, now=clock.now())


@sweep("screeners.sweep", every=SWEEP_SECONDS)
def tidy(work: Work) -> None:
    """Remove the screeners of films that were removed, and folders that belong to no screener."""
    with work.settling():
        for screener in queries.orphans():
            operations.discard(screener, now=clock.now())
        wanted = queries.keys()
    for path in places.screeners().glob("*"):
        if path.name.partition(".")[0] not in wanted:
            shutil.rmtree(path, ignore_errors=True)


@sweep("screeners.give_up", every=GIVE_UP_SECONDS)
def give_up(work: Work) -> None:
    """Tell of films at which the last attempt failed, however it failed: nobody waits for ever."""
    with work.settling():
        for screener in queries.given_up():
            operations.give_up(screener, now=clock.now())
        for screener in queries.given_up_again():
            operations.keep_sound(screener, now=clock.now())


def taken_all_the_way(upload_id: int) -> Result | None:
    """The result of one film's processing; None when there is nothing to be done, or no longer."""
    screener, upload = queries.by_upload(upload_id), uploads.by_id(upload_id)
    if not screener or rules.settle(screener):
        return None
    if not upload or upload.state is not UploadState.RECEIVED or upload.storage_key is None:
        return None
    if upload.claimed_for is None:
        return None
    screener_id, known, folder = screener.id, screener.facts, places.folder(screener.key)
    storage_key = upload.storage_key
    db.session().rollback()
    ticker = Ticker(screener_id)
    return processed(storage_key, known, folder, lambda facts: keep(screener_id, facts), ticker.tick)


def processed(
    storage_key: str,
    known: Facts | None,
    folder: Path,
    on_measured: Callable[[Facts], None] = lambda facts: None,
    on_percent: Callable[[int], None] = lambda percent: None,
) -> Result:
    """A film that rests in storage, taken all the way."""
    config = settings.current()
    tools = Tools.here(config.ffmpeg, config.sandbox, config.clamd)
    with storage().local_copy(storage_key) as film:
        return process(film, known, folder, tools, on_measured=on_measured, on_percent=on_percent)


def keep(screener_id: int, facts: Facts) -> None:
    """Keep the facts and show them at once."""
    with db.transaction():
        operations.measure(screener_id, facts)


class Ticker:
    """Shows the percentage of the making as it grows, whole percents only."""

    def __init__(self, screener_id: int) -> None:
        self.screener_id = screener_id
        self.shown = -1

    def tick(self, percent: int) -> None:
        """Show a percentage. A database that is busy for once must not cost the film its screener."""
        if percent == self.shown:
            return
        self.shown = percent
        with suppress(OperationalError), db.transaction():
            operations.advance(self.screener_id, Step.CHECKED, percent)


def read_text(storage_key: str, options: Options) -> Track | Question | Refusal:
    """What a subtitle file holds, read in the box."""
    mode = sandbox.chosen(settings.current().sandbox)
    with storage().local_copy(storage_key) as file:
        return subtitles.read(file, options, mode)
