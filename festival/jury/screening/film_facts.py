"""All that jurors may know of a film: their pages show sheets, never entries, so that nothing leaks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from festival.entries.kinds import CONTENT_WORDS, KIND_WORDS, ContentNote
from festival.entries.models import Entry
from festival.kernel import countries, languages
from festival.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Credit:
    """What somebody did for the film, and their names."""

    work: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A film as its jurors read of it. `credits` is empty in a blind round; `seconds` 0 is not known.

    Languages and countries are names in the reader's language; `kind`, notes and works are marked words.
    """

    entry_id: int
    title: str
    original_title: str
    original_language: str | None
    category: str
    kind: str
    seconds: int
    completed: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    subtitles: tuple[str, ...]
    synopsis: str
    theme_statement: str
    content_notes: tuple[str, ...]
    content_details: str
    link: str | None
    credits: tuple[Credit, ...]


def sheet(entry: Entry, *, seconds: int, is_blind: bool, locale: str) -> Sheet:
    """What a juror of a blind or open round may read of a film."""
    return Sheet(
        entry_id=entry.id,
        title=entry.title,
        original_title=entry.original_title or "",
        original_language=entry.original_language,
        category=entry.category.name,
        kind=KIND_WORDS[entry.kind] if entry.kind else "",
        seconds=seconds,
        completed=(entry.completed or "")[:4],
        countries=_named(countries.name, entry.countries, locale),
        languages=_named(languages.name, entry.languages, locale),
        subtitles=_named(languages.name, entry.subtitles, locale),
        synopsis=entry.synopsis or "",
        theme_statement=entry.theme_statement or "",
        content_notes=tuple(CONTENT_WORDS[ContentNote(note)] for note in entry.content_notes or ()),
        content_details=entry.content_details or "",
        link=None if entry.film_upload_id else entry.film_link,
        credits=() if is_blind else _credits(entry),
    )


def _named(name: Callable[[str, str], str], codes: Iterable[str] | None, locale: str) -> tuple[str, ...]:
    return tuple(name(code, locale) for code in codes or ())


def _credits(entry: Entry) -> tuple[Credit, ...]:
    worked = (
        (N_("Direction"), entry.directors),
        (N_("Writing"), entry.writers),
        (N_("Production"), entry.producers),
        (N_("Production companies"), entry.companies),
        (N_("Cast"), entry.key_cast),
    )
    return tuple(Credit(work, tuple(names)) for work, names in worked if names)
