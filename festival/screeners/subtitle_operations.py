"""Take in a subtitle file, read it as somebody says, keep what was found."""

from datetime import datetime

from festival import db, journal
from festival.jobs import operations as jobs
from festival.kernel import message_rows
from festival.kernel.refusals import Refusal
from festival.screeners import queries
from festival.screeners.media.subtitles.values import Options, Question, Track
from festival.screeners.models import SubtitleTrack
from festival.screeners.states import TrackState

SETTLED = "entries.subtitles_settled"  # that feature knows whose subtitles they are


def add_subtitles(upload_id: int, language: str, options: Options, *, now: datetime) -> SubtitleTrack:
    """Start reading a subtitle file that rests in storage; once, however often it is asked for.

    `language` is a BCP 47 tag; another one later changes it. Other `options` have the bytes read again.
    """
    found = queries.held_track_by_upload(upload_id)
    if found:
        found.language = language
        if found.options != options:
            read_again(found, options, now=now)
        return found
    track = SubtitleTrack(
        upload_id=upload_id,
        language=language,
        options_row=options.to_json(),
        turn=1,
        read_turn=0,
        created_at=now,
    )
    db.session().add(track)
    journal.record("screeners.add_subtitles", track, actor=None, now=now)
    jobs.later("screeners.subtitles", key=f"screeners.subtitles:{upload_id}", upload_id=upload_id)
    return track


def read_again(track: SubtitleTrack, options: Options, *, now: datetime) -> None:
    """Have the bytes read once more, in another way. What was read before stays until then."""
    track.options_row = options.to_json()
    track.turn += 1
    journal.record("screeners.read_again", track, actor=None, now=now)
    key = f"screeners.subtitles:{track.upload_id}:{track.turn}"
    jobs.later("screeners.subtitles", key=key, upload_id=track.upload_id)


def settle_subtitles(
    track: SubtitleTrack, found: Track | Question | Refusal, *, turn: int, now: datetime
) -> None:
    """The subtitle file is WebVTT now, or refused, or a person has to say how it reads right.

    `turn` is the one that was read; what another one has overtaken is thrown away.
    """
    if turn != track.turn:
        return
    track.webvtt, track.report_row, track.refusal_row, track.samples_rows = None, None, None, []
    match found:
        case Track():
            track.webvtt, track.report_row = found.webvtt, found.report.to_json()
            track.state = TrackState.READY
        case Question():
            track.samples_rows = [{"encoding": each.encoding, "lines": each.lines} for each in found.samples]
            track.state = TrackState.ASKING
        case Refusal():
            track.refusal_row = message_rows.to_json(found.message)
            track.state = TrackState.REFUSED
    track.read_turn = turn
    journal.record("screeners.settle_subtitles", track, actor=None, now=now, state=track.state)
    jobs.later(SETTLED, upload_id=track.upload_id)
