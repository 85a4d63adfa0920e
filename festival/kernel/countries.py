"""Countries of films and people, by the two letters of ISO 3166-1 and with names in any language."""

from functools import lru_cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

from festival.kernel.invalid import Invalid

# CLDR, where babel takes its names from, also lists groupings, islands that ISO 3166-1 only reserves, and
# test codes. What is left is the standard, and XK: the code in use for Kosovo, which it leaves to its users.
_NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
CODES = frozenset(code for code in map(str, Locale("en").territories) if code.isalpha()) - _NOT_COUNTRIES

# Names that other systems use (ISO 3166 and FilmFreeway wording) for what CLDR calls otherwise.
_OTHER_NAMES = MappingProxyType(
    {
        "bolivia, plurinational state of": "BO",
        "burma": "MM",
        "cape verde": "CV",
        "congo": "CG",
        "congo, the democratic republic of the": "CD",
        "czech republic": "CZ",
        "democratic republic of the congo": "CD",
        "great britain": "GB",
        "holy see": "VA",
        "holy see (vatican city state)": "VA",
        "hong kong": "HK",
        "iran, islamic republic of": "IR",
        "ivory coast": "CI",
        "korea, democratic people's republic of": "KP",
        "korea, republic of": "KR",
        "kosovo, republic of": "XK",
        "lao people's democratic republic": "LA",
        "macao": "MO",
        "macedonia": "MK",
        "macedonia, the former yugoslav republic of": "MK",
        "moldova, republic of": "MD",
        "myanmar": "MM",
        "palestine": "PS",
        "palestine, state of": "PS",
        "palestinian territory, occupied": "PS",
        "republic of the congo": "CG",
        "russian federation": "RU",
        "swaziland": "SZ",
        "syrian arab republic": "SY",
        "taiwan, province of china": "TW",
        "tanzania, united republic of": "TZ",
        "the netherlands": "NL",
        "turkey": "TR",
        "uk": "GB",
        "united states of america": "US",
        "usa": "US",
        "venezuela, bolivarian republic of": "VE",
        "viet nam": "VN",
    }
)


def normalise(text: str) -> str:
    """The code in force: `ch` and `CHE` become `CH`, `UK` becomes `GB`, a renamed state its present one.

    Raises Invalid: `country_dissolved` (a state with several successors), `country_unknown`.
    """
    code = text.strip().upper()
    if code in CODES:
        return code
    successors = [heir for heir in get_global("territory_aliases").get(code, []) if heir in CODES]
    if len(successors) == 1:
        return str(successors[0])
    if successors:
        raise Invalid(
            "country_dissolved",
            "{code} is the code of a state that no longer exists. Choose a country of today: {successors}.",
            code=code,
            successors=", ".join(name(heir) for heir in successors),
        )
    raise Invalid(
        "country_unknown",
        "“{code}” is not a country code that we know. Choose the country from the list.",
        code=text.strip()[:40],
    )


def name(code: str, locale: str = "en") -> str:
    """The name of a country for people who read `locale`. Raises Invalid."""
    current = normalise(code)
    return str(_locale(locale).territories.get(current, current))


@lru_cache(maxsize=64)
def choices(locale: str = "en") -> tuple[tuple[str, str], ...]:
    """All countries as (code, name), ordered by name: for a picker."""
    pairs = ((code, name(code, locale)) for code in CODES)
    return tuple(sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0])))


def by_name(text: str, locale: str = "en") -> str | None:
    """The code of a country called by its name, or None: `Iran, Islamic Republic of` gives `IR`."""
    wanted = text.strip().casefold().replace("’", "'")
    return _codes_by_name(locale).get(wanted) or _OTHER_NAMES.get(wanted)


@lru_cache(maxsize=64)
def _codes_by_name(locale: str) -> dict[str, str]:
    return {shown.casefold().replace("’", "'"): code for code, shown in choices(locale)}


@lru_cache(maxsize=64)
def _locale(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))
