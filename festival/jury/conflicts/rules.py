"""Whether a name in a film can be told apart from a juror's, and be taken for it again."""

from collections.abc import Collection

from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury import rules as panel_rules
from festival.jury.conflicts import name_matching
from festival.jury.conflicts.models import NotSamePerson
from festival.jury.models import Conflict
from festival.jury.screening import rules as screening_rules
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor


def tell_apart(
    actor: Actor, entry: Entry, juror: Person, name: str, reason: str, others_names: Collection[str]
) -> Refusal | None:
    """Say that a name in a film is somebody else, with a reason: one that is taken for the juror now."""
    return (
        panel_rules.arrange(actor)
        or is_taken_for(entry, juror, name, others_names)
        or screening_rules.gives_a_reason(reason)
    )


def withdraw_not_same(actor: Actor, not_same: NotSamePerson, reason: str) -> Refusal | None:
    """Say that it was the same person after all, with a reason."""
    return (
        panel_rules.arrange(actor)
        or needs_standing_not_same(not_same)
        or screening_rules.gives_a_reason(reason)
    )


def is_taken_for(entry: Entry, juror: Person, name: str, others_names: Collection[str]) -> Refusal | None:
    """Nobody is told apart beforehand: what a film comes to name later is looked at then."""
    if name_matching.key(name) in {
        credit.key for credit in name_matching.taken_for(entry, juror.name, others_names)
    }:
        return None
    return refuse(
        "not_taken",
        "“{name}” in “{title}” does not count as {juror} any more. The credits were changed, or "
        "another organizer said so before you.",
        name=name[:80],
        title=entry.title,
        juror=juror.name,
    )


def needs_standing_not_same(not_same: NotSamePerson) -> Refusal | None:
    """What was withdrawn once is withdrawn."""
    if not_same.withdrawn_at is None:
        return None
    return refuse("namesake_withdrawn", "This was withdrawn already.")


def withdraw_conflict(actor: Actor, conflict: Conflict, reason: str) -> Refusal | None:
    """Say that a conflict was a mistake, with a reason: the film can be dealt to the juror again."""
    return (
        panel_rules.arrange(actor)
        or needs_standing_conflict(conflict)
        or screening_rules.gives_a_reason(reason)
    )


def needs_standing_conflict(conflict: Conflict) -> Refusal | None:
    """What was withdrawn once is withdrawn."""
    if conflict.withdrawn_at is None:
        return None
    return refuse("conflict_withdrawn", "This conflict was withdrawn already.")
