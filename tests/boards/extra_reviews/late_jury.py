"""A jury half-way: twelve shorts of twenty minutes, six jurors, three scores a film, four places."""

from dataclasses import dataclass

from sqlalchemy import delete

from festival import db
from festival.accounts.models import Person
from festival.boards import operations as board_operations
from festival.boards.models import Shortlist
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.jury.models import Assignment, Panel, PanelMember, Review, Round
from festival.jury.states import AssignmentState
from tests import factories as house
from tests.jury import factories
from tests.jury.factories import DURING

NAMES = ("Amal", "Bruno", "Chiara", "Dario", "Elena", "Farid")
TITLES = ("Kite", "Salt", house.LONG_ARABIC_TITLE, *(f"Road {number}" for number in range(4, 13)))
SEEN_BY = 3


@dataclass
class LateJury:
    """The parts of it; films from the best to the worst, films 3 to 6 close to one another."""

    edition: Edition
    organizer: Person
    jurors: list[Person]
    panel: Panel
    round: Round
    films: list[Entry]
    shortlist: Shortlist

    @property
    def next_url(self) -> str:
        """The page of the extra reviews."""
        return f"/desk/shortlists/{self.shortlist.id}/next"

    def member(self, place: int) -> PanelMember:
        """The place of a juror on the panel."""
        return next(each for each in self.panel.members if each.person_id == self.jurors[place].id)

    def divide(self) -> None:
        """Nobody sets a limit; half of the jurors have seen every other film, the others the rest."""
        groups = self.jurors[:3], self.jurors[3:]
        with db.transaction() as session:
            session.execute(delete(Review))
            session.execute(delete(Assignment))
            for member in self.panel.members:
                member.minutes = None
            for place, film in enumerate(self.films):
                for juror in groups[place % 2]:
                    assignment = factories.assign(self.round, film, juror, state=AssignmentState.SCORED)
                    session.add_all([assignment, factories.review(assignment, 5 - place // 3, 3)])


def sit_down(is_scored: bool = True) -> LateJury:
    """All of it, saved; with `is_scored` false the panel has not begun."""
    edition, organizer = factories.edition(), factories.organizer(name="Olga Organizer")
    jurors = [factories.juror(name=f"{name} Juror") for name in NAMES]
    panel = factories.panel(edition, *jurors)
    round_ = factories.round_of(panel, name="First round", reviews_per_film=SEEN_BY)
    films = [factories.film(edition, title=title, runtime=1200) for title in TITLES]
    with db.transaction() as session:
        session.add_all([edition, organizer, round_, *jurors, *films])
        session.flush()
        for film in range(len(films) if is_scored else 0):
            for assignment in _assignments(round_, films[film], film, jurors):
                session.add(assignment)
                session.add(factories.review(assignment, *_steps(film, jurors.index(assignment.juror))))
        shortlist = board_operations.begin(round_, films[0].category, 4, actor=organizer, now=DURING)
    return LateJury(edition, organizer, jurors, panel, round_, films, shortlist)


def _assignments(round_: Round, entry: Entry, film: int, jurors: list[Person]) -> list[Assignment]:
    watching = {(film + step) % len(jurors) for step in (0, 1, 3)}
    assert len(watching) == SEEN_BY
    state = AssignmentState.SCORED
    return [factories.assign(round_, entry, jurors[place], state=state) for place in sorted(watching)]


def _steps(film: int, juror: int) -> tuple[int, int]:
    """From fives for the best films to ones for the worst; jurors differ by a step or two."""
    worth = 5 - film / 3
    return _step(worth + (film * 7 + juror * 5) % 3 - 1), _step(worth + (film + juror * 3) % 5 - 2)


def _step(worth: float) -> int:
    return max(1, min(5, round(worth)))
