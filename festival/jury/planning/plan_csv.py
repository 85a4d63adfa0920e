"""A plan as a table that leaves for a spreadsheet and comes back: one row an assignment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from festival.entries.models import Entry
from festival.jury.models import Assignment, PanelMember
from festival.jury.planning import csv_rules
from festival.jury.planning import facts as plan_facts
from festival.jury.planning.facts import EntryPair, Facts
from festival.jury.states import AssignmentState
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal
from festival.kernel.spreadsheets import Cell, read_csv
from festival.kernel.words import N_

COLUMNS = ("film", "title", "juror", "name", "state")
NEEDED = ("film", "juror")

WORDS: Mapping[AssignmentState, str] = {
    AssignmentState.PLANNED: N_("planned"),
    AssignmentState.ASSIGNED: N_("assigned"),
    AssignmentState.WATCHING: N_("watching"),
    AssignmentState.SCORED: N_("scored"),
    AssignmentState.ABSTAINED: N_("abstained"),
    AssignmentState.RECUSED: N_("conflict"),
    AssignmentState.REMOVED: N_("taken away"),
}
"""What the plan's page and its file call the state of an assignment.

The file in English, anyone who reads it.
"""

_FILE_WORDS: Mapping[AssignmentState, str] = {
    **WORDS,
    AssignmentState.ASSIGNED: "dealt",
    AssignmentState.WATCHING: "at work",
}
"""What the file calls it: in English, and in the words of the first files, which programs read."""

_STATES = {
    word: state for state in AssignmentState for word in (WORDS[state], _FILE_WORDS[state], state.value)
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row as it was read: the film's number, the juror's address, what it says of their assignment."""

    number: int
    film: str
    address: str
    said: str

    @property
    def state(self) -> AssignmentState | None:
        """What it says of the assignment, also in the words of older files.

        None where it says nothing known.
        """
        return _STATES.get(self.said.casefold())


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Why a row of a file cannot be taken."""

    number: int
    why: Refusal


class RowsRefused(Exception):
    """Raised when a file is not taken: everything that is wrong in it, row by row."""

    def __init__(self, refusals: Sequence[RowRefusal]) -> None:
        super().__init__("; ".join(f"row {each.number}: {each.why}" for each in refusals))
        self.refusals = refusals


def rows(assignments: Iterable[Assignment]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a plan under `COLUMNS`: a film is its number, a juror an e-mail address."""
    for assignment in assignments:
        yield (
            assignment.entry_id,
            assignment.entry.title,
            assignment.juror.email,
            assignment.juror.name,
            _FILE_WORDS[assignment.state],
        )


def read(raw: bytes) -> list[PlanRow]:
    """What a table asks for, row by row. Raises Invalid where it is no such table."""
    table = read_csv(raw)
    for column in NEEDED:
        if column not in table.columns:
            raise Invalid("plan_column", "This table has no column “{column}”.", column=column)
    if not table.rows:
        raise Invalid("table_empty", "This file has no rows.")
    return [
        PlanRow(
            row.number,
            row.cells["film"].strip(),
            row.cells["juror"].strip(),
            row.cells.get("state", "").strip(),
        )
        for row in table.rows
    ]


def split(
    asked: Sequence[PlanRow], standing: Mapping[tuple[int, str], Assignment]
) -> tuple[set[EntryPair], list[PlanRow]]:
    """The assignments of rows that stand so already, which is history and checked no more.

    The rows that do not.
    """
    by_text = {(str(film), address): assignment for (film, address), assignment in standing.items()}
    found = [(row, by_text.get((row.film, row.address.casefold()))) for row in asked]
    kept = {(assignment.entry_id, assignment.juror_id) for _, assignment in found if assignment is not None}
    return kept, [row for row, assignment in found if assignment is None]


def wanted(asked: Sequence[PlanRow], facts: Facts) -> list[EntryPair]:
    """The assignments that these rows ask for, in their order, each once.

    Raises RowsRefused with all faults.
    """
    films = {str(film.id): film for film in (*facts.films, *facts.waiting)}
    jurors = {member.person.email_key: member for member in facts.members}
    pairs: dict[EntryPair, int] = {}
    refused: list[RowRefusal] = []
    for row in asked:
        film, member = films.get(row.film), jurors.get(row.address.casefold())
        if why := _why_not(row, film, member, facts):
            refused.append(RowRefusal(row.number, why))
        elif film is not None and member is not None:
            pairs.setdefault((film.id, member.person_id), row.number)
    refused += [
        RowRefusal(pairs[pair], why) for pair, why in plan_facts.impossible(facts, list(pairs)).items()
    ]
    if refused:
        raise RowsRefused(sorted(refused, key=lambda each: each.number))
    return list(pairs)


def _why_not(row: PlanRow, film: Entry | None, member: PanelMember | None, facts: Facts) -> Refusal | None:
    return (
        csv_rules.needs_plannable_state(row.said, row.state)
        or csv_rules.needs_known_film(row.film, film, is_ready=film not in facts.waiting)
        or csv_rules.needs_known_juror(row.address, member)
    )
