"""Which format a text has, by what stands in it; a file's name is not asked."""

import re
import xml.etree.ElementTree as ElementTree

import pysubs2

from festival.screeners.media.subtitles import blocks, broadcast, cues, markup, other_formats, substation
from festival.screeners.media.subtitles.values import Parsed

STL = re.compile(rb"\d{3}STL\d\d\.01[012]")
_SUBSTATION = re.compile(r"^\s*\[(?:Script Info|V4\+? Styles|Events)\]", re.IGNORECASE | re.MULTILINE)
_TTML = re.compile(r"<(?:\w+:)?tt\b[^>]*?(?:ttaf1|/ttml|>)")
_SCENARIST = re.compile(r"\s*Scenarist_SCC V\d")
_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_BY_LINE = {
    "sbv": re.compile(r"^\d{1,3}:\d\d:\d\d\.\d{2,3}\s?,\s?\d{1,3}:\d\d:\d\d\.\d{2,3}\s*$", re.MULTILINE),
    "microdvd": re.compile(r"^\s?\{\s?\d{1,9}\s?\}\s?\{\s?\d{0,9}\s?\}", re.MULTILINE),
    "mpl2": re.compile(r"^\s?\[\d{1,9}\]\s?\[\d{0,9}\]", re.MULTILINE),
    "tmp": re.compile(r"^\d{1,2}:\d\d:\d\d[:=,]\S", re.MULTILINE),
}
_ARROW = re.compile(r"\d\s?(?:[-–—=]\s?){1,4}>|\d\s?→|-->")
LOOK_AT = 100_000  # characters


class EntityError(ValueError):
    """An XML file that defines entities: no subtitles do, and small ones can become gigabytes."""


def kind_of(text: str) -> str | None:
    """The format of a text."""
    start = text[:LOOK_AT]
    if start.lstrip().startswith("WEBVTT"):
        return "vtt"
    if _SUBSTATION.search(start):
        return "ass" if "V4+" in start or "v4.00+" in start else "ssa"
    if _SCENARIST.match(start):
        return "scc"
    if _TTML.search(start):
        return "ttml"
    if re.search(r"<SAMI\b", start, re.IGNORECASE):
        return "sami"
    if _ARROW.search(start):
        return "srt"
    return next((kind for kind, line in _BY_LINE.items() if line.search(start)), None)


def parse(text: str, kind: str, data: bytes, rate: float) -> Parsed | None:
    """What a file of this format says; None where it is damaged. `rate`: the film's pictures a second, or 0.

    Raises EntityError, and broadcast.DeepError.
    """
    if kind == "ttml" and _ENTITY.search(text):
        raise EntityError
    try:
        return _parse(text, kind, data, rate)
    except (EntityError, broadcast.DeepError):
        raise
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        ElementTree.ParseError,
        LookupError,
        NotImplementedError,
        RecursionError,
        TypeError,
        ValueError,
        pysubs2.exceptions.Pysubs2Error,
    ):
        return None  # libraries for broken files raise whatever came across


def _parse(text: str, kind: str, data: bytes, rate: float) -> Parsed:
    match kind:
        case "vtt":
            return cues.of_raw(
                *blocks.webvtt(text), lambda words: markup.of_tagged(words, markup.WEBVTT), rate
            )
        case "srt":
            return cues.of_raw(
                *blocks.subrip(text), lambda words: markup.of_tagged(words, markup.SUBRIP), rate
            )
        case "sbv":
            return cues.of_raw(
                *blocks.with_comma(text), lambda words: markup.of_tagged(words, markup.SUBRIP), rate
            )
        case "ass" | "ssa":
            return substation.parse(text, kind)
        case "ttml" | "scc" | "stl":
            return broadcast.parse(kind, text, data)
        case _:
            return other_formats.parse(text, kind, rate)
