"""Countries by the names that people write: of today and of then, official, short, old, and at home.

A name is compared without accents, punctuation, "the" and "and"; "St." is "Saint", and "Korea, Republic of"
is "Republic of Korea". What a register says exactly goes before what only a part of its name says, and a
country of today before a state of then.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError

from festival.kernel.folding import fold
from festival.kernel.registers import country_exceptions, iso_countries, own_names

LONGEST = 100  # characters; what is longer is no country's name
UNITED_NATIONS_LANGUAGES = ("ar", "zh", "fr", "ru", "es")  # beside English
_FILED = re.compile(r"(?:\b(?:of|of the|de|de la|du|des|del)|(?P<elided>\bd['’]))$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^)]*\)")
_INSIDE = re.compile(r"\(([^)]+)\)")
_INITIALS = re.compile(r"\b(?:\w ){1,}\w\b")
_LEFT_OUT = frozenset({"the", "and"})
_SAME_WORDS = {"st": "saint", "ste": "saint", "sainte": "saint", "dem": "democratic", "rep": "republic"}

# CLDR also lists groupings, islands that ISO 3166-1 only reserves, and test codes. What is left is the
# standard, and XK: the code in use for Kosovo, which the standard leaves to its users.
_NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
CODES = frozenset(code for code in map(str, Locale("en").territories) if code.isalpha()) - _NOT_COUNTRIES


def called(text: str, locale: str = "en") -> tuple[str, ...]:
    """The codes of all countries that this can be the name of, for people who read `locale`; () for none."""
    if len(text) > LONGEST or not (wanted := _key(text)):
        return ()
    return next((names[wanted] for names in _lists(locale) if wanted in names), ())


def _lists(locale: str) -> Iterator[dict[str, tuple[str, ...]]]:
    """Names with their countries, from the surest to what is only a part of a name, each made when asked."""
    yield from (_asked(), _today(locale), _today("en"), _ours(), _then(locale), _then("en"))
    yield from (_parts(locale), _parts("en"), _at_home())
    for other in UNITED_NATIONS_LANGUAGES:
        yield from (_today(other), _then(other))


def with_a_region_called(text: str) -> tuple[str, ...]:
    """The codes of the countries that have a region of this name: Québec is one of Canada."""
    return _regions().get(_key(text), ())


def turned(name: str) -> str:
    """A name as it is said, not as it is filed: “Korea, Republic of” is “Republic of Korea”."""
    head, *others = name.split(", ")
    found = _FILED.search(others[-1]) if others else None
    if found is None:
        return name
    return f"{others[-1]}{'' if found['elided'] else ' '}{head}"


def _key(text: str) -> str:
    words = [word for word in fold(text).split() if word not in _LEFT_OUT]
    plain = " ".join(_SAME_WORDS.get(word, word) for word in words)
    return _INITIALS.sub(lambda found: found[0].replace(" ", ""), plain)


@lru_cache(maxsize=64)
def _today(locale: str) -> dict[str, tuple[str, ...]]:
    """What registers call the countries of today: CLDR in this language, ISO 3166 in it and in English."""
    return _index(_names_of_today(locale))


def _names_of_today(locale: str) -> Iterator[tuple[str, str]]:
    territories = _territories(locale)
    yield from ((territories[code], code) for code in CODES if code in territories)
    for code, names in iso_countries.today().items():
        yield from ((name, code) for name in (*names, *iso_countries.translated(names, locale)))


@lru_cache(maxsize=64)
def _then(locale: str) -> dict[str, tuple[str, ...]]:
    """The same of the states of ISO 3166-3, with the short name before a comma: “USSR, Union of …”."""
    return _index(
        (said, code)
        for code, names in iso_countries.former().items()
        for name in (*names, *iso_countries.translated(names, locale, is_former=True))
        for said in (name, name.partition(",")[0])
    )


@lru_cache(maxsize=1)
def _ours() -> dict[str, tuple[str, ...]]:
    named = {name: code for code, name in country_exceptions.UNITED_NATIONS.items()}
    return _index((named | country_exceptions.WRITTEN).items())


@lru_cache(maxsize=1)
def _asked() -> dict[str, tuple[str, ...]]:
    return {_key(name): codes for name, codes in country_exceptions.ASKED.items()}


@lru_cache(maxsize=64)
def _parts(locale: str) -> dict[str, tuple[str, ...]]:
    """“Bolivia” of “Bolivia, Plurinational State of”, “Burma” of “Myanmar (Burma)”; nations of a state."""
    nations = ((nation, "GB") for nation in iso_countries.nations_of_the_united_kingdom())
    parts = (
        (part, code)
        for name, code in _names_of_today(locale)
        for part in (name.partition(",")[0], _ASIDE.sub("", name), *_INSIDE.findall(name))
    )
    return _index([*parts, *nations])


@lru_cache(maxsize=1)
def _at_home() -> dict[str, tuple[str, ...]]:
    named = own_names.of_countries().items()
    return _index((name, code) for code, names in named if code in CODES for name in names)


@lru_cache(maxsize=1)
def _regions() -> dict[str, tuple[str, ...]]:
    """Regions of ISO 3166-2, which has some with a second name in brackets."""
    named = iso_countries.parts_of_countries().items()
    return _index(
        (part, code) for name, codes in named for code in codes for part in re.split(r" \[|\]", name)
    )


def _index(named: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, code in named:
        for key in {_key(name), _key(turned(name))} - {""}:
            found.setdefault(key, {})[code] = None
    return {key: tuple(codes) for key, codes in found.items()}


@lru_cache(maxsize=64)
def _territories(locale: str) -> dict[str, str]:
    try:
        return {
            str(code): str(name) for code, name in Locale.parse(locale.replace("-", "_")).territories.items()
        }
    except (UnknownLocaleError, ValueError):
        return {}
