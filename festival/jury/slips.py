"""What stands in a table, or was asked of it, and is perhaps not what was meant."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from festival.jury import scales
from festival.jury.films_and_jurors import Film, Juror, Key, Score
from festival.jury.plan_lines import counted
from festival.jury.scales import Scale
from festival.kernel import languages

MOST_NAMED = 3
MOST_SLIPS = 5
SCORES_A_SLIP = 50  # with fewer scores, one of them may be a slip
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
    """Names that only capitals tell apart: perhaps one film or juror, written in two ways."""
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
    few = min(MOST_SLIPS, max(1, len(scores) // SCORES_A_SLIP))
    if len(scores) < FEWEST_SCORES:
        return
    for scale in scales.USUAL:
        above = [score for score in scores if score.value > scale.highest]
        if len(above) <= few and all(score.value >= scale.lowest for score in scores):
            if above:
                yield f"{file}, row {above[0].row}: {_alone(above, scale)}"
            return


def _alone(above: Sequence[Score], scale: Scale) -> str:
    """“77 is the only score above 10; if it is a slip, …”"""
    first, end = f"{above[0].value:.12g}", f"{scale.highest:g}"
    said = f"mend {'it' if len(above) == 1 else 'them'} or say --scale {scale.lowest:g}-{end}."
    if len(above) == 1:
        return f"{first} is the only score above {end}; if it is a slip, {said}"
    return f"{first} is one of only {len(above)} scores above {end}; if they are slips, {said}"


def _run_together(place: str, words: Words) -> Iterator[str]:
    found = _first_and_count(words, lambda word: bool(_SEPARATOR.search(word)))
    yield from (f"{place}: {each} read as one word. Separate several by semicolons." for each in found)


def _unknown(place: str, words: Words) -> Iterator[str]:
    found = _first_and_count(words, lambda word: not languages.is_known(word))
    yield from (f"{place}: {each} in no list of languages, and taken as written." for each in found)


def _first_and_count(words: Words, is_doubtful: Callable[[str], bool]) -> Iterator[str]:
    """“drama, comedy” (film) and 3 others are — or nothing."""
    found = [(key, word) for key, each in words for word in sorted(each) if is_doubtful(word)]
    if found:
        key, word = found[0]
        others = f" and {len(found) - 1} more are" if len(found) > 1 else " is"
        yield f"“{word[:60]}” ({key}){others}"
