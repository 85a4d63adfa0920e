"""Which format a text has, by how it is built; neither a file's name nor a word in it is asked."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping

from festival.screeners.media.subtitles import cues, markup, timing
from festival.screeners.media.subtitles.readers import (
    blocks,
    broadcast,
    by_line,
    sami,
    substation,
    ttml,
    xml_tree,
)
from festival.screeners.media.subtitles.values import Options, Parsed

STL = re.compile(rb"\d{3}STL\d\d\.01[012]")
LOOK_AT = 2_000_000  # characters
LINES_TO_COUNT = 20_000
_WEBVTT = re.compile(r"WEBVTT(?=\s|\Z)")
_SCENARIST = re.compile(r"Scenarist_SCC V\d", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w{1,40}:)?(tt|SAMI)(?=[\s>])", re.IGNORECASE)
_BLANKS = re.compile(r"\s*")
_OPENS_SUBSET = re.compile(r"<![^<>\[]*\[")
_HEADING = re.compile(r"\[(?:Script Info|V4\+? Styles|Events)\]\s*", re.IGNORECASE)
_DIALOGUE = re.compile(r"Dialogue ?:[^,]{0,80},\s?\d{1,2}:\d\d?:\d\d?[.,:]\d", re.IGNORECASE)
_BEFORE_HEADING = re.compile(r"[;!].*")


def kind_of(text: str) -> str | None:
    """The format of a text."""
    start = text[:LOOK_AT].lstrip("\ufeff \t\n")
    if _WEBVTT.match(start):
        return "vtt"
    if _SCENARIST.match(start):
        return "scc"
    if start.startswith("<"):
        return _of_root(start)
    lines = [line.strip() for line in start.split("\n", LINES_TO_COUNT)[:LINES_TO_COUNT] if line.strip()]
    return _of_lines(lines)


def _of_root(start: str) -> str | None:
    """The format of what begins with a tag, by the first element; notes may stand before it."""
    root = _ROOT.match(start, _after_notes(start))
    if root:
        return "sami" if root[1].casefold() == "sami" else "ttml"
    return "sami" if sami.SYNC.search(start) else _of_lines(start.split("\n", LINES_TO_COUNT))


def _after_notes(start: str) -> int:
    """Where the comments, instructions and declarations end that stand before everything else."""
    at = 0
    while start.startswith(("<!", "<?"), at):
        end = _end_of_note(start, at)
        stop = start.find(end, at + 2)
        if stop < 0:
            return at
        at = _BLANKS.match(start, stop + len(end)).end()  # type: ignore[union-attr]  # it matches nothing, too
    return at


def _end_of_note(start: str, at: int) -> str:
    if start.startswith("<!--", at):
        return "-->"
    if start.startswith("<?", at):
        return "?>"
    return "]>" if _OPENS_SUBSET.match(start, at) else ">"


_BUILT: Mapping[str, Callable[[str], bool]] = {
    "ass": lambda line: _HEADING.fullmatch(line) is not None or _DIALOGUE.match(line) is not None,
    "sbv": lambda line: timing.timing_with_comma(line) is not None,
    "srt": lambda line: timing.timing(line) is not None,
    "microdvd": lambda line: by_line.LINES["microdvd"].fullmatch(line) is not None,
    "mpl2": lambda line: by_line.LINES["mpl2"].fullmatch(line) is not None,
    "tmp": lambda line: by_line.LINES["tmp"].fullmatch(line) is not None,
}
_BY_LINE = frozenset(by_line.LINES)


def _of_lines(lines: list[str]) -> str | None:
    """The format of lines: what the first of them is that any format has, if enough others agree.

    A format in which each subtitle is a line has most lines of its own; in the others, one is enough.
    """
    if (
        first := next((line for line in lines if not _BEFORE_HEADING.fullmatch(line)), "")
    ) and _HEADING.fullmatch(first):
        return _substation(lines)
    counted: dict[str, int] = {}
    for line in lines:
        kind = next((kind for kind, is_built in _BUILT.items() if is_built(line)), None)
        if kind:
            counted[kind] = counted.get(kind, 0) + 1
    likely = [kind for kind, count in counted.items() if kind not in _BY_LINE or 2 * count > len(lines)]
    found = next(iter(likely), None) or max(counted, key=lambda kind: counted[kind], default=None)
    if found is None:
        return "srt" if any(timing.unfinished(line) for line in lines) else None
    return _substation(lines) if found == "ass" else found


def _substation(lines: list[str]) -> str:
    is_advanced = any("v4+ styles" in line.casefold() or "v4.00+" in line.casefold() for line in lines)
    return "ass" if is_advanced else "ssa"


def parse(text: str, kind: str, data: bytes, options: Options) -> Parsed | None:
    """What a file of this format says; None where it is damaged.

    Raises xml_tree.EntityError and xml_tree.DeepError.
    """
    try:
        return _parse(text, kind, data, options)
    except (xml_tree.EntityError, xml_tree.DeepError):
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
    ):
        return None  # libraries for broken files raise whatever came across


def _parse(text: str, kind: str, data: bytes, options: Options) -> Parsed:
    match kind:
        case "vtt":
            return cues.of_raw(*blocks.webvtt(text), _of_webvtt, options.rate)
        case "srt":
            return cues.of_raw(*blocks.subrip(text), _of_subrip, options.rate)
        case "sbv":
            return cues.of_raw(*blocks.with_comma(text), _of_subrip, options.rate)
        case "ass" | "ssa":
            return substation.parse(text)
        case "ttml":
            return ttml.parse(text, options)
        case "sami":
            return sami.parse(text, options)
        case "scc" | "stl":
            return broadcast.parse(kind, text, data)
        case _:
            return by_line.parse(text, kind, options.rate)


def _of_webvtt(words: str) -> str:
    return markup.of_tagged(words, markup.WEBVTT)


def _of_subrip(words: str) -> str:
    return markup.of_tagged(words, markup.SUBRIP)
