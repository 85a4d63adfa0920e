"""MicroDVD, MPL2, TMPlayer and SAMI, which pysubs2 reads."""

import re

import pysubs2

from festival.screeners.media.subtitles import cues
from festival.screeners.media.subtitles.substation import cue_of
from festival.screeners.media.subtitles.values import Parsed, Place

GUESSED_RATE = 25.0
_DECLARED = re.compile(r"\s*\{\s*[01]\s*\}\s*\{\s*[01]\s*\}\s*(\d{2}(?:[.,]\d{1,6})?)\s*$")


def parse(text: str, kind: str, rate: float) -> Parsed:
    """The cues of a file. MicroDVD counts pictures: at its own rate, else at the film's (`rate`)."""
    if kind != "microdvd":
        return _parsed(pysubs2.SSAFile.from_string(text, format_=kind))
    head, _, rest = text.partition("\n")
    declared = _DECLARED.match(head)
    named = float(declared[1].replace(",", ".")) if declared else 0
    if named:
        text = rest
    found = pysubs2.SSAFile.from_string(text, format_=kind, fps=named or rate or GUESSED_RATE)
    pace = "file" if named else "film" if rate else "guessed"
    return _parsed(found, pace, named or rate or GUESSED_RATE)


def _parsed(found: pysubs2.SSAFile, pace: str = "", rate: float = 0) -> Parsed:
    dropped: list[Place] = []
    good = cues.kept([cue_of(event, found) for event in found], dropped)
    return Parsed(good, dropped, pace=pace, rate=rate)
