"""What is sent to us can be read: no NUL in any text, no JSON that nests without end."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class ShallowJSON(DefaultJSONProvider):
    """JSON as Flask reads it; what nests deeper than Python goes is as unreadable as a missing bracket."""

    def loads(self, s: str | bytes, **named: Any) -> Any:
        """Read it. Raises ValueError for what cannot be."""
        try:
            return super().loads(s, **named)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def refuse_nul() -> None:
    """Before every request: no address of ours holds NUL, and PostgreSQL refuses to look for it."""
    words = [flask.request.path, *_words(flask.request.args)]
    if any("\0" in word for word in words):
        raise BadRequest


def drop_nul() -> None:
    """Before every request: a form is taken without the NULs that came with it; nothing typed is lost.

    Any other body is left alone: the bytes of a film are no form, and are read once.
    """
    sent = flask.request
    if sent.mimetype in FORMS and any("\0" in word for word in _words(sent.form)):
        pairs = sent.form.items(multi=True)
        sent.form = ImmutableMultiDict((_clean(name), _clean(value)) for name, value in pairs)


def _words(texts: "MultiDict[str, str]") -> Iterator[str]:
    return chain.from_iterable(texts.items(multi=True))


def _clean(word: str) -> str:
    return word.replace("\0", "")


def init_app(app: flask.Flask) -> None:
    """Look at every request before anything else does."""
    app.json = ShallowJSON(app)
    app.before_request(refuse_nul)
    app.before_request(drop_nul)
