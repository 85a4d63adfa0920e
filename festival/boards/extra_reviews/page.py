"""What the page of the extra reviews shows, read once.

The batches so far, the time left, and the proposal.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from festival.boards import places, ranking_cache
from festival.boards import queries as board_queries
from festival.boards.extra_reviews import rules, solve
from festival.boards.extra_reviews.shares import (
    FREE,
    LACKING,
    UNPLAYABLE,
    CategoryShare,
    FilmShare,
    JurorShare,
    LackingFilm,
    Proposal,
)
from festival.boards.extra_reviews.solve import Asked
from festival.boards.models import Shortlist
from festival.boards.ranking_cache import Evidence
from festival.jury.models import PanelMember, Round
from festival.jury.planning import batches
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import queries as plan_queries
from festival.jury.planning.batches import Batch
from festival.jury.planning.facts import Facts, PlannedLoad
from festival.jury.rounds import queries as round_queries
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Actor
from festival.kernel.words import N_
from festival.scoring.assignment.propose import Shortfall
from festival.scoring.extra_reviews import budget
from festival.scoring.extra_reviews.choose_juror import ExtraReview
from festival.scoring.ranking.results import FEWEST_REVIEWS, Line, Ranking
from festival.scoring.values import Why

MOST_BATCHES = 3


@dataclass(frozen=True, slots=True)
class ExtraReviewsPage:
    """The page of a round. `planned` counts extra reviews, `others_planned` first ones, neither assigned yet.

    `hours_left` is what the jurors' minutes leave, where each has said how many they give; `after_last` what
    the last batch left of the hours typed for it, for `batches_left` more batches. Unknown hours are empty.
    """

    round: Round
    facts: Facts
    batches: Sequence[Batch]
    planned: int
    others_planned: int
    hours_left: str
    after_last: str
    batches_left: int
    groups: Sequence[Sequence[str]]
    refusal: Refusal | None
    proposal: Proposal | None

    @property
    def hours_beforehand(self) -> str:
        """What stands in the form before anybody types."""
        return self.hours_left or self.after_last

    @property
    def hours_help(self) -> tuple[str, Mapping[str, str]]:
        """Where these hours come from, in words with the values that belong in them."""
        if self.hours_left:
            return N_("Your jurors still have {hours} hours of the minutes they gave."), {
                "hours": self.hours_left
            }
        if self.after_last:
            return N_("The last batch left about {hours} hours."), {"hours": self.after_last}
        return N_("If jurors say how many minutes they can give, what is left is shown here by itself."), {}

    @property
    def next_batch(self) -> int:
        """The number that a batch assigned now gets."""
        return len(self.batches) + 1

    @property
    def planned_batch(self) -> int:
        """How many extra reviews are planned that a new batch would replace."""
        return 0 if self.refusal else self.planned

    @property
    def is_too_early(self) -> bool:
        """Whether no score says yet where to look."""
        return self.refusal is not None and self.refusal.code == "no_scores_yet"


def page(judged: Round, asked: Asked | None, actor: Actor, now: datetime) -> ExtraReviewsPage:
    """Everything on the page; a proposal where hours were typed and the round allows it."""
    facts, known = plan_queries.facts(judged), ranking_cache.evidence(judged)
    refusal = rules.plan_batch(actor, judged, len(known.scores), now)
    ranking = ranking_cache.computed(known)
    later = len(batches.planned(facts.assignments))
    after_last, batches_left = _after_last(judged, facts)
    return ExtraReviewsPage(
        round=judged,
        facts=facts,
        batches=batches.assigned(facts.assignments),
        planned=later,
        others_planned=sum(assignment.state is AssignmentState.PLANNED for assignment in facts.assignments)
        - later,
        hours_left=_hours_left(facts),
        after_last=after_last,
        batches_left=batches_left,
        groups=_groups(facts, ranking) if _divided(ranking) else (),
        refusal=refusal,
        proposal=_proposal(judged, facts, known, ranking, asked) if asked and not refusal else None,
    )


def _hours_left(facts: Facts) -> str:
    left = [_left(load) for load in plan_facts.loads(solve.without_planned_batches(facts))]
    known = [seconds for seconds in left if seconds is not None]
    return solve.hours(sum(known)) if sum(known) and len(known) == len(left) else ""


def _after_last(judged: Round, facts: Facts) -> tuple[str, int]:
    """What remains of the hours that the last batch was a part of, and in how many more batches."""
    last = board_queries.hours_asked_last(judged.id)
    given_out = batches.assigned(facts.assignments)
    if last is None or not given_out or given_out[-1].given_at < last.asked_at or last.batches == 1:
        return "", MOST_BATCHES
    asked = Asked(last.seconds, last.batches, frozenset())
    return solve.hours(asked.seconds_after), asked.batches - 1


def _proposal(judged: Round, facts: Facts, known: Evidence, ranking: Ranking, asked: Asked) -> Proposal:
    found = solve.answer(solve.question(facts, known, asked))
    facts = solve.without_planned_batches(facts)
    return Proposal(
        reviews=found.reviews,
        fingerprint=solve.fingerprint(found.reviews),
        seconds=found.seconds,
        asked=asked,
        whys=Counter(review.why for review in found.reviews),
        categories=_categories(judged, facts, ranking, found.reviews),
        jurors=_jurors(facts, found.reviews, found.load, asked),
        films=_films(facts, found.reviews),
        lacking=_lacking(judged, facts, found.shortfalls),
        kept_from=found.unspent,
    )


def _categories(
    judged: Round, facts: Facts, ranking: Ranking, reviews: Sequence[ExtraReview]
) -> list[CategoryShare]:
    boards = {board.category_id: board for board in board_queries.of_round(judged.id)}
    category_of = {film.id: film.category_id for film in facts.films}
    count = Counter(category_of[int(review.film)] for review in reviews)
    seconds: Counter[int] = Counter()
    for review in reviews:
        seconds[category_of[int(review.film)]] += budget.cost(facts.seconds[int(review.film)])
    return [
        CategoryShare(
            category=each,
            board=boards.get(each.id),
            line=_line(boards.get(each.id), each.slug, ranking),
            is_divided=each.slug in _divided(ranking),
            reviews=count[each.id],
            seconds=seconds[each.id],
        )
        for each in judged.categories
    ]


def _line(board: Shortlist | None, slug: str, ranking: Ranking) -> Line:
    return places.line_of(board, ranking) if board else Line(slug, 0)


def _jurors(
    facts: Facts, reviews: Sequence[ExtraReview], load: Mapping[int | str, int], asked: Asked
) -> list[JurorShare]:
    films = Counter(review.juror for review in reviews)
    shares = [
        JurorShare(
            member=each.member,
            is_asked=each.member.person_id in asked.jurors,
            films=films[each.member.person_id],
            seconds=load[each.member.person_id],
            left=_left(each),
        )
        for each in plan_facts.loads(facts)
    ]
    return sorted(shares, key=lambda share: -share.seconds)


def _films(facts: Facts, reviews: Sequence[ExtraReview]) -> list[FilmShare]:
    member_of = {member.person_id: member for member in facts.members}
    film_of = {film.id: film for film in facts.films}
    reviews_so_far = plan_facts.reviews(facts.assignments)
    assigned = Counter(assignment.entry_id for assignment in reviews_so_far)
    scored = Counter(
        assignment.entry_id for assignment in reviews_so_far if assignment.state is AssignmentState.SCORED
    )
    asked: dict[int, dict[Why, list[PanelMember]]] = defaultdict(lambda: defaultdict(list))
    for review in reviews:
        asked[int(review.film)][review.why].append(member_of[int(review.juror)])
    return [
        FilmShare(film_of[film], scored[film], assigned[film] - scored[film], jurors)
        for film, jurors in asked.items()
    ]


def _lacking(judged: Round, facts: Facts, shortfalls: Sequence[Shortfall]) -> list[LackingFilm]:
    """The films that lack reviews all the same, those that lack most first."""
    film_of = {film.id: film for film in facts.films}
    if any(short.film not in film_of for short in shortfalls):
        film_of |= {film.id: film for film in round_queries.films_of(judged) if film.id not in film_of}
    playable = {film.id for film in facts.films}
    found = [
        LackingFilm(film_of[int(short.film)], short.missing, _why_lacking(short, facts, playable))
        for short in shortfalls
    ]
    return sorted(found, key=lambda each: (-each.missing, each.entry.title, each.entry.id))


def _why_lacking(short: Shortfall, facts: Facts, playable: Collection[int]) -> dict[str, int]:
    """How many of the jurors who do not watch a film each reason of `LACKING` keeps from it."""
    watching = FEWEST_REVIEWS - short.missing
    others = len(facts.members) - watching
    if short.film not in playable:
        return {UNPLAYABLE: others}
    counts: dict[str, int] = {str(reason): count for reason, count in short.obstacles.items()}
    counts[FREE] = others - sum(counts.values())
    return {reason: counts[reason] for reason in LACKING if counts.get(reason)}


def _left(load: PlannedLoad) -> int | None:
    """The seconds that a juror has not promised to films yet."""
    if load.member.minutes is None:
        return None
    return max(0, load.member.minutes * 60 - load.seconds)


def _divided(ranking: Ranking) -> frozenset[str]:
    return frozenset(film.category for film in ranking.films if not film.is_comparable)


def _groups(facts: Facts, ranking: Ranking) -> list[list[str]]:
    names = {assignment.juror_id: assignment.juror.name for assignment in facts.assignments}
    return [[names[int(juror)] for juror in group] for group in ranking.components]
