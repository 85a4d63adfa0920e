"""The four tables of a round as `festival jury` reads them, so that anybody can plan and rank it again."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from festival.accounts.models import Person
from festival.adapters import archives
from festival.boards import queries as board_queries
from festival.boards import ranking_cache
from festival.boards.ranking_cache import Evidence
from festival.entries.models import Entry
from festival.exports import jury_tables_guide
from festival.exports.jury_tables_guide import Guide
from festival.jury.conflicts import affiliations, name_matching
from festival.jury.models import PanelMember, Round
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import queries as plan_queries
from festival.jury.planning import rules as plan_rules
from festival.jury.planning import solve
from festival.jury.screening import film_queries
from festival.kernel.spreadsheets import Cell, csv_chunks
from festival.scoring.values import Score

FILMS = ("film", "category", "minutes", "language", "subtitles", "genre", "notes")
JURORS = ("juror", "minutes", "languages", "avoids", "genres")
CONFLICTS = ("film", "juror")
SCORES = ("film", "juror", "score")
NO_MINUTES = 0  # of who scored and left the panel: known, and never asked again
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tables say, read once. `films` are all that compete, also those that nobody can watch yet."""

    judged: Round
    facts: plan_facts.Facts
    evidence: Evidence
    films: Sequence[Entry]
    conflicts: Collection[plan_facts.EntryPair]
    jurors: dict[int, str]


def archive_of(judged: Round) -> bytes:
    """The tables of a round in one ZIP, with a guide that says what to type to use them."""
    known = _known(judged)
    seconds = film_queries.lengths(known.films)
    files = {
        jury_tables_guide.NAME: jury_tables_guide.text(_guide(known)).encode(),
        "films.csv": _csv(FILMS, (_film(film, seconds) for film in known.films)),
        "jurors.csv": _csv(JURORS, _jurors(known)),
        "conflicts.csv": _csv(CONFLICTS, _conflicts(known)),
        "scores.csv": _csv(SCORES, _scores(known)),
    }
    return archives.packed(files)


def _known(judged: Round) -> _Known:
    facts, evidence = plan_queries.facts(judged), ranking_cache.evidence(judged)
    competing = {film.key for film in evidence.films}
    films = sorted((*facts.films, *facts.waiting), key=lambda film: film.id)
    left = _who_left(judged, facts.members, evidence.scores)
    people = [*(member.person for member in facts.members), *left]
    conflicts = (
        {*plan_queries.conflicts(judged.panel.edition_id)}
        | name_matching.involved(films, people, facts.others_names)
        | affiliations.named(films, facts.members).keys()
    )
    return _Known(
        judged=judged,
        facts=facts,
        evidence=evidence,
        films=[film for film in films if film.id in competing],
        conflicts=conflicts,
        jurors={person.id: juror_key(person.id, person.name) for person in people},
    )


def _who_left(judged: Round, members: Iterable[PanelMember], scores: Iterable[Score]) -> list[Person]:
    """Who scored and is no longer on the panel: a conflict of theirs still tells of a score that counts."""
    scored = {int(score.juror) for score in scores} - {member.person_id for member in members}
    return [person for person in board_queries.people_assigned(judged.id) if person.id in scored]


def juror_key(person_id: int, name: str) -> str:
    """A number tells other people of the same name apart and stays when a name changes.

    The name is for people.
    """
    return " ".join(f"{person_id} {unicodedata.normalize('NFC', name)}".split())


def _film(entry: Entry, seconds: Mapping[int, int]) -> Cells:
    film = solve.film_of(entry, seconds[entry.id])
    return (
        entry.id,
        film.category,
        _minutes(film.seconds),
        tuple(entry.languages),
        tuple(entry.subtitles),
        tuple(sorted(film.genres)),
        tuple(sorted(film.notes)),
    )


def _jurors(known: _Known) -> Iterable[Cells]:
    members = {member.person_id: member for member in known.facts.members}
    for person_id, key in known.jurors.items():
        member = members.get(person_id)
        yield _juror(key, member, known.facts) if member else (key, NO_MINUTES, None, None, None)


def _juror(key: str, member: PanelMember, facts: plan_facts.Facts) -> Cells:
    languages = plan_rules.known_languages(member, facts.usual_languages) or ()
    return key, member.minutes, tuple(sorted(languages)), tuple(member.avoids), tuple(member.genres)


def _conflicts(known: _Known) -> Iterable[Cells]:
    """Declared and matched, of the films and jurors that the tables name."""
    films = {film.id for film in known.films}
    named = sorted(pair for pair in known.conflicts if pair[0] in films and pair[1] in known.jurors)
    return ((film, known.jurors[juror]) for film, juror in named)


def _scores(known: _Known) -> Iterable[Cells]:
    """Those that count; a decimal says each one whole, so that it comes back to the last bit."""
    return ((score.film, known.jurors[int(score.juror)], score.value) for score in known.evidence.scores)


def _minutes(seconds: int) -> Cell:
    """Whole where they are; two decimals say every second."""
    return seconds // 60 if seconds % 60 == 0 else round(seconds / 60, 2)


def _csv(columns: Sequence[str], rows: Iterable[Cells]) -> bytes:
    return b"".join(csv_chunks(columns, rows))


def _guide(known: _Known) -> Guide:
    places = dict(known.evidence.places)
    categories = sorted({film.category for film in known.evidence.films})
    scored = {(score.film, score.juror) for score in known.evidence.scores}
    judged = known.judged
    return Guide(
        round=judged.name,
        edition=judged.panel.edition.name,
        reviews=judged.reviews_per_film,
        places=[(category, places.get(category, 0)) for category in categories],
        scale=known.evidence.scale,
        seed=known.evidence.seed,
        waiting=[film.id for film in known.facts.waiting],
        scored_in_conflict=len(scored.intersection(known.conflicts)),
    )
