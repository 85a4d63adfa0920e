"""What one machine signs with its time is read by another: both go by the clock that they share."""

from itsdangerous import TimestampSigner

from festival import clock


class SharedClockSigner(TimestampSigner):
    """A signature with the shared time: by its own, a machine would refuse the links of one that is ahead."""

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return int(clock.shared_now().timestamp())
