"""Names of people, as they may stand in letters: no name can carry a link."""

import re

from festival.kernel import texts
from festival.kernel.invalid import Invalid

LONGEST = 120
_LINKISH = re.compile(r"[/\\@<>|]|:\S|www\.", re.IGNORECASE)
_DOT_IN_A_WORD = re.compile(r"[.。．｡․]+(?=\w)")


def clean(text: str) -> str:
    """A name on one line, with a space after every dot: "evil.example" cannot become a link in a letter.

    Raises Invalid: `name_missing`, `name_link`, `text_too_long`.
    """
    name = _DOT_IN_A_WORD.sub(". ", texts.clean_line(text, LONGEST))
    if not name:
        raise Invalid("name_missing", "Please write the name you go by.")
    if _LINKISH.search(name):
        raise Invalid("name_link", "Please write only a name, without a web or e-mail address.")
    return name
