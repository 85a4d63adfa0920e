"""Subtitles in blocks of lines: SubRip, WebVTT, and those whose two times have a comma between them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from festival.screeners.media.subtitles import timing
from festival.screeners.media.subtitles.values import Place, Raw, Time, Why

Times = tuple[Time | None, Time | None]
MOST_WORDS = 80  # characters of a text that is named as a place
_NUMBER = re.compile(r"\s*#?\d{1,9}[.:)]?\s*")
_NOT_SPEECH = re.compile(r"(NOTE|STYLE|REGION)(?:\s|$)")
_INFORMATION = re.compile(r"\[[A-Z ]+\].*", re.IGNORECASE)


@dataclass
class Block:
    """A line of times with all that follows it, up to the next; the line itself where it is not whole."""

    line: int
    times: Times
    head: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class Blocks:
    """Everything in a file: what stands before the first time, the blocks, and `loose` text outside."""

    before: list[str]
    blocks: list[Block]
    loose: list[Place]


def subrip(text: str) -> tuple[list[Raw], list[Place]]:
    """SubRip. A number is a subtitle's own only directly before its time; anywhere else somebody says it."""
    found = _split(text.split("\n"), timing.timing)
    _drop_numbers(found)
    lost = [Place(1, Why.OUTSIDE, _words(found.before))] if _says_something(found.before) else []
    return _read(found, lost)


def with_comma(text: str) -> tuple[list[Raw], list[Place]]:
    """YouTube's SBV and SubViewer, which write a new line as [br]."""
    found = _split(text.split("\n"), timing.timing_with_comma, timing.unfinished_with_comma)
    raw, lost = _read(found, [])
    return [Raw(each.start, each.end, each.text.replace("[br]", "\n"), each.line) for each in raw], lost


def webvtt(text: str) -> tuple[list[Raw], list[Place]]:
    """WebVTT: a blank line ends a subtitle; notes, styles and regions are no speech."""
    lines = text.split("\n")
    found = _split(lines, timing.timing)
    _drop_numbers(found)
    for block in found.blocks:
        _end_at_blank_line(block, found.loose, is_last=block is found.blocks[-1])
    return _read(found, found.loose)


def _split(
    lines: list[str],
    times_of: Callable[[str], Times | None],
    unfinished: Callable[[str], Times | None] = timing.unfinished,
) -> Blocks:
    """The lines between times, each with the times before it."""
    found = Blocks([], [], [])
    body = found.before
    for number, line in enumerate(lines, 1):
        times, head = times_of(line), ""
        if times is None:
            times, head = _placed(unfinished(line), line, body, is_first=not found.blocks), line
        if times is None:
            body.append(line)
            continue
        beside = timing.words_beside(line)
        found.blocks.append(Block(number, times, head, [beside] if beside else []))
        body = found.blocks[-1].lines
    return found


def _placed(times: Times | None, line: str, body: list[str], *, is_first: bool) -> Times | None:
    """What a line says that has not both times, if it stands where times should; None for speech."""
    if times is None:
        return None
    if _is_below_number(body, is_first):
        return times
    is_apart = is_first if not body else not body[-1].strip()
    return times if is_apart and timing.begins_with_time(line) else None


def _is_below_number(body: list[str], is_first: bool) -> bool:
    """Whether directly above stands a subtitle's number, after a blank line or at the top of the file.

    A number in the first line below some times is said by somebody.
    """
    if not body or not _NUMBER.fullmatch(body[-1]):
        return False
    return not body[-2].strip() if len(body) > 1 else is_first


def _drop_numbers(found: Blocks) -> None:
    """Take away the numbers of subtitles, each of which stands above the time of its own."""
    above = [found.before, *(block.lines for block in found.blocks[:-1])]
    is_spaced = _are_numbered_with_blank_lines(above)
    for lines in above:
        if is_spaced:
            while lines and not lines[-1].strip():
                lines.pop()
        if lines and _NUMBER.fullmatch(lines[-1]):
            lines.pop()
    if found.blocks:
        _drop_number_without_time(found.blocks[-1].lines, str(len(found.blocks) + 1))


def _drop_number_without_time(lines: list[str], next_number: str) -> None:
    """A file that was cut off ends with the number of a subtitle that never came."""
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) > 1 and lines[-1].strip() == next_number and not lines[-2].strip():
        lines.pop()


def _are_numbered_with_blank_lines(above: list[list[str]]) -> bool:
    """Whether all lines have a blank one after them, so that 1, 2, 3 stand two lines above their times."""
    last = [next((line for line in reversed(lines) if line.strip()), "") for lines in above]
    if any(lines and lines[-1].strip() for lines in above):
        return False
    counted = [line.strip() == str(number) for number, line in enumerate(last, 1)]
    return sum(counted) >= 0.9 * len(counted)


def _end_at_blank_line(block: Block, loose: list[Place], *, is_last: bool) -> None:
    """What follows the blank line is a note, a style, or the next one's name; other text is told."""
    end = next((n for n, line in enumerate(block.lines) if not line.strip()), len(block.lines))
    rest = block.lines[end:]
    del block.lines[end:]
    if rest and rest[-1].strip() and not is_last:
        rest.pop()  # the name of the next subtitle
    loose += [
        Place(line, Why.OUTSIDE, _words(lines))
        for line, lines in _paragraphs(rest, block.line + end + 1)
        if not _NOT_SPEECH.match(lines[0])
    ]


def _paragraphs(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    start = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if number > start:
                yield first + start, lines[start:number]
            start = number + 1


def _read(found: Blocks, lost: list[Place]) -> tuple[list[Raw], list[Place]]:
    raw = []
    for block in found.blocks:
        start, end = block.times
        if start is None or (end is None and not block.head):
            lost.append(Place(block.line, Why.NO_TIME, _words([block.head, *block.lines])))
        else:
            raw.append(Raw(start, end, "\n".join(block.lines), block.line))
    return raw, lost


def _says_something(lines: list[str]) -> bool:
    return any(line.strip() and not _INFORMATION.fullmatch(line.strip()) for line in lines)


def _words(lines: list[str]) -> str:
    return " ".join(line[:MOST_WORDS] for line in lines if line.strip())[:MOST_WORDS]
