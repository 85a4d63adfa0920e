"""A small jury, saved: two jurors on a panel, one open round, one film in each one's queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from festival import clock, db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.jury.models import Assignment, Panel, Round
from tests.jury import factories
from tests.jury.factories import DURING


@dataclass
class Jury:
    """The parts of it; all are read again in each transaction."""

    edition: Edition
    organizer: Person
    juror: Person
    other: Person
    panel: Panel
    round: Round
    film: Entry
    assignment: Assignment
    others_assignment: Assignment


@pytest.fixture
def jury(context: None) -> Jury:
    """Two jurors who watch the same film."""
    edition, organizer = factories.edition(), factories.organizer()
    juror, other = factories.juror(name="Amal Juror"), factories.juror(name="Bruno Juror")
    panel = factories.panel(edition, juror, other)
    round_ = factories.round_of(panel)
    film = factories.film(edition, title="Across the River", directors=["Lina Secret"], runtime=1200)
    assignments = [factories.assign(round_, film, each) for each in (juror, other)]
    with db.transaction() as session:
        session.add_all([edition, organizer, *assignments])
    return Jury(edition, organizer, juror, other, panel, round_, film, *assignments)


@pytest.fixture
def festival_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """The festival's clock stands in the middle of the round, until it is moved; the machine's runs on."""

    def move(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    move(DURING)
    return move
