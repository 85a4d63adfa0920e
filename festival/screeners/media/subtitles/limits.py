"""What is no subtitle file, seen before it is read: too large, pictures, an archive, a document."""

from festival.kernel.refusals import Refusal, refuse

LARGEST_BYTES = 10 * 2**20
PICTURES = (b"\x00\x00\x01\xba", b"# VobSub", b"PG", b"\x89PNG", b"\xff\xd8\xff")
ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x04\x22\x4d\x18", b"BZh")
DOCUMENTS = (b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")


def needs_text(data: bytes) -> Refusal | None:
    """What can be said of a file before it is read."""
    if len(data) > LARGEST_BYTES:
        return too_large()
    if data.startswith(PICTURES) or data.startswith(b"\x1a\x45\xdf\xa3") or data[4:8] == b"ftyp":
        return refuse(
            "subtitles_pictures",
            "This file holds pictures, not text. Export the subtitles as SubRip (.srt) or WebVTT (.vtt).",
        )
    if data.startswith(ARCHIVES):
        return refuse(
            "subtitles_archive",
            "This is an archive or a document, not a subtitle file. Unpack it and choose the .srt in it.",
        )
    if data.startswith(DOCUMENTS):
        return refuse(
            "subtitles_document",
            "This is a document, not a subtitle file. Save the subtitles as SubRip (.srt) or WebVTT (.vtt).",
        )
    return None


def too_large() -> Refusal:
    """The refusal of what is larger than any subtitles."""
    return refuse(
        "subtitles_too_large", "This file is too large for subtitles (10 MB at most). Is it the right one?"
    )


def too_hard() -> Refusal:
    """The refusal of a file that takes more time or memory than any subtitles do."""
    return refuse(
        "subtitles_too_hard",
        "This file could not be read in the time that subtitles need. Save it as SubRip (.srt) and choose it "
        "again.",
    )
