"""The numbers by which addresses name rows: one that no database holds names nothing."""

from typing import Any

import flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """What `<int:…>` takes in every address of ours."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **({"max": LARGEST} | options))


def row_number(text: str) -> int:
    """A row's number out of a question mark's part of an address; ValueError for what can be none."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number


def init_app(app: flask.Flask) -> None:
    """Before any address is made: larger numbers lead to no page."""
    app.url_map.converters["int"] = RowNumber
