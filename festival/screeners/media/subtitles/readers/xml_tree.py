"""XML as people send it: without its namespaces, with the entities of HTML, damaged towards its end.

What cannot be mended without a guess is left out, and the line is told.
"""

import html
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
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


class EntityError(ValueError):
    """An XML file that defines entities: no subtitles do, and small ones can become gigabytes."""


class DeepError(ValueError):
    """Elements within elements, deeper than any subtitles have them."""


@dataclass
class _Reading:
    """The elements so far, with plain names."""

    builder: ElementTree.TreeBuilder = field(default_factory=ElementTree.TreeBuilder)
    open_names: list[str] = field(default_factory=list)
    damaged_at: int = 0


def read(text: str) -> tuple[ElementTree.Element, int]:
    """The root, names without prefixes, and the line from which on nothing can be read; 0 if all was.

    Raises EntityError, DeepError, and ElementTree.ParseError where there is no element at all.
    """
    if _DEFINES.search(text):
        raise EntityError
    declared = _DECLARATION.match(text)
    plain = "".join(_with_known_entities(text[declared.end() if declared else 0 :].lstrip()))
    lines_before = text.count("\n") - plain.count("\n")
    found = _parsed(plain)
    if found.damaged_at:
        mended = _parsed(_NO_TAG.sub("&lt;", _OPEN_BREAK.sub(_closed, plain)))
        if not mended.damaged_at or mended.damaged_at > found.damaged_at:
            found = mended
    try:
        root = found.builder.close()
    except AssertionError as error:
        raise ElementTree.ParseError from error
    return root, found.damaged_at + lines_before if found.damaged_at else 0


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _parsed(text: str) -> _Reading:
    reading, parser = _Reading(), expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(reading.open_names) >= DEEPEST:
            raise DeepError
        reading.open_names.append(local(name))
        found = {local(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        reading.builder.start(local(name), {**found, LINE: str(parser.CurrentLineNumber)})

    def end(_name: str) -> None:
        reading.builder.end(reading.open_names.pop())

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = reading.builder.data
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        reading.damaged_at = error.lineno
        while reading.open_names:
            end("")
    return reading


def _closed(found: re.Match[str]) -> str:
    return found[0] if found[2].endswith("/") else f"<{found[1]}{found[2]}/>"


def _with_known_entities(text: str) -> Iterator[str]:
    """The text with HTML's entities as characters, and a plain & where it begins none; not in CDATA."""
    while text:
        before, mark, rest = text.partition("<![CDATA[")
        yield _AMPERSAND.sub(_entity, before)
        inside, end, text = rest.partition("]]>")
        yield mark + inside + end


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    if name in _OF_XML:
        return found[0]
    meant = html.unescape(found[0])
    return html.escape(meant, quote=True) if meant != found[0] else f"&amp;{found[0][1:]}"
