"""What we know of a film file: its picture, its sound, its subtitles, its true length. Facts, no opinion."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Self

HDR_TRANSFERS = {16: "HDR10", 18: "HLG"}
LEAST_RATE, FULL_RATE = 20, 60


@dataclass(frozen=True)
class Picture:
    """The moving picture: stored size in pixels, shape of a pixel, how it must be turned, frames a second."""

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
    def hdr(self) -> str | None:
        """The name of the high dynamic range in use, if any."""
        return HDR_TRANSFERS.get(self.transfer)

    @property
    def frame_rate(self) -> Fraction:
        """A steady number of frames a second for the screener, near the film's own, at most 60.

        A slow one is doubled, so that a film of varying pace loses no movement.
        """
        measured = Fraction(self.packets) / Fraction(str(self.seconds)) if self.seconds else Fraction(25)
        said = Fraction(*self.rate)
        rate = said if said and abs(said - measured) < said / 20 else standard(measured)
        while rate < LEAST_RATE:
            rate *= 2
        return min(rate, Fraction(FULL_RATE))


@dataclass(frozen=True)
class Sound:
    """One sound track: channels, samples a second, language as the file says it."""

    index: int
    codec: str
    channels: int
    sample_rate: int
    language: str
    is_default: bool
    seconds: float


@dataclass(frozen=True)
class Subtitles:
    """One subtitle track inside the film file, language as the file says it."""

    index: int
    codec: str
    language: str


@dataclass(frozen=True)
class Facts:
    """All facts of one file. `seconds` is measured from its packets, `header_seconds` is only its claim."""

    format: str
    size_bytes: int
    seconds: float
    header_seconds: float | None
    picture: Picture | None
    sounds: tuple[Sound, ...]
    subtitles: tuple[Subtitles, ...]

    @property
    def film(self) -> Picture:
        """The picture of a file that has one, which `checks.decode` makes sure of."""
        if self.picture is None:
            raise ValueError("this file has no picture")
        return self.picture

    @property
    def sound(self) -> Sound | None:
        """The sound track that plays: the one marked as default, else the first."""
        return max(self.sounds, key=lambda sound: sound.is_default, default=None)

    def to_json(self) -> dict[str, Any]:
        """Plain words, numbers and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The same facts again from `to_json`, also after a trip through a database."""
        picture = row["picture"]
        lists = (
            {"pixel_shape": tuple(picture["pixel_shape"]), "rate": tuple(picture["rate"])} if picture else {}
        )
        parts = {
            "picture": Picture(**{**picture, **lists}) if picture else None,
            "sounds": tuple(Sound(**sound) for sound in row["sounds"]),
            "subtitles": tuple(Subtitles(**track) for track in row["subtitles"]),
        }
        return cls(**{**row, **parts})


def from_probe(found: dict[str, Any], size_bytes: int) -> Facts:
    """Facts from what the probe found; attached pictures (covers) are no film and are left out."""
    streams = [stream for stream in found["streams"] if not stream["is_attached"]]
    pictures = [picture(stream) for stream in streams if stream["type"] == "video"]
    main = max(pictures, key=lambda one: (one.packets > 0, one.width * one.height), default=None)
    sounds = tuple(sound(stream) for stream in streams if stream["type"] == "audio" and stream["packets"])
    return Facts(
        format=found["format"],
        size_bytes=size_bytes,
        seconds=main.seconds if main else max((one.seconds for one in sounds), default=0.0),
        header_seconds=found["header_seconds"],
        picture=main,
        sounds=sounds,
        subtitles=tuple(
            Subtitles(stream["index"], stream["codec"], known_language(stream["language"]))
            for stream in streams
            if stream["type"] == "subtitle"
        ),
    )


def picture(stream: dict[str, Any]) -> Picture:
    """A picture from the probe's description of a stream; a nonsensical pixel shape is taken as square."""
    across, down = stream["pixel_shape"]
    return Picture(
        index=stream["index"],
        codec=stream["codec"],
        width=stream["width"],
        height=stream["height"],
        pixel_shape=(across, down) if 0 < down <= across * 10 <= down * 100 else (1, 1),
        rotation=stream["rotation"] % 360,
        rate=tuple(stream["rate"]),
        pixel_format=stream["pixel_format"],
        transfer=stream["transfer"],
        is_interlaced=stream["is_interlaced"],
        is_encrypted=stream["tag"] == "encv",
        frames_promised=stream["frames_promised"],
        packets=stream["packets"],
        seconds=stream["seconds"],
    )


def sound(stream: dict[str, Any]) -> Sound:
    """A sound track from the probe's description of a stream."""
    return Sound(
        index=stream["index"],
        codec=stream["codec"],
        channels=stream["channels"],
        sample_rate=stream["sample_rate"],
        language=known_language(stream["language"]),
        is_default=stream["is_default"],
        seconds=stream["seconds"],
    )


def known_language(code: str) -> str:
    """A language code from the file, or nothing where it says "undetermined"."""
    return "" if code in ("und", "mis", "mul", "zxx") else code[:35]


def standard(rate: Fraction) -> Fraction:
    """The usual frame rate nearest to a measured one."""
    usual = [Fraction(n * 1000, 1001) for n in (24, 30, 60)] + [
        Fraction(n) for n in (12, 15, 24, 25, 30, 50, 60)
    ]
    return min(usual, key=lambda one: abs(one - rate))
