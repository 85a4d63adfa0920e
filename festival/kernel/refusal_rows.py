"""Refusals and notes as rows keep them: the English sentence and its values, said later in any language."""

from typing import Any

from festival.kernel.refusals import Refusal
from festival.kernel.words import Seconds

LENGTH = "seconds"


def to_json(refusal: Refusal) -> dict[str, Any]:
    """Plain words and numbers; a length of film stays one, so that it is said as hours and minutes."""
    values = {
        name: {LENGTH: value.count} if isinstance(value, Seconds) else value
        for name, value in refusal.values.items()
    }
    return {"code": refusal.code, "text": refusal.text, "values": values}


def from_json(row: dict[str, Any]) -> Refusal:
    """The same refusal again."""
    values = {
        name: Seconds(value[LENGTH]) if isinstance(value, dict) else value
        for name, value in row["values"].items()
    }
    return Refusal(row["code"], row["text"], values)
