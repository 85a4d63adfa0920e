"""Makes the screener of a film: all its sizes, its posters, its scrubber's pictures, in one decoding."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from festival.adapters import ffmpeg
from festival.screeners import facts, inspection, renditions
from festival.screeners.facts import Facts
from festival.screeners.inspection import Played, Tools
from festival.screeners.reading import Reading
from festival.screeners.renditions import Rendition, Sheet

FLAT = 1  # the transfer function of an ordinary screen (BT.709)
READABLE_SUBTITLES = ("subrip", "srt", "ass", "ssa", "mov_text", "webvtt", "text")


@dataclass(frozen=True)
class Made:
    """What lies in a screener's folder, as the player is told."""

    renditions: tuple[Rendition, ...]
    posters: tuple[str, ...]
    sheet: Sheet

    def to_json(self) -> dict[str, Any]:
        """Plain words, numbers and lists."""
        sizes = [{"name": one.name, "width": one.width, "height": one.height} for one in self.renditions]
        return {"renditions": sizes, "posters": list(self.posters), "sheet": asdict(self.sheet)}


def make(film: Path, known: Facts, tools: Tools, folder: Path, on_played: Played) -> tuple[Made, Reading]:
    """Make the screener in a folder, which must not exist before and appears only when all is there.

    `on_played` is told how many seconds of film are done. Where no frame could be decoded there is no
    folder in the end. Raises ffmpeg.FailedError, sandbox.OverLimitError or OSError where the trouble is ours.
    """
    picture = known.film
    if picture.hdr and not ffmpeg.has_filter(tools.ffmpeg, "zscale"):
        picture = replace(picture, transfer=FLAT)
    workshop = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    arguments = renditions.making(known, picture, workshop)
    reading = inspection.decode(film, known, tools, arguments, folder=workshop, on_played=on_played)
    made = Made(
        tuple(renditions.ladder(picture)),
        tuple(posters(workshop)),
        renditions.sheet(known.seconds, picture),
    )
    if reading.frames:
        workshop.rename(folder)
    else:
        shutil.rmtree(workshop)
    return made, reading


def posters(folder: Path) -> list[str]:
    """The posters' names, the one with most to see first: a black or blurred frame makes a small file."""
    found = sorted(folder.glob("poster-*.jpg"), key=lambda path: path.stat().st_size, reverse=True)
    return [path.name for path in found]


def subtitles_inside(film: Path, known: Facts, tools: Tools, workshop: Path) -> dict[facts.Subtitles, bytes]:
    """The text of every readable subtitle track inside a film file, as SRT; a broken one is left out."""
    found: dict[facts.Subtitles, bytes] = {}
    for track in readable(known.subtitles):
        written = workshop / f"{track.index}.srt"
        try:
            arguments = ["-map", f"0:{track.index}", "-c:s", "srt", str(written)]
            inspection.decode(film, known, tools, arguments, folder=workshop)
            found[track] = written.read_bytes()
        except (ffmpeg.FailedError, FileNotFoundError):
            continue
    return found


def readable(tracks: Sequence[facts.Subtitles]) -> list[facts.Subtitles]:
    """The tracks that are text; subtitles that are pictures cannot become text."""
    return [track for track in tracks if track.codec in READABLE_SUBTITLES]
