"""What people write, made safe to keep and to show in any script, without changing what it says."""

import re
import unicodedata

from festival.kernel.invalid import Invalid

# Written as code points, because most of them cannot be seen. Kept on purpose: the joiners and word breaks of
# Persian, Hindi, Khmer and emoji (200B to 200D), and the direction marks of Arabic and Hebrew (200E, 200F,
# 061C), which cannot reorder their neighbours.
_REMOVED = re.compile(
    "["
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # control characters, NUL among them
    "\u202a-\u202e\u2066-\u2069"  # overrides, embeddings, isolates: they reorder what follows
    "\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc"  # invisible, and no script needs them
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # not characters at all
    "]"
)
_LINE_ENDS = re.compile("\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by name that print nothing
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"})


def clean_line(text: str, limit: int) -> str:
    """One line (a title, a name): normal form NFC, single spaces, nothing hidden; "" if nothing can be seen.

    `limit` counts code points of the result. Raises Invalid with code `text_too_long`.
    """
    return _within(_one_line(text), limit)


def clean_text(text: str, limit: int) -> str:
    """Several lines (a synopsis), never two empty ones in a row, joined by "\\n"; else as `clean_line`."""
    normal = _normal(_LINE_ENDS.sub("\n", text))
    lines = (line.rstrip() for line in normal.replace("\t", " ").split("\n"))
    return _within(_EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip(), limit)


def header(text: str, limit: int = 200) -> str:
    """One line for the header of a letter, shortened with … rather than refused; no line end gets through."""
    line = _one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def shown(text: str) -> str:
    """Any text as one line that only prints: what a terminal would obey is escaped, as in \\x1b."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return all(char in _BLANK_LETTERS or unicodedata.category(char) in _UNSEEN for char in text)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", _normal(_LINE_ENDS.sub(" ", text))).strip()


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", _REMOVED.sub("", text))


def _within(text: str, limit: int) -> str:
    if is_blank(text):
        return ""
    if len(text) > limit:
        raise Invalid(
            "text_too_long",
            "This is {length} characters long, but only {limit} are possible. Please shorten it.",
            length=len(text),
            limit=limit,
        )
    return text
