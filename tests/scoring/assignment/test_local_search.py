"""A plan is improved: full queues get shorter, and time is freed for a film that lacks a juror."""

from festival.scoring.assignment import local_search
from festival.scoring.assignment.state import Table
from festival.scoring.values import Film, Juror


def assigned(table: Table) -> set[tuple[object, object]]:
    return {
        (film.key, table.jurors[column].key)
        for row, film in enumerate(table.films)
        for column in table.watchers[row]
    }


def test_a_full_juror_passes_a_film_on_to_take_one_that_nobody_else_can() -> None:
    films = [Film("easy", "short", 600), Film("rare", "short", 500, frozenset({"ti"}))]
    jurors = [Juror("reader", frozenset({"ti"}), seconds=1000), Juror("other", frozenset({"en"}))]
    table = Table(films, jurors, set(), 1)
    table.assign(0, 0)
    local_search.fill(table)
    assert assigned(table) == {("rare", "reader"), ("easy", "other")}


def test_what_stands_is_never_passed_on() -> None:
    films = [Film("easy", "short", 600), Film("rare", "short", 500, frozenset({"ti"}))]
    jurors = [Juror("reader", frozenset({"ti"}), seconds=1000), Juror("other", frozenset({"en"}))]
    table = Table(films, jurors, set(), 1)
    table.accept("easy", "reader")
    local_search.fill(table)
    local_search.balance(table, None)
    assert assigned(table) == {("easy", "reader")}


def test_time_that_was_made_goes_to_a_film_that_lacks_a_juror() -> None:
    films = [Film("one", "short", 600), Film("two", "short", 600)]
    table = Table(films, [Juror("ann", seconds=600), Juror("bob")], set(), 2)
    table.assign(0, 1)
    table.assign(1, 0)
    table.assign(1, 1)
    local_search.top_up(table)
    assert assigned(table) == {("one", "bob"), ("two", "ann"), ("two", "bob")}
    table.unassign(1, 0)
    local_search.top_up(table)
    assert assigned(table) == {("one", "ann"), ("one", "bob"), ("two", "bob")}


def test_a_full_queue_hands_a_film_on() -> None:
    table = Table([Film(1, "short", 600), Film(2, "short", 600)], [Juror("ann"), Juror("bob")], set(), 1)
    table.assign(0, 0)
    table.assign(1, 0)
    local_search.balance(table, None)
    assert table.load.tolist() == [600, 600]


def test_where_no_film_can_just_move_two_are_exchanged() -> None:
    films = [Film(1, "short", 900), Film(2, "short", 700), Film(3, "short", 500), Film(4, "short", 700)]
    table = Table(films, [Juror("ann"), Juror("bob")], set(), 1)
    for row, column in [(0, 0), (1, 0), (2, 1), (3, 1)]:
        table.assign(row, column)
    local_search.balance(table, None)
    assert table.load.tolist() == [1400, 1400]
