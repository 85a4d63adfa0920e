"""MicroDVD, MPL2 and TMPlayer: a subtitle a line, with a bar where the next line on the screen begins."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from festival.screeners.media.subtitles import cues, markup
from festival.screeners.media.subtitles.values import Parsed, Place, Timed, Why

GUESSED_RATE = 25.0
LINES = {
    "microdvd": re.compile(r"[ \t]*\{ ?(\d{1,9}) ?\} ?\{ ?(\d{0,9}) ?\}(.*)"),
    "mpl2": re.compile(r"[ \t]*\[ ?(\d{1,9}) ?\] ?\[ ?(\d{0,9}) ?\](.*)"),
    "tmp": re.compile(r"[ \t]*(\d{1,2}:\d\d:\d\d)()(?:,\d{1,2}=|[:=,])(.*)"),
}
_BEGINS = {"microdvd": ("{",), "mpl2": ("[",), "tmp": tuple("0123456789")}
_STYLES_OF_ALL = re.compile(r"\{DEFAULT\}", re.IGNORECASE)
_DECLARED = re.compile(
    r"[ \t]*\{ ?[01] ?\} ?\{ ?[01] ?\} ?(\d{2,3}(?:[.,]\d{1,6})?)(?: ?fps)?[ \t]*", re.IGNORECASE
)
_STYLE = re.compile(r"\{[a-z]:[^{}]*\}", re.IGNORECASE)
_ITALIC = re.compile(r"\{(y):[^{}]*i[^{}]*\}", re.IGNORECASE)


def parse(text: str, kind: str, rate: float) -> Parsed:
    """The cues of a file. MicroDVD counts pictures: at its own rate, else at the film's (`rate`)."""
    lines = text.split("\n")
    declared = _DECLARED.fullmatch(lines[0]) if kind == "microdvd" else None
    named = float(declared[1].replace(",", ".")) if declared else 0
    if named:
        lines[0] = ""
    timed, dropped, changed = _read(lines, kind, named or rate or GUESSED_RATE)
    if kind == "tmp":
        found = cues.ended(_joined(timed), changed, stays=cues.STAYS)
        return Parsed(cues.kept([cue for cue in found if cue.markup], dropped), dropped, tuple(changed))
    good = cues.kept(cues.ended(timed, changed), dropped)
    if kind == "mpl2":
        return Parsed(good, dropped, tuple(changed))
    pace = "file" if named else "film" if rate else "guessed"
    return Parsed(good, dropped, tuple(changed), pace, named or rate or GUESSED_RATE)


def _read(lines: list[str], kind: str, rate: float) -> tuple[list[Timed], list[Place], list[Place]]:
    """What each line says; lines without times; texts that are cut."""
    timed, dropped, changed = [], [], []
    for number, line in enumerate(lines, 1):
        found = LINES[kind].fullmatch(line)
        if found:
            words = found[3][: markup.LONGEST]
            start = _milliseconds(found[1], kind, rate)
            end = _milliseconds(found[2], kind, rate) if found[2] else None
            timed.append(Timed(start, end, _marked(words), number))
            if len(found[3]) > markup.LONGEST:
                changed.append(Place(number, Why.TOO_LONG, words[: cues.MOST_WORDS]))
        elif line.strip() and not _STYLES_OF_ALL.match(line):
            why = Why.NO_TIME if line.lstrip().startswith(_BEGINS[kind]) else Why.OUTSIDE
            dropped.append(Place(number, why, line[: cues.MOST_WORDS]))
    return timed, dropped, changed


def _milliseconds(written: str, kind: str, rate: float) -> int:
    if kind == "microdvd":
        return round(int(written) * 1000 / rate)
    if kind == "mpl2":
        return int(written) * 100
    hours, minutes, seconds = map(int, written.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def _marked(words: str) -> str:
    """The words as WebVTT. A slash at the beginning of a line makes it italic, in MPL2 and in MicroDVD."""
    found = _ITALIC.search(words)
    is_all_italic = found is not None and found[1] == "Y"
    return markup.of_tagged("\n".join(_lines(words, is_all_italic)), markup.SUBRIP)


def _lines(words: str, is_all_italic: bool) -> Iterator[str]:
    for line in words.split("|"):
        is_italic = is_all_italic or _ITALIC.search(line) is not None
        plain = _STYLE.sub("", line).strip()
        if plain.startswith("/"):
            plain, is_italic = plain[1:].strip(), True
        yield f"<i>{plain}</i>" if is_italic else plain


def _joined(timed: list[Timed]) -> list[Timed]:
    """TMPlayer writes the second line of a subtitle as another one at the same time."""
    found = timed[:1]
    for before, after in pairwise(timed):
        if before.start == after.start:
            both = f"{found[-1].markup}\n{after.markup}".strip("\n")
            found[-1] = replace(found[-1], markup=both)
        else:
            found.append(after)
    return found
