"""The entry as it stood at one instant, as plain JSON that reads the same for ever."""

from datetime import datetime
from typing import Any

from festival.entries.drafts import fields
from festival.entries.films.values import Film
from festival.entries.models import Entry


def of(entry: Entry, film: Film, submitted_at: datetime) -> dict[str, Any]:
    """Every answer of the entry, what it was entered for, and what was known of its film then."""
    return {
        "edition": entry.edition.slug,
        "category": entry.category.slug,
        "rules_version": entry.rules_version.number if entry.rules_version else None,
        "entry": entry.id,
        "entered_by": {"name": entry.owner.name, "email": entry.owner.email},
        "submitted_at": submitted_at.isoformat(),
        "film": {"state": str(film.state), "sha256": film.sha256, "seconds": film.seconds},
        "answers": {field.name: getattr(entry, field.name) for field in fields.FIELDS},
        "custom_answers": entry.custom_answers,
    }
