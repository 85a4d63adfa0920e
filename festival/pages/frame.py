"""What the frame of every page takes from the current edition: the festival's name and its colour."""

from dataclasses import dataclass

import flask

from festival.editions import accents
from festival.editions import queries as editions
from festival.web import access

A_YEAR = 365 * 24 * 3600

frame = flask.Blueprint("frame", __name__)


@dataclass(frozen=True, slots=True)
class House:
    """The festival as every page names it: whose time it keeps (an IANA name) and where that is.

    `sheet_url` is the address of its colour, where it has its own.
    """

    name: str
    zone: str
    place: str
    sheet_url: str | None


def house() -> House:
    """The application by its current edition, or by this system's name while there is none."""
    edition = editions.current()
    if edition is None:
        return House("Laurel", "UTC", "", None)
    has_own_colour = edition.accent != accents.DEFAULT
    sheet_url = (
        flask.url_for("frame.accent", code=edition.accent.removeprefix("#")) if has_own_colour else None
    )
    return House(edition.festival_name, edition.time_zone, edition.place, sheet_url)


def names() -> list[str]:
    """What the festival and its place are called, and this system: words that many a password holds."""
    here = house()
    return [here.name, here.place, "Laurel"]


@frame.get("/accent/<code>.css")
@access.public
def accent(code: str) -> flask.Response:
    """The style sheet of one colour, for light and dark; its address says it all, so it may be kept."""
    colour = f"#{code}"
    if accents.choose(colour) is not None:
        flask.abort(404)
    rule = f":root {{ --accent: light-dark({accents.on_paper(colour)}, {accents.at_night(colour)}); }}\n"
    answer = flask.Response(rule, mimetype="text/css")
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer
