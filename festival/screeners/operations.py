"""Begin a screener, tell how far it is, settle it."""

import secrets
from datetime import datetime

from sqlalchemy import update

from festival import db, journal
from festival.jobs import operations as jobs
from festival.jobs.models import Queue
from festival.kernel import languages, message_rows
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import enforce
from festival.screeners import queries, rules
from festival.screeners.media import notes
from festival.screeners.media.facts import Facts
from festival.screeners.media.processing import Result
from festival.screeners.media.subtitles.values import Track
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import SCREENER_MOVES, ScreenerState, Step, TrackState

FILM_SETTLED = "entries.film_settled"  # that feature knows what the film is for
UNKNOWN_LANGUAGE = "und"


def begin(upload_id: int, *, now: datetime) -> Screener:
    """Start checking a film that rests in storage; once, however often it is asked for."""
    found = queries.held_by_upload(upload_id)
    if found:
        return found
    screener = Screener(
        key=secrets.token_hex(16),
        upload_id=upload_id,
        state=ScreenerState.CHECKING,
        step=Step.RECEIVED,
        percent=0,
        notes_rows=[],
        created_at=now,
    )
    db.session().add(screener)
    journal.record("screeners.begin", screener, actor=None, now=now)
    jobs.later("screeners.make", queue=Queue.MEDIA, key=f"screeners.make:{screener.key}", upload_id=upload_id)
    return screener


def advance(screener_id: int, step: Step, percent: int) -> None:
    """Tell how far the checking is; a screener that is settled meanwhile stays as it is."""
    db.session().execute(
        update(Screener)
        .where(Screener.id == screener_id, Screener.state == ScreenerState.CHECKING)
        .values(step=step, percent=min(max(percent, 0), 100))
    )


def measure(screener_id: int, facts: Facts) -> None:
    """Keep and show what was measured, so that a second attempt need not measure again."""
    screener = queries.by_id(screener_id)
    if screener and screener.state is ScreenerState.CHECKING:
        screener.facts_row = facts.to_json()
        screener.step = Step.MEASURED


def settle(screener: Screener, result: Result, *, now: datetime) -> None:
    """Give the verdict: ready with all that was made, or refused with the reason and the remedy."""
    enforce(rules.settle(screener))
    if result.outcome.refusal:
        screener.refusal_row = message_rows.to_json(result.outcome.refusal.message)
    elif result.made:
        screener.refusal_row = None
        screener.made_row = result.made.to_json()
        screener.notes_rows = [message_rows.to_json(note) for note in result.outcome.notes]
        screener.step, screener.percent = Step.MADE, 100
        for source, track in result.inside:
            screener.tracks.append(_track(track, language_of(source.language), now))
    screener.state = SCREENER_MOVES.step(screener.state, ScreenerState(result.outcome.verdict))
    screener.settled_at = now
    journal.record("screeners.settle", screener, actor=None, now=now, reason=result.outcome.reason)
    jobs.later(FILM_SETTLED, upload_id=screener.upload_id)


def give_up(screener: Screener, *, now: datetime) -> None:
    """The last attempt failed: say so to whoever waits. When it is tried again, the verdict replaces this."""
    if screener.state is not ScreenerState.CHECKING:
        return
    screener.refusal_row = message_rows.to_json(rules.NOT_JUDGED.message)
    screener.state = SCREENER_MOVES.step(screener.state, ScreenerState.REFUSED)
    screener.settled_at = now
    journal.record("screeners.give_up", screener, actor=None, now=now)
    jobs.later(FILM_SETTLED, upload_id=screener.upload_id)


def choose_sound(screener: Screener, index: int, *, now: datetime) -> None:
    """Have the screener made again with another sound, named by its first stream."""
    enforce(rules.choose_sound(screener, index))
    if screener.facts:
        screener.facts_row = screener.facts.choosing(index).to_json()
    journal.record("screeners.choose_sound", screener, actor=None, now=now, stream=index)
    jobs.later("screeners.make_again", queue=Queue.MEDIA, upload_id=screener.upload_id)


def replace(screener: Screener, result: Result, key: str, *, now: datetime) -> None:
    """The screener was made again, and lies in the folder `key`."""
    if screener.is_ready and result.made:
        screener.key, screener.made_row = key, result.made.to_json()
        screener.notes_rows = [message_rows.to_json(note) for note in result.outcome.notes]
        journal.record("screeners.replace", screener, actor=None, now=now)
        jobs.later(FILM_SETTLED, upload_id=screener.upload_id)


def keep_sound(screener: Screener, *, now: datetime) -> None:
    """The screener could not be made again: it keeps the sound that it has, and says so."""
    facts, made = screener.facts, screener.made
    if facts and made and screener.is_being_made_again:
        screener.facts_row = facts.choosing(made.sound[0] if made.sound else None).to_json()
        screener.notes_rows = [*screener.notes_rows, message_rows.to_json(notes.sound_kept())]
        journal.record("screeners.keep_sound", screener, actor=None, now=now)


def discard(screener: Screener, *, now: datetime) -> None:
    """Its film was removed, and so is all that was made of it."""
    journal.record("screeners.discard", screener, actor=None, now=now)
    db.session().delete(screener)


def language_of(code: str) -> str:
    """The BCP 47 tag for a code inside a film file, or "und" where it says nothing we know."""
    try:
        return languages.normalise(code)
    except Invalid:
        return UNKNOWN_LANGUAGE


def _track(track: Track, language: str, now: datetime) -> SubtitleTrack:
    return SubtitleTrack(
        language=language,
        state=TrackState.READY,
        webvtt=track.webvtt,
        report_row=track.report.to_json(),
        created_at=now,
    )
