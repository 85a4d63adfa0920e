"""What organizers are told of a file: the same facts, without the remedies that only its filmmaker has."""

import string
from collections.abc import Mapping

from festival.kernel.refusals import Refusal
from festival.kernel.words import N_, Message

DESK_WORDS: Mapping[str, tuple[str, ...]] = {
    "archive": (N_("The file is an archive (ZIP or the like), not a film."),),
    "all_black": (N_("The picture is black from beginning to end."),),
    "all_silent": (N_("The sound track is silent from beginning to end."),),
    "all_still": (N_("The picture does not move from beginning to end."),),
    "camera_raw": (N_("The file is raw material of a camera, which only editing programs can read."),),
    "damaged": (N_("Only {frames} of {packets} pictures in the film could be read."),),
    "dcp": (
        N_(
            "The file is a cinema package, or a part of one (DCP or IMF). Jurors watch in a browser, which "
            "cannot play it."
        ),
    ),
    "document": (N_("The file is a document, not a film."),),
    "dolby_vision": (
        N_("The film is in a kind of Dolby Vision (profile 5) whose colours this server cannot convert."),
    ),
    "empty": (N_("The file is empty."),),
    "encrypted": (N_("The film is copy-protected and cannot be played."),),
    "frame_too_large": (
        N_("The picture is {width} × {height} pixels; at most 8192 × 4320 (8K) can be read."),
    ),
    "image_sequence": (N_("The file is one picture of a series, not the film."),),
    "incomplete": (
        N_(
            "The last {missing} of the film are missing: the file promises {promised}, its pictures end at "
            "{length}. Most often, an export or a copy was cut short."
        ),
        N_("Parts of the file are missing or damaged. Most often, an export or a copy was cut short."),
    ),
    "missing_end": (
        N_(
            "The last {missing} of the film are missing: the file promises {promised}, its pictures end at "
            "{length}. Most often, an export or a copy was cut short."
        ),
    ),
    "no_picture": (N_("There is no moving picture in the file."),),
    "not_judged": (
        N_(
            "Our server could not check this file, though it tried several times. This may not be the film's "
            "fault. Under System status you can let it try again."
        ),
    ),
    "page": (N_("The file is a web page, not a film."),),
    "picture": (N_("The file is a picture, not a film."),),
    "playlist": (N_("The file is a playlist: it only names films that lie elsewhere."),),
    "program": (N_("The file is a program, not a film."),),
    "project": (
        N_(
            "The file is the project of an editing program: it only names pictures and sounds that lie "
            "elsewhere."
        ),
    ),
    "some_damage": (
        N_(
            "Parts of the picture or sound are damaged in the file (places: {count}). Watch the screener to "
            "see if it matters."
        ),
    ),
    "sound_by_title": (
        N_(
            "The sound track “{title}” is not the one that the jury hears, because of its title. The "
            "filmmaker can choose it."
        ),
    ),
    "sound_kept": (
        N_(
            "The screener could not be made again with the sound that the filmmaker chose. It keeps the "
            "sound that it had."
        ),
    ),
    "still": (N_("The file holds a single picture, not a film."),),
    "subtitle": (N_("The file holds subtitles, not a film."),),
    "subtitles": (N_("The file holds subtitles, not a film."),),
    "subtitles_archive": (N_("The file is an archive or a document, not a subtitle file."),),
    "subtitles_document": (N_("The file is a document, not a subtitle file."),),
    "subtitles_encoding": (N_("We could not find out how this text is encoded."),),
    "subtitles_late": (
        N_(
            "The last subtitle ends at {end}, but the film ends at {length}. They may be for another version "
            "of the film."
        ),
    ),
    "subtitles_pictures": (N_("The file holds pictures, not text."),),
    "subtitles_too_hard": (N_("The file could not be read in the time that subtitles need."),),
    "subtitles_too_large": (N_("The file is too large for subtitles (10 MB at most)."),),
    "subtitles_too_many": (N_("The file has {count} subtitles; a film has hundreds."),),
    "subtitles_unreadable": (N_("We found no subtitles in this file."),),
    "too_long": (N_("The film lasts {length}; at most 24 hours can be taken."),),
    "undecodable": (N_("No picture could be read from the film: its contents are damaged, or protected."),),
    "unknown_codec": (
        N_("The file may be in order, but this server cannot read films of this kind ({codec})."),
    ),
    "unreadable": (N_("The file could not be read as a film."),),
    "virus": (N_("A virus was found in the file ({virus})."),),
}
"""By the message's code: texts, the first that the message's values can fill is said."""


def for_desk(said: Message | Refusal) -> Message:
    """The message as organizers read it; one that speaks to nobody is the same for all."""
    told = said.message if isinstance(said, Refusal) else said
    for text in DESK_WORDS.get(told.code, ()):
        if _names(text) <= set(told.values):
            return Message(told.code, text, told.values)
    return told


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
