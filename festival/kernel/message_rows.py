"""Messages as rows keep them: the English sentence and its values, said later in any language."""

from typing import Any

from festival.kernel.words import Message, Seconds

LENGTH = "seconds"


def to_json(message: Message) -> dict[str, Any]:
    """Plain words and numbers; a length of film stays one, so that it is said as hours and minutes."""
    values = {
        name: {LENGTH: value.count} if isinstance(value, Seconds) else value
        for name, value in message.values.items()
    }
    return {"code": message.code, "text": message.text, "values": values}


def from_json(row: dict[str, Any]) -> Message:
    """The same message again."""
    values = {
        name: Seconds(value[LENGTH]) if isinstance(value, dict) else value
        for name, value in row["values"].items()
    }
    return Message(row["code"], row["text"], values)
