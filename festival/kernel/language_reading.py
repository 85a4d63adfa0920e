"""What people write where languages are asked for: names, several in one line, letters, codes.

Nothing is taken in silence that can be something else: a short code that is another language's, a name of
several languages and a word for “various” are asked back.
"""

import re
from functools import lru_cache

from festival.kernel import countries, languages, name_lists
from festival.kernel.invalid import Invalid
from festival.kernel.registers import language_names

_CODE = re.compile(r"[A-Za-z]{2,3}", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})+", re.ASCII)
_NAMED_CODE = re.compile(r"(?P<name>.+?) \((?P<tag>[A-Za-z]{2,3})\)", re.ASCII)
_DETAIL = re.compile(r"(?P<head>[^()]+?)\s*(?:\((?P<aside>[^()]+)\)|\s[-–—]\s(?P<tail>.+))")


def read(text: str, locale: str = "en") -> str:
    """The tag of one language. Raises Invalid: `language_asked`, `language_several`, `language_unknown`."""
    written = text.strip()
    if language_names.is_no_language(written) and not _has_a_language(written, locale):
        raise Invalid(
            "language_unknown",
            "“{tag}” does not say which language. Write the name of each, or “No dialogue”.",
            tag=written[:40],
        )
    tag = _of_name(written, locale)
    if _CODE.fullmatch(written):
        return _of_code(written, tag, locale)
    tag = tag or _of_name(language_names.without_remarks(written), locale) or _with_detail(written, locale)
    if tag:
        return tag
    if _TAG.fullmatch(written) and languages.is_registered(written):
        return languages.normalise(written)
    raise _unknown(written)


def read_list(text: str, locale: str = "en") -> tuple[str, ...]:
    """The tags of “English, French, and Arabic”, each once. Raises Invalid as `read` does, for the first."""
    if language_names.is_no_language(text):
        return (read(text, locale),)
    return name_lists.read(text, lambda name: _of_name(name, locale), lambda one: read(one, locale))


@lru_cache(maxsize=8192)
def written(tag: str, locale: str = "en") -> str:
    """A language so that it reads back: its name, with the code behind it where the name is not enough."""
    name = languages.name(tag, locale)
    if _is_read_as(name, tag, locale):
        return name
    named = f"{name} ({tag})"
    return named if _is_read_as(named, tag, locale) else tag


@lru_cache(maxsize=1)
def own_names() -> tuple[str, ...]:
    """What languages call themselves, where that alone says which is meant: for a list to search in."""
    return tuple(name for name in language_names.at_home() if _is_read(name))


def _is_read(text: str) -> bool:
    try:
        return len(read_list(text)) == 1
    except Invalid:
        return False


def _has_a_language(text: str, locale: str) -> bool:
    """Whether it is a name or a code all the same: “no” is the code of Norwegian, and asked about."""
    is_code = _CODE.fullmatch(text) is not None and languages.is_known(text)
    return is_code or languages.by_name(text, locale) is not None


def _told(tag: str, locale: str) -> str:
    """A language for somebody who is asked which one they mean, so that the answer reads back."""
    name = languages.name(tag, locale)
    is_enough = languages.by_name(name, locale) == tag and not _CODE.fullmatch(name)
    return name if is_enough else f"{name} ({tag})"


def _is_read_as(text: str, tag: str, locale: str) -> bool:
    try:
        return read(text, locale) == tag and read_list(text, locale) == (tag,)
    except Invalid:
        return False


def _of_name(text: str, locale: str) -> str | None:
    """The language that is called so. Raises Invalid where several are."""
    tags = languages.all_by_name(text, locale)
    if len(tags) > 1:
        raise Invalid(
            "language_several",
            "“{text}” is the name of several languages, such as {languages}. Which one is it?",
            text=text.strip()[:60],
            languages=", ".join(_told(tag, locale) for tag in tags[:3]),
        )
    if tags:
        return tags[0]
    coded = _NAMED_CODE.fullmatch(text.strip())
    if coded and coded["tag"].islower() and languages.is_known(coded["tag"]):
        tag = languages.normalise(coded["tag"])
        return tag if coded["name"] == languages.name(tag, locale) else None
    return None


def _of_code(code: str, named: str | None, locale: str) -> str:
    """Two or three letters: a name such as Fur or ASL, or the code of a language that no other is called."""
    tag = languages.normalise(code) if languages.is_known(code) else None
    if named and (tag in (None, named) or _is_written_as_a_name(code)):
        return named
    if tag is None:
        raise _unknown(code)
    is_usual = len(tag.partition("-")[0]) == 2 and not language_names.is_no_language(code)
    if is_usual and len(code) == 2 and (not code.istitle() if named else True):
        return tag
    if is_usual and not named and not language_names.is_within(code, tag):
        return tag
    if named:
        raise Invalid(
            "language_asked",
            "“{code}” can be {name}, and it is the code of {other}. Which one is it? Write its name.",
            code=code,
            name=_told(named, locale),
            other=_told(tag, locale),
        )
    raise Invalid(
        "language_asked",
        "“{code}” is the code of {name}. If you mean {name}, write that; if not, the name of the language.",
        code=code,
        name=_told(tag, locale),
    )


def _is_written_as_a_name(code: str) -> bool:
    """Fur is a name, and so are letters such as ASL; fur and Wa may be codes."""
    return len(code) == 3 and not code.islower()


def _with_detail(text: str, locale: str) -> str | None:
    """“Arabic (Levantine)”, “Kurdish (Kurmanji)”, “Portuguese (Brazil)”, “Spanish - Latin America”."""
    found = _DETAIL.fullmatch(text)
    if found is None:
        return None
    head, detail = found["head"], found["aside"] or found["tail"]
    for name in (f"{detail} {head}", f"{head} {detail}"):
        if tag := _of_name(name, locale):
            return tag
    base, within = _of_name(head, locale), languages.by_name(detail, locale)
    if base and within and languages.belongs_to(within, base):
        return within
    return _in_detail(base, detail, locale) if base else None


def _in_detail(tag: str, place: str, locale: str) -> str | None:
    """A language of a country, a region or a script."""
    detail = countries.by_name(place, locale) or languages.detail_called(place, locale)
    detailed = f"{tag}-{detail}"
    return (
        languages.normalise(detailed) if detail and "-" not in tag and languages.is_known(detailed) else None
    )


def _unknown(text: str) -> Invalid:
    return Invalid(
        "language_unknown",
        "“{tag}” is not a language that we know. Write its English name or its code, such as en or pt-BR.",
        tag=text.strip()[:40],
    )
