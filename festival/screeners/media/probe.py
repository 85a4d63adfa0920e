"""Looks into a film file, alone in the box: what is in it, and how long it truly is. Prints a line of JSON.

A program of its own (`python -I probe.py FORMATS FILE`) that imports nothing of ours: whatever a stranger's
file does to the decoder, it does here, and not in a worker.
"""

import itertools
import json
import sys
from dataclasses import dataclass, field
from typing import Any

import av
from av.stream import Disposition

MOST_STREAMS = 64
LONGEST_LAST_FRAME_SECONDS = 600.0
LONGEST_STEP_SECONDS = 10.0  # ffmpeg, too, mends a longer one in these formats; elsewhere it plays
BROADCAST = ("mpegts", "mpeg")
TRIAL_FRAMES, TRIAL_PACKETS = 12, 300


@dataclass
class Clock:
    """Adds up how long one stream plays, from the times at which its packets are shown (seconds).

    Packets that the file hides (an edit list, a key frame before the cut) are counted, but play for no time.
    A jump in the times counts as one frame; `longest_step` says what is a jump.
    """

    longest_step: float = float("inf")
    packets: int = 0
    shown: int = 0
    starts: float | None = None
    read_until: float | None = None
    _sum: float = 0.0
    _from: float | None = None
    _last: float = 0.0
    _lasts: float = 0.0
    _steps: int = 0

    def add(
        self, shown_at: float | None, read_at: float | None, lasts: float, *, is_shown: bool = True
    ) -> None:
        """Count a packet: when it is shown, when it is read, how long it lasts (0 where unknown)."""
        self.packets += 1
        self.shown += is_shown
        if read_at is not None:
            if self.read_until is not None and not -0.1 <= read_at - self.read_until <= self.longest_step:
                self._close()
            self.read_until = read_at
        at = read_at if shown_at is None else shown_at
        if is_shown and at is not None:
            self._show(at, lasts)

    @property
    def total(self) -> float:
        """Seconds from the first picture that is shown to the end of the last."""
        if self._from is None:
            return self._sum
        step = (self._last - self._from) / self._steps if self._steps else 0.0
        lasts = self._lasts if 0 < self._lasts <= LONGEST_LAST_FRAME_SECONDS else step
        return self._sum + self._last - self._from + lasts

    def _show(self, at: float, lasts: float) -> None:
        self.starts = at if self.starts is None or (at < self.starts and not self._sum) else self.starts
        if self._from is None:
            self._from, self._last, self._lasts, self._steps = at, at, lasts, 0
            return
        self._steps += 1
        self._from = min(self._from, at)
        if at >= self._last:
            self._last, self._lasts = at, lasts

    def _close(self) -> None:
        self._sum, self._from = self.total, None


@dataclass
class Trial:
    """What the first frames say that the header may not: how the picture is turned, woven and coloured."""

    packets: int = 0
    frames: int = 0
    is_interlaced: bool = False
    traits: dict[str, Any] = field(default_factory=dict)


def look(path: str, formats: str) -> dict[str, Any]:
    """Everything about a file, ready for JSON; `error` when it cannot be opened as a film."""
    options = {"format_whitelist": formats, "protocol_whitelist": "file"}
    try:
        with av.open(path, options=options) as container:
            if len(container.streams) > MOST_STREAMS:
                return {"error": f"{len(container.streams)} streams"}
            tables = {stream.index: table(stream) for stream in container.streams}
            clocks, read_error = measure(container)
            streams = [
                describe(stream, clocks[stream.index], tables[stream.index]) for stream in container.streams
            ]
            header, starts = container.duration, container.start_time
            name = container.format.name
        if name == "avi":
            streams[0]["said_seconds"] = said_by_avi(path)
        for stream in streams:
            if stream["type"] == "video" and not stream["is_attached"] and stream["packets"]:
                stream |= try_decoding(path, options, stream["index"])
    except (av.error.FFmpegError, ValueError) as error:
        return {"error": str(error)}
    seconds = header / av.time_base if header and header > 0 else None
    return {
        "format": name,
        "header_seconds": seconds,
        "starts": None if starts is None else starts / av.time_base,
        "read_error": read_error,
        "streams": streams,
    }


def table(stream: Any) -> tuple[int, float]:
    """What the file's own table promises of a stream: packets, and when the last is read (seconds)."""
    entries = stream.index_entries
    count = len(entries)
    return count, float(entries[-1].timestamp * (stream.time_base or 0)) if count else 0.0


def measure(container: Any) -> tuple[dict[int, Clock], str | None]:
    """Read every packet, decode none. A file that ends in the middle is measured as far as it goes."""
    longest = LONGEST_STEP_SECONDS if container.format.name in BROADCAST else float("inf")
    clocks = {stream.index: Clock(longest) for stream in container.streams}
    try:
        for packet in container.demux():
            if packet.size and packet.stream_index in clocks:
                base = float(packet.time_base or 0)
                clocks[packet.stream_index].add(
                    None if packet.pts is None else packet.pts * base,
                    None if packet.dts is None else packet.dts * base,
                    (packet.duration or 0) * base,
                    is_shown=not packet.is_discard,
                )
    except av.error.FFmpegError as error:
        return clocks, str(error)
    return clocks, None


def describe(stream: Any, clock: Clock, promised: tuple[int, float]) -> dict[str, Any]:
    """One stream as its header has it, with its measured length."""
    codec = stream.codec_context
    count, until = promised
    known = {
        "index": stream.index,
        "type": stream.type,
        "codec": codec.name if codec else "",
        "tag": str(getattr(codec, "codec_tag", "") or "").replace("\0", ""),
        "language": stream.language or "",
        "title": title(stream.metadata),
        "marks": [mark.name for mark in Disposition if stream.disposition & mark],
        "is_default": bool(stream.disposition & Disposition.default),
        "is_attached": bool(stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)),
        "frames_promised": max(stream.frames, 0) if not count else min(count, stream.frames or count),
        "missing_seconds": round(max(until - clock.read_until, 0.0), 3)
        if clock.read_until is not None
        else 0.0,
        "is_indexed": bool(count and stream.frames > 0),
        "said_seconds": seconds_of(stream.metadata.get("DURATION", "")),
        "packets": clock.packets,
        "shown": clock.shown,
        "starts": round(clock.starts or 0.0, 3),
        "seconds": round(clock.total, 3),
    }
    if stream.type == "video":
        known |= picture(stream, codec) if codec else NO_PICTURE
    if stream.type == "audio":
        known |= sound(codec) if codec else NO_SOUND
    return known


def said_by_avi(path: str) -> float | None:
    """The seconds that an AVI's first lines promise, where its size says that its end is missing."""
    with open(path, "rb") as opened:
        head, size = opened.read(64), opened.seek(0, 2)
    said_size, pace, frames = (int.from_bytes(head[at : at + 4], "little") for at in (4, 32, 48))
    return pace * frames / 1_000_000 if said_size + 8 > size and frames else None


def seconds_of(words: str) -> float | None:
    """The seconds of Matroska's tag: 01:02:03.000000000; nothing where it says none."""
    parts = words.split(":")
    try:
        return round(sum(float(part) * scale for part, scale in zip(parts, (3600, 60, 1), strict=True)), 3)
    except ValueError:
        return None


def title(said: dict[str, str]) -> str:
    """What the file calls a track; MP4 has no better place for it than its handler."""
    return (said.get("title") or said.get("name") or said.get("handler_name") or "").strip()[:100]


NO_SOUND: dict[str, Any] = {"channels": 0, "sample_rate": 0, "layout": []}


def sound(codec: Any) -> dict[str, Any]:
    """What only a sound has: channels, by name where the file names them, and samples a second."""
    layout = codec.layout
    return {
        "channels": codec.channels,
        "sample_rate": codec.sample_rate or 0,
        "layout": [channel.name for channel in layout.channels] if layout else [],
    }


NO_PICTURE: dict[str, Any] = {
    "width": 0,
    "height": 0,
    "pixel_shape": [1, 1],
    "rate": [0, 1],
    "pixel_format": "",
    "matrix": 2,
    "primaries": 2,
    "transfer": 2,
    "range": 0,
    "rotation": 0,
    "is_interlaced": False,
}


def picture(stream: Any, codec: Any) -> dict[str, Any]:
    """What only a picture has: size, shape of its pixels, pace, colours."""
    shape = stream.sample_aspect_ratio or codec.sample_aspect_ratio
    pace = stream.guessed_rate or stream.average_rate
    return {
        **NO_PICTURE,
        "width": codec.width,
        "height": codec.height,
        "pixel_shape": [shape.numerator, shape.denominator] if shape else [1, 1],
        "rate": [pace.numerator, pace.denominator] if pace else [0, 1],
        "pixel_format": codec.pix_fmt or "",
        "matrix": codec.colorspace,
        "primaries": codec.color_primaries,
        "transfer": codec.color_trc,
        "range": codec.color_range,
    }


def try_decoding(path: str, options: dict[str, str], index: int) -> dict[str, Any]:
    """Decode the first few frames of one stream; what they say goes over what the header says."""
    trial = Trial()
    with av.open(path, options=options) as container:
        stream = container.streams[index]
        if stream.codec_context is None:
            return {}
        for packet in itertools.islice(container.demux(stream), TRIAL_PACKETS):
            try:
                for frame in packet.decode():
                    note(trial, frame)
            except av.error.FFmpegError:
                continue
            if trial.frames >= TRIAL_FRAMES:
                break
    return trial.traits


def note(trial: Trial, frame: Any) -> None:
    """Take down what one frame says."""
    trial.frames += 1
    trial.is_interlaced = trial.is_interlaced or frame.interlaced_frame
    trial.traits = {
        "width": frame.width,
        "height": frame.height,
        "pixel_format": frame.format.name,
        "matrix": frame.colorspace,
        "primaries": frame.color_primaries,
        "transfer": frame.color_trc,
        "range": frame.color_range,
        "rotation": frame.rotation if abs(frame.rotation) <= 360 else 0,
        "is_interlaced": trial.is_interlaced,
    }


if __name__ == "__main__":
    av.logging.set_level(None)
    print(json.dumps(look(sys.argv[2], sys.argv[1])))  # noqa: T201  (printing is how it answers)
