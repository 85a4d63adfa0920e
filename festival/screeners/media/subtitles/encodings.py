"""Which encoding a file's bytes are in: by its mark, by its shape, else by what reads as a language."""

import re
from collections.abc import Sequence

from festival.screeners.media.subtitles import old_encodings
from festival.screeners.media.subtitles.values import Decoded, Options, Question

MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
SHIFTED = {b"\x1b$)C": "iso2022_kr", b"\x1b$": "iso2022_jp_ext", b"\x1b(J": "iso2022_jp_ext", b"~{": "hz"}
SIGNS = ("-->", "\n0:", "\n00:", "Dialogue:", "</tt", "<SYNC", "}{")
GOOD_FOR_BAD = 4  # so many letters that are UTF-8, for each place that is not, and the file is UTF-8
MOST_BAD_LINES = 20
BAD = "\N{REPLACEMENT CHARACTER}"
_NO_UTF_8 = re.compile("[\udc80-\udcff]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\udc80-\udcff]")
_ENDS_OF_LINES = re.compile(r"\r+\n?|[\x85\u2028\u2029]")


def decode(data: bytes, options: Options) -> Decoded | Question | None:
    """The text of a subtitle file; a question where a reader might see garbage if we guessed; None where
    no encoding makes a text of it."""
    if options.encoding:
        return forgiving(data, options.encoding)
    name = _by_mark(data) or _by_width(data) or _by_escapes(data)
    if name:
        return forgiving(data, name)
    good, bad = _counted(data)
    if good >= GOOD_FOR_BAD * bad:
        return forgiving(data, "utf-8")
    if b"\0" in data:
        return None
    return _old(data, options, *(("utf-8",) if good > bad else ()))


def others(data: bytes, encoding: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Other encodings in which the same bytes are a text of other letters, the likeliest first."""
    good, bad = _counted(data)
    if _by_mark(data) or _by_width(data) or good >= GOOD_FOR_BAD * bad:
        return ()
    ranked = [found.encoding for found in old_encodings.ranked(data, languages)]
    return tuple(name for name in ranked if name != encoding)


def forgiving(data: bytes, encoding: str) -> Decoded:
    """The text in this encoding, with a mark in place of what means nothing in it."""
    if encoding.startswith("utf-8"):
        text = _NO_UTF_8.sub(BAD, data.decode(encoding, "surrogateescape"))
    else:
        text = data.decode(encoding, "replace")
    text = _ENDS_OF_LINES.sub(_plain_ends, text).removeprefix("\ufeff")
    bad = [found.start() for found in re.finditer(f"{BAD}+", text)]
    lines = sorted({text.count("\n", 0, at) + 1 for at in bad[:MOST_BAD_LINES]})
    return Decoded(text.replace("\0", BAD), encoding.removesuffix("-sig"), len(bad), tuple(lines))


def _plain_ends(found: re.Match[str]) -> str:
    """One end of a line for any number of \\r before a \\n, else one for each."""
    return "\n" if found[0].endswith("\n") else "\n" * len(found[0])


def _old(data: bytes, options: Options, *nearly: str) -> Decoded | Question | None:
    found = [*nearly, *old_encodings.choose(data, options.languages, options.is_language_said)]
    if len(found) == 1:
        return forgiving(data, found[0])
    samples = old_encodings.samples(data, found)
    return Question(samples) if samples else None


def _by_mark(data: bytes) -> str:
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")


def _by_width(data: bytes) -> str:
    """UTF-16 or UTF-32 without its mark: in lines of times each character has a zero byte."""
    if b"\0" not in data:
        return ""
    start = data[: 2**18]
    for name in WIDE:
        text = start.decode(name, "ignore")
        if any(sign in text for sign in SIGNS):
            return name
    return ""


def _by_escapes(data: bytes) -> str:
    """Encodings of seven bits, in which a word of ASCII announces what is not."""
    if re.search(rb"[\x80-\xff]", data):
        return ""
    for escape, name in SHIFTED.items():
        if escape in data and not forgiving(data, name).bad_bytes:
            return name
    return ""


def _counted(data: bytes) -> tuple[int, int]:
    """Letters beyond ASCII that are UTF-8, and bytes that are not."""
    text = data.decode("utf-8", "surrogateescape")
    return len(_BEYOND_ASCII.findall(text)), sum(map(len, _NO_UTF_8.findall(text)))
