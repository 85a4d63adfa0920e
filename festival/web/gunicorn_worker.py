"""gunicorn's worker of threads, made safe from slow lines: no thread and no loop waits for a stranger.

As it comes, a new connection holds a thread for five seconds before its first byte, the head of a request
may take for ever, and a connection that ends is waited for up to two seconds in the loop that accepts all
others. Forty sockets that say little then stop every page. Here the loop watches all of them at once, and a
thread comes when a request is whole: its head, and a form that is not large.
"""

import re
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 20.0  # until the head of a request, and a small form behind it, are whole
LOOK_SECONDS = 0.1  # between two looks at requests that are not whole yet
SMALL = 32 * 1024  # bytes of a request that the loop waits for; the system holds them meanwhile
PAGE_SECONDS = 120.0  # until the request of a page is answered, with the form that it brings
HURRY_SECONDS = 3.0  # for a page, and for the head of any request, while threads are scarce
SPARE_THREADS = 8
SILENT_SECONDS = 60.0  # a line that neither brings nor takes a byte for so long is dead
UNREAD_SECONDS = 0.1  # for a body that nobody reads, before its connection is given up
LINGER_SECONDS = 2.0  # in which the other side can read its answer before the connection is gone
LINGER_BYTES = 1024 * 1024
UNLIMITED = "/files"  # films may take hours: `festival.uploads.seats` watches them

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*(?:\r\n|$)", re.IGNORECASE)
# A film goes to its thread at once, and so does who waits for an answer before saying more.
_AT_ONCE = re.compile(rb"^[A-Z]+ " + UNLIMITED.encode() + rb"|\r\nexpect:", re.IGNORECASE)


class Connection(TConn):  # type: ignore[misc]
    """A connection with a longest silence; `deadline` is when its request must be over, or None."""

    deadline: float | None = None
    since = 0.0
    lingered = 0

    def said(self) -> bytes | None:
        """What waits to be read, left where it is; None of a line that ended, broke, or was read ahead."""
        if self.parser is not None and self.parser.unreader.buf.getvalue():
            return None
        try:
            return self.sock.recv(SMALL, socket.MSG_PEEK | socket.MSG_DONTWAIT) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def init(self) -> None:
        """Before each request, in its thread."""
        super().init()
        self.sock.settimeout(SILENT_SECONDS)

    def shut(self) -> None:
        """Wake whoever waits for its bytes."""
        with suppress(OSError):  # it is gone already
            self.sock.shutdown(socket.SHUT_RDWR)


def is_whole(said: bytes) -> bool:
    """Whether `said` holds the head of a request and all of a small form, or more than the loop waits for."""
    head, end, body = said.partition(b"\r\n\r\n")
    if not end:
        return len(said) >= SMALL
    length = _LENGTH.search(head)
    wanted = int(length[1]) if length else 0
    is_large = len(head) + len(end) + wanted >= SMALL
    return is_large or len(body) >= wanted or _AT_ONCE.search(head) is not None


class Worker(ThreadWorker):  # type: ignore[misc]
    """The worker that `gunicorn.conf.py` names."""

    def init_process(self) -> None:
        """Begin, with nobody there."""
        self.answering: set[Connection] = set()
        self.unread: dict[Connection, float] = {}
        self.looked_at = 0.0
        self.lingering: dict[Connection, float] = {}
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection; a thread comes only when it has said what it wants."""
        try:
            client, address = listener.accept()
        except OSError:  # another worker was faster
            return
        connection = Connection(self.cfg, client, address, listener.getsockname())
        connection.timeout = time.monotonic() + HEAD_SECONDS
        self.nr_conns += 1
        self.pending_conns.append(connection)
        self._watch(connection, partial(self.on_pending_socket_readable, connection))

    def enqueue_req(self, conn: Connection) -> None:
        """A connection said something: to a thread with it, when it is all."""
        said = conn.said()
        if said is None or is_whole(said):
            super().enqueue_req(conn)
        else:
            self.unread[conn] = time.monotonic() + HEAD_SECONDS

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """One turn of the loop, short while requests are not whole yet."""
        super().wait_for_and_dispatch_events(LOOK_SECONDS if self.unread else timeout)
        now = time.monotonic()
        if self.unread and now - self.looked_at >= LOOK_SECONDS:
            self.looked_at = now
            self._look_again(now)

    def _look_again(self, now: float) -> None:
        for conn, ends in tuple(self.unread.items()):
            said = conn.said()
            if said is None or is_whole(said) or (ends < now and b"\r\n\r\n" in said):
                del self.unread[conn]
                super().enqueue_req(conn)
            elif ends < now:
                del self.unread[conn]
                self.nr_conns -= 1
                conn.close()

    def handle(self, conn: Connection) -> Any:
        """One request, in a thread."""
        conn.since = time.monotonic()
        conn.deadline = conn.since + HEAD_SECONDS
        self.answering.add(conn)
        try:
            return super().handle(conn)
        finally:
            self.answering.discard(conn)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Its head is whole."""
        conn.deadline = None if req.path.startswith(UNLIMITED) else time.monotonic() + PAGE_SECONDS
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Connection, keepalive: Any) -> bool:
        if not keepalive:
            return False
        return bool(conn.parser.finish_body(deadline=time.monotonic() + UNREAD_SECONDS))

    def finish_request(self, conn: Connection, fs: Future[Any]) -> None:
        """In the loop: keep the connection, or let it linger until its answer is read."""
        if not fs.cancelled() and fs.exception() is None and not fs.result():
            self._linger(conn)
        else:
            super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """In the loop, every second: end what took too long."""
        super().murder_pending()
        now = time.monotonic()
        busy = tuple(self.answering)
        hurry = now - HURRY_SECONDS if len(busy) > self.cfg.threads - SPARE_THREADS else float("-inf")
        for conn in busy:
            if conn.deadline is not None and (conn.deadline < now or conn.since < hurry):
                conn.shut()
        for conn in [each for each, ends in self.lingering.items() if ends < now]:
            self._end(conn)

    def _linger(self, conn: Connection) -> None:
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            self._watch(conn, partial(self._drain, conn))
        except (OSError, ValueError):  # the other side is gone
            self.nr_conns -= 1
            conn.close()
        else:
            self.lingering[conn] = time.monotonic() + LINGER_SECONDS

    def _drain(self, conn: Connection, sock: socket.socket) -> None:
        try:
            came = len(sock.recv(64 * 1024))
        except BlockingIOError:
            return
        except OSError:
            came = 0
        conn.lingered += came
        if not came or conn.lingered > LINGER_BYTES:
            self._end(conn)

    def _end(self, conn: Connection) -> None:
        del self.lingering[conn]
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def _watch(self, conn: Connection, callback: Callable[[Any], None]) -> None:
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, selectors.EVENT_READ, callback)
