"""Advanced SubStation Alpha and SubStation Alpha: what is said, without drawings, layers and effects."""

import re

import pysubs2

from festival.screeners.media.subtitles import cues, markup
from festival.screeners.media.subtitles.values import Cue, Parsed, Place, Why

LONGEST_WITH_TAGS = 8_000  # characters: effects for each letter, and text for no more than a screen

_TAGS = re.compile(r"(\{[^{}]*\})")
_DRAWING = re.compile(r"\\p(\d+)")
_ITALIC = re.compile(r"\\i(?:([01])|(?![a-z0-9]))")
_RESET = re.compile(r"\\r(?![a-z0-9]*\()")


def parse(text: str, kind: str) -> Parsed:
    """The cues of an ASS or SSA file. Raises what pysubs2 raises."""
    found = pysubs2.SSAFile.from_string(text, format_=kind)
    spoken = [event for event in found if not event.is_comment]
    long = [event for event in spoken if len(event.text) > LONGEST_WITH_TAGS]
    changed = tuple(Place(0, Why.TOO_LONG, event.plaintext[: cues.MOST_WORDS]) for event in long)
    lines = [(cue_of(event, found), _DRAWING.search(event.text)) for event in spoken]
    dropped: list[Place] = []
    # What holds nothing but a drawing is no subtitle that was lost.
    good = cues.kept([cue for cue, drawing in lines if cue.markup or not drawing], dropped)
    return Parsed(cues.once(good), dropped, changed)


def cue_of(event: pysubs2.SSAEvent, found: pysubs2.SSAFile) -> Cue:
    """A cue with what is said in an event, in the style that the event names."""
    style = found.styles.get(event.style)
    runs = _runs(event.text[:LONGEST_WITH_TAGS], bool(style and style.italic))
    return Cue(event.start, event.end, markup.of_runs(runs))


def _runs(text: str, is_italic_by_style: bool) -> list[tuple[str, bool]]:
    """The pieces of text with whether each is italic, without what is drawn."""
    runs, is_italic, draws = [], is_italic_by_style, False
    for piece in _TAGS.split(text):
        if _TAGS.fullmatch(piece) and "\\" in piece:
            if found := list(_DRAWING.finditer(piece)):
                draws = int(found[-1][1]) > 0
            if _RESET.search(piece):
                is_italic = is_italic_by_style
            if slanted := list(_ITALIC.finditer(piece)):
                is_italic = slanted[-1][1] == "1" if slanted[-1][1] else is_italic_by_style
        elif _TAGS.fullmatch(piece):
            continue  # in these formats braces hold comments, too
        elif piece and not draws:
            runs.append((_words(piece), is_italic))
    return runs


def _words(piece: str) -> str:
    return re.sub(r"\\N|\\n", "\n", piece).replace("\\h", "\N{NO-BREAK SPACE}")
