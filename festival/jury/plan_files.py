"""A plan as a table that leaves for a spreadsheet and comes back: one row a seat."""

from collections.abc import Iterable, Iterator

from festival.entries.models import Entry
from festival.jury.models import Assignment, PanelMember
from festival.jury.plans import Facts
from festival.kernel.invalid import Invalid
from festival.kernel.spreadsheets import Cell, Row, read_csv

COLUMNS = ("film", "title", "juror", "name", "state")
NEEDED = ("film", "juror")


def rows(seats: Iterable[Assignment]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a plan under `COLUMNS`: a film is its number, a juror an e-mail address."""
    for seat in seats:
        yield seat.entry_id, seat.entry.title, seat.juror.email, seat.juror.name, seat.state.value


def read(raw: bytes, facts: Facts) -> list[tuple[Entry, PanelMember]]:
    """The seats that a table asks for, in its order, each once. Raises Invalid, naming the row."""
    table = read_csv(raw)
    for column in NEEDED:
        if column not in table.columns:
            raise Invalid("plan_column", "This table has no column “{column}”.", column=column)
    if not table.rows:
        raise Invalid("table_empty", "This file has no rows.")
    films = {str(film.id): film for film in facts.films}
    jurors = {member.person.email_key: member for member in facts.members}
    seats = [(_film(row, films), _juror(row, jurors)) for row in table.rows]
    return list(dict.fromkeys(seats))


def _film(row: Row, films: dict[str, Entry]) -> Entry:
    number = row.cells["film"].strip()
    if number in films:
        return films[number]
    raise Invalid(
        "plan_film",
        "Row {row}: there is no film with the number “{number}” that can be watched in this round.",
        row=row.number,
        number=number[:40],
    )


def _juror(row: Row, jurors: dict[str, PanelMember]) -> PanelMember:
    address = row.cells["juror"].strip()
    if address.casefold() in jurors:
        return jurors[address.casefold()]
    raise Invalid(
        "plan_juror",
        "Row {row}: nobody on this panel has the address “{address}”.",
        row=row.number,
        address=address[:80],
    )
