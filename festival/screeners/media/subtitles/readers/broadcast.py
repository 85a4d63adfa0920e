"""What broadcasters have: Scenarist captions and EBU STL, which ttconv reads."""

import io
import logging
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ttconv import model
from ttconv.scc import reader as scc_reader
from ttconv.stl import reader as stl_reader
from ttconv.style_properties import FontStyleType, StyleProperties

from festival.screeners.media.subtitles import cues, markup
from festival.screeners.media.subtitles.readers.xml_tree import DEEPEST, DeepError
from festival.screeners.media.subtitles.values import Cue, Parsed, Place

_Run = tuple[str, bool]


def parse(kind: str, text: str, data: bytes) -> Parsed:
    """The cues of a file. Raises ValueError and what the readers raise where it is not what it seems."""
    logging.getLogger("ttconv").setLevel(logging.CRITICAL)
    document = _document(kind, text, data)
    body = document.get_body() if document else None
    dropped: list[Place] = []
    found = list(_cues(body, Fraction(0), None, False, DEEPEST)) if body else []
    return Parsed(cues.once(cues.kept(found, dropped)), dropped)


def _document(kind: str, text: str, data: bytes) -> Any:
    return scc_reader.to_model(text) if kind == "scc" else stl_reader.to_model(io.BytesIO(data))


def _cues(
    element: Any, start: Fraction, end: Fraction | None, is_italic: bool, deepest: int
) -> Iterator[Cue]:
    """A cue for each paragraph, or for each timed part of one; times count from those of what is around."""
    if deepest == 0:
        raise DeepError
    begins = start + (element.get_begin() or 0)
    ends = _earlier(end, start + element.get_end() if element.get_end() is not None else None)
    is_italic = _is_italic(element, is_italic)
    if isinstance(element, model.P | model.Span) and not any(_has_times(child) for child in element):
        words = markup.of_runs(list(_runs(element, is_italic, deepest)))
        if ends is not None and words:
            yield Cue(_milliseconds(begins), _milliseconds(ends), words)
        return
    for child in element:
        if isinstance(child, model.Body | model.Div | model.P | model.Span):
            yield from _cues(child, begins, ends, is_italic, deepest - 1)


def _runs(element: Any, is_italic: bool, deepest: int) -> Iterator[_Run]:
    if deepest == 0:
        raise DeepError
    for child in element:
        if isinstance(child, model.Text):
            yield child.get_text().replace("\n", " "), is_italic
        elif isinstance(child, model.Br):
            yield "\n", False
        else:
            yield from _runs(child, _is_italic(child, is_italic), deepest - 1)


def _has_times(element: Any) -> bool:
    if isinstance(element, model.Text | model.Br):
        return False
    return element.get_begin() is not None or any(_has_times(child) for child in element)


def _is_italic(element: Any, before: bool) -> bool:
    style = element.get_style(StyleProperties.FontStyle)
    return before if style is None else style is not FontStyleType.normal


def _earlier(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _milliseconds(seconds: Fraction) -> int:
    return round(seconds * 1000)
