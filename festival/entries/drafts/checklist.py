"""What an entry still lacks before it can be submitted, each thing in words and with its place."""

from dataclasses import dataclass

from festival.entries.drafts import fields
from festival.entries.drafts.fields import Section
from festival.entries.models import Entry
from festival.entries.states import FilmState
from festival.kernel.words import N_

FILM = "film_link"  # the anchor of the place where a film is given


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do: the page, the field on it, and what to do there as an English msgid."""

    section: Section
    field: str
    words: str


def missing(entry: Entry, film: FilmState) -> list[Missing]:
    """Everything that is missing, in the order of the pages; empty when the entry can be submitted."""
    found = [gap for field in fields.FIELDS if (gap := _in_field(entry, field))]
    if words := _of_film(entry, film):
        found.append(Missing(Section.FILE, FILM, words))
    return sorted(found, key=lambda gap: list(Section).index(gap.section))


def _in_field(entry: Entry, field: fields.Field) -> Missing | None:
    if field.name in entry.unfinished:
        return Missing(field.section, field.name, N_("Something typed here cannot be read yet."))
    if field.is_needed and not fields.is_answered(field, getattr(entry, field.name)):
        return Missing(field.section, field.name, field.missing)
    return None


def _of_film(entry: Entry, film: FilmState) -> str | None:
    if film is FilmState.NONE and entry.category.takes_links:
        return N_("Choose the film's file, or give a link to it.")
    if film is FilmState.NONE:
        return N_("Choose the film's file.")
    if film is FilmState.LATE:
        return N_("The film did not arrive in time. Send it again while the call is open.")
    if film is FilmState.REFUSED:
        return N_("The file cannot be shown to a jury. Choose another one.")
    if film is FilmState.LINK and not entry.category.takes_links:
        return N_("This category needs the film's file; a link is not enough.")
    return None
