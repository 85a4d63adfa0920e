"""The rubric editor: criteria row by row, as they were typed, until they can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from festival.jury.models import Criterion
from festival.kernel import texts
from festival.kernel.invalid import Invalid

EMPTY_ROWS = 2
LONGEST_MEANING = 120
HEAVIEST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion in the words of a form."""

    name: str
    question: str
    weight: str
    meanings: Sequence[str]

    @classmethod
    def of(cls, criterion: Criterion) -> Self:
        """A criterion that is kept."""
        return cls(criterion.name, criterion.question or "", str(criterion.weight), criterion.meanings)

    @property
    def weighs(self) -> int | None:
        """The weight as a number; None where it is not a whole one from 1 to `HEAVIEST`."""
        typed = self.weight.strip()
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(HEAVIEST))
        return int(typed) if is_number and 1 <= int(typed) <= HEAVIEST else None


def rows(form: Mapping[str, str]) -> list[Row]:
    """The rows as they were typed; one without a name is left out."""
    numbers = range(sum(key.startswith("name-") for key in form))
    return [_row(form, number) for number in numbers if form.get(f"name-{number}", "").strip()]


def criteria(rows: Sequence[Row]) -> list[Criterion]:
    """The criteria that rows ask for, unsaved. Raises Invalid, naming the criterion."""
    return [_criterion(row) for row in rows]


def _row(form: Mapping[str, str], number: int) -> Row:
    return Row(
        name=form[f"name-{number}"],
        question=form.get(f"question-{number}", ""),
        weight=form.get(f"weight-{number}", "1"),
        meanings=[line for line in form.get(f"meanings-{number}", "").splitlines() if line.strip()],
    )


def _criterion(row: Row) -> Criterion:
    if row.weighs is None:
        raise Invalid(
            "weight_unreadable",
            "“{criterion}” needs a whole number from 1 to {heaviest} as its weight.",
            criterion=row.name.strip()[:80],
            heaviest=HEAVIEST,
        )
    return Criterion(
        name=texts.clean_line(row.name, 80),
        question=texts.clean_line(row.question, 300),
        weight=row.weighs,
        meanings=[texts.clean_line(line, LONGEST_MEANING) for line in row.meanings],
    )
