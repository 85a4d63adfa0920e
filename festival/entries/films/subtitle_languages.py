"""In which language a subtitle file is: what its name, the entry and its text agree on; else it is asked."""

from collections.abc import Sequence

from festival.kernel import languages
from festival.kernel.invalid import Invalid
from festival.kernel.words import Message
from festival.screeners.media.subtitles import scripts
from festival.screeners.media.subtitles.values import Report

# What players and archives add to a name: for the hard of hearing, forced, a default, everything.
_MARKS = "sdh hi cc hoh forced foreign default full final sub subs srt vtt utf8 utf-8"
_NO_LANGUAGES = frozenset(_MARKS.split())
MOST_HINTS = 6
MOST_OFFERED = 5


def of_name(filename: str) -> str | None:
    """The language in a name such as "film.pt-BR.srt" or "film.en.sdh.srt"; None where there is none.

    A short word in a title may be a code, too: what this says is only believed where the text agrees.
    """
    parts = filename.rsplit(".", 4)[1:-1]
    while len(parts) > 1 and parts[-1].casefold() in _NO_LANGUAGES:
        parts.pop()
    return _tag(parts[-1]) if parts else None


def hints(filename: str, subtitles: Sequence[str]) -> tuple[str, ...]:
    """The languages that the file may be in, the likeliest first: they help to decode it."""
    named = of_name(filename)
    return tuple(dict.fromkeys([*([named] if named else []), *subtitles]))[:MOST_HINTS]


def agreed(filename: str, subtitles: Sequence[str], report: Report) -> str | None:
    """The language of a file that was read; None where it has to be asked.

    What the file itself names, and its name's code, count if the entry names that language too or the text
    looks like it; a language that the entry names counts if the text looks like it, or it is the only one and
    nothing speaks against it.
    """
    fitting = [tag for tag in subtitles if scripts.fits(tag, report.scripts)]
    for named in (declared(report), of_name(filename)):
        fits = named is not None and scripts.fits(named, report.scripts)
        if named and fits and (_looks_like(named, report) or _is_among(named, fitting)):
            return named
    alike = [tag for tag in fitting if _looks_like(tag, report)]
    if len(alike) == 1:
        return alike[0]
    if len(subtitles) == 1 and fitting and not report.languages:
        return fitting[0]
    return None


def declared(report: Report) -> str | None:
    """The language that the file itself says it is in; programs often write one that it is not in."""
    parts = [part for part in report.parts if not report.part or part.key == report.part]
    return parts[0].language or None if len(parts) == 1 else None


def offered(filename: str, subtitles: Sequence[str], report: Report) -> list[str]:
    """The languages that the file may be in, the likeliest first, for its sender to choose from."""
    named = [tag for tag in (declared(report), of_name(filename)) if tag]
    written = [tag for script in report.scripts if (tag := scripts.commonest_language(script))]
    likely = [tag for tag in report.languages if scripts.fits(tag, report.scripts)]
    found = [tag for tag in (*likely, *written, *named, *subtitles) if languages.is_known(tag)]
    fitting = [tag for tag in found if scripts.fits(tag, report.scripts)]
    first: dict[str, str] = {}
    for tag in fitting:
        first.setdefault(languages.parse(tag).language, tag)
    return list(first.values())[:MOST_OFFERED]


def mistyped(written: str) -> dict[int, tuple[str, Message]]:
    """For a subtitle file, what was typed as its language (7:Klingon), and why it is none."""
    number, _, typed = written.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return {}
    try:
        languages.normalise(typed)
    except Invalid as wrong:
        return {int(number): (typed, Message(wrong.code, wrong.text, wrong.values))}
    return {}


def contradicts(language: str, report: Report) -> bool:
    """Whether the script of the text is none of the language's."""
    return not scripts.fits(language, report.scripts)


def _looks_like(tag: str, report: Report) -> bool:
    base = tag.partition("-")[0]
    return {"no": "nb", "nn": "nb"}.get(base, base) in report.languages


def _is_among(tag: str, others: Sequence[str]) -> bool:
    return any(languages.is_same_language(tag, other) for other in others)


def _tag(word: str) -> str | None:
    try:
        return languages.normalise(word)
    except Invalid:
        return None
