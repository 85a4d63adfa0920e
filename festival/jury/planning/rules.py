"""Whether a film can be given to a juror, and whether a plan can still be changed."""

from collections.abc import Collection

from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.conflicts import affiliations, name_matching
from festival.jury.models import Assignment, PanelMember, Round
from festival.jury.planning.models import PlanProposal
from festival.jury.states import AssignmentState, RoundState
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor
from festival.kernel.rules import needs_organizer
from festival.kernel.words import Message, message
from festival.scoring.values import understands


def plan(actor: Actor, round_: Round) -> Refusal | None:
    """Propose, edit or apply a plan."""
    if refusal := needs_organizer(actor):
        return refusal
    if round_.state is not RoundState.CLOSED:
        return None
    return refuse("round_over", "This round is closed, so no films can be assigned in it.")


def keep_proposal(actor: Actor, proposal: PlanProposal, assignments_now: str) -> Refusal | None:
    """Write a plan that was left to a worker: never over one that people changed in the meantime."""
    if refusal := plan(actor, proposal.round):
        return refusal
    if assignments_now == proposal.assignments_before:
        return None
    return refuse(
        "plan_changed",
        "The plan was changed while a new one was being made, so the new one was not kept. What "
        "you planned and assigned is as it was.",
    )


def assign(
    actor: Actor,
    round_: Round,
    entry: Entry,
    member: PanelMember,
    *,
    is_ready: bool,
    has_conflict: bool,
    others_names: Collection[str] = (),
) -> Refusal | None:
    """Give a film to a juror manually.

    `others_names` are names in it known to be somebody else's.
    """
    return (
        plan(actor, round_)
        or needs_panel_member(round_, member)
        or needs_film_of_round(round_, entry, is_ready=is_ready)
        or judge(entry, member, has_conflict=has_conflict, others_names=others_names)
    )


def unassign(actor: Actor, assignment: Assignment) -> Refusal | None:
    """Take a film from a juror. A submitted score is not thrown away: that takes a declared conflict."""
    if refusal := plan(actor, assignment.round):
        return refusal
    if assignment.state not in (AssignmentState.SCORED, AssignmentState.RECUSED):
        return None
    return refuse(
        "already_scored",
        "This juror has finished with the film. Only a conflict of interest can cancel a score.",
    )


def needs_panel_member(round_: Round, member: PanelMember) -> Refusal | None:
    """Only the round's own panel judges in it."""
    if member.panel_id == round_.panel_id:
        return None
    return refuse("other_panel", "This juror is not on the panel of this round.")


def needs_no_assignment(entry: Entry, member: PanelMember, state: AssignmentState | None) -> Refusal | None:
    """A film is given to somebody who has not got it.

    `state` is that of their assignment, None without one.
    """
    if state in (None, AssignmentState.REMOVED):
        return None
    return refuse(
        "sits_already",
        "“{title}” is on {juror}'s list already.",
        title=entry.title,
        juror=member.person.name,
    )


def needs_film_and_juror(entry: Entry | None, member: PanelMember | None) -> Refusal | None:
    """A planned assignment can lose its film or its juror before it is assigned; None says that it did."""
    if entry is None:
        return refuse("film_left", "A film has left the round since, or cannot be watched any more.")
    if member is None:
        return refuse("juror_left", "A juror has left the panel since.")
    return None


def needs_film_of_round(round_: Round, entry: Entry, *, is_ready: bool) -> Refusal | None:
    """An eligible film of the round's categories that can be watched now."""
    if entry.state is not EntryState.ELIGIBLE:
        return refuse(
            "not_eligible",
            "“{title}” is not among the eligible films.",
            title=entry.title,
        )
    if entry.category_id not in {category.id for category in round_.categories}:
        return refuse(
            "other_category",
            "“{title}” competes in a category that this round is not for.",
            title=entry.title,
        )
    return needs_watchable_film(entry, is_ready=is_ready)


def needs_watchable_film(entry: Entry, *, is_ready: bool) -> Refusal | None:
    """There is something to watch: a screener that is made, or a link."""
    if is_ready:
        return None
    return refuse(
        "film_not_ready",
        "“{title}” cannot be watched yet: there is no screener and no link.",
        title=entry.title,
    )


def judge(
    entry: Entry, member: PanelMember, *, has_conflict: bool, others_names: Collection[str] = ()
) -> Refusal | None:
    """What lies between a juror and a film: a conflict, declared or found, a language, what not to meet."""
    if has_conflict:
        return refuse(
            "has_conflict",
            "{juror} has a conflict of interest with “{title}”.",
            title=entry.title,
            juror=member.person.name,
        )
    return needs_uninvolved_juror(entry, member, others_names) or needs_suitable_juror(entry, member)


def needs_uninvolved_juror(
    entry: Entry, member: PanelMember, others_names: Collection[str] = ()
) -> Refusal | None:
    """Nothing in a film's data ties it to the juror."""
    found = found_conflict(entry, member, others_names)
    return Refusal(found) if found else None


def found_conflict(entry: Entry, member: PanelMember, others_names: Collection[str] = ()) -> Message | None:
    """What in a film's data ties it to a juror: who entered it, whom and what it names."""
    names = {"title": entry.title, "juror": member.person.name}
    if entry.owner_id == member.person_id:
        return message("entered_it", "{juror} entered “{title}”.", **names)
    for credit in name_matching.taken_for(entry, member.person.name, others_names):
        text = "“{title}” names “{credit}”: the name of {juror}, or one like it."
        return message("is_named", text, credit=credit.name, **names)
    for place in affiliations.named([entry], [member]).values():
        return message(
            "is_affiliated", "“{title}” names {place}, where {juror} works or studied.", place=place, **names
        )
    return None


def needs_suitable_juror(entry: Entry, member: PanelMember) -> Refusal | None:
    """Whether a juror can follow a film and wants to see what it shows."""
    names = {"title": entry.title, "juror": member.person.name}
    required = entry.edition.required_language
    known = known_languages(member, [required] if required else [])
    if not understands(known, offered_languages(entry)):
        return refuse(
            "not_understood", "{juror} knows neither the language of “{title}” nor its subtitles.", **names
        )
    if set(entry.content_notes) & set(member.avoids):
        return refuse("is_avoided", "{juror} asked not to be shown what “{title}” shows.", **names)
    return None


def needs_time(entry: Entry, member: PanelMember, *, seconds: int, left: float) -> Refusal | None:
    """Whether a film of so many seconds goes into those that a juror can still give."""
    if seconds <= left:
        return None
    return refuse(
        "no_time",
        "{juror} has no minutes left for “{title}”.",
        title=entry.title,
        juror=member.person.name,
    )


def known_languages(member: PanelMember, usual: Collection[str]) -> frozenset[str] | None:
    """What a juror follows; who named no language is taken to know the `usual` ones of the festival."""
    return frozenset(member.languages or usual) or None


def offered_languages(entry: Entry) -> frozenset[str]:
    """By which languages a film can be followed."""
    return frozenset([*entry.languages, *entry.subtitles])
