"""What came out when the whole film was decoded: frames that failed, black, silent and still stretches."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Self

MOST_STRETCHES = 100
MOST_COMPLAINTS = 5

BLACK = re.compile(r"black_start:(?P<start>-?[\d.]+) black_end:(?P<end>-?[\d.]+)")
SILENCE = re.compile(r"silence_(?P<edge>start|end): (?P<at>-?[\d.]+)")
FREEZE = re.compile(r"freeze_(?P<edge>start|end): (?P<at>-?[\d.]+)")
DECODED = re.compile(
    r"Input stream #0:(?P<index>\d+) \(video\): (?P<packets>\d+) packets read .*?; "
    r"(?P<frames>\d+) frames decoded"
)


@dataclass(frozen=True)
class Stretch:
    """A part of the film, in seconds from its beginning."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True)
class Reading:
    """One full decoding: packets given to the decoder, frames that came out, what it complained about."""

    packets: int
    frames: int
    complaints: int
    first_complaints: tuple[str, ...]
    black: tuple[Stretch, ...]
    silent: tuple[Stretch, ...]
    still: tuple[Stretch, ...]

    @classmethod
    def of_nothing(cls) -> Self:
        """The reading of a film of which nothing was decoded."""
        return cls(0, 0, 0, (), (), (), ())

    def to_json(self) -> dict[str, Any]:
        """Plain words, numbers and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The same reading again from `to_json`, also after a trip through a database."""
        stretches = {
            name: tuple(Stretch(**stretch) for stretch in row[name]) for name in ("black", "silent", "still")
        }
        return cls(**{**row, "first_complaints": tuple(row["first_complaints"]), **stretches})


@dataclass
class Listener:
    """Listens to ffmpeg's log (at level verbose, with levels) and sums it up as a Reading."""

    picture_index: int
    packets: int = 0
    frames: int = 0
    complaints: int = 0
    first_complaints: list[str] = field(default_factory=list)
    black: list[Stretch] = field(default_factory=list)
    silent: list[Stretch] = field(default_factory=list)
    still: list[Stretch] = field(default_factory=list)
    _quiet_since: float | None = None
    _motionless_since: float | None = None

    def hear(self, line: str) -> None:
        """Take in one line of the log."""
        if "[error]" in line or "[fatal]" in line:
            self._complaint(line)
        elif "black_start:" in line and (found := BLACK.search(line)):
            keep(self.black, float(found["start"]), float(found["end"]))
        elif found := SILENCE.search(line):
            self._quiet_since = edge(self.silent, self._quiet_since, found)
        elif found := FREEZE.search(line):
            self._motionless_since = edge(self.still, self._motionless_since, found)
        elif "frames decoded" in line and (found := DECODED.search(line)):
            self._decoded(int(found["index"]), int(found["packets"]), int(found["frames"]))

    def reading(self, seconds: float) -> Reading:
        """The sum, once the log has ended; what never ended lasts until the film's end (in seconds)."""
        keep(self.silent, self._quiet_since, seconds)
        keep(self.still, self._motionless_since, seconds)
        self._quiet_since = self._motionless_since = None
        return Reading(
            packets=self.packets,
            frames=self.frames,
            complaints=self.complaints,
            first_complaints=tuple(self.first_complaints),
            black=tuple(self.black),
            silent=tuple(self.silent),
            still=tuple(self.still),
        )

    def _complaint(self, line: str) -> None:
        self.complaints += 1
        text = line.rpartition("] ")[2].strip()[:200]
        if len(self.first_complaints) < MOST_COMPLAINTS and text not in self.first_complaints:
            self.first_complaints.append(text)

    def _decoded(self, index: int, packets: int, frames: int) -> None:
        if index == self.picture_index:
            self.packets, self.frames = packets, frames


def edge(kept: list[Stretch], since: float | None, found: re.Match[str]) -> float | None:
    """Take in one end of a stretch; where the open one began, if one is open now."""
    at = float(found["at"])
    if found["edge"] == "start":
        return at
    keep(kept, since, at)
    return None


def keep(kept: list[Stretch], start: float | None, end: float) -> None:
    """Keep a stretch that has begun, as long as there are not too many."""
    if start is not None and len(kept) < MOST_STRETCHES:
        kept.append(Stretch(round(max(start, 0.0), 3), round(end, 3)))
