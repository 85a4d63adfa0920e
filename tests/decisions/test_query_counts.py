"""The desk asks the database as often for a dozen rankings as for one."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import flask
import pytest
from flask.testing import FlaskClient

from festival import db
from festival.boards import operations as board_operations
from festival.boards import queries as board_queries
from festival.boards.row_queries import board_of, boards_of
from festival.editions.models import Category, Edition
from festival.entries.states import Decision
from festival.jury.models import Round
from festival.jury.states import AssignmentState
from tests.boards.conftest import DECIDING, Season, freeze
from tests.jury import factories
from tests.statements import counted

BOARDS = 12
Click = Callable[[FlaskClient, list[int], Decision], int]


def opened(address: str) -> Click:
    return lambda desk, films, decision: desk.get(address).status_code


def one_staged(desk: FlaskClient, films: list[int], decision: Decision) -> int:
    form = {"decision": decision, "reason": "It opens the festival."}
    return desk.post(f"/desk/decisions/films/{films[0]}", data=form).status_code


def many_staged(desk: FlaskClient, films: list[int], decision: Decision) -> int:
    form = {"film": films, "decision": decision, "reason": "They open the festival."}
    return desk.post("/desk/decisions/films", data=form).status_code


@pytest.mark.parametrize(
    ("click", "status"),
    [
        pytest.param(opened("/desk/decisions"), 200, id="decisions"),
        pytest.param(opened("/desk/decisions?shortlist=in"), 200, id="decisions-on-the-shortlist"),
        pytest.param(one_staged, 303, id="one-decision"),
        pytest.param(many_staged, 303, id="many-decisions"),
        pytest.param(opened("/desk/decisions/release"), 200, id="release"),
        pytest.param(opened("/desk/shortlists"), 200, id="shortlists"),
    ],
)
def test_a_click_asks_no_more_of_a_dozen_boards(
    app: flask.Flask, desk: FlaskClient, season: Season, click: Click, status: int
) -> None:
    films = season.ids
    take_over(desk, season)
    few = asked(app, desk, films, click, status)
    for judged, category in others(season):
        take_over(desk, begun(season, judged, category))
    assert len(board_queries.of_edition(season.edition.id)) == BOARDS
    many = asked(app, desk, films, click, status)
    assert len(many) == len(few), "\n".join(many)


def test_boards_read_in_one_go_are_those_read_alone(desk: FlaskClient, season: Season) -> None:
    for judged, category in others(season):
        begun(season, judged, category)
    boards = board_queries.of_edition(season.edition.id)
    assert len(boards) == BOARDS
    assert boards_of(boards) == [board_of(each) for each in boards]
    assert boards_of([]) == []


def asked(app: flask.Flask, desk: FlaskClient, films: list[int], click: Click, status: int) -> list[str]:
    """What a click asks of the database in a session of its own, when all films are prepared alike."""
    with app.app_context():
        many_staged(desk, films, Decision.NOT_SELECTED)
    with app.app_context(), counted() as statements:
        assert click(desk, films, Decision.SELECTED) == status
    return statements


def others(season: Season) -> Iterator[tuple[Round, Category]]:
    """The other rankings of a dozen: two categories more in the first round, and three rounds more."""
    categories = [each for each in season.edition.categories if each != season.category]
    judged = [scored_round(season) for _ in range(3)]
    for category in categories:
        yield season.round, category
    for each in judged:
        for category in season.edition.categories:
            yield each, category


def scored_round(season: Season) -> Round:
    """Another round of a panel of its own, with a film more in each category, scored by its juror."""
    with db.transaction() as session:
        juror = factories.juror()
        panel = factories.panel(session.get_one(Edition, season.edition.id), juror)
        judged = factories.round_of(panel)
        session.add_all([juror, judged])
        session.flush()
        for category in season.edition.categories:
            film = factories.film(season.edition, category=category.slug)
            assignment = factories.assign(judged, film, juror, state=AssignmentState.SCORED)
            session.add_all([film, assignment])
            session.flush()
            session.add(factories.review(assignment, 4, 2))
    return judged


def begun(season: Season, judged: Round, category: Category) -> Season:
    """The same season, seen from another board."""
    with db.transaction():
        board = board_operations.begin(judged, category, 1, actor=season.organizer, now=DECIDING)
    return replace(season, shortlist=board)


def take_over(desk: FlaskClient, season: Season) -> None:
    """Freeze a board, and prepare the decisions that it says."""
    number = freeze(desk, season).number
    form = {"shortlist": season.shortlist.id, "number": number, "reserve": 1, "earlier": "replace"}
    assert desk.post("/desk/decisions/take-over", data=form).status_code == 303
