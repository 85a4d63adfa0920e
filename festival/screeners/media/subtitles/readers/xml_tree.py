"""XML as people send it: without its namespaces, with the entities of HTML, damaged.

What is damaged is read as far as its tags go, and the line is told.
"""

import html
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

DEEPEST = 30  # elements within one another
LINE = "#line"  # the attribute that tells where an element begins; XML can have none of that name
_DEFINES = re.compile(r"<!ENTITY|<!DOCTYPE[^<>\[]*\[", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^<>]*>")
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)?", re.IGNORECASE)
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_OPEN_BREAK = re.compile(r"<((?:\w{1,20}:)?br)((?:\s[^<>]*)?)>(?!</)")
_NO_TAG = re.compile(r"<(?![A-Za-z_/!?])")
_TAG = re.compile(r"(<[/A-Za-z_!?][^<>]*>)")
_NAME = re.compile(r"<(/?)((?:\w{1,60}:)?[\w.-]{1,60})")
_ATTRIBUTE = re.compile(r"([\w:.-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=/>]+))")
_CUT_OFF = re.compile(r"<[/A-Za-z_!?][^<>]*\Z")
_NO_XML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class EntityError(ValueError):
    """An XML file that defines entities: no subtitles do, and small ones can become gigabytes."""


class DeepError(ValueError):
    """Elements within elements, deeper than any subtitles have them."""


@dataclass
class _Reading:
    """The elements so far, with plain names in small letters, each with the line where it begins."""

    builder: ElementTree.TreeBuilder = field(default_factory=ElementTree.TreeBuilder)
    open_names: list[str] = field(default_factory=list)
    damaged_at: int = 0

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        if len(self.open_names) >= DEEPEST:
            raise DeepError
        self.open_names.append(local(name))
        found = {local(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        self.builder.start(local(name), {**found, LINE: str(line)})

    def end(self) -> None:
        """The innermost element ends."""
        self.builder.end(self.open_names.pop())


def read(text: str) -> tuple[ElementTree.Element, int]:
    """The root, with names in small letters and without prefixes, and the first damaged line; 0 if none is.

    Raises EntityError, DeepError, and ElementTree.ParseError where there is no element at all.
    """
    if _DEFINES.search(text):
        raise EntityError
    declared = _DECLARATION.match(text)
    plain = _with_known_entities(text[declared.end() if declared else 0 :].lstrip())
    found = _parsed(plain)
    damaged_at = found.damaged_at
    if damaged_at:
        found = _parsed(_NO_XML.sub(" ", _NO_TAG.sub("&lt;", _OPEN_BREAK.sub(_closed, plain))))
    if not found.damaged_at:
        damaged_at = 0
    else:
        found = _by_tags(plain)
    try:
        root = found.builder.close()
    except AssertionError as error:
        raise ElementTree.ParseError from error
    return root, damaged_at + text.count("\n") - plain.count("\n") if damaged_at else 0


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2].lower()


def _parsed(text: str) -> _Reading:
    reading, parser = _Reading(), expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: reading.start(
        name, attributes, parser.CurrentLineNumber
    )
    parser.EndElementHandler = lambda _name: reading.end()
    parser.CharacterDataHandler = reading.builder.data
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        reading.damaged_at = error.lineno
    return reading


def _by_tags(text: str) -> _Reading:
    """The elements of what is no XML: an end closes what is open within, and what never ends, ends last."""
    reading, line = _Reading(), 1
    whole = _CUT_OFF.sub("", without(text, "<!--", "-->", lambda _note: ""))
    for piece in _TAG.split(without(whole, "<![CDATA[", "]]>", html.escape)):
        name = _NAME.match(piece) if _TAG.fullmatch(piece) else None
        if name and name[1]:
            while local(name[2]) in reading.open_names:
                is_found = reading.open_names[-1] == local(name[2])
                reading.end()
                if is_found:
                    break
        elif name:
            reading.start(name[2], _attributes(piece[name.end() :]), line)
            if piece.endswith("/>") or local(name[2]) == "br":
                reading.end()
        elif reading.open_names and not _TAG.fullmatch(piece):
            reading.builder.data(html.unescape(piece))
        line += piece.count("\n")
    while reading.open_names:
        reading.end()
    return reading


def without(text: str, begin: str, end: str, change: Callable[[str], str]) -> str:
    """The text with what stands between two marks changed, as many lines as before, and without the marks."""
    kept: list[str] = []
    at = 0
    for start, inner, stop, after in _between(text, begin, end):
        changed = change(text[inner:stop])
        lines = text.count("\n", inner, stop) - changed.count("\n")
        kept += [text[at:start], changed, "\n" * lines]
        at = after
    return "".join([*kept, text[at:]])


def _between(text: str, begin: str, end: str) -> Iterator[tuple[int, int, int, int]]:
    """Where each mark begins and ends, and the mark that ends it: nothing is looked at twice."""
    at = 0
    while (start := text.find(begin, at)) >= 0:
        stop = text.find(end, start + len(begin))
        if stop < 0:
            return
        at = stop + len(end)
        yield start, start + len(begin), stop, at


def _attributes(written: str) -> dict[str, str]:
    """Of two with one name, the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name, html.unescape("".join(values)))
    return found


def _closed(found: re.Match[str]) -> str:
    return found[0] if found[2].endswith("/") else f"<{found[1]}{found[2]}/>"


def _with_known_entities(text: str) -> str:
    """The text with HTML's entities as characters, and a plain & where it begins none; not in CDATA."""
    kept: list[str] = []
    at = 0
    for start, _, _, after in _between(text, "<![CDATA[", "]]>"):
        kept += [_AMPERSAND.sub(_entity, text[at:start]), text[start:after]]
        at = after
    return "".join([*kept, _AMPERSAND.sub(_entity, text[at:])])


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    if name in _OF_XML:
        return found[0]
    meant = html.unescape(found[0])
    return html.escape(meant, quote=True) if meant != found[0] else f"&amp;{found[0][1:]}"
