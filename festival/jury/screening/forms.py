"""What is typed about a juror's film: scores and comments, notes with their second, reasons, reports."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import wtforms

from festival.jury.models import Criterion
from festival.jury.screening.operations import Words
from festival.kernel import durations, texts
from festival.kernel.invalid import Invalid
from festival.web.forms.words import LineField

LONGEST_COMMENT = 5000
LONGEST_NOTE = 1000
LONGEST_REASON = 500
MOST_SPANS = 500
LONGEST_FILM = 10**6


class Field(StrEnum):
    """The names of the score form's fields; a criterion's own is `criterion-` and its id."""

    FOR_JURY = "comment_for_jury"
    FOR_FILMMAKER = "comment_for_filmmaker"


class ReasonForm(wtforms.Form):
    """Why an organizer changes what was done about a film."""

    reason = LineField(most=LONGEST_REASON)


def words(form: Mapping[str, str], criteria: Iterable[Criterion]) -> Words:
    """The score form as it was sent; a step that does not exist is left out. Raises Invalid."""
    return Words(
        scores=_steps(form, criteria),
        comment_for_jury=texts.clean_text(form.get(Field.FOR_JURY, ""), LONGEST_COMMENT),
        comment_for_filmmaker=texts.clean_text(form.get(Field.FOR_FILMMAKER, ""), LONGEST_COMMENT),
    )


def typed(form: Mapping[str, str], criteria: Iterable[Criterion]) -> Words:
    """The same exactly as it was typed, to be shown again."""
    return Words(_steps(form, criteria), form.get(Field.FOR_JURY, ""), form.get(Field.FOR_FILMMAKER, ""))


def reason(form: Mapping[str, str]) -> str:
    """Why a juror abstains or steps aside. Raises Invalid."""
    return texts.clean_text(form.get("reason", ""), LONGEST_REASON)


def note(form: Mapping[str, str]) -> tuple[int, str]:
    """The second and the text of a note. Raises Invalid."""
    return _second(form.get("at", "").strip()), texts.clean_text(form.get("text", ""), LONGEST_NOTE)


def played(report: Any) -> list[tuple[float, float]]:
    """The spans of film seconds of a player's report, `{"played": [[0, 12.5], …]}`. Raises Invalid."""
    spans = report.get("played") if isinstance(report, dict) else None
    if not isinstance(spans, list) or len(spans) > MOST_SPANS:
        raise _unreadable()
    return [_span(each) for each in spans]


def _steps(form: Mapping[str, str], criteria: Iterable[Criterion]) -> dict[str, int]:
    chosen = {str(each.id): form.get(f"criterion-{each.id}", "") for each in criteria}
    return {
        key: int(step) for key, step in chosen.items() if step.isascii() and step.isdigit() and len(step) <= 2
    }


def _second(typed: str) -> int:
    """A second of the film: 12:34, 1:02:03, or a number of seconds."""
    if typed.isascii() and typed.isdigit() and len(typed) < 7:
        return int(typed)
    try:
        return durations.parse(typed)
    except Invalid:
        raise Invalid(
            "note_time_unreadable",
            "“{text}” is no time of the film. Write minutes and seconds, as in 12:34.",
            text=typed[:40],
        ) from None


def _span(each: Any) -> tuple[float, float]:
    match each:
        case [int() | float() as start, int() | float() as end] if max(abs(start), abs(end)) < LONGEST_FILM:
            return float(start), float(end)
        case _:
            raise _unreadable()


def _unreadable() -> Invalid:
    return Invalid("report_unreadable", "The player's report cannot be read.")
