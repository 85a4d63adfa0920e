"""How much of the disk is promised to what is on its way in.

A promise follows what a sender does, not what it says: whoever announces fifty gigabytes and sends nothing
must not keep them from others.
"""

from datetime import timedelta

MIB = 1024 * 1024
UNCLAIMED = 64 * MIB  # the least for a file that belongs to no entry yet
CLAIMED = 1024 * MIB
IDLE = timedelta(hours=1)  # after so long without a byte nothing is promised any more


def promise(rest: int, arrived: int, *, idle: timedelta, is_claimed: bool) -> int:
    """Bytes kept free for one upload: as many again as have arrived, and never more than its rest."""
    if idle >= IDLE:
        return 0
    return min(rest, max(arrived, CLAIMED if is_claimed else UNCLAIMED))
