"""What a plan comes to, in a few lines for the person at the terminal."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from festival.kernel import languages
from festival.scoring import connectivity, scales
from festival.scoring.assignment.propose import Load, Plan, Shortfall
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Juror, Key, Obstacle, Score

NAMED = 3  # films with too few reviews that are named; the report has all
WHY = {
    Obstacle.CONFLICT: "conflicts",
    Obstacle.LANGUAGE: "languages",
    Obstacle.CONTENT: "what jurors avoid",
    Obstacle.TIME: "jurors’ minutes",
}

NOTHING = {
    Obstacle.CONFLICT: "jurors have conflicts with the films",
    Obstacle.LANGUAGE: "jurors know no language of the films",
    Obstacle.CONTENT: "jurors avoid what the films show",
    Obstacle.TIME: "the films are longer than the minutes that jurors give",
}


def lines(plan: Plan, *, films: int, conflicts: int, out: Path) -> Iterator[str]:
    """What was read and written, what is missing, how well jurors can be compared, and what to do next."""
    read = [counted(films, "film"), counted(len(plan.loads), "juror"), counted(conflicts, "conflict")]
    yield f"Read: {', '.join(read)}."
    yield f"Written: {out}, {counted(len(plan.pairs), 'assignment')}{_loads(plan)}."
    if plan.uneven:
        yield f"Uneven: {plan.uneven}"
    if any(load.of_share is None for load in plan.loads):
        yield _without_share(plan)
    if plan.shortfalls:
        yield _missing(plan)
    if plan.pairs and len(plan.loads) > 1:
        yield grouped(plan.components)
    if plan.pairs:
        yield "Next: assign the films by this plan; when scores are in, rank them by “festival jury rank”."
    else:
        why = _obstacle(plan)
        yield f"Next: nothing could be planned, mostly because {why}; change that, then plan again."


def counted(number: int, noun: str) -> str:
    """“1 film”, “1,200 films”."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def grouped(groups: tuple[tuple[Key, ...], ...]) -> str:
    """Whether the jurors of these groups, who share no film with another, can be compared."""
    if len(groups) < 2:
        return "Jurors can be compared: the films they share connect all of them."
    sizes = ", ".join(f"{len(group):,}" for group in groups[:NAMED])
    more = ", …" if len(groups) > NAMED else ""
    return (
        f"Jurors cannot all be compared: {len(groups):,} groups ({sizes}{more} jurors) share no film. "
        "Reviews across the groups fix that."
    )


def _loads(plan: Plan) -> str:
    loads = [load for load in plan.loads if load.films]
    if not loads:
        return ""
    films, minutes = [load.films for load in loads], [round(load.seconds / 60) for load in loads]
    idle = len(plan.loads) - len(loads)
    nobody = f"; {counted(idle, 'juror')} without any" if idle else ""
    return f": {_range(films, 'film')} and {_range(minutes, 'minute')} for each juror{nobody}"


def _range(numbers: list[int], noun: str) -> str:
    least, most = min(numbers), max(numbers)
    return counted(most, noun) if least == most else f"{least:,} to {counted(most, noun)}"


def _without_share(plan: Plan) -> str:
    """Who gives no minutes, so that nothing is much or little for them, and what they have all the same."""
    loads = [load for load in plan.loads if load.of_share is None]
    named = ", ".join(f"{load.juror} ({_given_none(load)})" for load in loads[:NAMED])
    more = f", and {counted(len(loads) - NAMED, 'juror')} more" if len(loads) > NAMED else ""
    return f"Without a share: {named}{more}."


def _given_none(load: Load) -> str:
    assigned = f"{counted(round(load.seconds / 60), 'minute')} assigned, " if load.seconds else ""
    return f"{assigned}no minutes given"


def _missing(plan: Plan) -> str:
    short = plan.shortfalls
    missing = counted(sum(each.missing for each in short), "review")
    named = ", ".join(_named(each) for each in short[:NAMED])
    more = f", and {counted(len(short) - NAMED, 'film')} more" if len(short) > NAMED else ""
    return f"Missing: {missing}: {named}{more}. The report names all under “shortfalls”."


def _obstacle(plan: Plan) -> str:
    """What stands most often between the films and the jurors."""
    count: Counter[Obstacle] = Counter()
    for short in plan.shortfalls:
        count.update(short.obstacles)
    return max(NOTHING.items(), key=lambda each: count[each[0]])[1]


def _named(short: Shortfall) -> str:
    why = " and ".join(WHY[each] for each in short.obstacles) or "too few jurors"
    return f"{short.film} lacks {short.missing} ({why})"


def report(plan: Plan, *, reviews: int, seed: int) -> dict[str, Any]:
    """The plan's shortfalls, loads and connectedness as JSON has them. Times are minutes."""
    errors = [load.error for load in plan.loads if load.films]
    sharing = [(load.seconds, load.of_share) for load in plan.loads if load.of_share is not None]
    return {
        "parameters": {
            "views": reviews,
            "seed": seed,
            "scale": asdict(connectivity.SCALE),
            "quality_sd": connectivity.QUALITY_SD,
            "severity_sd": connectivity.SEVERITY_SD,
            "noise_sd": connectivity.NOISE_SD,
        },
        "seats": len(plan.pairs),
        "shortfalls": [shortfall(each) for each in plan.shortfalls],
        "load": {
            "mean_minutes": _minutes(sum(seconds for seconds, _ in sharing) / max(len(sharing), 1)),
            "fullest_of_share": round(max(share for _, share in sharing), 4) if sharing else None,
            "uneven": plan.uneven and {"why": plan.uneven.code, "words": str(plan.uneven)},
            "jurors": [_load(each) for each in plan.loads],
        },
        "components": plan.components,
        "algebraic_connectivity": round(plan.connectivity, 4),
        "largest_severity_error": round(max(errors), 4) if errors else None,
        "affinity": plan.affinity
        and {"reached": round(plan.affinity.reached, 2), "bound": round(plan.affinity.bound, 2)},
    }


def shortfall(short: Shortfall) -> dict[str, Any]:
    """A film that lacks reviews: how many, and how many jurors each obstacle keeps from it."""
    return {"film": short.film, "missing": short.missing, "why": short.obstacles}


def _load(load: Load) -> dict[str, Any]:
    return {
        "juror": load.juror,
        "films": load.films,
        "minutes": _minutes(load.seconds),
        "limit": None if load.limit is None else _minutes(load.limit),
        "of_share": None if load.of_share is None else round(load.of_share, 4),
        "severity_error": round(load.error, 4),
    }


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 2)


MOST_NAMED = 3
MOST_WARNINGS = 5
SCORES_A_MISTAKE = 50  # with fewer scores, one of them may be a typing error
FEWEST_SCORES = 10  # with fewer still, nobody can say what is usual in them

_SEPARATOR = re.compile("[,،、，|]")

Words = Iterable[tuple[Key, Iterable[str]]]
"""The words of a column, with the film or juror they are of."""


def of_films(file: str, films: Sequence[Film]) -> Iterator[str]:
    """What to look at again in the films' genres, notes and languages."""
    yield from of_names(file, "film", (film.key for film in films))
    yield from _run_together(f"{file}, column genre", ((film.key, film.genres) for film in films))
    yield from _run_together(f"{file}, column notes", ((film.key, film.notes) for film in films))
    yield from _unknown(f"{file}, language or subtitles", ((film.key, film.languages) for film in films))


def of_jurors(file: str, jurors: Sequence[Juror]) -> Iterator[str]:
    """What to look at again in the jurors' genres, in what they avoid, and in their languages."""
    yield from of_names(file, "juror", (juror.key for juror in jurors))
    yield from _run_together(f"{file}, column genres", ((juror.key, juror.genres) for juror in jurors))
    yield from _run_together(f"{file}, column avoids", ((juror.key, juror.avoids) for juror in jurors))
    known = ((juror.key, juror.languages or ()) for juror in jurors)
    yield from _unknown(f"{file}, column languages", known)


def of_names(file: str, thing: str, keys: Iterable[Key]) -> Iterator[str]:
    """Names that only capitals tell from each other: perhaps one film or juror, written in two ways."""
    alike: dict[str, list[str]] = defaultdict(list)
    for key in dict.fromkeys(map(str, keys)):
        alike[key.casefold()].append(key)
    found = [names for names in alike.values() if len(names) > 1]
    if found:
        one, other = (name[:60] for name in found[0][:2])
        more = f", and {counted(len(found) - 1, 'other pair')} of names likewise" if found[1:] else ""
        yield f"{file}: “{one}” and “{other}” are read as two {thing}s{more}; if they are one, write it once."


def of_places(films: Sequence[Film], places: Mapping[str, int]) -> Iterator[str]:
    """Categories that have more places than films, or none that was named."""
    count = Counter(film.category for film in films)
    for category, wanted in places.items():
        if wanted > count[category]:
            yield f"{category}: {counted(wanted, 'place')}, and only {counted(count[category], 'film')}."
    nameless = sorted(count.keys() - places.keys())
    if nameless:
        more = f" and {len(nameless) - MOST_NAMED:,} more" if len(nameless) > MOST_NAMED else ""
        yield f"{', '.join(nameless[:MOST_NAMED])}{more}: no places were named, not ranked for a list."


def of_scores(file: str, scores: Sequence[Score]) -> Iterator[str]:
    """The few scores above a usual scale that holds all others: they alone make the scale longer."""
    yield from of_names(file, "juror", (score.juror for score in scores))
    few = min(MOST_WARNINGS, max(1, len(scores) // SCORES_A_MISTAKE))
    if len(scores) < FEWEST_SCORES:
        return
    for scale in scales.USUAL:
        above = [score for score in scores if score.value > scale.highest]
        if len(above) <= few and all(score.value >= scale.lowest for score in scores):
            if above:
                yield f"{file}, row {above[0].row}: {_alone(above, scale)}"
            return


def _alone(above: Sequence[Score], scale: Scale) -> str:
    """“77 is the only score above 10; if it is a typing error, …”"""
    first, end = f"{above[0].value:.12g}", f"{scale.highest:g}"
    said = f"correct {'it' if len(above) == 1 else 'them'} or say --scale {scale.lowest:g}-{end}."
    if len(above) == 1:
        return f"{first} is the only score above {end}; if it is a typing error, {said}"
    return f"{first} is one of only {len(above)} scores above {end}; if they are typing errors, {said}"


def _run_together(place: str, words: Words) -> Iterator[str]:
    found = _first_and_count(words, lambda word: bool(_SEPARATOR.search(word)))
    yield from (f"{place}: {each} read as one word. Separate several by semicolons." for each in found)


def _unknown(place: str, words: Words) -> Iterator[str]:
    found = _first_and_count(words, lambda word: not languages.is_known(word))
    yield from (f"{place}: {each} not in the list of languages, so it is kept as written." for each in found)


def _first_and_count(words: Words, is_uncertain: Callable[[str], bool]) -> Iterator[str]:
    """“drama, comedy” (film) and 3 others are — or nothing."""
    found = [(key, word) for key, each in words for word in sorted(each) if is_uncertain(word)]
    if found:
        key, word = found[0]
        others = f" and {len(found) - 1} more are" if len(found) > 1 else " is"
        yield f"“{word[:60]}” ({key}){others}"
