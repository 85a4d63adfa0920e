"""What the page of the next views shows, read once: the waves so far, the time left, and the proposal."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from festival.editions.models import Category
from festival.entries.models import Entry
from festival.jury import plan_queries, plans, waves
from festival.jury.models import PanelMember, Round
from festival.jury.plans import Facts, SeatedLoad
from festival.jury.states import AssignmentState, Why
from festival.jury.waves import Wave
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Actor
from festival.shortlists import calibrated, purse, queries, spending, wave_rules
from festival.shortlists.asking import NextView
from festival.shortlists.calibrated import Evidence
from festival.shortlists.models import Shortlist
from festival.shortlists.ranking import Line, Ranking
from festival.shortlists.spending import Asked

FILMS_SHOWN = 100
MOST_WAVES = 3


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """A category of the round: its board if it was begun, how sure its line is, and what it gets."""

    category: Category
    board: Shortlist | None
    line: Line
    is_divided: bool
    views: int
    seconds: int


@dataclass(frozen=True, slots=True)
class JurorShare:
    """What a juror would be asked for. `left` is in seconds, before it; None where no limit was set."""

    member: PanelMember
    is_asked: bool
    films: int
    seconds: int
    left: int | None


@dataclass(frozen=True, slots=True)
class FilmShare:
    """A film that gets further views: how many it has or waits for, and who would be asked, and why."""

    entry: Entry
    views: int
    asked: Mapping[Why, Sequence[PanelMember]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next views, by what they are for, by category, by juror and by film, most helpful first."""

    views: Sequence[NextView]
    fingerprint: str
    seconds: int
    asked: Asked
    whys: Mapping[Why, int]
    categories: Sequence[CategoryShare]
    jurors: Sequence[JurorShare]
    films: Sequence[FilmShare]


@dataclass(frozen=True, slots=True)
class NextViewsPage:
    """The page of a round. `planned` counts later views, `others_planned` first ones, neither dealt yet.

    `hours_left` is what the jurors' minutes leave, where each has said how many they give; `after_last` what
    the last wave left of the hours typed for it, for `waves_left` more waves. Unknown hours are empty.
    """

    round: Round
    facts: Facts
    waves: Sequence[Wave]
    planned: int
    others_planned: int
    hours_left: str
    after_last: str
    waves_left: int
    groups: Sequence[Sequence[str]]
    refusal: Refusal | None
    proposal: Proposal | None


def page(judged: Round, asked: Asked | None, actor: Actor, now: datetime) -> NextViewsPage:
    """Everything on the page; a proposal where hours were typed and the round allows it."""
    facts, known = plan_queries.facts(judged), calibrated.evidence(judged)
    refusal = wave_rules.plan_wave(actor, judged, len(known.scores), now)
    ranking = calibrated.reckoned(known)
    later = len(waves.planned(facts.seats))
    after_last, waves_left = _after_last(judged, facts)
    return NextViewsPage(
        round=judged,
        facts=facts,
        waves=waves.given_out(facts.seats),
        planned=later,
        others_planned=sum(seat.state is AssignmentState.PLANNED for seat in facts.seats) - later,
        hours_left=_hours_left(facts),
        after_last=after_last,
        waves_left=waves_left,
        groups=_groups(facts, ranking) if _divided(ranking) else (),
        refusal=refusal,
        proposal=_proposal(judged, facts, known, ranking, asked) if asked and not refusal else None,
    )


def _hours_left(facts: Facts) -> str:
    left = [_left(load) for load in plans.loads(spending.without_planned_waves(facts))]
    known = [seconds for seconds in left if seconds is not None]
    return spending.hours(sum(known)) if sum(known) and len(known) == len(left) else ""


def _after_last(judged: Round, facts: Facts) -> tuple[str, int]:
    """What remains of the hours that the last wave was a part of, and in how many more waves."""
    last = queries.hours_asked_last(judged.id)
    given_out = waves.given_out(facts.seats)
    if last is None or not given_out or given_out[-1].given_at < last.asked_at or last.waves == 1:
        return "", MOST_WAVES
    asked = Asked(last.seconds, last.waves, frozenset())
    return spending.hours(asked.seconds_after), asked.waves - 1


def _proposal(judged: Round, facts: Facts, known: Evidence, ranking: Ranking, asked: Asked) -> Proposal:
    found = spending.answer(spending.question(facts, known, asked))
    facts = spending.without_planned_waves(facts)
    return Proposal(
        views=found.views,
        fingerprint=spending.fingerprint(found.views),
        seconds=found.seconds,
        asked=asked,
        whys=Counter(view.why for view in found.views),
        categories=_categories(judged, facts, ranking, found.views),
        jurors=_jurors(facts, found.views, found.load, asked),
        films=_films(facts, found.views),
    )


def _categories(
    judged: Round, facts: Facts, ranking: Ranking, views: Sequence[NextView]
) -> list[CategoryShare]:
    boards = {board.category_id: board for board in queries.of_round(judged.id)}
    lines = {line.category: line for line in ranking.lines}
    category_of = {film.id: film.category_id for film in facts.films}
    count = Counter(category_of[int(view.film)] for view in views)
    seconds: Counter[int] = Counter()
    for view in views:
        seconds[category_of[int(view.film)]] += purse.cost(facts.seconds[int(view.film)])
    return [
        CategoryShare(
            category=each,
            board=boards.get(each.id),
            line=lines.get(each.slug, Line(each.slug, 0)),
            is_divided=each.slug in _divided(ranking),
            views=count[each.id],
            seconds=seconds[each.id],
        )
        for each in judged.categories
    ]


def _jurors(
    facts: Facts, views: Sequence[NextView], load: Mapping[int | str, int], asked: Asked
) -> list[JurorShare]:
    films = Counter(view.juror for view in views)
    shares = [
        JurorShare(
            member=each.member,
            is_asked=each.member.person_id in asked.jurors,
            films=films[each.member.person_id],
            seconds=load[each.member.person_id],
            left=_left(each),
        )
        for each in plans.loads(facts)
    ]
    return sorted(shares, key=lambda share: -share.seconds)


def _films(facts: Facts, views: Sequence[NextView]) -> list[FilmShare]:
    member_of = {member.person_id: member for member in facts.members}
    film_of = {film.id: film for film in facts.films}
    seated = Counter(seat.entry_id for seat in plans.views(facts.seats))
    asked: dict[int, dict[Why, list[PanelMember]]] = defaultdict(lambda: defaultdict(list))
    for view in views:
        asked[int(view.film)][view.why].append(member_of[int(view.juror)])
    return [FilmShare(film_of[film], seated[film], jurors) for film, jurors in asked.items()]


def _left(load: SeatedLoad) -> int | None:
    """The seconds that a juror has not promised to films yet."""
    if load.member.minutes is None:
        return None
    return max(0, load.member.minutes * 60 - load.seconds)


def _divided(ranking: Ranking) -> frozenset[str]:
    return frozenset(film.category for film in ranking.films if not film.is_comparable)


def _groups(facts: Facts, ranking: Ranking) -> list[list[str]]:
    names = {seat.juror_id: seat.juror.name for seat in facts.seats}
    return [[names[int(juror)] for juror in group] for group in ranking.components]
