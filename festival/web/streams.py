"""Files that are sent as they are made, from rows that stand still until the last of them is sent."""

from collections.abc import Callable, Iterator

import flask

from festival import db


def streamed(make: Callable[[], Iterator[bytes]], content_type: str, name: str) -> flask.Response:
    """An answer with what `make` gives, piece by piece, to be kept under a name.

    `make` runs when the view is over, in a context of its own: it reads its rows itself and takes none from
    the view. What is still written about the request (that its session or token is in use) would otherwise
    end the reading in the middle. A failure breaks the transfer off, so that nobody takes a part for the
    whole; the web server writes it down.
    """

    def pieces() -> Iterator[bytes]:
        with flask.current_app.app_context(), db.reading():
            yield from make()

    answer = flask.Response(flask.stream_with_context(pieces()), content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
