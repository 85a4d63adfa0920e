"""The board draws what is known of each film, says how sure it is, and where it can say nothing."""

import re

import flask
from flask.testing import FlaskClient

from festival import db
from festival.entries.models import Entry
from festival.shortlists import queries
from festival.shortlists.board import Group
from festival.shortlists.board_queries import board_of
from tests import factories as house
from tests.shortlists.conftest import Season, freeze, score


def page_of(desk: FlaskClient, season: Season) -> str:
    return desk.get(f"/desk/shortlists/{season.shortlist.id}").text


def test_the_board_says_first_how_sure_it_is(desk: FlaskClient, season: Season) -> None:
    summed_up = re.search(r"2 places · [^<]*", page_of(desk, season))
    assert summed_up
    assert (
        summed_up[0].strip()
        == "2 places · 1 sure, 3 too close to call · predicted agreement with a full jury 100%"
    )


def test_no_chance_is_called_certain(desk: FlaskClient, season: Season) -> None:
    desk.post(f"/desk/shortlists/{season.shortlist.id}/places", data={"places": "4", "seen": "2"})
    page = page_of(desk, season)
    assert page.count("over 99%") == 4
    assert "100%</span>" not in page
    freeze(desk, season)
    version = desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1").text
    assert version.count('data-label="Chance"><span>over 99%<') == 4


def test_a_larger_chance_is_never_written_as_a_smaller_one(app: flask.Flask) -> None:
    source = '{% from "shortlists/_words.html" import chance %}{{ chance(number) }}'
    numbers = (0.0, 0.0005, 0.005, 0.0099, 0.01, 0.5, 0.99, 0.9901, 0.995, 0.998, 1.0)
    with app.test_request_context():
        written = [flask.render_template_string(source, number=number).strip() for number in numbers]
    assert written == ["under 1%"] * 4 + ["1%", "50%", "99%"] + ["over 99%"] * 4


def test_every_film_is_drawn_with_its_interval_and_the_plain_mean_beside_it(
    desk: FlaskClient, season: Season
) -> None:
    page = page_of(desk, season)
    drawn = [page.count(f'class="{part}"') for part in ("plot-point", "plot-mean", "plot is-unseen")]
    samples = [1, 1, 0]
    assert drawn == [films + sample for films, sample in zip([4, 3, 1], samples, strict=True)]
    assert "on the fair scale" in page
    assert "too close to call" in page


def test_a_film_that_nobody_saw_is_drawn_where_its_category_lies(desk: FlaskClient, season: Season) -> None:
    house.save(house.entry(house.person(), season.edition.categories[0], state="eligible"))
    form = {"round": season.round.id, "category": "feature", "places": "3"}
    page = desk.get(desk.post("/desk/shortlists", data=form).location).text
    assert page.count('class="plot-point"') == 2
    assert page.count('class="plot-mean"') == 1
    assert "not seen" in page


def test_a_bar_that_goes_on_beyond_the_scale_ends_straight_and_says_why(
    desk: FlaskClient, season: Season
) -> None:
    page = page_of(desk, season)
    assert 'class="plot-bar goes-on"' in page
    assert "the scale ends here, the doubt does not" in page


def test_where_no_film_stands_out_as_divisive_the_board_says_so(desk: FlaskClient, season: Season) -> None:
    assert "No film divides this jury by more than habits and chance explain." in page_of(desk, season)
    with db.transaction():
        score(season, season.films[3], zip(season.jurors, (1, 5), strict=True))
    page = page_of(desk, season)
    assert "No film divides this jury by more than habits and chance explain." not in page
    assert "The most divisive films" in page


def test_groups_that_share_no_film_are_named_and_stand_by_plain_means(
    desk: FlaskClient, season: Season, second_group: list[Entry]
) -> None:
    page = page_of(desk, season)
    assert "This jury falls into groups that share no film" in page
    assert 'class="plot-point"' not in page
    assert "Chance" not in page
    shortlist = queries.by_id(season.shortlist.id)
    assert shortlist is not None
    board = board_of(shortlist)
    assert board.is_divided
    assert board.groups == [
        Group(["Amal Juror", "Bruno Juror"], 3),
        Group(["Chen Juror", "Dana Juror"], 2),
    ]
    assert [row.entry.title for row in board.rows][:3] == ["Kite", "Fern", "Salt"]
