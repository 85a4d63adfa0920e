"""The board shows every score as given, keeps those who stepped aside out of the numbers, and asks little."""

import flask
import pytest
from sqlalchemy import select

from festival import db
from festival.boards import operations as board_operations
from festival.boards import places as board_places
from festival.boards import queries as board_queries
from festival.boards.axis import Axis
from festival.boards.board import Board
from festival.boards.places import FilmPlace
from festival.boards.row_queries import board_of
from festival.editions.models import Edition
from festival.jury.models import Assignment, DeclaredViewing, Review, Round, Watching
from festival.jury.states import AssignmentState
from festival.scoring.scales import Scale
from festival.scoring.values import ViewingKind
from tests.boards.conftest import DECIDING, Season, score
from tests.jury import factories
from tests.statements import counted


def the_board(season: Season) -> Board:
    db.session().expire_all()
    shortlist = board_queries.by_id(season.shortlist.id)
    assert shortlist is not None
    return board_of(shortlist)


def test_films_stand_in_the_order_of_their_scores_with_every_score_as_given(season: Season) -> None:
    rows = the_board(season).rows
    assert [
        (row.entry.title, row.standing.rank, row.standing.is_in, row.summary.mean, row.summary.spread)
        for row in rows
    ] == [
        ("Kite", 1, True, 4.875, 0.125),
        (season.films[1].title, 2, False, 3.0, 1.0),
        (season.films[2].title, 2, False, 3.0, 1.0),
        ("Unseen", None, False, None, None),
    ]
    assert [(review.juror, review.total) for review in rows[0].scores] == [
        ("Amal Juror", 5.0),
        ("Bruno Juror", 4.75),
    ]


def test_who_steps_aside_is_shown_and_counts_for_nothing(season: Season) -> None:
    unseen = season.films[3]
    with db.transaction() as session:
        for juror, state in zip(
            season.jurors, (AssignmentState.ABSTAINED, AssignmentState.RECUSED), strict=True
        ):
            session.add(factories.assign(season.round, unseen, juror, state=state, reason="I know her."))
    row = the_board(season).row(unseen.id)
    assert row is not None
    assert [(review.juror, review.state.value, review.reason) for review in row.beside] == [
        ("Amal Juror", "abstained", "I know her."),
        ("Bruno Juror", "recused", "I know her."),
    ]
    assert (row.summary.reviews, row.summary.mean, row.reviews_missing) == (0, None, 2)


def test_who_stepped_aside_and_who_abstained_are_two_things(season: Season) -> None:
    unseen = season.films[3]
    with db.transaction() as session:
        for juror, state in zip(
            season.jurors, (AssignmentState.ABSTAINED, AssignmentState.RECUSED), strict=True
        ):
            session.add(factories.assign(season.round, unseen, juror, state=state))
    row = the_board(season).row(unseen.id) or pytest.fail("not there")
    assert [[review.juror for review in reviews] for reviews in (row.abstained, row.stepped_aside)] == [
        ["Amal Juror"],
        ["Bruno Juror"],
    ]


def test_a_board_is_unscored_until_one_of_its_films_has_a_score(season: Season) -> None:
    assert not the_board(season).is_unscored
    with db.transaction() as session:
        for assignment in session.scalars(select(Assignment)):
            assignment.state = AssignmentState.WATCHING
    board = the_board(season)
    assert (board.is_unscored, board_of(board.shortlist, season.ids[:1]).is_unscored) == (True, True)


def test_coverage_is_measured_and_a_declared_viewing_is_none(season: Season) -> None:
    with db.transaction() as session:
        assignments = select(Assignment).where(Assignment.entry_id == season.ids[0]).order_by(Assignment.id)
        first, second = session.scalars(assignments)
        session.add(
            Watching(assignment_id=first.id, intervals=[[0, 600]], seconds_seen=600, paid_until=DECIDING)
        )
        session.add(DeclaredViewing(assignment_id=second.id, kind=ViewingKind.OFFLINE, declared_at=DECIDING))
    row = the_board(season).row(season.ids[0])
    assert row is not None
    assert row.summary.coverage == 0.5


def test_scores_for_an_earlier_version_of_a_film_are_counted_in_its_row(season: Season) -> None:
    with db.transaction() as session:
        kites = select(Review).join(Review.assignment).where(Assignment.entry_id == season.ids[0])
        for review in session.scalars(kites):
            review.film_sha256 = ""
    rows = the_board(season).rows
    assert [row.for_earlier_film for row in rows] == [2, 0, 0, 0]
    assert [row.summary.mean for row in rows] == [4.875, 3.0, 3.0, None]


def test_scores_of_films_that_were_hardly_played_are_named(season: Season) -> None:
    """Kite was played to the middle by one juror and watched elsewhere by the other."""
    with db.transaction() as session:
        assignments = session.scalars(select(Assignment).order_by(Assignment.id)).all()
        of_kite = [assignment for assignment in assignments if assignment.entry_id == season.ids[0]]
        for assignment in assignments:
            seconds = 600 if assignment is of_kite[0] else 599
            session.add(
                Watching(
                    assignment_id=assignment.id,
                    intervals=[[0, seconds]],
                    seconds_seen=seconds,
                    paid_until=DECIDING,
                )
            )
        session.add(
            DeclaredViewing(assignment_id=of_kite[1].id, kind=ViewingKind.OFFLINE, declared_at=DECIDING)
        )
    assert [(row.entry.title, review.juror) for row, review in the_board(season).hardly_seen] == [
        (film.title, juror.name) for film in season.films[1:3] for juror in season.jurors
    ]


def test_only_films_that_divide_the_jury_more_than_usual_are_called_divisive(season: Season) -> None:
    assert the_board(season).divisive == []
    with db.transaction():
        score(season, season.films[3], zip(season.jurors, (1, 5), strict=True))
    assert [row.entry.title for row in the_board(season).divisive] == ["Unseen"]


def test_films_with_too_few_views_are_named(season: Season) -> None:
    assert [row.entry.title for row in the_board(season).too_few_reviews] == ["Unseen"]


def test_a_film_seen_once_is_too_close_to_call_however_probable(season: Season) -> None:
    kite = season.films[0]
    with db.transaction():
        score(season, season.films[3], zip(season.jurors, (1, 1), strict=True))
    before = the_board(season)
    had_places_for_all = before.has_places_for_all
    with db.transaction() as session:
        assignments = select(Assignment).where(Assignment.entry_id == kite.id).order_by(Assignment.id)
        session.scalars(assignments).all()[1].state = AssignmentState.ABSTAINED
        season.shortlist.places = 4
    after = the_board(season)
    rows = [board.row(kite.id) for board in (before, after)]
    assert [(row.is_close, row.summary.reviews, row.ranked.p_shortlist) for row in rows if row] == [
        (False, 2, rows[0].ranked.p_shortlist if rows[0] else None),
        (True, 1, 1.0),
    ]
    assert (had_places_for_all, after.has_places_for_all) == (False, True)


def test_where_each_film_has_a_place_there_is_no_line_and_none_is_called_close_to_it(season: Season) -> None:
    told = []
    for places in (3, 4, 5):
        with db.transaction():
            the_board(season).shortlist.places = places
        board = the_board(season)
        alone = board_of(board.shortlist, season.ids[:1])
        line = board.line
        told.append((board.has_places_for_all, board.has_too_many_places, line.close, line.line is None))
        assert alone.has_places_for_all == board.has_places_for_all
    assert told == [(False, False, 3, False), (True, False, 0, True), (True, True, 0, True)]


def test_the_agreement_is_that_of_the_list_with_what_people_put_in_and_took_out(season: Season) -> None:
    kite, salt, arabic, _ = season.films
    for film, act in ((kite, board_operations.drop), (arabic, board_operations.pin)):
        with db.transaction():
            act(season.shortlist, film, "So be it.", actor=season.organizer, now=DECIDING)
    board = the_board(season)
    chances = [row.ranked.p_shortlist or 0.0 for row in board.inside]
    assert {row.entry.title for row in board.inside} == {salt.title, arabic.title}
    assert board.line.overlap == pytest.approx(sum(chances) / 2, abs=1e-6)
    by_scores = [row.ranked for row in board.rows if row.mark is None]
    assert board.line.close == sum(film.is_close for film in by_scores)


def test_the_axis_of_a_board_ends_where_the_scale_of_its_rubric_does(season: Season) -> None:
    board = the_board(season)
    assert (board.scale, board.axis) == (Scale(1, 5), Axis(2, 5))
    assert max(high for _, high in board.intervals) > 5
    assert board.runs_past_the_scale


def test_a_film_looked_at_alone_stands_where_its_board_has_it(season: Season) -> None:
    board = the_board(season)
    shortlist, second = board.shortlist, season.ids[1]
    assert board_of(shortlist, [second]).rows == [board.row(second)]
    assert board_places.of_categories([season.category.id]) == {
        row.entry.id: FilmPlace(row.standing, row.ranked, row.reviews_per_film) for row in board.rows
    }
    assert [(row.ranked.reviews, row.ranked.mean) for row in board.rows] == [
        (row.summary.reviews, row.summary.mean) for row in board.rows
    ]


def test_a_film_on_several_boards_stands_as_on_the_last_that_judges_its_category(season: Season) -> None:
    category_ids = [season.category.id]
    with db.transaction() as session:
        panel = factories.panel(session.get_one(Edition, season.edition.id), season.jurors[0])
        final = factories.round_of(panel, reviews_per_film=1)
        session.add(final)
        session.flush()
        assignment = factories.assign(final, season.films[3], season.jurors[0], state=AssignmentState.SCORED)
        session.add(assignment)
        session.flush()
        session.add(factories.review(assignment, 4, 4))
        board_operations.begin(final, season.category, 1, actor=season.organizer, now=DECIDING)
    assert _told(board_places.of_categories(category_ids)) == {
        **dict.fromkeys(season.ids[:3], (False, 0, None, 1)),
        season.ids[3]: (True, 1, 4.0, 1),
    }
    with db.transaction() as session:
        session.get_one(Round, final.id).categories.remove(season.category)
    assert _told(board_places.of_categories(category_ids)) == dict(
        zip(
            season.ids,
            [(True, 2, 4.875, 2), (False, 2, 3.0, 2), (False, 2, 3.0, 2), (False, 0, None, 2)],
            strict=True,
        )
    )


def _told(places: dict[int, FilmPlace]) -> dict[int, tuple[bool, int, float | None, int]]:
    return {
        entry_id: (place.standing.is_in, place.ranked.reviews, place.ranked.mean, place.reviews_per_film)
        for entry_id, place in places.items()
    }


def test_a_long_board_asks_no_more_than_a_short_one(app: flask.Flask, season: Season) -> None:
    shortlist_id = season.shortlist.id
    few, asked = questions(app, shortlist_id)
    with db.transaction() as session:
        for _ in range(29):
            film = factories.film(season.edition)
            session.add(film)
            for juror in season.jurors:
                assignment = factories.assign(season.round, film, juror, state=AssignmentState.SCORED)
                session.add(assignment)
                session.flush()
                session.add(factories.review(assignment, 3, 4))
    assert questions(app, shortlist_id) == (few + 29, asked)


def questions(app: flask.Flask, shortlist_id: int) -> tuple[int, int]:
    """How many films a board has, and how many questions to the database it took a fresh session."""
    with app.app_context(), counted() as asked:
        shortlist = board_queries.by_id(shortlist_id)
        assert shortlist is not None
        board = board_of(shortlist)
    return len(board.rows), len(asked)
