"""How much of an upload to read at once: large bites from a fast line, small ones from a slow one.

A bite that has not fully arrived is lost when the line breaks, so a bite must not take much longer than a
second; yet small bites cost a fast line most of its speed.
"""

import time
from collections.abc import Callable, Iterator

SMALLEST = 4 * 1024
FIRST = 16 * 1024
LARGEST = 1024 * 1024

_QUICK_SECONDS = 0.25
_SLOW_SECONDS = 1.0


def next_size(size: int, seconds: float) -> int:
    """The bytes to ask for next, after `size` bytes took this long."""
    if seconds < _QUICK_SECONDS:
        return min(size * 2, LARGEST)
    if seconds > _SLOW_SECONDS:
        return max(size // 2, SMALLEST)
    return size


def blocks(read: Callable[[int], bytes], clock: Callable[[], float] = time.monotonic) -> Iterator[bytes]:
    """The stream in blocks of at most LARGEST bytes; `read(size)` gives b"" at the end."""
    size = FIRST
    while True:
        began = clock()
        block = read(size)
        if not block:
            return
        size = next_size(size, clock() - began)
        yield block
