"""Entries as FilmFreeway's own export tells them, for anyone who works with its columns."""

from collections.abc import Iterator
from dataclasses import replace

from festival.boards import board
from festival.entries import public_words
from festival.entries.imports import filmfreeway
from festival.entries.imports.filmfreeway import Submission
from festival.entries.models import Entry
from festival.exports import queries
from festival.exports.queries import Batch, Choice
from festival.jury.models import Round
from festival.kernel import partial_dates, people_names
from festival.scoring.ranking import summaries
from festival.scoring.ranking.summaries import Summary


def chunks(choice: Choice, judged: Round | None) -> Iterator[bytes]:
    """A CSV file in pieces; a film's mean in the round, if there is one, stands under Rating."""
    questions = queries.custom_questions(choice)
    asked = [question for question in questions if question not in filmfreeway.OPEN_COLUMNS]
    return filmfreeway.write(_submissions(choice, judged), asked)


def submission(entry: Entry, mean: float | None) -> Submission:
    """One entry in FilmFreeway's words."""
    first, _, last = entry.owner.name.rpartition(" ")
    return replace(
        _film(entry),
        first_name=first,
        last_name=last,
        email=entry.owner.email,
        phone=entry.contact_phone,
        country=entry.owner.country,
        categories=(entry.category.name,),
        link=entry.film_link or "",
        tracking_number=entry.receipt.number if entry.receipt else "",
        submission_id=str(entry.id),
        submission_status=public_words.submission_status(entry.state),
        judging_status=public_words.judging_status(entry.decision, entry.decision_released_at),
        answers={**entry.custom_answers, **_answers(entry, mean)},
    )


def _submissions(choice: Choice, judged: Round | None) -> Iterator[Submission]:
    for batch in queries.batches(choice, [judged] if judged else []):
        summed = _summaries(batch)
        for entry in batch.entries:
            yield submission(entry, summed[entry.id].mean)


def _summaries(batch: Batch) -> dict[int, Summary]:
    reviews = (
        review for of_round in batch.reviews.values() for found in of_round.values() for review in found
    )
    return summaries.of_films([entry.id for entry in batch.entries], board.plain(reviews))


def _film(entry: Entry) -> Submission:
    """The film alone, anyone who entered it and whatever became of it."""
    return Submission(
        title=entry.title,
        original_title=entry.original_title,
        synopsis=entry.synopsis,
        original_synopsis=entry.original_synopsis,
        seconds=entry.runtime,
        completed=partial_dates.parse(entry.completed) if entry.completed else None,
        countries=tuple(entry.countries),
        filming_countries=tuple(entry.filming_countries),
        languages=tuple(entry.languages),
        genres=_genres(entry.genres),
        project_type=entry.kind.value.capitalize() if entry.kind else "",
        is_student_project=entry.is_student_film,
        is_first_film=entry.is_first_film,
        directors=people_names.written(entry.directors),
        writers=people_names.written(entry.writers),
        producers=people_names.written(entry.producers),
        key_cast=people_names.written(entry.key_cast),
        statement=entry.theme_statement,
    )


def _answers(entry: Entry, mean: float | None) -> dict[str, str]:
    said = {
        "Rating": "" if mean is None else f"{mean:.2f}",
        "Other Credits": "; ".join(entry.other_credits),
        "Production Companies": "; ".join(entry.companies),
        "School": entry.school,
        "Project Website": entry.website or "",
        "Submission Date": entry.submitted_at.date().isoformat() if entry.submitted_at else "",
        "Distributor Information": entry.rights_holder,
        "Flag": "; ".join(tag.tag for tag in entry.tags),
    }
    return {column: words for column, words in said.items() if words}


def _genres(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
