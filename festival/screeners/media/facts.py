"""What we know of a film file: its picture, its sound, its subtitles, its true length. Facts, no opinion."""

from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any, Self

from festival.screeners.media.sounds import Programme, Sound, programmes

HDR_TRANSFERS = {16: "HDR10", 18: "HLG"}
LEAST_RATE, FULL_RATE = 20, 60
WORTH_MOVING_SECONDS = 0.1
UNSAID = 2  # a colour that the file does not describe


@dataclass(frozen=True)
class Picture:
    """The moving picture: stored size in pixels, shape of a pixel, how it must be turned, frames a second.

    `packets` are all in the file, `shown` those that its edit list does not hide. `matrix`, `primaries`,
    `transfer` and `range` are colours by the numbers of ITU-T H.273. `missing_seconds` end too early.
    """

    index: int
    codec: str
    width: int
    height: int
    pixel_shape: tuple[int, int]
    rotation: int
    rate: tuple[int, int]
    pixel_format: str
    transfer: int
    is_interlaced: bool
    is_encrypted: bool
    frames_promised: int
    packets: int
    seconds: float
    shown: int = 0
    starts: float = 0.0
    missing_seconds: float = 0.0
    tag: str = ""
    matrix: int = UNSAID
    primaries: int = UNSAID
    range: int = 0

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The same picture again from plain words, numbers and lists."""
        return cls(**{**row, "pixel_shape": tuple(row["pixel_shape"]), "rate": tuple(row["rate"])})

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height as a viewer sees them: square pixels, upright."""
        width = max(round(self.width * Fraction(*self.pixel_shape)), 1)
        return (self.height, width) if self.rotation % 180 else (width, self.height)

    @property
    def pictures(self) -> int:
        """How many packets are shown; files that were measured long ago only know how many there are."""
        return self.shown or self.packets

    @property
    def hdr(self) -> str | None:
        """The name of the high dynamic range in use, if any."""
        return HDR_TRANSFERS.get(self.transfer)

    @property
    def frame_rate(self) -> Fraction:
        """A steady number of frames a second for the screener, near the film's own, at most 60.

        A slow one is doubled, so that a film of varying pace loses no movement.
        """
        measured = Fraction(self.pictures) / Fraction(str(self.seconds)) if self.seconds else Fraction(25)
        said = Fraction(*self.rate)
        if self.is_interlaced and measured > said * Fraction(3, 2) > 0:
            measured /= 2  # each half of a picture has a packet of its own
        rate = said if said and abs(said - measured) < said / 20 else standard(measured)
        while rate < LEAST_RATE:
            rate *= 2
        return min(rate, Fraction(FULL_RATE))


@dataclass(frozen=True)
class Subtitles:
    """One subtitle track inside the film file, language as the file says it."""

    index: int
    codec: str
    language: str


@dataclass(frozen=True)
class Facts:
    """All facts of one file. `seconds` is measured from its packets, `header_seconds` is only its claim.

    `file_starts` is when the first of all its streams starts, in seconds of the file's own clock.
    """

    format: str
    size_bytes: int
    seconds: float
    header_seconds: float | None
    picture: Picture | None
    sounds: tuple[Sound, ...]
    subtitles: tuple[Subtitles, ...]
    sound_choice: int | None = None
    file_starts: float | None = None

    @property
    def film(self) -> Picture:
        """The picture of a file that has one, which `checks.decode` makes sure of."""
        if self.picture is None:
            raise ValueError("this file has no picture")
        return self.picture

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """All sounds that can be heard, each of one track or more, what a jury hears first."""
        return programmes(self.sounds)

    @property
    def sound(self) -> Programme | None:
        """The sound that is heard: the one that was chosen, else the first."""
        every = self.programmes
        chosen = (one for one in every if one.index == self.sound_choice)
        return next(chosen, every[0] if every else None)

    @property
    def lead(self) -> float:
        """Seconds of sound before the first picture."""
        if self.picture is None or self.sound is None:
            return 0.0
        return max(self.picture.starts - self.sound.starts, 0.0)

    @property
    def sound_beyond(self) -> float:
        """Seconds for which the sound goes on after the last picture; the screener ends with the picture."""
        if self.picture is None or self.sound is None:
            return 0.0
        ends = max(track.starts + track.seconds for track in self.sound.tracks)
        return max(ends - self.picture.starts - self.picture.seconds, 0.0)

    @property
    def begins(self) -> float:
        """Seconds from where the file starts to where the film does: a stream of no use was earlier."""
        if self.picture is None or self.file_starts is None:
            return 0.0
        begins = self.picture.starts - self.lead - self.file_starts
        return round(begins, 4) if begins >= WORTH_MOVING_SECONDS else 0.0

    def choosing(self, index: int | None) -> Self:
        """The same facts where another sound is heard, named by its first stream."""
        chosen = replace(self, sound_choice=index)
        if chosen.picture is None:
            return chosen
        return replace(chosen, seconds=round(chosen.picture.seconds + chosen.lead, 3))

    def to_json(self) -> dict[str, Any]:
        """Plain words, numbers and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The same facts again from `to_json`, also after a trip through a database."""
        parts = {
            "picture": Picture.from_json(row["picture"]) if row["picture"] else None,
            "sounds": tuple(Sound.from_json(sound) for sound in row["sounds"]),
            "subtitles": tuple(Subtitles(**track) for track in row["subtitles"]),
        }
        return cls(**{**row, **parts})


def standard(rate: Fraction) -> Fraction:
    """The usual frame rate nearest to a measured one."""
    usual = [Fraction(n * 1000, 1001) for n in (24, 30, 60)] + [
        Fraction(n) for n in (12, 15, 24, 25, 30, 50, 60)
    ]
    return min(usual, key=lambda one: abs(one - rate))
