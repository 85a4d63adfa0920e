"""The text of a subtitle as WebVTT: italics stay, other styling goes, and nothing in it can become markup."""

import html
import re

LONGEST = 2_000  # characters: more fits on no screen

# What stands between < > or { } is markup only when it is a tag that subtitles have; anything else is speech.
SUBRIP = re.compile(
    r"</?(?:b|i|u|s|font(?:\s[^<>]*)?)\s*/?>|</?br\s*/?>|\{\\[^{}]*\}|\{/?[bius]\}", re.IGNORECASE
)
WEBVTT = re.compile(
    r"</?(?:b|i|u|c|v|lang|ruby|rt)(?:[.\s][^<>]*)?>|<(?:\d{1,3}:)?\d{1,2}:\d{1,2}\.\d{1,3}>|</?br\s*/?>|</?font[^<>]*>"
    r"|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"[ \t]+")
_ITALIC = re.compile(r"\\i([01])|\\i(?![a-z0-9])")


def of_tagged(text: str, tags: re.Pattern[str]) -> str:
    """WebVTT from text with tags, and with entities as HTML has them."""
    written, end, is_italic = [], 0, False
    for tag in tags.finditer(text):
        written.append(_styled(unescaped(text[end : tag.start()]), is_italic))
        end, is_italic = tag.end(), _is_italic_after(tag[0].lower(), is_italic)
        written.append("\n" if "br" in tag[0].lower()[:4] else "")
    written.append(_styled(unescaped(text[end:]), is_italic))
    return tidy("".join(written))


def of_runs(runs: list[tuple[str, bool]]) -> str:
    """WebVTT from pieces of plain text, each with whether it is italic."""
    return tidy("".join(_styled(text, is_italic) for text, is_italic in runs))


def cut(runs: list[tuple[str, bool]]) -> tuple[list[tuple[str, bool]], bool]:
    """As many pieces as a screen holds, and whether there are more."""
    short, left = [], LONGEST
    for text, is_italic in runs:
        if left:
            short.append((text[:left], is_italic))
        left -= min(len(text), left)
    return short, sum(len(text) for text, _ in runs) > LONGEST


def plain(markup: str) -> str:
    """The words alone, as they are read on the screen."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def unescaped(text: str) -> str:
    """Entities as the characters they stand for, once: `&amp;lt;` is `&lt;`."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def tidy(markup: str) -> str:
    """Without blanks at the ends of lines, and without lines that hold none."""
    lines = (_BLANKS.sub(" ", line).strip(" \t") for line in markup.split("\n"))
    return "\n".join(line for line in lines if plain(line).strip())


def _styled(text: str, is_italic: bool) -> str:
    """Each line by itself, so that no tag spans two."""
    lines = text.replace("\r", "\n").split("\n")
    return "\n".join(_line(line, is_italic) for line in lines)


def _line(line: str, is_italic: bool) -> str:
    safe = html.escape(line, quote=False)
    return f"<i>{safe}</i>" if is_italic and line.strip() else safe


def _is_italic_after(tag: str, before: bool) -> bool:
    if tag.startswith("{\\"):
        found = _ITALIC.search(tag)
        return found[1] == "1" if found else before
    if tag.strip("<>{}/ ").partition(".")[0].split()[0] == "i":
        return not tag.startswith(("</", "{/"))
    return before
