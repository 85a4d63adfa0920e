"""What stands in a table of films or jurors and is perhaps not what was meant: a line for each column."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from festival.jury.films_and_jurors import Film, Juror, Key
from festival.kernel import languages

_SEPARATOR = re.compile("[,،、，|]")

Words = Iterable[tuple[Key, Iterable[str]]]
"""The words of a column, with the film or juror they are of."""


def of_films(file: str, films: Sequence[Film]) -> Iterator[str]:
    """What to look at again in the films' genres, notes and languages."""
    yield from _run_together(f"{file}, column genre", ((film.key, film.genres) for film in films))
    yield from _run_together(f"{file}, column notes", ((film.key, film.notes) for film in films))
    yield from _unknown(f"{file}, language or subtitles", ((film.key, film.languages) for film in films))


def of_jurors(file: str, jurors: Sequence[Juror]) -> Iterator[str]:
    """What to look at again in the jurors' genres, in what they avoid, and in their languages."""
    yield from _run_together(f"{file}, column genres", ((juror.key, juror.genres) for juror in jurors))
    yield from _run_together(f"{file}, column avoids", ((juror.key, juror.avoids) for juror in jurors))
    known = ((juror.key, juror.languages or ()) for juror in jurors)
    yield from _unknown(f"{file}, column languages", known)


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
