"""What the first bytes of a film on its way say against it."""

from festival.entries.films import queries, rules
from festival.kernel.refusals import Refusal
from festival.screeners.media import first_bytes
from festival.uploads.models import Upload
from festival.uploads.places import intake


def needs_film(upload: Upload) -> Refusal | None:
    """Whether the beginning of a file on its way speaks against it, whose ever it is."""
    return rules.needs_film(_beginning(upload), upload.length)


def needs_film_for_entry(upload: Upload) -> Refusal | None:
    """The same where it is an entry's film, and not a file of subtitles; asked as its bytes arrive."""
    return needs_film(upload) if queries.entry_of(upload.id) else None


def _beginning(upload: Upload) -> bytes:
    try:
        with intake().parts.path(upload.part).open("rb") as file:
            return file.read(first_bytes.BITE)
    except FileNotFoundError:
        return b""
