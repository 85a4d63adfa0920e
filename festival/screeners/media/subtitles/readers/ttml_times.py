"""Times in TTML: 00:00:01.5, 00:00:01:12, 90s, 36f, 15000000t, at the rates that the file names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from festival.screeners.media.subtitles import timing

USUAL_RATE = 30  # pictures a second where a file names no rate, by the standard
MOST_HOURS = 100
LONGEST = 40  # characters
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)\s?(h|ms|m|s|f|t)?")
_CLOCK = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9})|[:;](\d{1,4})(?:\.(\d{1,4}))?)?")
_UNITS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000), "": Fraction(1)}
_NOT_SAID = ("", "indefinite")


@dataclass
class Clock:
    """How a file counts. `counts_pictures` becomes true once a time does."""

    rate: Fraction
    is_rate_named: bool
    ticks: Fraction
    counts_every_picture: bool = False
    drops_numbers: bool = False
    sub_frames: int = 1
    counts_pictures: bool = False

    def seconds(self, written: str) -> Fraction | None:
        """What is written; None for what is no time."""
        words = written.strip()
        if offset := _OFFSET.fullmatch(words):
            return _sensible(self._offset(Fraction(offset[1]), offset[2] or ""))
        if clock := _CLOCK.fullmatch(words):
            return _sensible(self._clock(clock))
        other = timing.alone(words)
        return Fraction(other.milliseconds, 1000) if other and not other.pictures else None

    def _offset(self, number: Fraction, unit: str) -> Fraction:
        if unit == "f":
            self.counts_pictures = True
            return number / self.rate
        return number / self.ticks if unit == "t" else number * _UNITS[unit]

    def _clock(self, found: re.Match[str]) -> Fraction:
        hours, minutes, seconds = (int(found[place]) for place in (1, 2, 3))
        whole = Fraction((hours * 60 + minutes) * 60 + seconds)
        if found[5] is None:
            return whole + Fraction(f"0.{found[4] or 0}")
        self.counts_pictures = True
        pictures = int(found[5]) + Fraction(int(found[6] or 0), self.sub_frames)
        if not self.counts_every_picture:
            return whole + pictures / self.rate
        left_out = 2 * (hours * 54 + minutes - minutes // 10) if self.drops_numbers else 0
        return (whole * round(self.rate) + pictures - left_out) / self.rate


def of_root(attributes: Mapping[str, str], film_rate: float) -> Clock:
    """The clock of a file, by the attributes of its root. `film_rate` is for a file that names none, or 0."""
    named = _number(attributes.get("framerate", ""))
    rate = named * _multiplier(attributes.get("frameratemultiplier", "")) if named else None
    usual = Fraction(film_rate).limit_denominator(1001) if film_rate else Fraction(USUAL_RATE)
    sub_frames = int(_number(attributes.get("subframerate", "")) or 1)
    ticks = _number(attributes.get("tickrate", ""))
    return Clock(
        rate or usual,
        rate is not None,
        ticks or (rate * sub_frames if rate else Fraction(1)),
        attributes.get("timebase") == "smpte",
        attributes.get("dropmode") == "dropNTSC",
        max(sub_frames, 1),
    )


def is_said(written: str | None) -> bool:
    """Whether an attribute says a time: "indefinite" says that there is none."""
    return (written or "").strip() not in _NOT_SAID


def _number(written: str) -> Fraction | None:
    """A number above zero; None otherwise."""
    if not re.fullmatch(r"\s*\d{1,12}(?:\.\d{1,6})?\s*", written):
        return None
    return Fraction(written.strip()) or None


def _multiplier(written: str) -> Fraction:
    """As 1000 1001; older files have a colon."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*[\s:/]\s*(\d{1,6})\s*", written[:LONGEST])
    return (
        Fraction(int(found[1]), int(found[2])) if found and int(found[1]) and int(found[2]) else Fraction(1)
    )


def _sensible(seconds: Fraction) -> Fraction | None:
    return seconds if seconds < MOST_HOURS * 3600 else None
