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
LONGEST_FRAME_SECONDS = 60.0
TRIAL_FRAMES, TRIAL_PACKETS = 12, 300


@dataclass
class Clock:
    """Adds up one stream's length from its packets. A jump in their times counts as one frame."""

    packets: int = 0
    seconds: float = 0.0
    _last: float | None = None
    _frame: float = 0.0

    def add(self, at: float | None, lasts: float) -> None:
        """Count a packet decoded at a time, lasting so long (seconds; 0 where unknown)."""
        self.packets += 1
        if at is not None and self._last is not None:
            step = at - self._last
            self.seconds += step if 0 <= step <= LONGEST_FRAME_SECONDS else self._frame
        if at is not None:
            self._last = at
            self._frame = lasts if 0 < lasts <= LONGEST_FRAME_SECONDS else self._frame

    @property
    def total(self) -> float:
        """Seconds from the first packet to the end of the last."""
        return self.seconds + self._frame


@dataclass
class Trial:
    """What the first frames say that the header may not: how the picture is turned, woven and coloured."""

    frames: int = 0
    rotation: int = 0
    is_interlaced: bool = False
    traits: dict[str, Any] = field(default_factory=dict)


def look(path: str, formats: str) -> dict[str, Any]:
    """Everything about a file, ready for JSON; `error` when it cannot be opened as a film."""
    options = {"format_whitelist": formats, "protocol_whitelist": "file"}
    try:
        with av.open(path, options=options) as container:
            if len(container.streams) > MOST_STREAMS:
                return {"error": f"{len(container.streams)} streams"}
            clocks, read_error = measure(container)
            streams = [describe(stream, clocks[stream.index]) for stream in container.streams]
            header = container.duration
            name = container.format.name
        for stream in streams:
            if stream["type"] == "video" and not stream["is_attached"] and stream["packets"]:
                stream |= try_decoding(path, options, stream["index"])
    except (av.error.FFmpegError, ValueError) as error:
        return {"error": str(error)}
    seconds = header / av.time_base if header and header > 0 else None
    return {"format": name, "header_seconds": seconds, "read_error": read_error, "streams": streams}


def measure(container: Any) -> tuple[dict[int, Clock], str | None]:
    """Read every packet, decode none. A file that ends in the middle is measured as far as it goes."""
    clocks = {stream.index: Clock() for stream in container.streams}
    try:
        for packet in container.demux():
            if packet.size and packet.stream_index in clocks:
                base = float(packet.time_base or 0)
                at = packet.dts if packet.dts is not None else packet.pts
                clocks[packet.stream_index].add(
                    None if at is None else at * base, (packet.duration or 0) * base
                )
    except av.error.FFmpegError as error:
        return clocks, str(error)
    return clocks, None


def describe(stream: Any, clock: Clock) -> dict[str, Any]:
    """One stream as its header has it, with its measured length."""
    codec = stream.codec_context
    known = {
        "index": stream.index,
        "type": stream.type,
        "codec": codec.name if codec else "",
        "tag": str(getattr(codec, "codec_tag", "") or "").replace("\0", ""),
        "language": stream.language or "",
        "is_default": bool(stream.disposition & Disposition.default),
        "is_attached": bool(stream.disposition & Disposition.attached_pic),
        "frames_promised": stream.frames,
        "packets": clock.packets,
        "seconds": round(clock.total, 3),
    }
    if stream.type == "video" and codec:
        known |= picture(stream, codec)
    if stream.type == "audio" and codec:
        known |= {"channels": codec.channels, "sample_rate": codec.sample_rate or 0}
    return known


def picture(stream: Any, codec: Any) -> dict[str, Any]:
    """What only a picture has: size, shape of its pixels, pace, colours."""
    shape = stream.sample_aspect_ratio or codec.sample_aspect_ratio
    pace = stream.guessed_rate or stream.average_rate
    return {
        "width": codec.width,
        "height": codec.height,
        "pixel_shape": [shape.numerator, shape.denominator] if shape else [1, 1],
        "rate": [pace.numerator, pace.denominator] if pace else [0, 1],
        "pixel_format": codec.pix_fmt or "",
        "transfer": codec.color_trc,
        "rotation": 0,
        "is_interlaced": False,
    }


def try_decoding(path: str, options: dict[str, str], index: int) -> dict[str, Any]:
    """Decode the first few frames of one stream; what they say goes over what the header says."""
    trial = Trial()
    with av.open(path, options=options) as container:
        stream = container.streams[index]
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
        "transfer": frame.color_trc,
        "rotation": frame.rotation if abs(frame.rotation) <= 360 else 0,
        "is_interlaced": trial.is_interlaced,
    }


if __name__ == "__main__":
    av.logging.set_level(None)
    print(json.dumps(look(sys.argv[2], sys.argv[1])))  # noqa: T201  (printing is how it answers)
