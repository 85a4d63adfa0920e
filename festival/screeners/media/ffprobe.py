"""A second opinion on a film file: what ffprobe says of it, in the words of our own probe."""

from typing import Any

from festival.screeners.media import probe
from festival.screeners.media.colours import MATRICES, PRIMARIES, RGB, TRANSFERS
from festival.screeners.media.facts import UNSAID

ASKS = (
    *("-v", "error", "-show_format", "-show_streams", "-of", "compact", "-show_entries"),
    "packet=stream_index,pts_time,dts_time,duration_time,size,flags",
)
RANGES = {"tv": 1, "pc": 2}
INTERLACED = ("tt", "bb", "tb", "bt")
KINDS = {"video", "audio", "subtitle"}


class Answer:
    """Takes in ffprobe's compact lines one by one, so that no long list of packets is ever kept."""

    def __init__(self) -> None:
        self.clocks: dict[str, probe.Clock] = {}
        self.streams: list[dict[str, str]] = []
        self.format: dict[str, str] = {}

    def hear(self, line: bytes) -> None:
        """Take in one line: a packet, a stream, or the format."""
        section, _, rest = line.decode("utf-8", "replace").rstrip().partition("|")
        said = dict(part.partition("=")[::2] for part in rest.split("|"))
        if section == "packet":
            self._packet(said)
        elif section == "stream" and "index" in said:
            self.streams.append(said)
        elif section == "format":
            self.format = said

    def found(self) -> dict[str, Any]:
        """Everything, as our own probe would have said it."""
        if not self.format or not self.streams:
            return {"error": "ffprobe found no film"}
        return {
            "format": self.format.get("format_name", ""),
            "header_seconds": number(self.format.get("duration")),
            "read_error": None,
            "streams": [stream(one, self.clocks.get(one["index"], probe.Clock())) for one in self.streams],
        }

    def _packet(self, said: dict[str, str]) -> None:
        clock = self.clocks.setdefault(said.get("stream_index", ""), probe.Clock())
        if said.get("size", "0") != "0":
            clock.add(
                number(said.get("pts_time")),
                number(said.get("dts_time")),
                number(said.get("duration_time")) or 0.0,
                is_shown="D" not in said.get("flags", ""),
            )


def stream(said: dict[str, str], clock: probe.Clock) -> dict[str, Any]:
    """One stream in the words of our own probe."""
    kind = said.get("codec_type", "")
    tags = below("tag:", said)
    marks = [mark for mark, is_on in below("disposition:", said).items() if is_on == "1"]
    known: dict[str, Any] = {
        "index": int(said["index"]),
        "type": kind if kind in KINDS else "data",
        "codec": said.get("codec_name", "").replace("unknown", ""),
        "tag": said.get("codec_tag_string", ""),
        "language": tags.get("language", ""),
        "title": probe.title(tags),
        "marks": marks,
        "is_default": "default" in marks,
        "is_attached": bool({"attached_pic", "timed_thumbnails"} & set(marks)),
        "frames_promised": int(number(said.get("nb_frames")) or 0) if kind == "video" else 0,
        "missing_seconds": 0.0,
        "is_indexed": "nb_frames" in said and said["nb_frames"] != "N/A",
        "said_seconds": probe.seconds_of(tags.get("DURATION", "")),
        "packets": clock.packets,
        "shown": clock.shown,
        "starts": round(clock.starts or 0.0, 3),
        "seconds": round(clock.total, 3),
    }
    return known | (picture(said) if kind == "video" else sound(said) if kind == "audio" else {})


def below(beginning: str, said: dict[str, str]) -> dict[str, str]:
    """What is said under names that begin so, under the rest of the name."""
    return {key.removeprefix(beginning): text for key, text in said.items() if key.startswith(beginning)}


def picture(said: dict[str, str]) -> dict[str, Any]:
    """What only a picture has."""
    return {
        "width": int(number(said.get("width")) or 0),
        "height": int(number(said.get("height")) or 0),
        "pixel_shape": pair(said.get("sample_aspect_ratio", ""), ":") or [1, 1],
        "rate": pair(said.get("r_frame_rate", ""), "/") or [0, 1],
        "pixel_format": said.get("pix_fmt", "").replace("unknown", ""),
        "matrix": code(said.get("color_space"), {**MATRICES, RGB: "gbr"}),
        "primaries": code(said.get("color_primaries"), PRIMARIES),
        "transfer": code(said.get("color_transfer"), TRANSFERS),
        "range": RANGES.get(said.get("color_range", ""), 0),
        "rotation": round(number(said.get("rotation", said.get("side_datum/display_matrix:rotation"))) or 0),
        "is_interlaced": said.get("field_order") in INTERLACED,
    }


def sound(said: dict[str, str]) -> dict[str, Any]:
    """What only a sound has. Of more than one channel ffmpeg itself knows the names."""
    layout = said.get("channel_layout", "")
    return {
        "channels": int(number(said.get("channels")) or 0),
        "sample_rate": int(number(said.get("sample_rate")) or 0),
        "layout": [layout] if said.get("channels") == "1" and layout.isupper() else [],
    }


def number(text: str | None) -> float | None:
    """A number, where ffprobe says one and not "N/A"."""
    try:
        return float(text or "")
    except ValueError:
        return None


def pair(text: str, between: str) -> list[int] | None:
    """Two whole numbers, such as 16:15 or 25/1, unless the second is nothing."""
    one, _, other = text.partition(between)
    return [int(one), int(other)] if one.isdigit() and other.isdigit() and int(other) else None


def code(name: str | None, names: dict[int, str]) -> int:
    """A colour's number, by ffmpeg's name for it."""
    return next((each for each, known in names.items() if known == name), UNSAID)
