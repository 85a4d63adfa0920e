"""What the page of the file tells the browser, so that it can refuse a file before its first byte is sent."""

from typing import Any

import flask
from flask_babel import lazy_gettext as _

from festival.editions.models import Category
from festival.entries.models import Entry
from festival.screeners.media import first_bytes
from festival.uploads.places import intake
from festival.web import wording


def checks(entry: Entry) -> dict[str, Any]:
    """What is no film, how large and how long one may be, as the scripts of an upload read it."""
    return {
        "bite": first_bytes.BITE,
        "limit": intake().limits.file,
        "marks": first_bytes.for_browsers(),
        "words": _words(),
        "lengths": _lengths(entry),
    }


def _words() -> dict[str, str]:
    too_large = _("This file has {size}; a file may have {limit}. Make a smaller export and choose it.")
    said = {kind: str(wording.explain(refusal)) for kind, refusal in first_bytes.WORDS.items()}
    return said | {"too_large": str(too_large)}


def _lengths(entry: Entry) -> dict[str, Any]:
    """A submitted entry is moved when the film is measured; a draft at once."""
    others = [each for each in entry.edition.categories if each.id != entry.category_id]
    return {
        "here": _length(entry.category),
        "others": [_length(each) for each in others],
        "move": flask.url_for("entries.move", entry_id=entry.id) if entry.is_draft else None,
        "words": {
            "short": str(
                _("{limit} needed, yours is {length}. Send it all the same? The festival will look at it.")
            ),
            "long": str(
                _("At most {limit}, yours is {length}. Send it all the same? The festival will look at it.")
            ),
            "short_fits": str(
                _("{limit} needed, yours is {length}. Send it all the same, or enter it in {other}?")
            ),
            "long_fits": str(
                _("At most {limit}, yours is {length}. Send it all the same, or enter it in {other}?")
            ),
        },
    }


def _length(category: Category) -> dict[str, Any]:
    return {
        "slug": category.slug,
        "name": category.name,
        "least": category.min_seconds,
        "most": category.max_seconds,
    }
