"""When a request is whole enough for a thread, told from what the system holds of it."""

import pytest

from festival.web.gunicorn_worker import SMALL, is_whole

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def post(length: int, body: bytes, path: bytes = b"/sign-in", more: bytes = b"") -> bytes:
    return b"POST %s HTTP/1.1\r\nContent-Length: %d\r\n%s\r\n%s" % (path, length, more, body)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"", False),
        (HEAD, True),
        (HEAD[:-2], False),
        (HEAD + HEAD[:5], True),
        (b"x" * (SMALL - 1), False),
        (b"x" * SMALL, True),
        (post(5, b"ab"), False),
        (post(5, b"abcde"), True),
        (post(5, b"abcdefgh"), True),
        (post(SMALL, b""), True),
        (post(5, b"", more=b"Expect: 100-continue\r\n"), True),
        (post(5, b"", path=b"/files/0123"), True),
        (b"POST / HTTP/1.1\r\ncontent-LENGTH:7\r\n\r\n123456", False),
        (b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nX-Content-Length: 9\r\n\r\n", True),
    ],
)
def test_a_thread_comes_when_all_is_said(said: bytes, expected: bool) -> None:
    assert is_whole(said) == expected
