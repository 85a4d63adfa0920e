"""Who may arrange the jury, and when a panel, a round or a rubric can still be changed."""

from collections.abc import Sequence
from datetime import datetime

from festival.jury.models import Assignment, Criterion, Round
from festival.jury.screening import rules as screening_rules
from festival.jury.states import ROUND_MOVES, AssignmentState, RoundState
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor
from festival.kernel.rules import needs_organizer
from festival.kernel.windows import Window
from festival.scoring import rubrics


def create_round(actor: Actor) -> Refusal | None:
    """Prepare a round."""
    return needs_organizer(actor)


def edit_round(actor: Actor, round_: Round) -> Refusal | None:
    """Change a round that jurors do not know yet."""
    return needs_organizer(actor) or needs_draft(round_)


def edit_rubric(actor: Actor, round_: Round) -> Refusal | None:
    """Change what is asked, before anybody was asked."""
    return needs_organizer(actor) or needs_draft(round_)


def open_round(actor: Actor, round_: Round, now: datetime) -> Refusal | None:
    """Let the jury in: there must be a rubric, a category, a juror, and time left."""
    return (
        needs_organizer(actor)
        or needs_possible_move(round_, RoundState.OPEN)
        or needs_usable_rubric(round_.criteria)
        or needs_jurors_and_categories(round_)
        or needs_time(round_.closes_at, now)
    )


def close_round(actor: Actor, round_: Round) -> Refusal | None:
    """End the work; what was written stays."""
    return needs_organizer(actor) or needs_possible_move(round_, RoundState.CLOSED)


def extend_round(actor: Actor, round_: Round) -> Refusal | None:
    """Give the jury more time."""
    return needs_organizer(actor)


def needs_later_end(round_: Round, until: datetime, now: datetime) -> Refusal | None:
    """Less time is never given, since jurors have planned with what was said."""
    if refusal := needs_time(until, now):
        return refusal
    if until > round_.closes_at:
        return None
    return refuse("not_longer", "Choose a later end than the one the jurors know.")


def needs_window(opens_at: datetime, closes_at: datetime) -> Refusal | None:
    """A round ends after it begins; there are zones in which a day was left out."""
    if Window(opens_at, closes_at).is_in_order:
        return None
    return refuse("round_without_time", "The round would end before it begins. Choose a later last day.")


def needs_draft(round_: Round) -> Refusal | None:
    """What jurors have seen is not changed under them."""
    if round_.state is RoundState.DRAFT:
        return None
    return refuse(
        "round_begun",
        "This round has begun, so what it asks stays as the jurors know it. You can still give it more time.",
    )


def needs_possible_move(round_: Round, state: RoundState) -> Refusal | None:
    """Whether a round can be opened, or closed, from where it stands."""
    if ROUND_MOVES.allow(round_.state, state):
        return None
    return refuse("round_stands", "This round is {state}.", state=round_.state.value)


def needs_usable_rubric(criteria: Sequence[Criterion]) -> Refusal | None:
    """A rubric asks something, and each question has steps to choose from."""
    if not criteria:
        return refuse("rubric_empty", "Add at least one criterion, so that the jury knows what to score.")
    for name in rubrics.repeated([criterion.name for criterion in criteria]):
        return refuse(
            "criterion_twice",
            "There are two criteria called “{criterion}”. Give one of them another name.",
            criterion=name,
        )
    for criterion in criteria:
        if not rubrics.FEWEST_STEPS <= criterion.steps <= rubrics.MOST_STEPS:
            return refuse(
                "steps_out_of_range",
                "“{criterion}” needs {fewest} to {most} steps, each on its own line.",
                criterion=criterion.name,
                fewest=rubrics.FEWEST_STEPS,
                most=rubrics.MOST_STEPS,
            )
    return None


def needs_jurors_and_categories(round_: Round) -> Refusal | None:
    """A round without jurors, or without a category to watch, would have nothing to review."""
    if not round_.categories:
        return refuse("no_category", "Choose which categories this round is for.")
    if not round_.panel.members:
        return refuse("no_member", "Put jurors on the panel “{panel}” first.", panel=round_.panel.name)
    return None


def needs_time(closes_at: datetime, now: datetime) -> Refusal | None:
    """A window that is over opens for nobody."""
    if closes_at > now:
        return None
    return refuse("end_passed", "The end of this round has passed. Choose a later one first.")


def reopen(actor: Actor, assignment: Assignment, now: datetime) -> Refusal | None:
    """Give a juror a finished film back, also after the others' scores were read."""
    return (
        needs_organizer(actor)
        or screening_rules.needs_open_round(assignment.round, now)
        or screening_rules.needs_film_in_competition(assignment)
        or _needs_finished_assignment(assignment)
        or _needs_juror_on_panel(assignment)
    )


def _needs_finished_assignment(assignment: Assignment) -> Refusal | None:
    if assignment.state in (AssignmentState.SCORED, AssignmentState.ABSTAINED):
        return None
    return refuse("not_finished", "This juror has not finished with the film: it is still open.")


def _needs_juror_on_panel(assignment: Assignment) -> Refusal | None:
    if screening_rules.is_on_panel(assignment):
        return None
    return refuse(
        "juror_gone",
        "This juror is not on the panel any more. First put them on it.",
    )
