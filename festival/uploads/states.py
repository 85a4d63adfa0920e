"""Where the bytes of a file stand: on their way in, received, or no longer here."""

from enum import StrEnum

from festival.kernel.moves import Moves


class UploadState(StrEnum):
    """Received means that every byte is on our disk; expired, that time ran out before the last one."""

    RECEIVING = "receiving"
    RECEIVED = "received"
    EXPIRED = "expired"
    GONE = "gone"


UPLOAD_MOVES = Moves(
    {
        UploadState.RECEIVING: frozenset({UploadState.RECEIVED, UploadState.EXPIRED, UploadState.GONE}),
        UploadState.RECEIVED: frozenset({UploadState.GONE}),
    }
)
