"""Countries of films and people, by the codes of ISO 3166 and with names in any language.

A country of today has the two letters of ISO 3166-1; a state of then, which a film of its time comes from,
the four of ISO 3166-3: SUHH is the USSR, DDDE the GDR.
"""

from contextvars import ContextVar
from enum import StrEnum
from functools import lru_cache

from babel import Locale

from festival.kernel import name_lists
from festival.kernel.invalid import Invalid
from festival.kernel.registers import country_exceptions, country_names, iso_countries


class Names(StrEnum):
    """Whose names countries are shown by: those in everyday use (CLDR), or the United Nations'."""

    USUAL = "usual"
    UNITED_NATIONS = "un"


CODES = country_names.CODES
"""The countries of today."""

names_shown: ContextVar[Names] = ContextVar("names_shown", default=Names.USUAL)
"""What the installation chose; the edge sets it with each app context, as it sets the language."""


def normalise(text: str) -> str:
    """The code in force: `ch` and `CHE` become `CH`, `UK` becomes `GB`, `SU` and `SUN` become `SUHH`.

    Raises Invalid: `country_several` (CS was Czechoslovakia, then Serbia and Montenegro), `country_unknown`.
    """
    code = text.strip().upper()
    if code in CODES or code in iso_countries.former():
        return code
    known = {"UK": "GB", "XKX": "XK"} | iso_countries.by_three_letters()
    if code in known:
        return known[code]
    states = iso_countries.former_by_code().get(code, ())
    if len(states) == 1:
        return states[0]
    if states:
        raise _several(text, states, "en")
    raise Invalid(
        "country_unknown",
        "“{code}” is not a country that we know. Write its name in English, or its two letters such as CH.",
        code=text.strip()[:40],
    )


def read(text: str, locale: str = "en") -> str:
    """The code of what a person wrote: a name in this language or English, else a code.

    Raises Invalid: `country_several`, `country_part` (a region, whose country is asked), `country_unknown`.
    """
    codes = country_names.called(text, locale)
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise _several(text, codes, locale)
    try:
        return normalise(text)
    except Invalid as wrong:
        if wrong.code == "country_unknown" and (parts := country_names.with_a_region_called(text)):
            raise _part(text, parts, locale) from None
        raise


def read_list(text: str, locale: str = "en") -> tuple[str, ...]:
    """The codes of “France, Bosnia and Herzegovina”, each once. Raises Invalid as `read`, for the first."""
    return name_lists.read(text, lambda name: by_name(name, locale), lambda one: read(one, locale))


def written(code: str, locale: str = "en") -> str:
    """A country so that it reads back: its name, or its code where the name is another's, too."""
    named = name(code, locale)
    return named if by_name(named, locale) == code else code


def name(code: str, locale: str = "en", names: Names | None = None) -> str:
    """The name of a country for people who read `locale`, as the installation shows them. Raises Invalid."""
    current = normalise(code)
    return _shown(current, locale, names or names_shown.get())


def choices(locale: str = "en") -> tuple[tuple[str, str], ...]:
    """The countries of today as (code, name), ordered by name: for a picker."""
    return _choices(locale, names_shown.get(), False)


def choices_of_then(locale: str = "en") -> tuple[tuple[str, str], ...]:
    """The same of the states that are no more: films of their time come from them."""
    return _choices(locale, names_shown.get(), True)


def by_name(text: str, locale: str = "en") -> str | None:
    """The code of a country called by its name, or None: `Iran, Islamic Republic of` gives `IR`."""
    codes = country_names.called(text, locale)
    return codes[0] if len(codes) == 1 else None


@lru_cache(maxsize=4096)
def _shown(code: str, locale: str, names: Names) -> str:
    if code in iso_countries.former():
        return _state_of_then(code, locale)
    if names is Names.UNITED_NATIONS:
        return _united_nations(code, locale)
    return str(Locale.parse(locale.replace("-", "_")).territories.get(code, code))


def _united_nations(code: str, locale: str) -> str:
    """ISO 3166 has its short names from the United Nations, and files them under the word that sorts."""
    own = country_exceptions.UNITED_NATIONS.get(code)
    registered = iso_countries.today().get(code, ())[:1]
    if locale.partition("_")[0] == "en":
        return own or "".join(map(country_names.turned, registered)) or code
    translated = iso_countries.translated(registered, locale)
    return next(map(country_names.turned, translated), "") or _shown(code, locale, Names.USUAL)


def _state_of_then(code: str, locale: str) -> str:
    """“Yugoslavia”; the whole name where a country of today has the short one, as “Yemen”."""
    names = iso_countries.former()[code][:1]
    full = next(iso_countries.translated(names, locale, is_former=True), names[0])
    short = full.partition(",")[0]
    return short if country_names.called(short, locale) == (code,) else country_names.turned(full)


@lru_cache(maxsize=64)
def _choices(locale: str, names: Names, is_former: bool) -> tuple[tuple[str, str], ...]:
    pairs = ((code, name(code, locale, names)) for code in (iso_countries.former() if is_former else CODES))
    return tuple(sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0])))


def _several(text: str, codes: tuple[str, ...], locale: str) -> Invalid:
    return Invalid(
        "country_several",
        "“{text}” can be {countries}. Which one? Please write its whole name.",
        text=text.strip()[:60],
        countries=" / ".join(name(code, locale) for code in codes),
    )


def _part(text: str, codes: tuple[str, ...], locale: str) -> Invalid:
    return Invalid(
        "country_part",
        "“{text}” is a part of {countries}. If you mean that country, please write its name.",
        text=text.strip()[:60],
        countries=" / ".join(name(code, locale) for code in codes),
    )
