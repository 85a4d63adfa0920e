"""Who enters what in the demo: thirty films of people who do not exist, in `cast.csv`.

Films are checked in the order of their days: short ones for the jury come first, so that it need not wait.
"""

import csv
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FILMMAKER = ("Amal Haddad", "filmmaker@example.org")
ORGANIZER = ("Olivia Keller", "organizer@example.org")
JURORS = (
    ("Joana Silva", "juror@example.org"),
    ("Peter Novak", "peter.novak@example.org"),
    ("Mei Tanaka", "mei.tanaka@example.org"),
    ("Fatou Sow", "fatou.sow@example.org"),
    ("David Cohen", "david.cohen@example.org"),
)


class Fate(StrEnum):
    """How far an entry has come when the demo begins."""

    DRAFT = "draft"
    RECEIVING = "receiving"
    REFUSED = "refused"
    LINKED = "linked"
    SUBMITTED = "submitted"
    AWAITED = "awaited"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Film:
    """One film: what its filmmakers say of it, on which day of the call they say it, and its fate."""

    title: str
    original_title: str
    original_language: str
    director: str
    is_the_filmmakers: bool
    countries: list[str]
    languages: list[str]
    subtitles: list[str]
    category: str
    seconds: int | None
    kind: str
    premiere: str
    day: int
    fate: Fate
    synopsis: str
    theme: str

    @property
    def owner(self) -> tuple[str, str]:
        """Name and address of anyone who enters it."""
        return FILMMAKER if self.is_the_filmmakers else (self.director, _address(self.director))


def films() -> list[Film]:
    """All of them, in the order in which they were begun."""
    with (Path(__file__).parent / "cast.csv").open(encoding="utf-8", newline="") as table:
        return sorted(map(_film, csv.DictReader(table)), key=lambda film: film.day)


def _film(row: dict[str, str]) -> Film:
    return Film(
        title=row["title"],
        original_title=row["original_title"],
        original_language=row["original_language"],
        director=row["director"],
        is_the_filmmakers=row["owner"] == "filmmaker",
        countries=row["countries"].split(),
        languages=row["languages"].split(),
        subtitles=row["subtitles"].split(),
        category=row["category"],
        seconds=int(row["seconds"]) if row["seconds"] else None,
        kind=row["kind"],
        premiere=row["premiere"],
        day=int(row["day"]),
        fate=Fate(row["fate"]),
        synopsis=row["synopsis"],
        theme=row["theme"],
    )


def _address(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return ".".join(plain.lower().replace("-", " ").split()) + "@example.org"
