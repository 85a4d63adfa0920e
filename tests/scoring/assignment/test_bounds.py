"""What keeps minutes from being fair is proved before it is said, and nothing is said of fair ones."""

import pytest

from festival.scoring.assignment import bounds, explain, propose
from festival.scoring.assignment.bounds import Cause, Hindrance
from festival.scoring.assignment.propose import Film, Juror
from festival.scoring.assignment.state import Table

EN, TI = frozenset({"en"}), frozenset({"ti"})


def uneven(films: list[Film], jurors: list[Juror], reviews: int = 1) -> str:
    return str(propose.propose(films, jurors, [], reviews, 1).uneven)


def shorts(*minutes: int, languages: frozenset[str] = EN) -> list[Film]:
    return [Film(f"film {number}", "short", 60 * each, languages) for number, each in enumerate(minutes)]


def test_nothing_is_said_of_fair_minutes() -> None:
    assert propose.propose(shorts(10, 10), [Juror("ann"), Juror("bob")], [], 1, 1).uneven is None


def test_nothing_is_said_where_nothing_is_assigned() -> None:
    assert propose.propose(shorts(0), [Juror("ann")], [], 1, 1).uneven is None
    assert propose.propose([], [], [], 1, 1).uneven is None


def test_a_film_longer_than_a_fair_share_is_named() -> None:
    said = uneven([Film("epic", "feature", 5400), *shorts(10, 10, 10)], [Juror("ann"), Juror("bob")])
    assert "has 150.0 % of a fair share of minutes. No plan brings everybody below 150.0 %" in said
    assert said.endswith("%: “epic” is too long for those who can be given it.")


def test_jurors_who_alone_can_follow_many_films_are_named() -> None:
    films = [*shorts(20, 20, 20, languages=TI), Film("easy", "short", 600, EN)]
    said = uneven(films, [Juror("ann", EN), Juror("bob", EN | TI)])
    assert said == (
        "bob has 171.4 % of a fair share of minutes. No plan brings everybody below 171.4 %. "
        "Because of conflicts, languages or content, many films can go to hardly anybody but bob."
    )


def test_films_that_are_too_few_and_too_long_are_said_to_be() -> None:
    said = uneven(shorts(50, 50, 50), [Juror("ann"), Juror("bob")])
    assert "below 133.3 %: the films are too few and too long." in said


def test_what_is_assigned_already_may_be_too_much() -> None:
    films = shorts(50, 40, 10)
    plan = propose.propose(
        films, [Juror("ann"), Juror("bob")], [], 1, 1, [("film 0", "ann"), ("film 1", "ann")]
    )
    assert str(plan.uneven).endswith("below 180.0 %: ann already has as much assigned.")


@pytest.mark.parametrize(("limit", "of_share"), [(1800, 2.0), (3600, 1.0)])
def test_who_was_assigned_too_much_leaves_the_others_as_fair_as_without(limit: int, of_share: float) -> None:
    """Ann has an hour of Tigrinya already; the others can share theirs exactly, which takes a search."""
    films = [Film("epic", "short", 3600, TI), *shorts(52, 195, 90, 78, 79, 110, 126, 11)]
    jurors = [Juror("ann", TI, seconds=limit), Juror("bob", EN), Juror("cem", EN), Juror("dan", EN)]
    plan = propose.propose(films, jurors, [], 1, 1, [("epic", "ann")])
    shares = [load.of_share or 0 for load in plan.loads]
    assert shares[0] == of_share
    assert [share <= bounds.FAIR for share in shares[1:]] == [True, True, True]


def test_who_gives_no_time_has_no_share_and_keeps_nobody_from_theirs() -> None:
    """Ann did not come: her minutes were set to zero after ninety were assigned to her."""
    films = [Film("epic", "feature", 5400, TI), *shorts(10, 10)]
    jurors = [Juror("ann", TI, seconds=0), Juror("bob", EN), Juror("cem", EN)]
    plan = propose.propose(films, jurors, [], 1, 1, [("epic", "ann")])
    loads = [(load.juror, load.seconds, load.limit, load.of_share) for load in plan.loads]
    assert loads == [("ann", 5400, 0, None), ("bob", 600, None, 1), ("cem", 600, None, 1)]
    assert plan.uneven is None


def test_nobody_without_time_explains_why_others_have_more() -> None:
    assert propose.propose(shorts(10), [Juror("ann"), Juror("bob", seconds=0)], [], 1, 1).uneven is None


def test_long_films_that_stand_for_who_gives_no_time_prove_nothing_of_others() -> None:
    table = Table(shorts(90, 90, 90, 90), [Juror("ann", seconds=0), Juror("bob")], set(), 1)
    for row in range(3):
        table.accept(f"film {row}", "ann")
    table.plan("film 3", "bob")
    assert bounds.hindrance(table) is None


def test_limits_leave_more_than_the_mean_to_others() -> None:
    said = uneven(shorts(*[10] * 10), [Juror("ann"), Juror("bob", seconds=1200)])
    assert said == (
        "ann is asked for 160.0 % of the average: that is a fair share, because others can give less time."
    )


def test_what_is_not_proved_is_not_said() -> None:
    films = shorts(40, 40, 40, 33, 33, 33)  # 113 and 106 minutes are as near as one gets
    plan = propose.propose(films, [Juror("ann"), Juror("bob")], [], 1, 1)
    assert plan.uneven is not None and plan.uneven.code == "unproved"
    assert "another proposal may be fairer, but that is not certain" in str(plan.uneven)


@pytest.mark.parametrize("limit", [None, 3600])
def test_the_strongest_proof_counts(limit: int | None) -> None:
    films = [Film("epic", "feature", 5400, TI), *shorts(10, 10, 10)]
    table = Table(films, [Juror("ann", EN, seconds=limit), Juror("bob", EN | TI)], set(), 1)
    for row, column in enumerate([1, 0, 0, 0]):
        table.assign(row, column)
    held = bounds.hindrance(table)
    assert held == Hindrance(Cause.FILM, 1.5, film=0)


def test_an_assignment_that_is_forbidden_by_now_proves_nothing_of_its_film() -> None:
    table = Table(shorts(90, 10), [Juror("ann"), Juror("bob")], {("film 0", "ann"), ("film 0", "bob")}, 1)
    table.assign(0, 0)
    held = bounds.hindrance(table)
    assert held is None or held.cause is not Cause.FILM


def test_what_stands_beyond_a_limit_is_not_charged_to_others() -> None:
    """Ann's limit was lowered to an hour after ninety minutes were assigned to her.

    Only Bob knows Tigrinya.
    """
    films = [*shorts(90), *(Film(f"epic {number}", "feature", 3600, TI) for number in range(5))]
    jurors = [Juror("ann", EN, seconds=3600), Juror("bob", TI), Juror("cem", EN)]
    table = Table(films, jurors, set(), 1)
    table.accept("film 0", "ann")
    for row in range(1, 6):
        table.assign(row, 1)
    held = bounds.hindrance(table)
    assert held is not None and held.cause is Cause.JURORS
    assert held.least == 300 / 150


def test_the_limits_of_others_explain_no_plan_that_lacks_views() -> None:
    table = Table(shorts(30, 30), [Juror("ann", seconds=1200), Juror("bob")], set(), 1)
    table.assign(0, 1)
    assert explain.explained(table, ["one", "two"], ["ann", "bob"]) is None
