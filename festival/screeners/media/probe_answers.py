"""Facts from what a probe found in a file: which picture is the film, and how much of its end is missing."""

from dataclasses import replace
from typing import Any

from festival.screeners.media.facts import Facts, Picture, Subtitles
from festival.screeners.media.sounds import Sound

NEARLY_AS_LONG, NEARLY_AS_MANY, WORTH_COMPARING = 0.9, 0.9, 0.25
WITH_A_TABLE = ("mov", "matroska", "avi", "mxf", "asf", "flv")
LEAST_MISSING_SECONDS = 0.5
MENDED_BY_FFMPEG = ("mpegts", "mpeg")  # it counts from the streams that it uses, not from those of the file


def facts(found: dict[str, Any], size_bytes: int) -> Facts:
    """Facts from what the probe found; attached pictures (covers) are no film and are left out."""
    streams = [stream for stream in found["streams"] if not stream["is_attached"]]
    main = moving([stream for stream in streams if stream["type"] == "video"])
    sounds = tuple(sound(stream) for stream in streams if stream["type"] == "audio" and stream["packets"])
    known = Facts(
        format=found["format"],
        size_bytes=size_bytes,
        seconds=max((one.seconds for one in sounds), default=0.0),
        header_seconds=found["header_seconds"],
        picture=replace(picture(main), missing_seconds=missing(main, found)) if main else None,
        sounds=sounds,
        subtitles=tuple(
            Subtitles(stream["index"], stream["codec"], known_language(stream["language"]))
            for stream in streams
            if stream["type"] == "subtitle"
        ),
        file_starts=None if found["format"] in MENDED_BY_FFMPEG else found.get("starts"),
    )
    return known.choosing(None)


def moving(pictures: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The film among several pictures: what lasts and moves. Size decides only between equals.

    A cover that nobody marked has one packet; a second stream that is short or jerky is no film either.
    """
    most = max((one["packets"] for one in pictures), default=0)
    rivals = [one for one in pictures if one["packets"] >= most * WORTH_COMPARING]
    longest = max((one["seconds"] for one in rivals), default=0.0)
    rivals = [one for one in rivals if one["seconds"] >= longest * NEARLY_AS_LONG]
    most = max((one["packets"] for one in rivals), default=0)
    rivals = [one for one in rivals if one["packets"] >= most * NEARLY_AS_MANY]
    return max(rivals, key=lambda one: one["width"] * one["height"], default=None)


def missing(main: dict[str, Any], found: dict[str, Any]) -> float:
    """Seconds between the last picture and the end that the file's own table promises."""
    kind = found["format"].partition(",")[0]
    ends = main["starts"] + main["seconds"]
    if main["missing_seconds"]:
        short = main["missing_seconds"]
    elif main["said_seconds"] is not None:
        short = main["said_seconds"] - ends
    elif kind in WITH_A_TABLE and found["header_seconds"] and not main["is_indexed"]:
        short = found["header_seconds"] - max(one["starts"] + one["seconds"] for one in found["streams"])
    else:
        short = 0.0
    return round(short, 3) if short >= LEAST_MISSING_SECONDS else 0.0


def picture(stream: dict[str, Any]) -> Picture:
    """A picture from the probe's description of a stream; a nonsensical pixel shape is taken as square."""
    across, down = stream["pixel_shape"]
    return Picture(
        index=stream["index"],
        codec=stream["codec"],
        width=stream["width"],
        height=stream["height"],
        pixel_shape=(across, down) if 0 < down <= across * 10 <= down * 100 else (1, 1),
        rotation=stream["rotation"] % 360,
        rate=tuple(stream["rate"]),
        pixel_format=stream["pixel_format"],
        transfer=stream["transfer"],
        is_interlaced=stream["is_interlaced"],
        is_encrypted=stream["tag"] == "encv",
        frames_promised=stream["frames_promised"],
        packets=stream["packets"],
        seconds=stream["seconds"],
        shown=stream["shown"],
        starts=stream["starts"],
        tag=stream["tag"],
        matrix=stream["matrix"],
        primaries=stream["primaries"],
        range=stream["range"],
    )


def sound(stream: dict[str, Any]) -> Sound:
    """A sound track from the probe's description of a stream."""
    return Sound(
        index=stream["index"],
        codec=stream["codec"],
        channels=stream["channels"],
        sample_rate=stream["sample_rate"],
        language=known_language(stream["language"]),
        is_default=stream["is_default"],
        seconds=stream["seconds"],
        starts=stream["starts"],
        title=stream["title"],
        marks=tuple(stream["marks"]),
        layout=tuple(stream["layout"]),
    )


def known_language(code: str) -> str:
    """A language code from the file, or nothing where it says "undetermined"."""
    return "" if code in ("und", "mis", "mul", "zxx") else code[:35]
