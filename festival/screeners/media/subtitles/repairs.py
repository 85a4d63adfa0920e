"""What can be put right with one click: text that was encoded twice, stops on the wrong side of a line."""

import re

import ftfy
from ftfy import badness

_STOPS = ".,!?…:;؟،؛"
_RIGHT_TO_LEFT = r"[\u0590-\u05ff\u0600-\u06ff\u0700-\u07ff\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_STOP_FIRST = re.compile(rf"^([{_STOPS}]+)(?=\s?{_RIGHT_TO_LEFT})", re.MULTILINE)
_STOP_LAST = re.compile(rf"{_RIGHT_TO_LEFT}[\s\"”»)]?[{_STOPS}]+$", re.MULTILINE)
_FIRST_STRONG = re.compile(rf"({_RIGHT_TO_LEFT}|\u200f)|[^\W\d_]")
FEWEST = 3
LONGEST_LINE = 20_000  # characters: longer ones are no speech
RIGHT_TO_LEFT_MARK = "\u200f"


def encoded_once(text: str) -> tuple[str, int]:
    """The text as it was before UTF-8 was read as another encoding and saved; and how many lines change."""
    lines = text.split("\n")
    fixed = [_encoded_once(line) for line in lines]
    count = sum(before != after for before, after in zip(lines, fixed, strict=True))
    return "\n".join(fixed), count


def _encoded_once(line: str) -> str:
    is_worth_it = len(line) < LONGEST_LINE and not line.isascii() and badness.is_bad(line)
    return ftfy.fix_encoding(line) if is_worth_it else line


def mirrored(lines: list[str]) -> int:
    """How many lines begin with the stop that should end them; 0 where so few do that it may be style."""
    text = "\n".join(lines)
    first, last = len(_STOP_FIRST.findall(text)), len(_STOP_LAST.findall(text))
    return first if first >= FEWEST and first > 2 * last else 0


def unmirrored(markup: str) -> str:
    """Each line with the stop at its end, where it is read last."""
    return "\n".join(_with_stop_last(line) for line in markup.split("\n"))


def directed(markup: str) -> str:
    """Lines that are read from the right say so, where a Latin word or a number comes first in them."""
    return "\n".join(_directed(line) for line in markup.split("\n"))


def _with_stop_last(line: str) -> str:
    found = _STOP_FIRST.match(line)
    return line[found.end() :].lstrip() + found[1] if found else line


def _directed(line: str) -> str:
    first = _FIRST_STRONG.search(re.sub(r"<[^>]*>", lambda tag: "\x00" * len(tag[0]), line))
    if first is None or first[1] or not re.search(_RIGHT_TO_LEFT, line):
        return line
    return RIGHT_TO_LEFT_MARK + line
