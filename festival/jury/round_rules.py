"""Who may arrange the jury, and when a panel, a round or a rubric can still be changed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from festival.jury import rubrics, rules
from festival.jury.models import Conflict, Criterion, Panel, PanelMember, Round
from festival.jury.states import ROUND_MOVES, RoundState
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor, Role


def arrange(actor: Actor) -> Refusal | None:
    """Only organizers arrange the jury."""
    if Role.ORGANIZER in actor.roles:
        return None
    return refuse("organizers_only", "Only the festival's organizers can do this.")


def found_panel(actor: Actor, name: str, taken: Collection[str]) -> Refusal | None:
    """Begin a panel under a name of its own."""
    return arrange(actor) or is_free(name, taken)


def make_round(actor: Actor, name: str, taken: Collection[str]) -> Refusal | None:
    """Prepare a round under a name that its panel has not used."""
    return arrange(actor) or is_free(name, taken)


def join(actor: Actor, panel: Panel, person: Actor) -> Refusal | None:
    """Put somebody on a panel: a juror, once."""
    return arrange(actor) or is_juror(person) or is_not_member(panel, person)


def leave(actor: Actor) -> Refusal | None:
    """Take somebody off a panel, with the films that they have not finished."""
    return arrange(actor)


def lose_role(name: str, places: Sequence[tuple[Panel, int]]) -> Refusal | None:
    """Stop being a juror: not while a panel reckons with them. `places` are panels, and films that wait."""
    if not places:
        return None
    panel, waiting = max(places, key=lambda place: place[1])
    return refuse(
        "sits_on_panel",
        "Films that still wait for {name} on the panel “{panel}”: {count}. Take this juror off the panel "
        "first; what was scored stays.",
        name=name,
        panel=panel.name,
        count=waiting,
    )


def describe(actor: Actor, member: PanelMember) -> Refusal | None:
    """Say what a juror can watch: the organizers, and the juror."""
    return None if member.person_id == actor.id else arrange(actor)


def withdraw_conflict(actor: Actor, conflict: Conflict, reason: str) -> Refusal | None:
    """Say that a conflict was a mistake, with a reason: the film can be dealt to the juror again."""
    return arrange(actor) or still_stands(conflict) or rules.gives_a_reason(reason)


def still_stands(conflict: Conflict) -> Refusal | None:
    """What was withdrawn once is withdrawn."""
    if conflict.withdrawn_at is None:
        return None
    return refuse("conflict_withdrawn", "This conflict was withdrawn already.")


def is_as_read(thing: PanelMember | Round, version: int) -> Refusal | None:
    """What somebody else changed since a form was opened is not written over unseen."""
    if thing.version == version:
        return None
    return refuse(
        "changed_meanwhile",
        "Somebody else changed this while you were writing, so nothing was saved. What you typed is in the "
        "fields; what stands now is beside it. Save again to keep yours.",
    )


def edit_round(actor: Actor, round_: Round, name: str = "", taken: Collection[str] = ()) -> Refusal | None:
    """Change a round that jurors do not know yet."""
    return arrange(actor) or is_draft(round_) or is_free(name, taken)


def edit_rubric(actor: Actor, round_: Round, criteria: Sequence[Criterion]) -> Refusal | None:
    """Change what is asked, before anybody was asked."""
    return arrange(actor) or is_draft(round_) or can_be_scored(criteria)


def open_round(actor: Actor, round_: Round, now: datetime) -> Refusal | None:
    """Let the jury in: there must be a rubric, a category, a juror, and time left."""
    return (
        arrange(actor)
        or can_move(round_, RoundState.OPEN)
        or can_be_scored(round_.criteria)
        or has_people_and_films(round_)
        or has_time_left(round_.closes_at, now)
    )


def close_round(actor: Actor, round_: Round) -> Refusal | None:
    """End the work; what was written stays."""
    return arrange(actor) or can_move(round_, RoundState.CLOSED)


def extend_round(actor: Actor, round_: Round, until: datetime, now: datetime) -> Refusal | None:
    """Give the jury more time; less is never given, since jurors have planned with what was said."""
    if refusal := arrange(actor) or has_time_left(until, now):
        return refusal
    if until > round_.closes_at:
        return None
    return refuse("not_longer", "Choose a later end than the one the jurors know.")


def is_free(name: str, taken: Collection[str]) -> Refusal | None:
    """Two of one name could not be told apart."""
    if name not in taken:
        return None
    return refuse("name_taken", "There is a “{name}” already. Choose another name.", name=name)


def is_juror(person: Actor) -> Refusal | None:
    """Whether somebody was invited to the jury."""
    if Role.JUROR in person.roles:
        return None
    return refuse("not_a_juror", "Invite this person as a juror first.")


def is_not_member(panel: Panel, person: Actor) -> Refusal | None:
    """Nobody sits on a panel twice."""
    if all(member.person_id != person.id for member in panel.members):
        return None
    return refuse("already_member", "This juror sits on the panel already.")


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
