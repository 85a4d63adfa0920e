"""A signed ticket to one screening: which film, for whom, with which subtitles, until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

PURPOSE = "laurel.screening"
LASTS = timedelta(hours=4)


@dataclass(frozen=True)
class Ticket:
    """What a ticket says. `screener_key` names the film's folder, `track_ids` its subtitles.

    Without `opens_film` it shows the posters alone: many may see a film in a list who may not watch it.
    """

    screener_key: str
    viewer_id: int
    track_ids: tuple[int, ...]
    valid_until: datetime
    opens_film: bool

    def admits(self, viewer_id: int, now: datetime) -> bool:
        """Whether it is this person's, and still good."""
        return self.viewer_id == viewer_id and now < self.valid_until


def expiry(now: datetime) -> datetime:
    """Four to eight hours from now, the same instant for a while: so that browsers can keep pictures."""
    slot = int(now.timestamp() // LASTS.total_seconds())
    return datetime.fromtimestamp((slot + 2) * LASTS.total_seconds(), UTC)


def seal(ticket: Ticket, secret: str) -> str:
    """The ticket as a word for an address."""
    until = int(ticket.valid_until.timestamp())
    said = [ticket.screener_key, ticket.viewer_id, list(ticket.track_ids), until, ticket.opens_film]
    word = _serializer(secret).dumps(said)
    return word if isinstance(word, str) else word.decode()


def read(word: str, secret: str) -> Ticket | None:
    """The ticket behind a word, or None if the word is not ours."""
    try:
        key, viewer_id, track_ids, until, opens_film = _serializer(secret).loads(word)
    except BadSignature:
        return None
    return Ticket(key, viewer_id, tuple(track_ids), datetime.fromtimestamp(until, UTC), opens_film)


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=PURPOSE)
