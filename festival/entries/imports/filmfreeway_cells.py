"""Single cells of a FilmFreeway export: how each kind is read, and written so that it reads back."""

from collections.abc import Sequence

from festival.kernel import countries, date_reading, durations, language_reading, texts
from festival.kernel.countries import Names
from festival.kernel.invalid import Invalid
from festival.kernel.partial_dates import PartialDate

LONGEST_LINE = 1_000
LONGEST_TEXT = 20_000


def line(cell: str) -> str:
    return texts.clean_line(cell, LONGEST_LINE)


def title(cell: str) -> str:
    """A line that has to say something."""
    said = line(cell)
    if not said:
        raise Invalid("title_missing", "A film needs a title.")
    return said


def paragraphs(cell: str) -> str:
    return texts.clean_text(cell, LONGEST_TEXT)


def truth(cell: str) -> bool | None:
    """Yes or No; None when nothing is said."""
    match line(cell).casefold():
        case "":
            return None
        case "yes" | "true" | "1":
            return True
        case "no" | "false" | "0":
            return False
    raise Invalid("not_yes_or_no", "Write only Yes or No here.")


def written_truth(value: bool | None) -> str:
    return "" if value is None else "Yes" if value else "No"


def seconds(cell: str) -> int | None:
    said = line(cell)
    return durations.parse(said) if said else None


def written_seconds(value: int | None) -> str:
    return "" if value is None else durations.clock(value)


def completed(cell: str, day_first: bool | None = None) -> PartialDate | None:
    """A date with one meaning, or the number that a spreadsheet made of it. `day_first` settles 1/2/2020."""
    said = line(cell)
    return date_reading.of_spreadsheet(said) or date_reading.read(said, day_first=day_first) if said else None


def written_completed(value: PartialDate | None) -> str:
    return "" if value is None else str(value)


def items(cell: str) -> tuple[str, ...]:
    """A list, separated by commas, or by semicolons where there are any."""
    said = line(cell)
    parts = (part.strip() for part in said.split(";" if ";" in said else ","))
    return tuple(part for part in parts if part)


def written_items(values: Sequence[str]) -> str:
    """A list with commas as FilmFreeway has it; with semicolons where an item has a comma of its own."""
    if not any("," in value for value in values):
        return ", ".join(values)
    return "; ".join(value.replace(";", ",") for value in values) + ";"


def country(cell: str) -> str | None:
    said = line(cell)
    return countries.read(said) if said else None


def written_country(code: str | None) -> str:
    """The name in everyday use, whatever the installation shows: that is what other platforms know."""
    return countries.name(code, names=Names.USUAL) if code else ""


def country_list(cell: str) -> tuple[str, ...]:
    return countries.read_list(line(cell))


def written_country_list(codes: Sequence[str]) -> str:
    return written_items([written_country(code) for code in codes])


def language_list(cell: str) -> tuple[str, ...]:
    said = line(cell)
    return language_reading.read_list(said) if said else ()


def written_language_list(tags: Sequence[str]) -> str:
    return written_items([language_reading.written(tag) for tag in tags])
