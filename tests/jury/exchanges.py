"""A film of the jury that is a file, and a second version of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from festival import db
from festival.entries import queries as entry_queries
from festival.entries.drafts.fields import FILM
from festival.entries.models import Proposal
from festival.jury.screening import operations as screening_operations
from festival.jury.screening.operations import Words
from festival.screeners.media.made import Made, Sheet, Size
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from festival.uploads.models import Upload
from tests.entries.films.test_film import at_rest, look_at, send
from tests.jury.conftest import Jury
from tests.screeners.test_checks import FACTS, READING

EARLY = datetime(2020, 5, 1, tzinfo=UTC)
SENT = datetime(2020, 6, 1, 16, 2, tzinfo=UTC)
ANSWERED = SENT + timedelta(days=1)
MADE = Made((Size("360p", 640, 360),), ("poster-1.jpg",), Sheet(10, 12, 10, 160, 90), READING, (1,))


def first_version(jury: Jury) -> Upload:
    """The jury's film is a file that plays, in a round that is open while the call is."""
    with db.transaction():
        jury.round.opens_at, jury.film.film_link = EARLY, None
    return sent(jury, "first.mov", seconds=1200)


def sent(jury: Jury, name: str, seconds: float = 1300) -> Upload:
    """The filmmaker sends a file, and it is found to play."""
    upload = at_rest(jury.film.owner, filename=name)
    send(jury.film, upload, now=SENT)
    look_at(upload, ScreenerState.READY, seconds=seconds, at=SENT)
    with db.transaction() as session:
        screener = session.scalars(select(Screener).where(Screener.upload_id == upload.id)).one()
        screener.facts_row = replace(FACTS, seconds=seconds).to_json()
        screener.made_row = MADE.to_json()
    return upload


def play(jury: Jury, *played: tuple[float, float], now: datetime = SENT, shown: str | None = None) -> None:
    """The juror plays these seconds."""
    with db.transaction():
        screening_operations.record_seen(
            jury.assignment,
            played,
            film_seconds=1200,
            machine_at=now,
            actor=jury.juror,
            now=now,
            shown=shown,
        )


def score(jury: Jury, *steps: int, now: datetime = SENT, shown: str | None = None) -> None:
    """The juror gives a score."""
    chosen = {str(each.id): step for each, step in zip(jury.round.criteria, steps, strict=True)}
    with db.transaction():
        review = jury.assignment.review
        screening_operations.submit(
            jury.assignment,
            Words(chosen, "", ""),
            version=review.version if review else 0,
            actor=jury.juror,
            now=now,
            shown=shown,
        )


def proposal(jury: Jury) -> Proposal:
    """The new version that the festival is asked to take."""
    [found] = [each for each in entry_queries.open_proposals(jury.film.id) if each.field == FILM]
    return found
