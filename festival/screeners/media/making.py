"""Makes the screener of a film: all its sizes, its posters, its scrubber's pictures, in one decoding."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from festival.adapters import ffmpeg
from festival.screeners.media import ffmpeg_command, inspect_film
from festival.screeners.media.facts import Facts, Subtitles
from festival.screeners.media.inspect_film import Played, Tools
from festival.screeners.media.made import Made, Size
from festival.screeners.media.sounds import streams_of

TEXT_SUBTITLES = ("subrip", "srt", "ass", "ssa", "mov_text", "webvtt", "text")
DONE = "made.json"
WORKSHOP = ".making"
READABLE = 0o755  # by the proxy too, which may be somebody else


def make(film: Path, known: Facts, tools: Tools, folder: Path, on_played: Played) -> Made:
    """Make the screener in a folder that appears only when all is in it; what was made before is kept.

    `on_played` is told how many seconds of film are done. Where no frame could be decoded there is no
    folder in the end. Raises ffmpeg.FailedError, sandbox.OverLimitError or OSError where the trouble is ours.
    """
    if (folder / DONE).exists():
        return Made.from_json(json.loads((folder / DONE).read_text()))
    folder.parent.mkdir(parents=True, exist_ok=True)
    clear_workshops(folder)
    with workshop_beside(folder) as workshop:
        picture = known.film
        reading = inspect_film.decode_by_any(
            film, known, tools, lambda one: orders(known, one, workshop), folder=workshop, on_played=on_played
        )
        made = Made(
            tuple(Size(one.name, one.width, one.height) for one in ffmpeg_command.ladder(picture)),
            tuple(posters(workshop)),
            ffmpeg_command.sheet(known.seconds, picture),
            reading,
            streams_of(known.sound),
        )
        if reading.frames:
            (workshop / DONE).write_text(json.dumps(made.to_json()))
            workshop.chmod(READABLE)
            workshop.rename(folder)
    return made


def orders(known: Facts, tools: Tools, workshop: Path) -> list[str]:
    """What one ffmpeg is told to make, in an empty workshop."""
    for left in workshop.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return ffmpeg_command.making(known, workshop, has_zscale=ffmpeg.has_filter(tools.ffmpeg, "zscale"))


@contextmanager
def workshop_beside(folder: Path) -> Iterator[Path]:
    """A place to work in; what is left there in the end is thrown away, above all when the disk was full."""
    workshop = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=WORKSHOP, dir=folder.parent))
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def clear_workshops(folder: Path) -> None:
    """Throw away what an earlier attempt left unfinished when its worker was killed."""
    for left in folder.parent.glob(f"{folder.name}.*{WORKSHOP}"):
        shutil.rmtree(left, ignore_errors=True)


def posters(folder: Path) -> list[str]:
    """The posters' names, the one with most to see first: a black or blurred frame makes a small file."""
    found = sorted(folder.glob("poster-*.jpg"), key=lambda path: path.stat().st_size, reverse=True)
    return [path.name for path in found]


def subtitles_inside(film: Path, known: Facts, tools: Tools) -> list[tuple[Subtitles, bytes]]:
    """The text of every readable subtitle track inside a film file, as SRT; a broken one is left out."""
    found = []
    with tempfile.TemporaryDirectory(prefix="laurel-subtitles-") as workshop:
        for track in readable(known.subtitles):
            written = Path(workshop) / f"{track.index}.srt"
            arguments = ["-map", f"0:{track.index}", "-c:s", "srt", str(written)]
            inspect_film.decode(film, known, tools, arguments, folder=Path(workshop))
            if written.exists():
                found.append((track, written.read_bytes()))
    return found


def readable(tracks: Sequence[Subtitles]) -> list[Subtitles]:
    """The tracks that are text; subtitles that are pictures cannot become text."""
    return [track for track in tracks if track.codec in TEXT_SUBTITLES]
