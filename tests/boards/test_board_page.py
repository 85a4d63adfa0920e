"""The board draws what is known of each film, says how sure it is, and where it can say nothing."""

import re

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.boards import queries as board_queries
from festival.boards import rules as board_rules
from festival.boards.board import Group
from festival.boards.row_queries import board_of
from festival.entries.models import Entry
from festival.jury.models import Assignment, Review
from festival.jury.states import AssignmentState
from tests import factories as house
from tests.boards.conftest import Season, freeze, score


def page_of(desk: FlaskClient, season: Season) -> str:
    return desk.get(f"/desk/shortlists/{season.shortlist.id}").text


def test_the_board_says_first_how_sure_it_is(desk: FlaskClient, season: Season) -> None:
    summed_up = re.search(r"2 places · [^<]*", page_of(desk, season))
    assert summed_up
    assert (
        summed_up[0].strip()
        == "2 places · 1 sure, 3 too close to call · predicted agreement with a full jury 100%"
    )


def unscored(season: Season) -> None:
    """Everybody is still watching."""
    with db.transaction() as session:
        for assignment in session.scalars(select(Assignment)):
            assignment.state = AssignmentState.WATCHING


def test_a_board_without_a_score_teaches_and_lists_its_films_plainly(
    desk: FlaskClient, season: Season
) -> None:
    unscored(season)
    page = page_of(desk, season)
    assert re.findall(r"[^<>]*nobody has scored one yet[^<>]*", page) == [
        "4 films for 2 places: nobody has scored one yet."
    ]
    assert "Nothing to rank yet" in page
    assert "4 films wait for their first score." in page
    said = (
        "too close",
        "predicted agreement",
        "plot",
        "Chance",
        "cutoff-handle",
        "Every film has the reviews",
    )
    assert [words for words in said if words in page] == []
    rows = re.findall(
        r'<tr id="film-(\d+)".*?data-label="Assigned to">\s*([^<]*?)\s*<.*?data-label="Reviews">([^<]*)<',
        page,
        re.S,
    )
    assert rows == [
        *((str(film), "2 jurors", "0 / 2") for film in season.ids[:3]),
        (str(season.ids[3]), "nobody yet", "0 / 2"),
    ]


def test_a_film_of_a_board_without_a_score_is_pinned_and_frozen_all_the_same(
    desk: FlaskClient, season: Season
) -> None:
    unscored(season)
    address = f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[0]}"
    assert "Adjusted score" not in desk.get(address).text
    desk.post(f"{address}/pin", data={"reason": "It opens the festival."})
    assert "It opens the festival." in page_of(desk, season)
    assert freeze(desk, season).number == 1


def test_where_each_film_has_a_place_the_board_says_that_and_calls_none_close(
    desk: FlaskClient, season: Season
) -> None:
    told = []
    for places, seen in (("4", "2"), ("9", "4")):
        desk.post(f"/desk/shortlists/{season.shortlist.id}/places", data={"places": places, "seen": seen})
        page = page_of(desk, season)
        told.append(re.findall(r"\d places for [^<]*?\.", page))
        assert [
            words for words in ("too close</small>", "plot-cut", "one review only") if words in page
        ] == []
        assert ("There are more places than films" in page) == (places == "9")
    assert told == [[f"{places} places for 4 films: every film with a score is in."] for places in (4, 9)]
    freeze(desk, season)
    version = desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1").text
    assert ("a place for every film" in version, "too close</small>" in version) == (True, False)


def test_a_new_board_suggests_a_tenth_of_its_films() -> None:
    assert [board_rules.usual_places(films) for films in (0, 1, 13, 26, 600)] == [1, 1, 1, 3, 60]


def test_no_chance_is_called_certain(desk: FlaskClient, season: Season) -> None:
    desk.post(f"/desk/shortlists/{season.shortlist.id}/places", data={"places": "4", "seen": "2"})
    page = page_of(desk, season)
    assert page.count("over 99%") == 4
    assert "100%</span>" not in page
    freeze(desk, season)
    version = desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1").text
    assert len(re.findall(r'data-label="Chance">\s*<span>over 99%<', version)) == 4


def test_a_larger_chance_is_never_written_as_a_smaller_one(app: flask.Flask) -> None:
    source = '{% from "boards/_words.html" import chance %}{{ chance(number) }}'
    numbers = (0.0, 0.0005, 0.005, 0.0099, 0.01, 0.5, 0.99, 0.9901, 0.995, 0.998, 1.0)
    with app.test_request_context():
        written = [flask.render_template_string(source, number=number).strip() for number in numbers]
    assert written == ["under 1%"] * 4 + ["1%", "50%", "99%"] + ["over 99%"] * 4


def test_every_film_is_drawn_with_its_interval_and_the_average_beside_it(
    desk: FlaskClient, season: Season
) -> None:
    page = page_of(desk, season)
    drawn = [page.count(f'class="{part}"') for part in ("plot-point", "plot-mean", "plot is-unseen")]
    samples = [1, 1, 0]
    assert drawn == [films + sample for films, sample in zip([4, 3, 1], samples, strict=True)]
    assert "adjusted score: where this jury as a whole" in page
    assert "too close to call" in page


def test_a_board_whose_only_film_nobody_saw_draws_nothing_and_asks_for_fewer_places(
    desk: FlaskClient, season: Season
) -> None:
    house.save(house.entry(house.person(), season.edition.categories[0], state="eligible"))
    form = {"round": season.round.id, "category": "feature", "places": "3"}
    page = desk.get(desk.post("/desk/shortlists", data=form).location).text
    said = ("1 film waits for its first score.", "There are more places than films", 'class="plot')
    assert [words in page for words in said] == [True, True, False]


def test_a_bar_that_goes_on_beyond_the_scale_ends_straight_and_says_why(
    desk: FlaskClient, season: Season
) -> None:
    page = page_of(desk, season)
    assert 'class="plot-bar goes-on"' in page
    assert "the scale ends here, but it could go further" in page


def test_where_no_film_stands_out_as_divisive_the_board_says_so(desk: FlaskClient, season: Season) -> None:
    assert "No film divides this jury more than scoring habits and chance explain." in page_of(desk, season)
    with db.transaction():
        score(season, season.films[3], zip(season.jurors, (1, 5), strict=True))
    page = page_of(desk, season)
    assert "No film divides this jury more than scoring habits and chance explain." not in page
    assert "The most divisive films" in page


def test_groups_that_share_no_film_are_named_and_stand_by_plain_means(
    desk: FlaskClient, season: Season, second_group: list[Entry]
) -> None:
    page = page_of(desk, season)
    assert "This jury has groups that share no film" in page
    assert 'class="plot-point"' not in page
    assert "Chance" not in page
    shortlist = board_queries.by_id(season.shortlist.id)
    assert shortlist is not None
    board = board_of(shortlist)
    assert board.is_divided
    assert board.groups == [
        Group(["Amal Juror", "Bruno Juror"], 3),
        Group(["Chen Juror", "Dana Juror"], 2),
    ]
    assert [row.entry.title for row in board.rows][:3] == ["Kite", "Fern", "Salt"]


@pytest.mark.parametrize(("count", "open_ones", "behind"), [(12, 12, 0), (13, 10, 3)])
def test_a_long_list_opens_and_a_dozen_stands_whole(
    app: flask.Flask, count: int, open_ones: int, behind: int
) -> None:
    source = (
        '{% from "boards/_words.html" import listed %}{% call(each) listed(things) %}{{ each }}{% endcall %}'
    )
    with app.test_request_context():
        page = flask.render_template_string(source, things=list(range(count)))
    first, _, rest = page.partition("<details")
    assert (first.count("<li>"), rest.count("<li>")) == (open_ones, behind)
    assert ("and 3 more" in rest) == bool(behind)


def test_a_long_reason_begins_on_the_board_and_opens(desk: FlaskClient, season: Season) -> None:
    long, short = "It moves people. " * 38, "It opens the festival."
    for film, why in zip(season.ids, (long, short), strict=False):
        desk.post(f"/desk/shortlists/{season.shortlist.id}/films/{film}/pin", data={"reason": why})
    freeze(desk, season)
    for page in (page_of(desk, season), desk.get(f"/desk/shortlists/{season.shortlist.id}/versions/1").text):
        starts = re.findall(r'<span class="longer-start" dir="auto">([^<]*)</span>', page)
        assert [long.startswith(start.removesuffix("…")) for start in starts] == [True]
        assert f'<div dir="auto">{long.strip()}</div>' in page
        assert f'<span dir="auto">{short}</span>' in page


def test_the_weight_of_a_criterion_stands_at_the_criterion(desk: FlaskClient, season: Season) -> None:
    page = desk.get(f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[0]}").text
    heads = re.findall(r'<th scope="col"\s+class="number"\s*>([^<]*)</th>', page)
    weighed = [f"{each.name} (weight {each.weight})" for each in season.round.criteria]
    assert heads == ["Total", *weighed]


def said_on(page: str) -> list[str]:
    return re.findall(r'<p class="board-said" id="said" role="status"[^>]*>([^<]*)</p>', page)


def test_what_a_hand_did_is_said_once_at_the_film_with_what_crossed_the_line(
    desk: FlaskClient, season: Season
) -> None:
    home = f"/desk/shortlists/{season.shortlist.id}"
    desk.post(f"{home}/places", data={"places": "1", "seen": "2"})
    told = [said_on(page_of(desk, season))]
    for film, act in ((3, "pin"), (0, "drop"), (3, "unmark")):
        answer = desk.post(f"{home}/films/{season.ids[film]}/{act}", data={"reason": "So be it."})
        assert answer.location == f"{home}#film-{season.ids[film]}"
        page = page_of(desk, season)
        told.append(said_on(page))
        assert page.index(f'id="film-{season.ids[film]}"') < page.index('id="said"')
    assert told == [
        ["The number of places is set. No film came in or left."],
        ["Pinned. New on the list: “\u2068Unseen\u2069”. “\u2068Kite\u2069” left the list."],
        ["Dropped. No film came in or left."],
        ["The scores decide on it again. “\u2068Unseen\u2069” left the list."],
    ]
    assert said_on(page_of(desk, season)) == []


def test_a_number_of_places_that_is_none_stands_in_its_field_with_why(
    desk: FlaskClient, season: Season
) -> None:
    home = f"/desk/shortlists/{season.shortlist.id}"
    why = "“-1” is not a whole number. Write digits, like 12."
    answer = desk.post(f"{home}/places", data={"places": "-1", "seen": "2"})
    assert (answer.status_code, answer.text.count(why)) == (422, 2)
    assert f'<li><a href="#places">{why}</a></li>' in answer.text
    field = r'<input aria-describedby="places-error" aria-invalid="true" [^>]*id="places" [^>]*value="-1"'
    assert re.search(field, answer.text)
    begun = desk.post(
        "/desk/shortlists", data={"round": season.round.id, "category": "feature", "places": "-1"}
    )
    assert (begun.status_code, begun.text.count(why)) == (422, 1)
    assert re.search(r'<input [^>]*aria-invalid="true" [^>]*id="places-[^>]*value="-1"', begun.text)
    far = desk.post(f"{home}/places", data={"places": "99999", "seen": "2"})
    assert (far.status_code, far.text.count("A shortlist has from 0 to 10000 places.")) == (409, 2)


def test_a_row_and_its_film_say_how_many_scores_are_for_an_earlier_version(
    desk: FlaskClient, season: Season
) -> None:
    with db.transaction() as session:
        for review in session.scalars(select(Review).join(Review.assignment).order_by(Review.id).limit(1)):
            review.film_sha256 = ""
    board = " ".join(page_of(desk, season).split())
    assert board.count("1 score was given for an earlier version of the film") == 1
    assert board.count('<span aria-hidden="true">earlier version: 1</span>') == 1
    film = desk.get(f"/desk/shortlists/{season.shortlist.id}/films/{season.ids[0]}").text
    assert film.count("scored the earlier version") == 1
    assert "1 score was given for an earlier version of the film." in film
