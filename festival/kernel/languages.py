"""Languages of films, subtitles and people, by the codes of BCP 47 and with names in any language."""

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

from festival.kernel.invalid import Invalid

NO_DIALOGUE = "zxx"
LONGEST_NAME = 100  # characters; what is longer is no language's name
_YEARS = re.compile(r"\([^()\d]*\d[^()]*\)")

# The most widely signed ones of ISO 639-3: CLDR, where babel takes its names from, knows only the American.
SIGN_LANGUAGES = MappingProxyType(
    {
        "aed": "Argentine Sign Language",
        "ase": "American Sign Language",
        "asf": "Auslan",
        "asq": "Austrian Sign Language",
        "bfi": "British Sign Language",
        "bzs": "Brazilian Sign Language",
        "csc": "Catalan Sign Language",
        "csl": "Chinese Sign Language",
        "csn": "Colombian Sign Language",
        "dse": "Dutch Sign Language",
        "dsl": "Danish Sign Language",
        "esl": "Egyptian Sign Language",
        "fcs": "Quebec Sign Language",
        "fse": "Finnish Sign Language",
        "fsl": "French Sign Language",
        "gsg": "German Sign Language",
        "gss": "Greek Sign Language",
        "ils": "International Sign",
        "ins": "Indian Sign Language",
        "ise": "Italian Sign Language",
        "isg": "Irish Sign Language",
        "jos": "Jordanian Sign Language",
        "jsl": "Japanese Sign Language",
        "kvk": "Korean Sign Language",
        "mfs": "Mexican Sign Language",
        "nsl": "Norwegian Sign Language",
        "nzs": "New Zealand Sign Language",
        "pks": "Pakistan Sign Language",
        "prl": "Peruvian Sign Language",
        "psc": "Iranian Sign Language",
        "psr": "Portuguese Sign Language",
        "rsl": "Russian Sign Language",
        "sfb": "French Belgian Sign Language",
        "sfs": "South African Sign Language",
        "sgg": "Swiss German Sign Language",
        "sgn": "Sign language",
        "ssp": "Spanish Sign Language",
        "ssr": "Swiss French Sign Language",
        "swl": "Swedish Sign Language",
        "tsm": "Turkish Sign Language",
        "ukl": "Ukrainian Sign Language",
        "vgt": "Flemish Sign Language",
        "xki": "Kenyan Sign Language",
    }
)

# "Unknown" and "several" are no answers to the question which languages a film speaks.
_NOT_A_LANGUAGE = frozenset({"und", "mul"})

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.ASCII | re.IGNORECASE,
)

# Names that other systems use for what CLDR calls otherwise (ISO 639-2 and FilmFreeway wording).
_OTHER_NAMES = MappingProxyType(
    {
        "bengali": "bn",
        "brazilian sign language (libras)": "bzs",
        "castilian": "es",
        "central khmer": "km",
        "chinese (cantonese)": "yue",
        "chinese (mandarin)": "zh",
        "dari": "fa-AF",
        "farsi": "fa",
        "flemish": "nl-BE",
        "haitian": "ht",
        "kirghiz": "ky",
        "mandarin": "zh",
        "modern greek": "el",
        "myanmar": "my",
        "no dialogue": NO_DIALOGUE,
        "none": NO_DIALOGUE,
        "oriya": "or",
        "panjabi": "pa",
        "persian (farsi)": "fa",
        "pushto": "ps",
        "romansch": "rm",
        "silent": NO_DIALOGUE,
        "sinhala": "si",
        "sorani": "ckb",
        "tagalog": "fil",
        "uighur": "ug",
        "valencian": "ca-valencia",
        "western frisian": "fy",
    }
)


@dataclass(frozen=True)
class Language:
    """A language as BCP 47 writes it: language[-Script][-REGION][-variant]…, in canonical case."""

    language: str
    script: str | None = None
    region: str | None = None
    variants: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        return "-".join(part for part in (self.language, self.script, self.region, *self.variants) if part)


def parse(text: str) -> Language:
    """The language that a tag such as `pt-br` names. Raises Invalid with code `language_unknown`."""
    match = _TAG.fullmatch(text.strip().replace("_", "-"))
    if match is None:
        raise _unknown(text)
    base, implied_script, implied_region = _current(match["language"].lower())
    script = (match["script"] or "").capitalize() or implied_script
    region = (match["region"] or "").upper() or implied_region
    variants = tuple(match["variants"].lower().split("-")[1:])
    english = _locale("en")
    if (
        base not in _known_languages()
        or (script and script not in english.scripts)
        or (region and region not in english.territories)
        or len(set(variants)) < len(variants)
    ):
        raise _unknown(text)
    return Language(base, script, region, variants)


def normalise(text: str) -> str:
    """The canonical tag: `ZH-hant-tw` becomes `zh-Hant-TW`, `fre` becomes `fr`. Raises Invalid."""
    return parse(text).tag


def is_same_language(one: str, other: str) -> bool:
    """Whether who understands the one understands the other: region and script aside. Raises Invalid."""
    return parse(one).language == parse(other).language


def name(tag: str, locale: str = "en") -> str:
    """The name of a language for people who read `locale`; the code itself where no name is known."""
    language = parse(tag)
    words = _locale(locale)
    base = language.language
    script = words.scripts.get(language.script or "", language.script)
    region = words.territories.get(language.region or "", language.region)
    variants = [words.variants.get(variant.upper(), variant) for variant in language.variants]
    for head, details in (
        (f"{base}_{language.script}_{language.region}", variants),
        (f"{base}_{language.script}", [region, *variants]),
        (f"{base}_{language.region}", [script, *variants]),
    ):
        if head in words.languages:
            return _with_details(words.languages[head], details)
    plain = words.languages.get(base) or SIGN_LANGUAGES.get(base, base)
    return _with_details(plain, [script, region, *variants])


@lru_cache(maxsize=1024)
def read(text: str) -> str:
    """The canonical tag of what a table calls a language: by its code or its English name.

    A code that is written as one, but stands in no list of ours, is taken as it stands (`is_known` says
    so). Raises Invalid with code `language_unreadable`.
    """
    try:
        return normalise(text)
    except Invalid:
        tag = by_name(text) or text.strip().casefold()
    if _TAG.fullmatch(tag):
        return tag
    raise Invalid("language_unreadable", "“{tag}” is no language code such as en or pt-BR.", tag=tag[:40])


def is_known(tag: str) -> bool:
    """Whether the tag names a language that we know."""
    try:
        return bool(parse(tag))
    except Invalid:
        return False


@lru_cache(maxsize=64)
def choices(locale: str = "en") -> tuple[tuple[str, str], ...]:
    """All languages that have a name, as (tag, name), ordered by name: for a picker."""
    codes = {code for code in _locale("en").languages if code in _known_languages()}
    named = {code for code in codes if normalise(code) == code} | set(SIGN_LANGUAGES)
    pairs = ((tag, name(tag, locale)) for tag in named)
    return tuple(sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0])))


def by_name(text: str, locale: str = "en") -> str | None:
    """The tag of a language called by its name, or None: `Modern Greek (1453-)` gives `el`."""
    if len(text) > LONGEST_NAME:
        return None
    wanted = text.strip().casefold()
    without_years = _YEARS.sub("", wanted).rstrip()
    names = _tags_by_name(locale)
    return names.get(wanted) or names.get(without_years) or _OTHER_NAMES.get(without_years)


@lru_cache(maxsize=1)
def _known_languages() -> frozenset[str]:
    named = {code for code in map(str, _locale("en").languages) if "_" not in code}
    written = {code for code in get_global("likely_subtags") if "_" not in code}
    return frozenset((named | written | set(SIGN_LANGUAGES) | {NO_DIALOGUE}) - _NOT_A_LANGUAGE)


@lru_cache(maxsize=64)
def _tags_by_name(locale: str) -> dict[str, str]:
    plain = {shown.casefold(): tag for tag, shown in choices(locale)}
    regional = [code for code in map(str, _locale(locale).languages) if "_" in code]
    return {name(code, locale).casefold(): normalise(code) for code in regional} | plain


@lru_cache(maxsize=64)
def _locale(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))


def _current(language: str) -> tuple[str, str | None, str | None]:
    """The code in force for a withdrawn or three-letter one; Dari's `prs` stands for `fa-AF`."""
    alias = get_global("language_aliases").get(language, language)
    current = _TAG.fullmatch(alias.replace("_", "-"))
    if current is None:
        return language, None, None
    return current["language"], current["script"], current["region"]


def _with_details(head: str, details: list[str | None]) -> str:
    shown = ", ".join(detail for detail in details if detail)
    return f"{head} ({shown})" if shown else head


def _unknown(text: str) -> Invalid:
    return Invalid(
        "language_unknown",
        "“{tag}” is not a language that we know. Write its English name or its code, such as en or pt-BR.",
        tag=text.strip()[:40],
    )
