"""Names of people and companies, several in one text: taken apart and written so that they come back.

A semicolon or a line end is between two names; without one, a comma is, but for what belongs to the name
before it: Robert Downey, Jr. and Blue Sea Films, Inc. are one each.
"""

import re
from collections.abc import Sequence

_SURE = re.compile(r"\s*[;؛；\n]\s*")
_COMMA = re.compile(r"\s*[,،、，]\s*")

# What stands behind a comma and is nobody by itself: of a person, of a company; and “the Boss”.
_OF_A_PERSON = (
    "jr jnr junior sr snr senior ii iii iv esq phd md ma ba mba dds dvm obe cbe mbe asc bsc acs aec"
)
_OF_A_COMPANY = """
    ab ag aps as asbl bv co company corp corporation doo eirl eurl fze gbr ggmbh gmbh inc incorporated kft kg
    llc llp lp limited ltd ltda mbh nv ohg oy plc pte pty ptyltd coltd sa sal sarl sas sasu sl slu spa sprl
    srl sro ug gmbhcokg sadecv
"""
_BEHIND = frozenset(f"{_OF_A_PERSON} {_OF_A_COMPANY}".split())
_NICKNAME = re.compile(r"(?:the|le|la|el|der|die|das|il|o|a) [^\W\d_].*")


def split(text: str) -> list[str]:
    """The names in a text, in their order and as they were typed; each once."""
    if _SURE.search(text.strip().rstrip(";")) or text.rstrip().endswith(";"):
        return _each(_SURE.split(text))
    return _each(_joined(_COMMA.split(text)))


def written(names: Sequence[str]) -> str:
    """Names as one text that `split` takes apart again: with semicolons where a name has a comma."""
    plain = ", ".join(names)
    return plain if split(plain) == list(names) else "; ".join(name.replace(";", ",") for name in names) + ";"


def belongs_to_name_before(part: str) -> bool:
    """Whether it is a part of the name before its comma: Jr., Inc., the Boss."""
    return re.sub(r"[\W_]", "", part.casefold()) in _BEHIND or bool(_NICKNAME.fullmatch(part))


def without_suffix(name: str) -> str:
    """A person's name without what tells the son from the father: Robert Downey."""
    words = name.replace(",", " ").split()
    while len(words) > 2 and re.sub(r"[\W_]", "", words[-1].casefold()) in _OF_A_PERSON.split():
        words.pop()
    return " ".join(words)


def _joined(parts: Sequence[str]) -> list[str]:
    names: list[str] = []
    for part in parts:
        if names and names[-1] and belongs_to_name_before(part):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names


def _each(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(stripped for name in names if (stripped := name.strip(" ,"))))
