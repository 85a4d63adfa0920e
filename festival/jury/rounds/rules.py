"""Who may arrange the jury, and when a panel, a round or a rubric can still be changed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from festival.jury import rules as panel_rules
from festival.jury.models import Assignment, Criterion, PanelMember, Round
from festival.jury.screening import rules as screening_rules
from festival.jury.states import ROUND_MOVES, AssignmentState, RoundState
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor
from festival.scoring import rubrics


def make_round(actor: Actor, name: str, taken: Collection[str]) -> Refusal | None:
    """Prepare a round under a name that its panel has not used."""
    return panel_rules.arrange(actor) or panel_rules.is_free(name, taken)


def is_as_read(thing: PanelMember | Round, version: int) -> Refusal | None:
    """What somebody else changed since a form was opened is not written over unseen."""
    if thing.version == version:
        return None
    return refuse(
        "changed_meanwhile",
        "Somebody else changed this while you were writing, so nothing was saved. What you typed "
        "is in the fields. What is saved now is beside it. Save again to keep your version.",
    )


def edit_round(actor: Actor, round_: Round, name: str = "", taken: Collection[str] = ()) -> Refusal | None:
    """Change a round that jurors do not know yet."""
    return panel_rules.arrange(actor) or is_draft(round_) or panel_rules.is_free(name, taken)


def edit_rubric(actor: Actor, round_: Round, criteria: Sequence[Criterion]) -> Refusal | None:
    """Change what is asked, before anybody was asked."""
    return panel_rules.arrange(actor) or is_draft(round_) or can_be_scored(criteria)


def open_round(actor: Actor, round_: Round, now: datetime) -> Refusal | None:
    """Let the jury in: there must be a rubric, a category, a juror, and time left."""
    return (
        panel_rules.arrange(actor)
        or can_move(round_, RoundState.OPEN)
        or can_be_scored(round_.criteria)
        or has_people_and_films(round_)
        or has_time_left(round_.closes_at, now)
    )


def close_round(actor: Actor, round_: Round) -> Refusal | None:
    """End the work; what was written stays."""
    return panel_rules.arrange(actor) or can_move(round_, RoundState.CLOSED)


def extend_round(actor: Actor, round_: Round, until: datetime, now: datetime) -> Refusal | None:
    """Give the jury more time; less is never given, since jurors have planned with what was said."""
    if refusal := panel_rules.arrange(actor) or has_time_left(until, now):
        return refusal
    if until > round_.closes_at:
        return None
    return refuse("not_longer", "Choose a later end than the one the jurors know.")


def is_draft(round_: Round) -> Refusal | None:
    """What jurors have seen is not changed under them."""
    if round_.state is RoundState.DRAFT:
        return None
    return refuse(
        "round_begun",
        "This round has begun, so what it asks stays as the jurors know it. You can still give it more time.",
    )


def can_move(round_: Round, state: RoundState) -> Refusal | None:
    """Whether a round can be opened, or closed, from where it stands."""
    if ROUND_MOVES.allow(round_.state, state):
        return None
    return refuse("round_stands", "This round is {state}.", state=round_.state.value)


def can_be_scored(criteria: Sequence[Criterion]) -> Refusal | None:
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


def has_people_and_films(round_: Round) -> Refusal | None:
    """A round without jurors, or without a category to watch, would open an empty room."""
    if not round_.categories:
        return refuse("no_category", "Choose which categories this round is for.")
    if not round_.panel.members:
        return refuse("no_member", "Put jurors on the panel “{panel}” first.", panel=round_.panel.name)
    return None


def has_time_left(closes_at: datetime, now: datetime) -> Refusal | None:
    """A window that is over opens for nobody."""
    if closes_at > now:
        return None
    return refuse("end_passed", "The end of this round has passed. Choose a later one first.")


def reopen(actor: Actor, assignment: Assignment, reason: str, now: datetime) -> Refusal | None:
    """Give a juror a finished film back, also after the others' scores were read; with a reason."""
    return (
        panel_rules.arrange(actor)
        or screening_rules.is_open(assignment.round, now)
        or screening_rules.is_in_competition(assignment)
        or _is_finished(assignment)
        or _has_its_juror(assignment)
        or screening_rules.gives_a_reason(reason)
    )


def _is_finished(assignment: Assignment) -> Refusal | None:
    if assignment.state in (AssignmentState.SCORED, AssignmentState.ABSTAINED):
        return None
    return refuse("not_finished", "This juror has not finished with the film: it is still open.")


def _has_its_juror(assignment: Assignment) -> Refusal | None:
    if screening_rules.sits(assignment):
        return None
    return refuse(
        "juror_gone",
        "This juror is not on the panel any more. First put them on it.",
    )
