"""The table of entries for a spreadsheet: everything known of each film, one column a fact."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from festival.boards import board, ranking_cache
from festival.entries import public_words
from festival.entries.models import Entry
from festival.exports import queries
from festival.exports.queries import Batch, Choice
from festival.jury.models import Round
from festival.jury.rounds.results import FilmReview
from festival.kernel import countries, durations, languages, spreadsheets
from festival.kernel.spreadsheets import Cell, Share
from festival.scoring.ranking import cutoff, summaries
from festival.scoring.ranking.results import Ranked
from festival.scoring.values import Key
from festival.screeners.media.facts import Facts
from festival.screeners.models import Screener

OF_ENTRY: Mapping[str, Callable[[Entry], Cell]] = {
    "Entry": lambda entry: entry.id,
    "Receipt": lambda entry: entry.receipt.number if entry.receipt else None,
    "Submitted": lambda entry: entry.submitted_at,
    "Category": lambda entry: entry.category.name,
    "State": lambda entry: entry.state.value,
    "Submission status": lambda entry: public_words.submission_status(entry.state),
    "Judging status": lambda entry: public_words.judging_status(entry.decision, entry.decision_released_at),
    "Decision": lambda entry: entry.decision.value,
    "Decision prepared": lambda entry: entry.decision_staged.value if entry.decision_staged else None,
    "Decision told": lambda entry: entry.decision_released_at,
    "Eligibility reason": lambda entry: entry.eligibility_reason,
    "Flags": lambda entry: tuple(flag.kind for flag in entry.flags if flag.cleared_at is None),
    "Tags": lambda entry: tuple(tag.tag for tag in entry.tags),
    "Title": lambda entry: entry.title,
    "Original title": lambda entry: entry.original_title,
    "Original language": lambda entry: entry.original_language,
    "Kind": lambda entry: entry.kind.value if entry.kind else None,
    "Genres": lambda entry: entry.genres,
    "Runtime": lambda entry: None if entry.runtime is None else durations.clock(entry.runtime),
    "Runtime in seconds": lambda entry: entry.runtime,
    "Completed": lambda entry: entry.completed,
    "Premiere": lambda entry: entry.premiere.value if entry.premiere else None,
    "Countries": lambda entry: tuple(entry.countries),
    "Names of countries": lambda entry: tuple(countries.name(code) for code in entry.countries),
    "Countries of filming": lambda entry: tuple(entry.filming_countries),
    "First film": lambda entry: entry.is_first_film,
    "Student film": lambda entry: entry.is_student_film,
    "School": lambda entry: entry.school,
    "Website": lambda entry: entry.website,
    "EIDR": lambda entry: entry.eidr,
    "ISAN": lambda entry: entry.isan,
    "Synopsis": lambda entry: entry.synopsis,
    "Original synopsis": lambda entry: entry.original_synopsis,
    "Theme statement": lambda entry: entry.theme_statement,
    "Content notes": lambda entry: tuple(entry.content_notes),
    "Content details": lambda entry: entry.content_details,
    "Directors": lambda entry: tuple(entry.directors),
    "Writers": lambda entry: tuple(entry.writers),
    "Producers": lambda entry: tuple(entry.producers),
    "Production companies": lambda entry: tuple(entry.companies),
    "Key cast": lambda entry: tuple(entry.key_cast),
    "Other credits": lambda entry: tuple(entry.other_credits),
    "Contact": lambda entry: entry.owner.name,
    "E-mail": lambda entry: entry.owner.email,
    "Phone": lambda entry: entry.contact_phone,
    "Languages": lambda entry: tuple(entry.languages),
    "Names of languages": lambda entry: tuple(languages.name(tag) for tag in entry.languages),
    "Subtitles": lambda entry: tuple(entry.subtitles),
    "Film link": lambda entry: entry.film_link,
    "Holds the rights": lambda entry: entry.holds_rights,
    "Rights holder": lambda entry: entry.rights_holder,
    "Funded by the organizer": lambda entry: entry.is_funded_by_organizer,
    "Made for release online": lambda entry: entry.is_online_release,
    "Entered before": lambda entry: entry.was_entered_before,
}
OF_FILE: Mapping[str, Callable[[Screener, Facts], Cell]] = {
    "Film file": lambda screener, facts: screener.state.value,
    "Measured seconds": lambda screener, facts: round(facts.seconds, 3),
    "Resolution": lambda screener, facts: _resolution(facts),
    "Audio": lambda screener, facts: tuple(f"{sound.codec} {sound.channels} ch" for sound in facts.sounds),
    "Subtitles in the file": lambda screener, facts: tuple(
        track.language or "und" for track in facts.subtitles
    ),
}
ANSWER = "Answer"
OF_RANKING = ("quality", "low", "high", "p_shortlist", "rank")
OF_ROUND = ("views", "mean", *OF_RANKING, "spread", "coverage")


@dataclass(frozen=True, slots=True)
class Judged:
    """A round under its name in columns, with the ranking of all that competes; `ranks` are the board's."""

    round: Round
    label: str
    ranked: Mapping[Key, Ranked]
    ranks: Mapping[Key, int | None]
    with_places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an export: its columns, and the rows of each batch of entries, each with its entry's id."""

    columns: Sequence[str]
    rows: Callable[[Batch], Iterator[tuple[int, Sequence[Cell]]]]

    def all_rows(self, choice: Choice, rounds: Sequence[Round]) -> Iterator[Sequence[Cell]]:
        """Every row, read a batch of entries at a time."""
        for batch in queries.batches(choice, rounds):
            for _, row in self.rows(batch):
                yield row


def table(choice: Choice, rounds: Sequence[Round]) -> Table:
    """One row an entry: all that is known of it, and what these rounds say of it as a whole."""
    named = spreadsheets.labels([(each.id, each.name) for each in rounds], {ANSWER})
    judged = [_judged(round_, label) for round_, label in zip(rounds, named, strict=True)]
    questions = queries.custom_questions(choice)
    columns = [*OF_ENTRY, *OF_FILE, *(f"{ANSWER}: {question}" for question in questions)]
    columns += [f"{each.label}: {fact}" for each in judged for fact in OF_ROUND]
    # Names with colons in them can still meet: “A: B” of C, and “B: C” of A.
    columns = spreadsheets.labels(list(enumerate(columns, 1)))
    return Table(columns, partial(_rows, judged, questions))


def _rows(
    judged: Sequence[Judged], questions: Sequence[str], batch: Batch
) -> Iterator[tuple[int, Sequence[Cell]]]:
    files = queries.screeners_of(batch.entries)
    for entry in batch.entries:
        row: list[Cell] = [read(entry) for read in OF_ENTRY.values()]
        row += _file_cells(files.get(entry.id))
        row += [entry.custom_answers.get(question) for question in questions]
        for each in judged:
            row += _round_cells(each, entry.id, batch.reviews[each.round.id].get(entry.id, ()))
        yield entry.id, row


def _file_cells(screener: Screener | None) -> list[Cell]:
    if screener is None:
        return [None] * len(OF_FILE)
    facts = screener.facts
    if facts is None:
        return [screener.state.value, *[None] * (len(OF_FILE) - 1)]
    return [read(screener, facts) for read in OF_FILE.values()]


def _judged(round_: Round, label: str) -> Judged:
    ranking = ranking_cache.ranking_of(round_)
    by_category = groupby(ranking.films, lambda film: film.category)
    ranks = [cutoff.ranks(list(films)) for _, films in by_category]
    return Judged(
        round_,
        label,
        ranked={film.film: film for film in ranking.films},
        ranks={film: rank for each in ranks for film, rank in each.items()},
        with_places=frozenset(line.category for line in ranking.lines if line.places),
    )


def _round_cells(judged: Judged, entry_id: int, reviews: Sequence[FilmReview]) -> list[Cell]:
    summary = summaries.of_films([entry_id], board.plain(reviews))[entry_id]
    ranking = _ranking_cells(judged, entry_id)
    return [summary.reviews, summary.mean, *ranking, summary.spread, share(summary.coverage)]


def _ranking_cells(judged: Judged, entry_id: int) -> list[Cell]:
    """Nothing for a film that does not compete; no chance where no board says how many places there are."""
    film = judged.ranked.get(entry_id)
    if film is None:
        return [None] * len(OF_RANKING)
    chance = share(film.p_shortlist) if film.category in judged.with_places else None
    return [film.quality, film.low, film.high, chance, judged.ranks[entry_id]]


def share(part: float | None) -> Share | None:
    """A part of one as a cell."""
    return None if part is None else Share(part)


def _resolution(facts: Facts) -> str | None:
    return "{}x{}".format(*facts.picture.shown_size) if facts.picture else None
