"""Hands a round's films and jurors to the dealing of films, and brings back who watches what."""

from festival.entries.models import Entry
from festival.jury import assigning, plans
from festival.jury.models import PanelMember
from festival.jury.plans import Facts, Pair


def propose(facts: Facts, seed: int) -> list[Pair]:
    """The views still missing, dealt; seats that are taken stand, and nobody is asked twice."""
    proposed = _plan(facts, facts.views_wanted, seed)
    return sorted((int(film), int(juror)) for film, juror in proposed.pairs)


def groups(facts: Facts) -> list[list[PanelMember]]:
    """Jurors who share no film with those of another group: their scores could not be compared."""
    by_id = {member.person_id: member for member in facts.members}
    components = _plan(facts, 0, 0).components
    return [[by_id[int(juror)] for juror in component] for component in components]


def _plan(facts: Facts, views: int, seed: int) -> assigning.Plan:
    standing = [(seat.entry_id, seat.juror_id) for seat in plans.views(facts.seats)]
    settled = {(seat.entry_id, seat.juror_id) for seat in facts.seats} - set(standing)
    return assigning.propose(
        films=[_film(film, facts.seconds.get(film.id, 0)) for film in facts.films],
        jurors=[_juror(member, facts) for member in facts.members],
        conflicts=settled | set(facts.conflicts),
        views=views,
        seed=seed,
        standing=standing,
    )


def _film(entry: Entry, seconds: int) -> assigning.Film:
    return assigning.Film(
        key=entry.id,
        category=entry.category.slug,
        seconds=seconds,
        languages=frozenset([*entry.languages, *entry.subtitles]),
        notes=frozenset(entry.content_notes),
        genres=frozenset([entry.kind] if entry.kind else []),
    )


def _juror(member: PanelMember, facts: Facts) -> assigning.Juror:
    return assigning.Juror(
        key=member.person_id,
        languages=frozenset(member.languages or facts.usual_languages) or None,
        avoids=frozenset(member.avoids),
        seconds=None if member.minutes is None else member.minutes * 60,
        genres=frozenset(member.genres),
    )
