"""What an entry says now, beside what it said when it was submitted."""

import json
from dataclasses import dataclass
from typing import Any

from festival.entries.drafts import fields
from festival.entries.models import Entry


@dataclass(frozen=True)
class Difference:
    """One field that changed since: its value in the receipt's snapshot and its value now."""

    field: str
    label: str
    before: Any
    now: Any


def since_submission(entry: Entry) -> list[Difference]:
    """The fields that differ from the snapshot, in the order they are asked; none for a draft."""
    if entry.receipt is None:
        return []
    submitted = json.loads(entry.receipt.snapshot)["answers"]
    return [
        Difference(field.name, field.label, submitted[field.name], getattr(entry, field.name))
        for field in fields.FIELDS
        if field.name in submitted and submitted[field.name] != getattr(entry, field.name)
    ]
