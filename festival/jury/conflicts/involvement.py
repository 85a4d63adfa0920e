"""What films' data say against jurors, each with the words that say it, for people to look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from festival.entries.models import Entry
from festival.jury.conflicts import affiliations, name_matching, name_writings
from festival.jury.conflicts.name_matching import Credit, OthersNames
from festival.jury.models import PanelMember


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that ties a juror to a film: a name that can be theirs, a place of theirs, or both empty.

    Without a name they entered the film themselves. `tasks` are what the name stands there as, in words to be
    translated. `place` is where the juror works or studied, "" where it is their own name. `perhaps` says how
    a name differs that is only perhaps theirs, in words to be translated; "" where it is theirs.
    """

    entry: Entry
    member: PanelMember
    name: str = ""
    tasks: Sequence[str] = ()
    place: str = ""
    perhaps: str = ""

    @property
    def spot(self) -> str:
        """Where on a page it stands."""
        return spot(self.entry.id, self.member.person_id, self.name)


def spot(entry_id: int, person_id: int, name: str) -> str:
    """A place on a page for a name in a film and a juror, the same however the name is written."""
    return "-".join(["apart", str(entry_id), str(person_id), *name_matching.words(name)])


def found(
    films: Sequence[Entry], members: Sequence[PanelMember], others_names: OthersNames
) -> dict[Entry, list[Found]]:
    """Everything that ties one of these jurors to one of these films, film by film, both in their order."""
    places = affiliations.named(films, members)
    involved = name_matching.involved(films, [member.person for member in members], others_names)
    tied: dict[int, set[int]] = defaultdict(set)
    for entry_id, person_id in involved | places.keys():
        tied[entry_id].add(person_id)
    return {
        film: [
            tie
            for member in members
            if member.person_id in tied[film.id]
            for tie in _ties(film, member, others_names, places.get((film.id, member.person_id), ""))
        ]
        for film in films
        if film.id in tied
    }


def _ties(film: Entry, member: PanelMember, others_names: OthersNames, place: str) -> Iterator[Found]:
    if film.owner_id == member.person_id:
        yield Found(film, member)
    known = others_names.get((film.id, member.person_id), ())
    for name, tasks in _by_name(name_matching.taken_for(film, member.person.name, known)):
        yield Found(film, member, name, tasks, perhaps=_perhaps(name, member.person.name))
    if place:
        for name, tasks in _by_name(affiliations.credits_naming(film, place)):
            yield Found(film, member, name, tasks, place)


def _perhaps(name: str, juror: str) -> str:
    return "" if name_matching.is_written_alike(name, juror) else name_writings.why(name, juror)


def _by_name(credits: Iterable[Credit]) -> list[tuple[str, list[str]]]:
    """Each name once, as it is written first, with all that it stands there as."""
    names: dict[str, tuple[str, list[str]]] = {}
    for credit in credits:
        names.setdefault(credit.key, (credit.name, []))[1].append(credit.task)
    return list(names.values())
