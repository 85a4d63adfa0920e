"""What a receipt says of the film: its titles, and what is known of its file, each as a label and words."""

from flask_babel import gettext as _

from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.web import wording

Lines = list[tuple[str, str]]


def titles(entry: Entry) -> Lines:
    """The title in English, and the original one where it is another."""
    said = [(_("Title"), entry.title)]
    if entry.original_title and entry.original_title != entry.title:
        said.append((_("Original title"), entry.original_title))
    return said


def of_film(film: Film) -> Lines:
    """The file's name and size as soon as it is announced, its length once measured, its hash once here."""
    if film.upload is None or film.is_gone:
        return [(_("Link to the film"), film.link)] if film.link else []
    file = f"{film.upload.filename or _('Film file')} · {wording.size(film.upload.length)}"
    known = [
        (_("Film file"), file),
        (_("Length"), wording.duration(film.seconds) if film.seconds is not None else ""),
        (_("Fingerprint of the film (SHA-256)"), film.sha256 or ""),
    ]
    return [line for line in known if line[1]]
