"""What a file that did not open as a film seems to be, by its first bytes: only to refuse it kindly."""

import os
import re
from enum import StrEnum
from pathlib import Path

from festival.kernel.refusals import refuse

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
    DCP = "dcp"
    PROJECT = "project"
    SUBTITLES = "subtitles"
    CAMERA_RAW = "camera_raw"
    IMAGE_SEQUENCE = "image_sequence"
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
    Kind.IMAGE_SEQUENCE: (b"SDPX", b"XPDS", b"v/1\x01", b"\x80*_\xd7", b"\xffO\xffQ"),
    Kind.CAMERA_RAW: (b"ARRI\x12\x34", b"ARRI\x34\x12", b"ARRI\x78\x56"),
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
    Kind.DCP: refuse(
        "dcp",
        "This is a cinema package, or a part of one (DCP or IMF). Jurors watch in a browser, which cannot "
        "play it. Export the whole film as one MP4 or MOV file (H.264 with AAC plays everywhere) and choose "
        "that. Keep the package for the cinema.",
    ),
    Kind.PROJECT: refuse(
        "project",
        "This is the project of an editing program: it only names pictures and sounds that lie elsewhere. "
        "Export the finished film as MP4 (H.264 with AAC plays everywhere) and choose that.",
    ),
    Kind.SUBTITLES: refuse(
        "subtitles",
        "This is a subtitle file, not a film. Choose it under “Subtitle files”, and the film here.",
    ),
    Kind.CAMERA_RAW: refuse(
        "camera_raw",
        "This is raw material of a camera, which only editing programs can read. Export the finished film "
        "as MP4 (H.264 with AAC plays everywhere) and choose that.",
    ),
    Kind.IMAGE_SEQUENCE: refuse(
        "image_sequence",
        "This is one picture of a series, not the film. Export the whole film as one MP4 file (H.264 with "
        "AAC plays everywhere) and choose that.",
    ),
    Kind.UNKNOWN: refuse(
        "unreadable",
        "We could not read this file as a film. Export it as MP4 (H.264 with AAC plays everywhere) "
        "and choose it again.",
    ),
}
PAGES = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<mpd")


CINEMA_XML = (b"assetmap", b"compositionplaylist", b"packinglist", b"volumeindex", b"outputprofilelist")
PROJECT_XML = (
    b"<fcpxml",
    b"<xmeml",
    b"<premieredata",
    b"<!doctype fcpxml",
    b"<!doctype xmeml",
    b"<kdenlive",
    b"<mlt",
)
CINEMA_NAMES = (b"ASSETMAP", b"VOLINDEX", b"CPL_", b"PKL_", b".mxf", b".MXF")
MARK_OF_DNG = (b"\x12\xc6\x01\x00", b"\xc6\x12\x00\x01")
CUE = re.compile(rb"\d[:.,]\d{2,3}\s*-->\s*-?\d")
TIFF = (b"II*\0", b"MM\0*")


def of_file(path: Path) -> Kind:
    """What a file is that no film demuxer would open, from its first and last 64 KiB."""
    with path.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
        opened.seek(max(opened.seek(0, os.SEEK_END) - HEAD_BYTES, 0))
        tail = opened.read()
    kind = kind_of(head)
    is_package = kind is Kind.ARCHIVE and any(name in head or name in tail for name in CINEMA_NAMES)
    return Kind.DCP if is_package else kind


def kind_of(head: bytes) -> Kind:
    """What the file seems to be, from its first 64 KiB."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096].lower()
    if not head:
        return Kind.EMPTY
    if head[8:12] in (b"WEBP", b"WAVE"):
        return Kind.PICTURE if head[8:12] == b"WEBP" else Kind.SOUND
    if head[4:8] == b"ftyp":
        return kind_of_mp4(head)
    if head[4:7] == b"RED" or (head.startswith(TIFF) and any(mark in head for mark in MARK_OF_DNG)):
        return Kind.CAMERA_RAW
    if head[257:262] == b"ustar":
        return Kind.ARCHIVE
    for kind, beginnings in BEGINNINGS.items():
        if head.startswith(beginnings) or text.startswith(
            tuple(b.lower() for b in beginnings if b.isascii())
        ):
            return kind
    return kind_of_text(text)


def kind_of_text(text: bytes) -> Kind:
    """What a text seems to be, from its beginning in small letters."""
    if text.startswith((b"webvtt", b"[script info]")) or CUE.search(text):
        return Kind.SUBTITLES
    if not text.startswith((*PAGES, b"<fcpxml", b"<xmeml")):
        return Kind.UNKNOWN
    if any(mark in text for mark in PROJECT_XML):
        return Kind.PROJECT
    return Kind.DCP if text.startswith(b"<?xml") and any(mark in text for mark in CINEMA_XML) else Kind.PAGE


def kind_of_mp4(head: bytes) -> Kind:
    """An MP4 that did not open: a photograph in that clothing, a protected film, or one cut short."""
    if head[8:12] in (b"avif", b"heic", b"heix", b"mif1"):
        return Kind.PICTURE
    if head[8:12] == b"crx ":
        return Kind.CAMERA_RAW
    return Kind.ENCRYPTED if any(mark in head for mark in (b"encv", b"pssh", b"cenc")) else Kind.INCOMPLETE
