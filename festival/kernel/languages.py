"""Languages of films, subtitles and people, by the codes of BCP 47 and with names in any language."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from festival.kernel.invalid import Invalid
from festival.kernel.registers import iana, language_exceptions, language_names

NO_DIALOGUE = language_exceptions.NO_DIALOGUE

# "Unknown" and "several" are no answers to the question which languages a film speaks.
_NOT_A_LANGUAGE = frozenset({"und", "mul"})

# CLDR takes a language for the larger one that it belongs to. That is so for a standard, as Mandarin is of
# Chinese; Kurmanji, Pulaar and Twi stay: who names them does not say Kurdish, Fula and Akan.
_STANDARDS = frozenset({"cmn", "pes", "plt", "ydd", "khk", "uzn", "azj"})


@lru_cache(maxsize=1)
def _kept_apart() -> frozenset[str]:
    registered = iana.languages()
    return frozenset(
        code
        for code, record in registered.items()
        if record.macrolanguage
        and not record.replaced_by
        and code not in _STANDARDS
        and get_global("language_aliases").get(code) == record.macrolanguage
        and not any("Standard" in name or "(individual" in name for name in record.names)
    )


_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.ASCII | re.IGNORECASE,
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
    return understood_as(normalise(one)) == understood_as(normalise(other))


def understood_as(tag: str) -> str:
    """The code of the language whose speakers understand it: en for en-GB, and ku for Kurmanji, as in CLDR.

    It takes any text: what is no tag is understood as it stands.
    """
    base = tag.partition("-")[0].casefold()
    return str(get_global("language_aliases").get(base, base)).partition("_")[0]


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
    plain = words.languages.get(base) or _registered_name(base)
    return _with_details(plain, [script, region, *variants])


@lru_cache(maxsize=1024)
def read(text: str) -> str:
    """The canonical tag of what a table calls a language: by its code or its English name.

    Letters such as ASL are a name before they are the code of another language. A code that is written as
    one, but stands in no list of ours, is taken as it stands (`is_known` says so). Raises Invalid with code
    `language_unreadable`.
    """
    is_name = len(text.strip()) > 2 and not text.islower()
    try:
        return (by_name(text) if is_name else None) or normalise(text)
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
    named = {code for code in codes if normalise(code) == code} | iana.signed().keys()
    pairs = ((tag, name(tag, locale)) for tag in named)
    return tuple(sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0])))


def by_name(text: str, locale: str = "en") -> str | None:
    """The tag of a language called by its name, or None: “Modern Greek (1453-)” gives el."""
    tags = all_by_name(text, locale)
    return tags[0] if len(tags) == 1 else None


@lru_cache(maxsize=8192)
def all_by_name(text: str, locale: str = "en") -> tuple[str, ...]:
    """The tags of all languages that have this name."""
    found = (normalise(tag) for tag in language_names.called(text, locale) if is_known(tag))
    return tuple(dict.fromkeys(found))


def belongs_to(tag: str, larger: str) -> bool:
    """Whether a language is one of those that make a larger one, as Kurmanji does Kurdish, or the same."""
    base, whole = parse(tag).language, parse(larger).language
    record = iana.languages().get(base)
    return base == whole or (record is not None and record.macrolanguage == whole)


def detail_called(text: str, locale: str = "en") -> str | None:
    """The code of a script, or of a region that is no country: Latin America is 419."""
    wanted, words = text.strip().casefold(), _locale(locale)
    regions = ((code, shown) for code, shown in words.territories.items() if code.isdigit())
    found = (code for code, shown in (*regions, *words.scripts.items()) if str(shown).casefold() == wanted)
    return next(map(str, found), None)


def is_registered(text: str) -> bool:
    """Whether it is a tag whose every part CLDR has a name for; any word of five letters may be a variant."""
    known = {str(variant).lower() for variant in _locale("en").variants}
    return is_known(text) and known.issuperset(parse(text).variants)


@lru_cache(maxsize=1)
def _known_languages() -> frozenset[str]:
    named = {code for code in map(str, _locale("en").languages) if "_" not in code}
    written = {code for code in get_global("likely_subtags") if "_" not in code}
    return frozenset((named | written | iana.languages().keys() | {NO_DIALOGUE}) - _NOT_A_LANGUAGE)


@lru_cache(maxsize=64)
def _locale(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))


def _registered_name(code: str) -> str:
    """The registry's English name of what CLDR has no name for; a sign language by the name that says so."""
    record = iana.languages().get(code)
    return iana.signed().get(code) or (record.names[0] if record else code)


def _current(language: str) -> tuple[str, str | None, str | None]:
    """The code in force for a withdrawn or three-letter one; Dari's `prs` stands for `fa-AF`."""
    alias = get_global("language_aliases").get(language, language)
    if language in _kept_apart():
        return language, None, None
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
