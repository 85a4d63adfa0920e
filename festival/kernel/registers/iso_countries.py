"""The tables of ISO 3166 as the package `pycountry` keeps them: countries of today and of then."""

import gettext
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import pycountry

_KINDS_OF_NAME = ("name", "official_name", "common_name")


@lru_cache(maxsize=1)
def today() -> MappingProxyType[str, tuple[str, ...]]:
    """The names of a country of ISO 3166-1, short ones first, by its two letters."""
    return MappingProxyType({country.alpha_2: _names(country) for country in pycountry.countries})


@lru_cache(maxsize=1)
def former() -> MappingProxyType[str, tuple[str, ...]]:
    """The names of a state of ISO 3166-3 by its four letters: SUHH for the USSR."""
    return MappingProxyType({state.alpha_4: _names(state) for state in pycountry.historic_countries})


@lru_cache(maxsize=1)
def former_by_code() -> MappingProxyType[str, tuple[str, ...]]:
    """The four letters of the states that had a code of two or three letters; CS has been two states."""
    found: dict[str, list[str]] = {}
    for state in pycountry.historic_countries:
        for code in (state.alpha_2, state.alpha_3):
            found.setdefault(code, []).append(state.alpha_4)
    return MappingProxyType({code: tuple(states) for code, states in found.items()})


@lru_cache(maxsize=1)
def by_three_letters() -> MappingProxyType[str, str]:
    """The two letters of a country by its three."""
    return MappingProxyType({country.alpha_3: country.alpha_2 for country in pycountry.countries})


@lru_cache(maxsize=1)
def nations_of_the_united_kingdom() -> tuple[str, ...]:
    """England, Scotland, Wales and Northern Ireland, as ISO 3166-2 has them."""
    parts = (part for part in pycountry.subdivisions if part.country_code == "GB")
    return tuple(part.name.partition(" [")[0] for part in parts if part.type in ("Country", "Province"))


@lru_cache(maxsize=1)
def parts_of_countries() -> MappingProxyType[str, tuple[str, ...]]:
    """The countries that have a part of this name in ISO 3166-2: Québec is one of Canada."""
    found: dict[str, set[str]] = {}
    for part in pycountry.subdivisions:
        found.setdefault(part.name, set()).add(part.country_code)
    return MappingProxyType({name: tuple(sorted(codes)) for name, codes in found.items()})


def translated(names: tuple[str, ...], locale: str, *, is_former: bool = False) -> Iterator[str]:
    """Names of either table in another language, those that have a translation."""
    words = _catalogue("iso3166-3" if is_former else "iso3166-1", locale)
    for name in names:
        told = words.gettext(name)
        if told != name:
            yield told


@lru_cache(maxsize=64)
def _catalogue(domain: str, locale: str) -> gettext.NullTranslations:
    return gettext.translation(
        domain, pycountry.LOCALES_DIR, languages=[locale.replace("-", "_")], fallback=True
    )


def _names(record: Any) -> tuple[str, ...]:
    found = (getattr(record, kind, None) for kind in _KINDS_OF_NAME)
    return tuple(dict.fromkeys(name for name in found if name))
