"""What a plan comes to, in a few lines for the person at the terminal."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from festival.jury.assigning import Key, Load, Plan, Shortfall
from festival.jury.films_and_jurors import Obstacle

NAMED = 3  # films with too few views that are named; the report has all
WHY = {
    Obstacle.CONFLICT: "conflicts",
    Obstacle.LANGUAGE: "languages",
    Obstacle.CONTENT: "what jurors avoid",
    Obstacle.TIME: "jurors’ minutes",
}

NOTHING = {
    Obstacle.CONFLICT: "jurors have conflicts with the films",
    Obstacle.LANGUAGE: "jurors know no language of the films",
    Obstacle.CONTENT: "jurors avoid what the films show",
    Obstacle.TIME: "the films are longer than the minutes that jurors give",
}


def lines(plan: Plan, *, films: int, conflicts: int, out: Path) -> Iterator[str]:
    """What was read and written, what is missing, how well jurors can be compared, and what to do next."""
    read = [counted(films, "film"), counted(len(plan.loads), "juror"), counted(conflicts, "conflict")]
    yield f"Read: {', '.join(read)}."
    yield f"Written: {out}, {counted(len(plan.pairs), 'view')}{_loads(plan)}."
    if plan.uneven:
        yield f"Uneven: {plan.uneven}"
    if any(load.of_share is None for load in plan.loads):
        yield _without_share(plan)
    if plan.shortfalls:
        yield _missing(plan)
    if plan.pairs and len(plan.loads) > 1:
        yield grouped(plan.components)
    if plan.pairs:
        yield "Next: deal the films by this plan; when scores are in, rank them by “festival jury rank”."
    else:
        yield f"Next: nothing could be planned, mostly since {_obstacle(plan)}; mend that, then plan again."


def counted(number: int, noun: str) -> str:
    """“1 film”, “1,200 films”."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def grouped(groups: tuple[tuple[Key, ...], ...]) -> str:
    """Whether the jurors of these groups, who share no film with another, can be compared."""
    if len(groups) < 2:
        return "Jurors can be compared: the films they share tie all of them together."
    sizes = ", ".join(f"{len(group):,}" for group in groups[:NAMED])
    more = ", …" if len(groups) > NAMED else ""
    return (
        f"Jurors cannot all be compared: {len(groups):,} groups ({sizes}{more} jurors) share no film. "
        "Views across the groups mend that."
    )


def _loads(plan: Plan) -> str:
    loads = [load for load in plan.loads if load.films]
    if not loads:
        return ""
    films, minutes = [load.films for load in loads], [round(load.seconds / 60) for load in loads]
    idle = len(plan.loads) - len(loads)
    nobody = f"; {counted(idle, 'juror')} without any" if idle else ""
    return f": {_range(films, 'film')} and {_range(minutes, 'minute')} for each juror{nobody}"


def _range(numbers: list[int], noun: str) -> str:
    least, most = min(numbers), max(numbers)
    return counted(most, noun) if least == most else f"{least:,} to {counted(most, noun)}"


def _without_share(plan: Plan) -> str:
    """Who gives no minutes, so that nothing is much or little for them, and what they have all the same."""
    loads = [load for load in plan.loads if load.of_share is None]
    named = ", ".join(f"{load.juror} ({_given_none(load)})" for load in loads[:NAMED])
    more = f", and {counted(len(loads) - NAMED, 'juror')} more" if len(loads) > NAMED else ""
    return f"Without a share: {named}{more}."


def _given_none(load: Load) -> str:
    dealt = f"{counted(round(load.seconds / 60), 'minute')} dealt, " if load.seconds else ""
    return f"{dealt}no minutes given"


def _missing(plan: Plan) -> str:
    short = plan.shortfalls
    missing = counted(sum(each.missing for each in short), "view")
    named = ", ".join(_named(each) for each in short[:NAMED])
    more = f", and {counted(len(short) - NAMED, 'film')} more" if len(short) > NAMED else ""
    return f"Missing: {missing}: {named}{more}. The report names all under “shortfalls”."


def _obstacle(plan: Plan) -> str:
    """What stands most often between the films and the jurors."""
    count: Counter[Obstacle] = Counter()
    for short in plan.shortfalls:
        count.update(short.obstacles)
    return max(NOTHING.items(), key=lambda each: count[each[0]])[1]


def _named(short: Shortfall) -> str:
    why = " and ".join(WHY[each] for each in short.obstacles) or "too few jurors"
    return f"{short.film} lacks {short.missing} ({why})"
