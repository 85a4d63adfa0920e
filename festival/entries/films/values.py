"""The film of an entry as far as it has come: a link, or a file on its way, being checked, ready, refused."""

from dataclasses import dataclass
from datetime import datetime

from festival.entries.states import FILM_NOT_HERE, FilmState
from festival.kernel.refusals import Refusal
from festival.kernel.words import Message
from festival.screeners import rules as screener_rules
from festival.screeners.media.notes import GRAVE
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from festival.uploads.models import Upload
from festival.uploads.parts import Arrival
from festival.uploads.states import UploadState

_OF_SCREENER = {
    ScreenerState.CHECKING: FilmState.CHECKING,
    ScreenerState.READY: FilmState.READY,
    ScreenerState.REFUSED: FilmState.REFUSED,
}


@dataclass(frozen=True)
class Film:
    """What is known at `now`; without an instant, what the rows say. A file counts before a link."""

    link: str | None = None
    upload: Upload | None = None
    screener: Screener | None = None
    now: datetime | None = None
    arrival: Arrival | None = None

    @property
    def state(self) -> FilmState:
        """Where it stands."""
        if self.upload is None or self.is_gone:
            return FilmState.LINK if self.link else FilmState.NONE
        if self.upload.is_late(self.now):
            return FilmState.LINK if self.link else FilmState.LATE
        if self.upload.state is UploadState.RECEIVING:
            return FilmState.RECEIVING
        if self.is_not_judged:
            return FilmState.UNCHECKED
        return _OF_SCREENER[self.screener.state] if self.screener else FilmState.CHECKING

    @property
    def is_gone(self) -> bool:
        """Whether its file was taken away, so that nothing is left of it but its row."""
        return self.upload is not None and self.upload.state is UploadState.GONE

    @property
    def is_missing(self) -> bool:
        """Whether there is no film that its filmmaker has sent whole and that can be shown."""
        return self.state in FILM_NOT_HERE

    @property
    def arrived(self) -> int | None:
        """How many bytes of its file are here, or were when its time was over; None where nobody knows."""
        if self.arrival is not None:
            return self.arrival.count
        return self.upload.arrived if self.upload else None

    @property
    def percent(self) -> int:
        """How much of its file is here; the last percent only when all of it is."""
        if not self.upload or not self.upload.length:
            return 0
        return min((self.arrived or 0) * 100 // self.upload.length, 99)

    @property
    def is_sending(self) -> bool:
        """Whether bytes came within the last minute; else the sending stopped."""
        return self.arrival is not None and self.arrival.is_fresh

    @property
    def seconds(self) -> int | None:
        """Its measured length in whole seconds."""
        seconds = self.screener.seconds if self.screener else None
        return round(seconds) if seconds is not None else None

    @property
    def refusal(self) -> Refusal | None:
        """Why it cannot be shown, and what to do."""
        return self.screener.refusal if self.screener else None

    @property
    def is_not_judged(self) -> bool:
        """Whether our server could not check it, which says nothing against it."""
        return self.screener is not None and screener_rules.is_not_judged(self.screener)

    @property
    def grave_notes(self) -> list[Message]:
        """What its filmmaker should look at soon, although it can be watched."""
        return [note for note in self.screener.notes if note.code in GRAVE] if self.screener else []

    @property
    def sha256(self) -> str | None:
        """The fingerprint of its file, once all of it is here."""
        return self.upload.sha256 if self.upload else None
