"""Whether a name in a film can be told apart from a juror's, and be taken for it again."""

from collections.abc import Collection

from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury import matching, round_rules, rules
from festival.jury.namesake_models import Namesake
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor


def tell_apart(
    actor: Actor, entry: Entry, juror: Person, name: str, reason: str, told_apart: Collection[str]
) -> Refusal | None:
    """Say that a name in a film is somebody else, with a reason: one that is taken for the juror now."""
    return (
        round_rules.arrange(actor)
        or is_taken_for(entry, juror, name, told_apart)
        or rules.gives_a_reason(reason)
    )


def withdraw_namesake(actor: Actor, namesake: Namesake, reason: str) -> Refusal | None:
    """Say that it was the same person after all, with a reason."""
    return round_rules.arrange(actor) or still_stands(namesake) or rules.gives_a_reason(reason)


def is_taken_for(entry: Entry, juror: Person, name: str, told_apart: Collection[str]) -> Refusal | None:
    """Nobody is told apart beforehand: what a film comes to name later is looked at then."""
    if matching.key(name) in {credit.key for credit in matching.taken_for(entry, juror.name, told_apart)}:
        return None
    return refuse(
        "not_taken",
        "“{name}” in “{title}” is not taken for {juror} any more: the credits were changed, or somebody else "
        "said so before you.",
        name=name[:80],
        title=entry.title,
        juror=juror.name,
    )


def still_stands(namesake: Namesake) -> Refusal | None:
    """What was withdrawn once is withdrawn."""
    if namesake.withdrawn_at is None:
        return None
    return refuse("namesake_withdrawn", "This was withdrawn already.")
