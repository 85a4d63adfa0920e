"""What is surely no film by its first bytes: one list for browsers, before they send, and for the server.

Whatever is not surely something else is let through: only opening it tells whether it is a film.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from festival.kernel.refusals import Refusal, refuse
from festival.screeners.media.identify import HEAD_BYTES, REFUSALS, Kind

BITE = HEAD_BYTES
SUBTITLE = "subtitle"
WORDS: Mapping[str, Refusal] = MappingProxyType(
    {kind.value: refusal for kind, refusal in REFUSALS.items()}
    | {
        SUBTITLE: refuse(
            "subtitle",
            "This file holds subtitles, not a film. Choose it under Subtitle files, and the film here.",
        )
    }
)

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file is that begins so: all of `at` stand at their places, none of `unless` in its first 64 KiB.

    Bytes are written as hex digits. `text` is a regular expression, which browsers read too, for the first
    words of a text. A file of more than `most` bytes is let through.
    """

    kind: str
    at: tuple[tuple[int, str], ...] = ()
    unless: tuple[str, ...] = ()
    text: str = ""
    most: int = 0


def _hex(text: str) -> str:
    return text.encode("latin-1").hex()


def _beginning(kind: str, *beginnings: str) -> list[Mark]:
    return [Mark(kind, ((0, each),)) for each in beginnings]


def _at(kind: str, *pairs: tuple[int, str]) -> Mark:
    return Mark(kind, tuple((place, _hex(text)) for place, text in pairs))


_FILM_IN_OGG = tuple(_hex(each) for each in ("\x80theora", "OVP80", "BBCD", "fishead"))

MARKS: tuple[Mark, ...] = (
    # A stream of JPEG pictures is a film: one ends and the next begins, or it is too long for a photograph.
    Mark(Kind.PICTURE, ((0, "ffd8ff"),), unless=("ffd9ffd8", _hex("AVI1")), most=200_000_000),
    Mark(Kind.PICTURE, ((0, "89504e47"),), unless=(_hex("acTL"),)),
    Mark(Kind.PICTURE, ((0, _hex("GIF8")),), unless=(_hex("NETSCAPE2.0"),)),
    Mark(Kind.PICTURE, ((0, _hex("BM")), (6, "00000000"))),
    *_beginning(Kind.PICTURE, "49492a00", "4d4d002a", _hex("8BPS"), "762f3101", _hex("SDPX"), _hex("XPDS")),
    _at(Kind.PICTURE, (4, "jP  "), (20, "jp2 ")),
    _at(Kind.PICTURE, (0, "RIFF"), (8, "WEBP")),
    *(_at(Kind.PICTURE, (4, "ftyp"), (8, brand)) for brand in ("avif", "heic", "heix", "mif1")),
    _at(Kind.PICTURE, (4, "JXL ")),
    *_beginning(Kind.ARCHIVE, "504b0304", "504b0506", "504b0708", _hex("Rar!"), "377abcaf", "1f8b08"),
    *_beginning(Kind.ARCHIVE, _hex("BZh"), "fd377a585a", "28b52ffd", _hex("LZIP"), _hex("MSCF")),
    _at(Kind.ARCHIVE, (257, "ustar")),
    _at(Kind.ARCHIVE, (32769, "CD001")),
    *_beginning(Kind.DOCUMENT, _hex("%PDF"), _hex("{\\rtf"), "d0cf11e0", _hex("%!PS")),
    *_beginning(Kind.SOUND, _hex("ID3"), "fffb", "fff3", "fff1", "fff9", _hex("fLaC"), _hex("caff")),
    *_beginning(Kind.SOUND, _hex("#!AMR"), _hex("wvpk"), _hex("MAC "), _hex("DSD ")),
    *(_at(Kind.SOUND, (0, "FORM"), (8, kind)) for kind in ("AIFF", "AIFC")),
    *(_at(Kind.SOUND, (0, form), (8, "WAVE")) for form in ("RIFF", "RF64")),
    *(_at(Kind.SOUND, (4, "ftyp"), (8, brand)) for brand in ("M4A ", "M4B ")),
    Mark(Kind.SOUND, ((0, _hex("OggS")),), unless=_FILM_IN_OGG),
    *_beginning(Kind.PROGRAM, _hex("MZ\x90"), "7f454c46", "cffaedfe", "cafebabe", _hex("#!/")),
    _at(SUBTITLE, (3, "STL"), (8, ".01")),
    Mark(SUBTITLE, text=r"^\s*(\d+\s*)?\d+:\d\d:\d\d([,.:]\d+)?\s*-+>"),
    Mark(
        SUBTITLE,
        text=r"^\s*(WEBVTT|\[script info\]|scenarist_scc|\{\d+\}\{\d+\}|\d+:\d\d:\d\d\.\d+,\d+:\d\d:)",
    ),
    Mark(SUBTITLE, text=r"^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(\w+:)?tt[\s>]"),
    Mark(Kind.PLAYLIST, text=r"^\s*(#EXTM3U|\[playlist\]|ffconcat|<asx|<\?wpl|(<\?xml[^>]*>\s*)?<mpd)"),
    Mark(Kind.PAGE, text=r"^\s*(<!doctype html|<html|<script|<svg)"),
    # 64 KiB without a single byte that no text has.
    Mark(Kind.DOCUMENT, text=r"^(?!YUV4MPEG2)[^\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]+$"),
)


def refusal_of(head: bytes, length: int) -> Refusal | None:
    """Why a file of so many bytes, which begins with `head`, is surely no film; None where it may be one."""
    if not length:
        return WORDS[Kind.EMPTY]
    text = _text(head)
    return next((WORDS[mark.kind] for mark in MARKS if _has(head, text, length, mark)), None)


def for_browsers() -> list[dict[str, Any]]:
    """The same list as plain JSON, for js/upload/first_look.js."""
    return [asdict(mark) for mark in MARKS]


def _has(head: bytes, text: str, length: int, mark: Mark) -> bool:
    return (
        all(head.startswith(bytes.fromhex(digits), place) for place, digits in mark.at)
        and not any(bytes.fromhex(digits) in head for digits in mark.unless)
        and (not mark.text or re.search(mark.text, text, re.IGNORECASE) is not None)
        and (not mark.most or length <= mark.most)
    )


def _text(head: bytes) -> str:
    """The first bytes as a text has them, one character each, without a byte order mark.

    Of UTF-16 only what ASCII could say is left whole, which is enough for what is looked for.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _CONTROLS.sub("", head[2:].decode("latin-1"))
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
