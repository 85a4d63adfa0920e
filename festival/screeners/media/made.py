"""What was made of a film: the sizes, the posters, the scrubber's sheet, and what was heard on the way."""

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

from festival.screeners.media.reading import Reading


@dataclass(frozen=True)
class Size:
    """One size of the screener: its name in the player's menu, pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Sheet:
    """The scrubber's pictures on one sheet: one every so many seconds, ten in a row, each so many pixels."""

    every: float
    count: int
    across: int
    width: int
    height: int

    @property
    def rows(self) -> int:
        """Rows that the pictures fill."""
        return math.ceil(self.count / self.across)


@dataclass(frozen=True)
class Made:
    """What lies in a screener's folder, and what was heard while it was made.

    `sound` are the streams whose sound it has; nothing where it was made before that was noted.
    """

    sizes: tuple[Size, ...]
    posters: tuple[str, ...]
    sheet: Sheet
    reading: Reading
    sound: tuple[int, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain words, numbers and lists."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The same again from `to_json`, also after a trip through a file or a database."""
        return cls(
            sizes=tuple(Size(**size) for size in row["sizes"]),
            posters=tuple(row["posters"]),
            sheet=Sheet(**row["sheet"]),
            reading=Reading.from_json(row["reading"]),
            sound=tuple(row["sound"]) if row.get("sound") is not None else None,
        )
