"""Subtitles as people send them, in any encoding, with broken times, made into WebVTT for every browser."""

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import charset_normalizer
import pysubs2

from festival.kernel.refusals import Refusal, refuse

LARGEST_BYTES = 2_000_000
MOST_CUES = 20_000
LONGEST_CUE = 2_000  # characters: more fits on no screen, and parsers take the square of its length in time

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OLD_ENCODINGS = {
    "cp1250": ("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"),
    "cp1251": ("be", "bg", "mk", "ru", "sr", "uk"),
    "cp1252": ("da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "sv"),
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ur"),
    "cp1257": ("et", "lt", "lv"),
    "cp1258": ("vi",),
    "cp874": ("th",),
    "cp932": ("ja",),
    "cp949": ("ko",),
    "gb18030": ("zh",),
    "big5": ("zh",),
}
TIME = r"(-?)(?:(\d{1,3}):)?(\d{1,2}):(\d{1,3})[.,](\d{1,4})"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?")
NO_TIME = "00:00:00,000 --> 00:00:00,000"
STYLE = re.compile(r"(\{[^{}]*\})")


@dataclass(frozen=True)
class Report:
    """What was found in a subtitle file. Cues without a usable time are dropped, others only counted.

    `ends_at` is the second at which the last cue goes: later than the film's end, it belongs to another cut.
    """

    format: str
    encoding: str
    cues: int
    dropped: int
    overlapping: int
    ends_at: float

    def to_json(self) -> dict[str, Any]:
        """Plain words and numbers."""
        return asdict(self)


@dataclass(frozen=True)
class Track:
    """Subtitles ready to show: the text of a WebVTT file, and the report."""

    webvtt: str
    report: Report


@dataclass(frozen=True)
class Cue:
    """One subtitle: milliseconds from the film's beginning, WebVTT markup."""

    start: int
    end: int
    markup: str


def convert(data: bytes, language: str = "") -> Track | Refusal:
    """WebVTT from an SRT, WebVTT, ASS or SSA file, or why not; its language (BCP 47) helps to decode it."""
    if len(data) > LARGEST_BYTES:
        return refuse(
            "subtitles_too_large", "This file is too large for subtitles (2 MB at most). Is it the right one?"
        )
    decoded = decode(data, language)
    if decoded is None:
        return refuse(
            "subtitles_encoding", "We could not tell how this text is encoded. Save the subtitles as UTF-8."
        )
    text, encoding = decoded
    kind = kind_of(text)
    cues, dropped = parse(text, kind) if kind else ([], 0)
    if kind is None or not cues:
        return refuse(
            "subtitles_unreadable",
            "We found no subtitles in this file. Save them as SubRip (.srt) or WebVTT (.vtt) and choose "
            "them again.",
        )
    ends_at = max(cue.end for cue in cues) / 1000
    report = Report(kind, encoding, len(cues), dropped, overlapping(cues), ends_at)
    return Track(write(cues), report)


def decode(data: bytes, language: str = "") -> tuple[str, str] | None:
    """The text and its encoding: by its mark, else UTF-8, else the likeliest of the old encodings."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        usual = [name for name, spoken in OLD_ENCODINGS.items() if language.partition("-")[0] in spoken]
        guess = usual and charset_normalizer.from_bytes(data, cp_isolation=usual).best()
        guess = guess or charset_normalizer.from_bytes(data).best()
        if not guess:
            return None
        text, encoding = str(guess), guess.encoding
    lines = text.replace("\0", "\N{REPLACEMENT CHARACTER}").replace("\r\n", "\n").replace("\r", "\n")
    return lines, encoding.removesuffix("-sig")


def kind_of(text: str) -> str | None:
    """The subtitle format, by what stands in the text; a file's name is not asked."""
    start = text.lstrip("\ufeff \n")
    if start.startswith("WEBVTT"):
        return "vtt"
    if start.startswith("[Script Info]"):
        return "ass" if "[V4+ Styles]" in text else "ssa"
    return "srt" if "-->" in text else None


def parse(text: str, kind: str) -> tuple[list[Cue], int]:
    """The cues in order of time, and how many had to be dropped."""
    if kind in ("vtt", "srt"):
        kept = timed_blocks(text) if kind == "vtt" else text
        text, kind = "\n".join(readable_lines(kept)), "srt"
    try:
        found = pysubs2.SSAFile.from_string(text, format_=kind)
    except (ValueError, KeyError, IndexError, pysubs2.exceptions.Pysubs2Error):
        return [], 0
    events = [event for event in found[:MOST_CUES] if not event.is_comment]
    cues = [Cue(event.start, event.end, markup(event.text)) for event in events]
    good = [cue for cue in cues if cue.end > cue.start >= 0 and cue.markup]
    return sorted(good, key=lambda cue: (cue.start, cue.end)), len(cues) - len(good)


def timed_blocks(text: str) -> str:
    """The cues of a WebVTT file without its header, comments, styles and cue names."""
    blocks = [block for block in re.split(r"\n{2,}", text) if "-->" in block]
    return "\n\n".join(re.sub(r"\A(?:(?!.*-->).*\n)+", "", block) for block in blocks)


def readable_lines(text: str) -> Iterator[str]:
    """The lines of a file as parsers expect them: times repaired, and no cue too long to be read."""
    left = LONGEST_CUE
    for line in text.split("\n"):
        if "-->" in line:
            left = LONGEST_CUE
            yield improved(line)
        elif left > 0:
            yield line[:left]
            left -= len(line) + 1


def improved(line: str) -> str:
    """A line of times as parsers expect it; one that makes no sense, or is negative, lasts no time."""
    found = TIMING.fullmatch(line)
    if not found or found[1] or found[6]:
        return NO_TIME
    start, end = milliseconds(*found.group(2, 3, 4, 5)), milliseconds(*found.group(7, 8, 9, 10))
    return f"{stamp(start, ',')} --> {stamp(end, ',')}"


def milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    """The parts of a time as one number; the fraction may have one to four digits."""
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + round(float(f"0.{fraction}") * 1000)


def stamp(time: int, point: str = ".") -> str:
    """Milliseconds as hours, minutes, seconds."""
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


def markup(text: str) -> str:
    """A cue's text as WebVTT: italics stay, all other styling goes, nothing in it can become markup."""
    lines, is_italic = [], False
    for line in re.split(r"\\N|\\n|\n", text):
        written = ""
        for piece in STYLE.split(line.replace("\\h", " ")):
            if STYLE.fullmatch(piece):
                is_italic = "\\i1" in piece if "\\i" in piece else is_italic
            elif piece:
                safe = html.escape(piece, quote=False)
                written += f"<i>{safe}</i>" if is_italic else safe
        lines.append(re.sub(r"\s+", " ", written).strip())
    return "\n".join(line for line in lines if line)


def overlapping(cues: list[Cue]) -> int:
    """How many cues begin before the one before them ends."""
    return sum(after.start < before.end for before, after in itertools.pairwise(cues))


def write(cues: list[Cue]) -> str:
    """The WebVTT file."""
    blocks = [f"{stamp(cue.start)} --> {stamp(cue.end)}\n{cue.markup}" for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"
