"""A bad line between a client and a server: it breaks after so many bytes, again and again."""

import itertools
import socket
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

AT_ONCE = 64 * 1024
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class CuttingProxy:
    """Forwards TCP to `target` and cuts every connection whenever an allowance of sent bytes is used up.

    Each of `allowances` is the bytes from clients to the server until the next cut; after the last one
    the line stays dead until `mend`. Every second cut leaves the server waiting on a connection that says
    nothing more, as a mobile network does; the others reset both ends.
    """

    def __init__(self, target: int, allowances: Iterable[int] = ()) -> None:
        self.cuts = 0
        self._target = target
        self._allowances: Iterator[int] = iter(allowances)
        self._left: float = next(self._allowances, float("inf"))
        self._lock = threading.Lock()
        self._is_closed = False
        self._open: set[socket.socket] = set()
        self._forgotten: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def cut_after(self, count: int) -> None:
        """Let `count` more bytes through, then die until `mend`."""
        with self._lock:
            self._left, self._allowances = count, iter(())

    def mend(self) -> None:
        """From now on the line is good."""
        with self._lock:
            self._left = float("inf")

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            for end in (self._listener, *self._open, *self._forgotten):
                _close(end)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._left <= 0:
                _reset(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                _reset(client)
                continue
            with self._lock:
                if self._is_closed:
                    _close(client)
                    _close(server)
                    return
                self._open |= {client, server}
            threading.Thread(target=self._send, args=(client, server), daemon=True).start()
            threading.Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _send(self, client: socket.socket, server: socket.socket) -> None:
        try:
            while block := client.recv(AT_ONCE):
                allowed = self._allowed(len(block))
                server.sendall(block[:allowed])
                if allowed < len(block):
                    return
            server.shutdown(socket.SHUT_WR)
        except OSError:
            _close(client)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while block := server.recv(AT_ONCE):
                client.sendall(block)
        _close(client)

    def _allowed(self, wanted: int) -> int:
        """How many of the wanted bytes go through; when not all do, the line is cut behind them."""
        with self._lock:
            if self._left >= wanted:
                self._left -= wanted
                return wanted
            allowed = max(0, int(self._left))
            self._left = next(self._allowances, 0)
            self._cut()
            return allowed

    def _cut(self) -> None:
        """What was forwarded stays. Every client is reset; every second time the server is not told."""
        self.cuts += 1
        for end in self._open:
            if _port(end) == self.port:
                _reset(end)
            elif self.cuts % 2:
                threading.Timer(0.05, _reset, (end,)).start()
            else:
                self._forgotten.append(end)
        self._open.clear()


def _port(end: socket.socket) -> int:
    with suppress(OSError):
        return int(end.getsockname()[1])
    return 0


def _reset(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    _close(end)


def _close(end: socket.socket) -> None:
    # A plain close does not wake a thread that waits in recv; shutdown does.
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def bad_line(target: int, allowances: Iterable[int] = ()) -> Iterator[CuttingProxy]:
    """A proxy to the server at this port of 127.0.0.1, while the block lasts."""
    proxy = CuttingProxy(target, allowances)
    try:
        yield proxy
    finally:
        proxy.close()


def sizes(*pattern: int, times: int) -> Iterator[int]:
    """The pattern of allowances over and over, so many cuts in all, then a good line."""
    return itertools.chain(itertools.islice(itertools.cycle(pattern), times), [2**62])
