"""Writes cues as a WebVTT file."""

from collections.abc import Sequence

from festival.screeners.media.subtitles.values import Cue


def write(cues: Sequence[Cue]) -> str:
    """The file's text."""
    blocks = [f"{stamp(cue.start)} --> {stamp(cue.end)}\n{cue.markup}" for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def stamp(time: int) -> str:
    """Milliseconds as hours, minutes, seconds."""
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
