"""Advanced SubStation Alpha and SubStation Alpha: what is said, without drawings, layers and effects.

The file is read line by line here: libraries refuse all of it for one line that they cannot read.
"""

import re
from dataclasses import dataclass, field

from festival.screeners.media.subtitles import cues, markup, timing
from festival.screeners.media.subtitles.values import Parsed, Place, Time, Timed, Why

LONGEST_WITH_TAGS = 8_000  # characters: effects for each letter, and text for no more than a screen
LONGEST_HEADING = 80  # characters
_STYLE_COLUMNS = (
    "name",
    "fontname",
    "fontsize",
    "primarycolour",
    "secondarycolour",
    "outlinecolour",
    "backcolour",
    "bold",
    "italic",
)
_EVENT_COLUMNS = (
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
    "text",
)
DEFAULT = "Default"  # the style of what names none that the file has
_HEADING = re.compile(r"\[[^\[\]]*[a-z][^\[\]]*\]")  # a letter that attached fonts cannot have in their lines
_NO_SPEECH = re.compile(r"(?:Comment|Format|Picture|Sound|Movie|Command|Style) ?:|[;!]", re.IGNORECASE)
_TAGS = re.compile(r"(\{[^{}]*\})")
_DRAWING = re.compile(r"\\p(\d{1,4})")
_ITALIC = re.compile(r"\\i(?:([01])|(?![a-z0-9]))|\\r(?!nd)([^\\{}()]*)(?![^\\{}]*\()")


@dataclass
class Script:
    """A file so far: whether each style is italic, what is said, what is lost, what is cut off."""

    columns: tuple[str, ...] = _EVENT_COLUMNS
    style_columns: tuple[str, ...] = _STYLE_COLUMNS
    italics: dict[str, bool] = field(default_factory=dict)
    timed: list[Timed] = field(default_factory=list)
    dropped: list[Place] = field(default_factory=list)
    changed: list[Place] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """The cues of an ASS or SSA file."""
    script, section = Script(), ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if len(stripped) <= LONGEST_HEADING and _HEADING.fullmatch(stripped):
            section = stripped.casefold()
        elif "styles" in section:
            _add_style(script, stripped)
        elif section not in ("[fonts]", "[graphics]"):
            _add_event(script, stripped, number, section == "[events]")
    good = cues.kept(cues.ended(script.timed, script.changed), script.dropped)
    return Parsed(cues.once(good), script.dropped, tuple(script.changed))


def _add_style(script: Script, line: str) -> None:
    word, _, rest = line.partition(":")
    if word.casefold() == "format":
        script.style_columns = _columns(rest, ("name", "italic"), script.style_columns)
    elif word.casefold() == "style":
        values = dict(zip(script.style_columns, map(str.strip, rest.split(",")), strict=False))
        script.italics[values["name"].lstrip("*")] = values.get("italic", "0") not in ("0", "")


def _add_event(script: Script, line: str, number: int, is_among_events: bool) -> None:
    word, _, rest = line.partition(":")
    if word.strip().casefold() == "dialogue":
        _add_speech(script, rest, number)
    elif is_among_events and word.casefold() == "format":
        script.columns = _columns(rest, ("start", "end", "text"), script.columns)
    elif is_among_events and line and not _NO_SPEECH.match(line):
        script.dropped.append(Place(number, Why.OUTSIDE, line[: cues.MOST_WORDS]))


def _columns(written: str, needed: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a line's columns, if those that we need are among them; `before` otherwise."""
    named = tuple(each.strip().casefold() for each in written.split(","))
    return named if all(each in named for each in needed) else before


def _add_speech(script: Script, written: str, number: int) -> None:
    values = written.split(",", len(script.columns) - 1)
    event = dict(zip(script.columns, values, strict=False))
    start, end = _milliseconds(event.get("start", "")), _milliseconds(event.get("end", ""))
    text = event.get("text", "") if len(values) == len(script.columns) else values[-1]
    if start is None:
        script.dropped.append(Place(number, Why.NO_TIME, _plain(written.strip())))
        return
    style = event.get("style", "").strip().lstrip("*")
    is_italic = script.italics.get(style, script.italics.get(DEFAULT, False))
    words = markup.of_runs(_runs(text[:LONGEST_WITH_TAGS], is_italic, script.italics))
    if len(text) > LONGEST_WITH_TAGS:
        script.changed.append(Place(number, Why.TOO_LONG, markup.plain(words)[: cues.MOST_WORDS]))
    if words or not _DRAWING.search(text):  # what holds nothing but a drawing is no subtitle that was lost
        script.timed.append(Timed(start, end, words, number))


def _milliseconds(written: str) -> int | None:
    """A time such as 0:00:01.50. The last part counts hundredths, also behind a colon."""
    found: Time | None = timing.alone(written)
    return found.milliseconds + found.pictures * 10 if found else None


def _plain(text: str) -> str:
    return _TAGS.sub("", text[:LONGEST_WITH_TAGS])[: cues.MOST_WORDS]


def _runs(text: str, is_italic_by_style: bool, italics: dict[str, bool]) -> list[tuple[str, bool]]:
    """The pieces of text with whether each is italic, without what is drawn."""
    runs, is_italic, draws = [], is_italic_by_style, False
    for piece in _TAGS.split(text):
        if _TAGS.fullmatch(piece) and "\\" in piece:
            if found := list(_DRAWING.finditer(piece)):
                draws = int(found[-1][1]) > 0
            for change in _ITALIC.finditer(piece):
                if change[1]:
                    is_italic = change[1] == "1"
                else:  # back to the line's own style, or over to the one that is named
                    is_italic = italics.get((change[2] or "").strip(), is_italic_by_style)
        elif _TAGS.fullmatch(piece):
            continue  # in these formats braces hold comments, too
        elif piece and not draws:
            runs.append((_words(piece), is_italic))
    return runs


def _words(piece: str) -> str:
    return re.sub(r"\\N|\\n", "\n", piece).replace("\\h", "\N{NO-BREAK SPACE}")
