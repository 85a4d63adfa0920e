"""What stands on the table stays there, and what is only planned may still change hands."""

from festival.scoring.assignment.state import Table
from festival.scoring.values import Film, Juror


def test_what_stands_is_told_from_what_is_planned_and_neither_is_counted_twice() -> None:
    table = Table([Film("one", "short", 600), Film("two", "short", 300)], [Juror("ann")], set(), 1)
    for film in ("one", "one", "unknown"):
        table.accept(film, "ann")
    for film in ("two", "two", "one"):
        table.plan(film, "ann")
    table.plan("two", "unknown")
    assert table.assigned.tolist() == [[True], [True]]
    assert table.stands.tolist() == [[True], [False]]
    assert table.load.tolist() == [900]


def test_what_is_watched_by_others_beyond_their_limits_is_no_part_of_a_share_and_what_is_extra_is() -> None:
    films = [Film("one", "short", 600), Film("two", "short", 300)]
    jurors = [Juror("ann", seconds=0), Juror("bob", seconds=600), Juror("cem"), Juror("dan")]
    table = Table(films, jurors, set(), 1)
    assert table.target.tolist() == [1, 300, 300, 300]
    table.accept("one", "ann")  # the only review that was asked for
    assert table.target.tolist() == [1, 100, 100, 100]
    table.accept("one", "bob")  # one more
    assert table.target.tolist() == [1, 300, 300, 300]
    table.accept("two", "bob")  # beyond his limit by its whole length
    assert table.target.tolist() == [1, 200, 200, 200]
    table.plan("two", "cem")
    assert table.target.tolist() == [1, 300, 300, 300]
    assert table.of_target(table.load).tolist() == [0, 3, 1, 0]
