"""Whether a film file can be shown to a jury: ready, or refused with the reason and the remedy."""

from dataclasses import dataclass
from enum import StrEnum

from festival.kernel.refusals import Refusal, refuse
from festival.kernel.words import Message, Seconds
from festival.screeners.media.facts import Facts, Picture
from festival.screeners.media.identify import REFUSALS, Kind
from festival.screeners.media.reading import Reading

LONGEST_SIDE = 8192
MOST_PIXELS = 8192 * 4320
LONGEST_FILM_SECONDS = 24 * 3600
READABLE_SHARE = 0.5
WHOLE_SHARE = 0.95
JPEG_2000 = ("jpeg2000", "libopenjpeg")
RAW_TAGS = (
    "brvn",
    "brst",
    "brs2",
    "brxq",
    "brhq",
    "brlt",
    "nraw",
    "zraw",
    "crx ",
    "craw",
    "crac",
    "aprn",
    "aprh",
)
DOLBY_VISION = ("dvh1", "dvhe", "dvav", "dva1", "dav1")
BT709 = 1
RAW_CODECS = ("prores_raw", "cri")
CODEC_NAMES = {"vvc": "H.266", "jpeg2000": "JPEG 2000", "apv": "APV", "vvc1": "H.266", "vvi1": "H.266"}


class Verdict(StrEnum):
    """How a check ends."""

    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """The end of a check: the verdict, the refusal if there is one, notes that stop nobody."""

    verdict: Verdict
    refusal: Refusal | None
    notes: tuple[Message, ...] = ()

    @property
    def reason(self) -> str | None:
        """The refusal's code."""
        return self.refusal.code if self.refusal else None


def decode(facts: Facts) -> Refusal | None:
    """Why a file that opened as a film is refused before it is decoded, if it is."""
    film = facts.picture
    if film is None:
        return in_separate_files() if facts.format == "mxf" else REFUSALS[Kind.SOUND]
    return (
        needs_unprotected_film(film)
        or needs_viewing_copy(facts, film)
        or needs_known_codec(film)
        or needs_common_colours(film)
        or needs_whole_film(film)
        or needs_moving_picture(film)
        or needs_readable_size(film)
        or needs_length_within_a_day(facts)
    )


def infected(virus: str) -> Refusal:
    """A file with a virus in it goes no further."""
    return refuse(
        "virus",
        "A virus was found in this file ({virus}). Check your computer, export the film again and choose "
        "the new file.",
        virus=virus,
    )


def needs_readable_pictures(film: Picture, reading: Reading) -> Refusal | None:
    """Why a file is refused once the whole of it was decoded, if it is.

    What an edit list hides is no loss, and of a camera's half pictures each may have a packet of its own.
    """
    if reading.frames == 0:
        return refuse(
            "undecodable",
            "No picture could be read from this film: its contents are damaged, or protected. "
            "Play your file to see if it works. Then export it again and choose the new file.",
        )
    expected = min(film.pictures, reading.packets) // (2 if film.is_interlaced else 1)
    if reading.frames < expected * READABLE_SHARE:
        return refuse(
            "damaged",
            "Only {frames} of {packets} pictures in this film could be read. Play your file to "
            "see if it works. Then export it again and choose the new file.",
            frames=reading.frames,
            packets=expected,
        )
    return None


def needs_unprotected_film(film: Picture) -> Refusal | None:
    """Protected films are refused: nobody could watch them."""
    return REFUSALS[Kind.ENCRYPTED] if film.is_encrypted else None


def in_separate_files() -> Refusal:
    """Sound alone in MXF: packages and editing programs keep picture and sound apart."""
    return refuse(
        "no_picture",
        "There is only sound in this MXF file. A cinema package (DCP) and some editing programs keep picture "
        "and sound in separate files. Export the whole film as one MP4 file and choose that.",
    )


def needs_viewing_copy(facts: Facts, film: Picture) -> Refusal | None:
    """What is made for a cinema's or a laboratory's machines takes days to read, and no browser plays it."""
    if facts.format == "mxf" and film.codec in JPEG_2000:
        return REFUSALS[Kind.DCP]
    return REFUSALS[Kind.CAMERA_RAW] if film.tag.lower() in RAW_TAGS or film.codec in RAW_CODECS else None


def needs_known_codec(film: Picture) -> Refusal | None:
    """A picture of a kind that nothing here has heard of."""
    return None if film.codec else unknown_codec(film.tag)


def needs_common_colours(film: Picture) -> Refusal | None:
    """Dolby Vision that nothing but Dolby Vision can show would come out purple and green."""
    if film.tag.lower() not in DOLBY_VISION or film.hdr or film.transfer == BT709:
        return None
    return refuse(
        "dolby_vision",
        "This film is in a kind of Dolby Vision (profile 5) whose colours this server cannot convert. Export "
        "it in SDR, HLG or HDR10 and choose it again.",
    )


def unknown_codec(name: str) -> Refusal:
    """This server cannot read films of this kind, which is nobody's fault; how to send one that it can."""
    return refuse(
        "unknown_codec",
        "Your file may be in order, but this server cannot read films of this kind ({codec}). Export it as "
        "MP4 (H.264 with AAC plays everywhere) and choose it again.",
        codec=CODEC_NAMES.get(name, name or "?"),
    )


def needs_whole_film(film: Picture) -> Refusal | None:
    """A file whose table of contents promises more frames than it holds was cut short."""
    if film.packets >= max(film.frames_promised * WHOLE_SHARE, 1):
        return None
    if not film.missing_seconds:
        return REFUSALS[Kind.INCOMPLETE]
    return refuse(
        "incomplete",
        "The last {missing} of this film are missing: the file promises {promised}, its pictures end at "
        "{length}. Most often, an export or a copy was cut short. Check that it plays to the end, or export "
        "it again. Then choose it again.",
        missing=Seconds(round(film.missing_seconds)),
        promised=Seconds(round(film.seconds + film.missing_seconds)),
        length=Seconds(round(film.seconds)),
    )


def needs_moving_picture(film: Picture) -> Refusal | None:
    """One frame is a still, whatever it is wrapped in."""
    if film.packets > 1:
        return None
    return refuse(
        "still",
        "This file holds a single picture, not a film. Export the film as MP4 or MOV and choose it again.",
    )


def needs_readable_size(film: Picture) -> Refusal | None:
    """Frames beyond 8K are refused before they are decoded: they are how a small file fills a machine."""
    if max(film.width, film.height) <= LONGEST_SIDE and film.width * film.height <= MOST_PIXELS:
        return None
    return refuse(
        "frame_too_large",
        "The picture is {width} × {height} pixels; at most 8192 × 4320 (8K) can be read. "
        "Export the film at 4K or below and choose it again.",
        width=film.width,
        height=film.height,
    )


def needs_length_within_a_day(facts: Facts) -> Refusal | None:
    """A film longer than a day is a mistake, or an attack."""
    if facts.seconds <= LONGEST_FILM_SECONDS:
        return None
    return refuse(
        "too_long",
        "This film lasts {length}; at most 24 hours can be taken. Check the export and choose it again.",
        length=Seconds(round(facts.seconds)),
    )
