"""What a file that did not open as a film seems to be, by its first bytes: only to refuse it kindly."""

from enum import StrEnum

from festival.kernel.refusals import Refusal, refuse

HEAD_BYTES = 65536


class Kind(StrEnum):
    """What a file is, when it is not a film we can open."""

    EMPTY = "empty"
    PICTURE = "picture"
    ARCHIVE = "archive"
    PLAYLIST = "playlist"
    PAGE = "page"
    PROGRAM = "program"
    DOCUMENT = "document"
    SOUND = "sound"
    ENCRYPTED = "encrypted"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"


BEGINNINGS = {
    Kind.PICTURE: (
        b"\xff\xd8\xff",
        b"\x89PNG",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"8BPS",
        b"\0\0\0\x0cjP  ",
    ),
    Kind.ARCHIVE: (
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"BZh",
        b"\xfd7zXZ",
        b"(\xb5/\xfd",
    ),
    Kind.PLAYLIST: (b"#EXTM3U", b"[playlist]", b"ffconcat", b"<asx", b"<?wpl"),
    Kind.PROGRAM: (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"),
    Kind.DOCUMENT: (b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0"),
    Kind.SOUND: (b"ID3", b"\xff\xfb", b"\xff\xf3", b"fLaC", b"FORM"),
}
REFUSALS = {
    Kind.EMPTY: refuse("empty", "This file is empty. Export the film again and choose the new file."),
    Kind.PICTURE: refuse(
        "picture",
        "This file is a picture, not a film. Export it as MP4 or MOV and choose it again; "
        "the rest of your entry is safe.",
    ),
    Kind.ARCHIVE: refuse(
        "archive", "This file is an archive (ZIP or the like). Unpack it and choose the film inside."
    ),
    Kind.PLAYLIST: refuse(
        "playlist", "This file is a playlist: it only names films that lie elsewhere. Choose the film itself."
    ),
    Kind.PAGE: refuse(
        "page",
        "This file is a web page, not a film. If you downloaded it, the link may have asked for a sign-in "
        "first. Choose the film itself.",
    ),
    Kind.PROGRAM: refuse("program", "This file is a program, not a film. Choose the film itself."),
    Kind.DOCUMENT: refuse("document", "This file is a document, not a film. Choose the film itself."),
    Kind.SOUND: refuse(
        "no_picture",
        "There is no moving picture in this file. Export the film with its picture, as MP4.",
    ),
    Kind.ENCRYPTED: refuse(
        "encrypted", "This film is copy-protected and cannot be played. Export it without protection."
    ),
    Kind.INCOMPLETE: refuse(
        "incomplete",
        "Parts of this file are missing or damaged. Most often, an export or a copy was cut "
        "short. Check that it plays to the end, or export it again. Then choose it again.",
    ),
    Kind.UNKNOWN: refuse(
        "unreadable",
        "We could not read this file as a film. Export it as MP4 (H.264 with AAC plays everywhere) "
        "and choose it again.",
    ),
}
PAGES = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<mpd")


def refusal_of(head: bytes) -> Refusal:
    """Why a file that no film demuxer would open is refused, from its first 64 KiB."""
    return REFUSALS[kind_of(head)]


def kind_of(head: bytes) -> Kind:
    """What the file seems to be."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if not head:
        return Kind.EMPTY
    if head[8:12] in (b"WEBP", b"WAVE"):
        return Kind.PICTURE if head[8:12] == b"WEBP" else Kind.SOUND
    if head[4:8] == b"ftyp":
        return kind_of_mp4(head)
    for kind, beginnings in BEGINNINGS.items():
        if head.startswith(beginnings) or text.startswith(
            tuple(b.lower() for b in beginnings if b.isascii())
        ):
            return kind
    return Kind.PAGE if text.startswith(PAGES) else Kind.UNKNOWN


def kind_of_mp4(head: bytes) -> Kind:
    """An MP4 that did not open: a photograph in that clothing, a protected film, or one cut short."""
    if head[8:12] in (b"avif", b"heic", b"heix", b"mif1"):
        return Kind.PICTURE
    return Kind.ENCRYPTED if any(mark in head for mark in (b"encv", b"pssh", b"cenc")) else Kind.INCOMPLETE
