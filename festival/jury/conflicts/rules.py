"""Whether a name in a film can be marked as not the juror's, and that mark be withdrawn."""

from collections.abc import Collection

from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury.conflicts import name_matching
from festival.jury.conflicts.models import NotSamePerson
from festival.jury.models import Conflict
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor
from festival.kernel.rules import needs_organizer


def mark_not_same(actor: Actor) -> Refusal | None:
    """Say that a name in a film is somebody else."""
    return needs_organizer(actor)


def withdraw_not_same(actor: Actor, not_same: NotSamePerson) -> Refusal | None:
    """Say that it was the same person after all."""
    return needs_organizer(actor) or needs_standing_not_same(not_same)


def needs_matching_name(
    entry: Entry, juror: Person, name: str, others_names: Collection[str]
) -> Refusal | None:
    """Nobody is known not to be the same person beforehand.

    What a film comes to name later is looked at then.
    """
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


def declare_conflict(actor: Actor) -> Refusal | None:
    """Say that a juror has a conflict of interest with a film."""
    return needs_organizer(actor)


def withdraw_conflict(actor: Actor, conflict: Conflict) -> Refusal | None:
    """Say that a conflict was a mistake: the film can be assigned to the juror again."""
    return needs_organizer(actor) or needs_standing_conflict(conflict)


def needs_standing_conflict(conflict: Conflict) -> Refusal | None:
    """What was withdrawn once is withdrawn."""
    if conflict.withdrawn_at is None:
        return None
    return refuse("conflict_withdrawn", "This conflict was withdrawn already.")
