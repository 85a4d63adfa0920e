"""What a ranking, or a plan of the extra reviews, comes to: a few lines for the person at the terminal."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from festival.scoring.assignment.report import counted, grouped
from festival.scoring.extra_reviews.propose import ExtraReviews
from festival.scoring.ranking.results import FEWEST_REVIEWS, Line, Ranking
from festival.scoring.scales import Scale
from festival.scoring.values import Key, Why

WHAT_FOR = {
    Why.FEW_REVIEWS: "for films with too few reviews",
    Why.NEAR_LINE: "near a cut-off",
    Why.DECOY: "for decoys (other films, so that nobody can guess why they are asked)",
    Why.LINK: "for linking reviews (between groups of jurors)",
}
FROM_SCORES = "the scores"
MOST_LINES = 12  # categories that are told of; the report has all


def of_ranking(ranking: Ranking, out: Path) -> Iterator[str]:
    """What was read and written, how sure it is, category by category, and what to do next."""
    unseen = sum(not film.reviews for film in ranking.films)
    jurors = len(ranking.jurors) + len(ranking.set_aside)
    yield f"Read: {counted(len(ranking.films), 'film')}, {_scores(ranking)} by {counted(jurors, 'juror')}."
    yield f"Written: {out}, every film with its place, its adjusted score, and how sure that is."
    if unseen:
        yield f"Not watched: {counted(unseen, 'film')} without any score, behind all others."
    if ranking.set_aside:
        yield f"Set aside: {_names(ranking.set_aside)}, who gave every film the same score."
    yield from _how_sure(ranking)
    if unseen == len(ranking.films):
        yield "Next: rank again when scores are in."
    elif any(line.close for line in ranking.lines) or len(ranking.components) > 1:
        yield "Next: “festival jury next” plans where an extra review helps most."
    else:
        yield "Next: check the films manually; more reviews would change little."


def of_scale(scale: Scale, taken_from: str) -> str:
    """The scale by which scores were read, and who said so: a single typing error makes it longer."""
    other = "; --scale says another" if taken_from == FROM_SCORES else ""
    return f"Scale: {scale.words}, taken from {taken_from}{other}."


def of_conflicting(scores: int) -> str:
    """How many scores do not count, since their juror has a conflict with the film."""
    return f"Set aside: {counted(scores, 'score')} of pairs in conflict."


def of_extra_reviews(
    plan: ExtraReviews, ranking: Ranking, minutes: int, shortest: int, out: Path
) -> Iterator[str]:
    """What was read and written, what the reviews are for, how sure the lists are now, and what to do next.

    `shortest` is what the shortest film takes, in seconds.
    """
    asked = sum(seconds > 0 for seconds in plan.load.values())
    read = (counted(len(ranking.films), "film"), counted(len(plan.load), "juror"), _scores(ranking))
    yield f"Read: {', '.join(read)}."
    reviews = f"{counted(len(plan.reviews), 'review')} by {counted(asked, 'juror')}"
    yield f"Written: {out}, {reviews}, {round(plan.seconds / 60):,} of {counted(minutes, 'minute')}."
    if plan.reviews:
        count = Counter(review.why for review in plan.reviews)
        told = (f"{count[why]:,} {words}" for why, words in WHAT_FOR.items() if count[why])
        yield f"What for: {', '.join(told)}."
    if plan.shortfalls:
        films = tuple(short.film for short in plan.shortfalls)
        yield f"Still watched by fewer than {FEWEST_REVIEWS}: {_names(films)}. The report says why."
    yield from _how_sure(ranking)
    if plan.reviews:
        yield "Next: assign the films by this plan, add the scores, then rank, or plan the next batch."
    else:
        yield f"Next: nothing could be planned: {_why_nothing(ranking, minutes, shortest)}."


def _why_nothing(ranking: Ranking, minutes: int, shortest: int) -> str:
    """The most likely reason why no review could be planned."""
    if 60 * minutes < shortest:
        return f"--minutes {minutes} is less than the shortest film takes, {math.ceil(shortest / 60):,}"
    lines = [line for line in ranking.lines if line.places]
    if all(line.close == 0 for line in lines):
        return "no film is near a cut-off, so another review would change little"
    return (
        "most likely no juror can take a film; check their languages, conflicts and minutes (for "
        "all films that they watch)"
    )


def _how_sure(ranking: Ranking) -> Iterator[str]:
    if not any(film.reviews for film in ranking.films):
        yield "How sure: not at all, there is no score yet."
        return
    lines = [line for line in ranking.lines if line.places]
    yield from (f"How sure, {line.category}: {_sureness(line)}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"… and {len(lines) - MOST_LINES} more categories."
    if len(ranking.components) > 1:
        yield grouped(ranking.components)


def _sureness(line: Line) -> str:
    if line.overlap is None or line.sure is None or line.close is None:
        return "not ranked, because jurors who share no film have seen its films."
    places = counted(line.places, "place")
    return (
        f"{places}, {line.sure:,} sure, {line.close:,} too close to call; "
        f"predicted agreement with a full jury {line.overlap * 100:.0f} %."
    )


def _scores(ranking: Ranking) -> str:
    return counted(sum(film.reviews for film in ranking.films), "score")


def _names(keys: tuple[Key, ...]) -> str:
    shown = ", ".join(map(str, keys[:3]))
    return f"{shown} and {len(keys) - 3:,} more" if len(keys) > 3 else shown
