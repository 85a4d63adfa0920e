"""What a viewer should know of a film's subtitles: which are missing, which are part of the picture."""

from collections.abc import Collection, Sequence

from festival.entries.models import Entry
from festival.kernel import languages
from festival.kernel.words import Message, message

UNKNOWN = "und"


def remarks(entry: Entry, playing: Sequence[str], known: Collection[str], locale: str) -> list[Message]:
    """Sentences for beneath the player.

    `playing` are the languages that can be switched on, `known` those that the viewer understands; none said.
    """
    said = []
    in_picture = entry.subtitles_in_picture
    if in_picture:
        said.append(
            message(
                "subtitles_in_picture",
                "Subtitles that are part of the picture: {languages}.",
                languages=_named(in_picture, locale),
            )
        )
    if absent := missing(entry, playing):
        said.append(
            message(
                "subtitles_missing",
                "No subtitle file came for: {languages}. They may be part of the picture.",
                languages=_named(absent, locale),
            )
        )
    offered = [*entry.languages, *playing, *in_picture, *absent]
    if known and offered and not any(_is_among(tag, offered) for tag in (*known, languages.NO_DIALOGUE)):
        said.append(
            message(
                "subtitles_not_known",
                "This film has neither speech nor subtitles in your languages: {languages}.",
                languages=_named(sorted(known), locale),
            )
        )
    return said


def missing(entry: Entry, playing: Sequence[str]) -> list[str]:
    """The languages that the entry names and that come neither in a file nor in the picture."""
    here = [*playing, *entry.subtitles_in_picture]
    return [tag for tag in entry.subtitles if tag != languages.NO_DIALOGUE and not _is_among(tag, here)]


def _is_among(tag: str, others: Sequence[str]) -> bool:
    return any(UNKNOWN not in (tag, other) and languages.is_same_language(tag, other) for other in others)


def _named(tags: Sequence[str], locale: str) -> str:
    return ", ".join(languages.name(tag, locale) for tag in tags)
