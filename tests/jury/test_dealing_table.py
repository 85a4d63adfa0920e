"""What stands on the table stays there, and what is only planned may still change hands."""

from festival.jury.dealing_table import Table
from festival.jury.films_and_jurors import Film, Juror


def test_what_stands_is_told_from_what_is_planned_and_neither_is_counted_twice() -> None:
    table = Table([Film("one", "short", 600), Film("two", "short", 300)], [Juror("ann")], set(), 1)
    for film in ("one", "one", "unknown"):
        table.accept(film, "ann")
    for film in ("two", "two", "one"):
        table.plan(film, "ann")
    table.plan("two", "unknown")
    assert table.seated.tolist() == [[True], [True]]
    assert table.stands.tolist() == [[True], [False]]
    assert table.load.tolist() == [900]
