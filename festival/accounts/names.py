"""Names of people, as they may stand in letters: no name can carry a link."""

import re

from festival.kernel import texts
from festival.kernel.invalid import Invalid

LONGEST = 120
_LINKISH = re.compile(r"[\\@<>|]|//|:\S|www\.|\.(?=.*\S/\S)|\S/\S(?=.*\.)", re.IGNORECASE)
_WITH_DOTS = re.compile(r"\w+(?:[.。．｡․]+\w+)+")
_DOTS = re.compile(r"[.。．｡․]+")


def clean(text: str) -> str:
    """A name on one line as it was typed, but "evil.example" has a space after its dot: no link in a letter.

    Initials stay, as in J.R.R. and will.i.am, and two people may sign together: Søren / Anna.
    Raises Invalid: `name_missing`, `name_link`, `text_too_long`.
    """
    name = _WITH_DOTS.sub(_without_a_link, texts.clean_line(text, LONGEST))
    if not name:
        raise Invalid("name_missing", "Please write the name you go by.")
    if _LINKISH.search(name):
        raise Invalid("name_link", "Please write only a name, without a web or e-mail address.")
    return name


def _without_a_link(found: re.Match[str]) -> str:
    """Initials as they are; else a space behind each dot. No address ends in one letter."""
    first, *others = _DOTS.split(found[0])
    is_short = len(first) <= 2 or len(others) > 1
    are_initials = all(len(part) == 1 for part in others[:-1]) and len(others[-1]) <= (2 if others[1:] else 1)
    return found[0] if is_short and are_initials else _DOTS.sub(". ", found[0])
