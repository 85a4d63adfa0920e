"""Who can be given a film manually: every juror of the panel, with their minutes, or why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from festival.entries.models import Entry
from festival.jury.models import PanelMember
from festival.jury.planning import facts as plan_facts
from festival.jury.planning.facts import Facts, PlannedLoad
from festival.jury.states import AssignmentState
from festival.kernel.words import N_

PLANNED_OR_ASSIGNED = N_("has it already")
STEPPED_ASIDE = N_("stepped aside from it")


@dataclass(frozen=True, slots=True)
class Choice:
    """A juror as one of a list; `against` says why they cannot be given the film, None where they can."""

    load: PlannedLoad
    against: str | None

    @property
    def member(self) -> PanelMember:
        """The juror."""
        return self.load.member

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes they can still give; None where there is no limit."""
        given = self.member.minutes
        return None if given is None else max(given - self.load.minutes, 0)


def choices(
    facts: Facts, film: Entry, loads: Sequence[PlannedLoad], reasons: plan_facts.Reasons
) -> list[Choice]:
    """Every juror, in the order of the panel."""
    states = {
        assignment.juror_id: assignment.state
        for assignment in facts.assignments
        if assignment.entry_id == film.id
    }
    return [Choice(load, _against(load.member, film, states, reasons)) for load in loads]


def _against(
    member: PanelMember, film: Entry, states: Mapping[int, AssignmentState], reasons: plan_facts.Reasons
) -> str | None:
    if state := states.get(member.person_id):
        return STEPPED_ASIDE if state is AssignmentState.RECUSED else PLANNED_OR_ASSIGNED
    code = reasons.reason(film, member)
    return None if code == "free" else plan_facts.REASONS[code]
