"""Languages by the names that people write: registered, usual, at home, with a country or a dialect.

“Kurdish, Northern” is “Northern Kurdish”, and “Arabic (Levantine)” is “Levantine Arabic”. A name of several
languages is never taken for one of them, unless it is the larger language that they belong to.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError

from festival.kernel.folding import fold
from festival.kernel.registers import iana, language_exceptions, own_names

LONGEST = 100  # characters; what is longer is no language's name
Tags = tuple[str, ...]
_ASIDE = re.compile(r"\s*\([^)]*\)")
_ENDS = frozenset({"language", "languages", "lang"})


def called(text: str, locale: str = "en") -> Tags:
    """The tags of all languages that this can be the name of, for people who read `locale`; () for none."""
    if len(text) > LONGEST or not (wanted := key(text)):
        return ()
    whole = fold(text)
    tags = next((names[word] for names in _lists(locale) for word in (whole, wanted) if word in names), ())
    return tags if len(tags) < 2 else _written_so(text, tags) or tags


def _written_so(text: str, tags: Tags) -> Tags:
    """Of languages whose names differ in an accent alone, the one that is written so: Bari, not Barí."""
    wanted, registered = text.strip().casefold(), iana.languages()
    exact = (
        [tag for tag in tags if wanted in (name.casefold() for name in registered[tag].names)]
        if all(tag in registered for tag in tags)
        else []
    )
    return tuple(exact) if len(exact) == 1 else ()


def at_home() -> tuple[str, ...]:
    """Names that languages have at home and that lead back to them."""
    names = (name for names in own_names.of_languages().values() for name in names)
    return tuple(sorted({name for name in names if len(called(name)) == 1}))


def is_within(word: str, but: str) -> bool:
    """Whether a word stands in the name of a language other than `but`: “Tat” in “Muslim Tat”."""
    return bool(_words().get(fold(word), frozenset()) - {but})


def is_no_language(text: str) -> bool:
    """Whether it is written where a language is asked for, and names none."""
    return " ".join(text.casefold().split()).strip("().-–—?") in ("", *language_exceptions.NO_LANGUAGES)


def key(text: str) -> str:
    """A name as it is compared, without “language” behind it."""
    words = fold(text).split()
    while len(words) > 1 and words[-1] in _ENDS:
        words.pop()
    return " ".join(words)


def without_remarks(text: str) -> str:
    """“English CC” is English."""
    words = re.split(r"[\s()]+", text.strip())
    kept = [word for word in words if word]
    while len(kept) > 1 and kept[-1].casefold().strip(".") in language_exceptions.REMARKS:
        kept.pop()
    return " ".join(kept) if len(kept) < len([word for word in words if word]) else text


def _lists(locale: str) -> Iterator[dict[str, Tags]]:
    """Names with their languages, from the surest to what is only a part of a name, each made when asked."""
    yield from (_asked(), _cldr(locale), _cldr("en"), _ours(), _registered(), _at_home(), _parts())


@lru_cache(maxsize=64)
def _cldr(locale: str) -> dict[str, Tags]:
    try:
        words = Locale.parse(locale.replace("-", "_")).languages
    except (UnknownLocaleError, ValueError):
        return {}
    plain = {tag: name for tag, name in words.items() if "_" not in tag}
    regional = {tag.replace("_", "-"): name for tag, name in words.items() if "_" in tag}
    return _index((name, tag) for tag, name in regional.items()) | _index(
        (name, tag) for tag, name in plain.items()
    )


@lru_cache(maxsize=1)
def _ours() -> dict[str, Tags]:
    return {fold(name): (tag,) for name, tag in language_exceptions.WRITTEN.items()}


@lru_cache(maxsize=1)
def _asked() -> dict[str, Tags]:
    return {fold(name): tags for name, tags in language_exceptions.ASKED.items()}


@lru_cache(maxsize=1)
def _registered() -> dict[str, Tags]:
    return _index(_of_registry(lambda name: name))


@lru_cache(maxsize=1)
def _parts() -> dict[str, Tags]:
    """“Greek” of “Greek (1453-)”, “Kru” of “Kru languages”."""
    return _index(_of_registry(lambda name: _ASIDE.sub("", name)))


@lru_cache(maxsize=1)
def _at_home() -> dict[str, Tags]:
    named = own_names.of_languages().items()
    return _index(
        (part, tag) for tag, names in named for name in names for part in (name, _ASIDE.sub("", name))
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, tag in _of_registry(lambda name: name):
        for word in fold(name).split():
            found.setdefault(word, set()).add(tag)
    return {word: frozenset(tags) for word, tags in found.items()}


def _of_registry(part: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for code, record in iana.languages().items():
        for name in record.names:
            yield part(name), record.replaced_by or code


def _index(named: Iterable[tuple[str, str]]) -> dict[str, Tags]:
    found: dict[str, dict[str, None]] = {}
    for name, tag in named:
        head, comma, rest = name.partition(", ")
        for each in {key(name), key(f"{rest} {head}") if comma else ""} - {""}:
            found.setdefault(each, {})[tag] = None
    return {name: _largest(tuple(tags)) for name, tags in found.items()}


def _largest(tags: Tags) -> Tags:
    """The one that all others belong to, where there is one."""
    registered = iana.languages()
    for tag in tags:
        others = (registered.get(other) for other in tags if other != tag)
        if all(other is not None and other.macrolanguage == tag for other in others):
            return (tag,)
    return tags
