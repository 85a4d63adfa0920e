"""Which elements of a TTML file are italic: by their own style, by a named one, by their region's."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping

MOST = 100  # styles that are looked at for one, each of which may name others
_BY_NAME = {"i": True, "em": True}  # not TTML's, but found in it


def italics(root: ElementTree.Element) -> Mapping[str, bool]:
    """Whether each named style, and each region, is italic; those that say nothing about it are left out."""
    named = {style.get("id", ""): style for style in root.iter() if style.tag in ("style", "region")}
    found = {name: _resolved(style, named) for name, style in named.items() if name}
    return {name: value for name, value in found.items() if value is not None}


def is_italic(element: ElementTree.Element, styles: Mapping[str, bool], before: bool = False) -> bool:
    """Whether what an element says is italic, when what is around it is so or not."""
    own = _own(element)
    if own is not None:
        return own
    named = [styles[name] for name in element.get("style", "").split() if name in styles]
    if named:
        return named[-1]
    return _BY_NAME.get(element.tag, styles.get(element.get("region", ""), before))


def _own(element: ElementTree.Element) -> bool | None:
    said = element.get("fontstyle")
    return None if said is None else said in ("italic", "oblique", "reverseOblique")


def _resolved(style: ElementTree.Element, named: Mapping[str, ElementTree.Element]) -> bool | None:
    """What a style says, or the last of those it names, or of those that they name."""
    waiting: list[ElementTree.Element] = [style]
    seen: set[int] = set()
    while waiting and len(seen) < MOST:
        current = waiting.pop()
        seen.add(id(current))
        inside = (_own(each) for each in (current, *current) if each is current or each.tag == "style")
        said = next((each for each in inside if each is not None), None)
        if said is not None:
            return said
        names = current.get("style", "").split()[-MOST:]
        waiting += [named[name] for name in names if name in named and id(named[name]) not in seen]
    return None
