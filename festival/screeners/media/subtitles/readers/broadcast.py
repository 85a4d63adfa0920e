"""What broadcasters have: Scenarist captions and EBU STL, which ttconv reads once bad parts are taken out."""

import io
import logging
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ttconv import model
from ttconv.scc import reader as scc_reader
from ttconv.stl import reader as stl_reader
from ttconv.style_properties import FontStyleType, StyleProperties

from festival.screeners.media.subtitles import cues, markup
from festival.screeners.media.subtitles.readers.xml_tree import DEEPEST, DeepError
from festival.screeners.media.subtitles.values import Parsed, Place, Timed, Why

HEAD_BYTES, BLOCK_BYTES = 1024, 128
COUNT = slice(238, 243)  # where the head says how many blocks there are
LAST_OF_TEXT = 0xFF  # EBN: this block ends a subtitle
_LINE_OF_SCC = re.compile(r"(\d\d[:;.,]\d\d[:;.,]\d\d[:;.,]\d\d)\s+(.*)")
_WORD_OF_SCC = re.compile(r"[0-9a-fA-F]{4}")
_Run = tuple[str, bool]


def parse(kind: str, text: str, data: bytes) -> Parsed:
    """The cues of a file. Raises ValueError and what the readers raise where it is not what it seems."""
    logging.getLogger("ttconv").setLevel(logging.CRITICAL)
    dropped: list[Place] = []
    changed: list[Place] = []
    document = _document(kind, text, data, dropped)
    body = document.get_body() if document else None
    found = list(_cues(body, Fraction(0), None, False, DEEPEST)) if body else []
    good = cues.once(cues.kept(cues.ended(found, changed), dropped))
    return Parsed(good, dropped, tuple(changed))


def _document(kind: str, text: str, data: bytes, dropped: list[Place]) -> Any:
    if kind == "scc":
        return scc_reader.to_model("\n".join(_good_lines(text, dropped)))
    return stl_reader.to_model(io.BytesIO(_good_blocks(data, dropped)))


def _good_lines(text: str, dropped: list[Place]) -> Iterator[str]:
    """The lines of Scenarist captions that can be read, without words that mean nothing."""
    head, *lines = text.split("\n")
    yield head
    for number, line in enumerate(lines, 2):
        found = _LINE_OF_SCC.fullmatch(line.strip())
        if found:
            words = found[2].split()
            good = [word for word in words if _WORD_OF_SCC.fullmatch(word)]
            if len(good) < len(words):
                dropped.append(Place(number, Why.DAMAGED, line.strip()[: cues.MOST_WORDS]))
            yield f"{found[1]}\t{' '.join(good)}"
        elif line.strip():
            dropped.append(Place(number, Why.NO_TIME, line.strip()[: cues.MOST_WORDS]))


def _good_blocks(data: bytes, dropped: list[Place]) -> bytes:
    """An EBU STL file without the blocks that have no usable times, and without half a block at its end.

    Numbers are made right, and what overlaps is marked as meant so: otherwise ttconv leaves texts out.
    """
    good: list[bytes] = []
    for number, at in enumerate(range(HEAD_BYTES, len(data), BLOCK_BYTES), 1):
        block = data[at : at + BLOCK_BYTES]
        why = _why_not(block)
        if why is None:
            alone = b"\1" if block[4] == 0 else block[4:5]
            good.append(block[:1] + (number % 2**16).to_bytes(2, "little") + block[3:4] + alone + block[5:])
        else:
            words = re.sub(rb"[^ -~]+", b" ", block[16:]).decode("ascii").strip()
            dropped.append(Place(number, why, words[: cues.MOST_WORDS]))
    count = f"{min(max(len(good), 1), 99_999):05}".encode()
    return data[: COUNT.start] + count + data[COUNT.stop : HEAD_BYTES] + b"".join(good)


def _why_not(block: bytes) -> Why | None:
    if len(block) < BLOCK_BYTES:
        return Why.DAMAGED
    begin, end, is_note = tuple(block[5:9]), tuple(block[9:13]), block[15] != 0
    if block[3] != LAST_OF_TEXT or is_note:
        return None
    if any(hours > 23 or minutes > 59 or seconds > 59 for hours, minutes, seconds, _ in (begin, end)):
        return Why.NO_TIME
    return Why.BACKWARDS if end <= begin else None


def _cues(
    element: Any, start: Fraction, end: Fraction | None, is_italic: bool, deepest: int
) -> Iterator[Timed]:
    """A text for each paragraph, or for each timed part of one; times count from those of what is around."""
    if deepest == 0:
        raise DeepError
    begins = start + (element.get_begin() or 0)
    ends = _earlier(end, start + element.get_end() if element.get_end() is not None else None)
    is_italic = _is_italic(element, is_italic)
    if isinstance(element, model.P | model.Span) and not any(_has_times(child) for child in element):
        words = markup.of_runs(list(_runs(element, is_italic, deepest)))
        if words:
            yield Timed(_milliseconds(begins), _milliseconds(ends) if ends is not None else None, words)
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
