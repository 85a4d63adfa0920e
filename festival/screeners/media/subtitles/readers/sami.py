"""SAMI: texts that begin at a time and stay until the next, each in one of several languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from festival.screeners.media.subtitles import cues, language, markup
from festival.screeners.media.subtitles.readers import xml_tree
from festival.screeners.media.subtitles.values import Options, Parsed, Place, Timed, Why

SYNC = re.compile(r"<SYNC\b[^<>]*>", re.IGNORECASE)
LONGEST_HEAD = 50_000  # characters
MOST_HOURS = 100
_TAG = re.compile(r"(<[^<>]*>)")
_KNOWN = re.compile(
    r"</?(?:sync|p|br|b|i|u|s|em|strong|span|font|div|center|body|sami|head|table|tr|td|ruby|rt|rp|a|img|sup|sub)"
    r"(?:[\s/][^<>]*)?>|<[!?][^<>]*>",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\b(start|end|class)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_CLASS = re.compile(r"\.(\w{1,60})\s*\{([^{}]*)\}")
_LANGUAGE = re.compile(r"\blang\s*:\s*[\"']?([\w-]{2,35})", re.IGNORECASE)
_BLANK_WITHOUT_STOP = re.compile(r"&nbsp\b;?", re.IGNORECASE)


@dataclass
class _Text:
    """What is said in one language from a time on; `start` is None where it cannot be read."""

    line: int
    start: int | None
    end: int | None
    part: str
    words: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether it has words, or the blank that clears the screen."""
        return any(words.strip(" \n") for words, _ in self.words)


def parse(text: str, options: Options) -> Parsed:
    """The cues of one language of a file, and which others there are."""
    first = SYNC.search(text)
    begin = first.start() if first else 0
    head = text[:begin][:LONGEST_HEAD]
    tags = {name.upper(): _tag(style) for name, style in _CLASS.findall(head)}
    timed: list[Timed] = []
    dropped: list[Place] = []
    changed: list[Place] = []
    body = "\n" * text.count("\n", 0, begin) + text[begin:]
    for each in _texts(xml_tree.without(body, "<!--", "-->", lambda _note: "")):
        runs, is_cut = markup.cut(each.words)
        words = markup.of_runs(runs)
        plain = markup.plain(words)[: cues.MOST_WORDS]
        if each.start is not None:
            timed.append(Timed(each.start, each.end, words, each.line, part=each.part))
            changed.extend([Place(each.line, Why.TOO_LONG, plain)] if is_cut else [])
        elif words:
            dropped.append(Place(each.line, Why.NO_TIME, plain))
    names = {key: tags.get(key, "") for key in {each.part for each in timed}}
    found, part, parts = language.of_part(timed, names, options, stays=cues.STAYS)
    good = cues.kept([cue for cue in cues.ended(found, changed, stays=cues.STAYS) if cue.markup], dropped)
    return Parsed(good, dropped, tuple(changed), part=part, parts=parts)


def _tag(style: str) -> str:
    found = _LANGUAGE.search(style)
    return found[1] if found else ""


def _texts(text: str) -> Iterator[_Text]:
    """The texts in the order of the file, each with the language of its paragraph."""
    line, current, is_italic = 1, _Text(0, None, None, ""), False
    for piece in _TAG.split(text):
        name = re.match(r"</?(\w*)", piece)
        tag = name[0].casefold() if name and _KNOWN.fullmatch(piece) else ""
        if tag in ("<sync", "<p"):
            new = _begun(piece, tag, line, current)
            if new is current and current.says_something:
                current.words.append(("\n", False))  # another paragraph in the same language
            elif tag == "<sync" or (current.says_something and new.part != current.part):
                yield current
            current, is_italic = new, False
        elif tag in ("<i", "</i"):
            is_italic = tag == "<i"
        elif piece and tag in ("", "<br"):
            current.words.append(("\n", False) if tag else (_plain(piece), is_italic))
        line += piece.count("\n")
    yield current


def _begun(piece: str, tag: str, line: int, current: _Text) -> _Text:
    """The text that begins with a tag: at a time, or in a language at the time of the one before it."""
    values = _values(piece)
    if tag == "<sync":
        return _Text(line, _time(values.get("start", "")), _time(values.get("end", "")), "")
    part = values.get("class", "").upper()
    return current if part == current.part else _Text(line, current.start, current.end, part)


def _values(tag: str) -> dict[str, str]:
    return {name.casefold(): value for name, value in _VALUE.findall(tag)}


def _time(written: str) -> int | None:
    """Milliseconds; None for what is no time of a film."""
    digits = written.casefold().removesuffix("ms")
    is_time = digits.isascii() and digits.isdigit() and len(digits) <= 10
    return int(digits) if is_time and int(digits) < MOST_HOURS * 3_600_000 else None


def _plain(piece: str) -> str:
    """Blanks of all kinds are one, as in all HTML."""
    words = _BLANK_WITHOUT_STOP.sub("\N{NO-BREAK SPACE}", piece)
    return re.sub(r"[ \t\n]+", " ", markup.unescaped(words))
