"""Organizers see how each juror scores and what each one decides; jurors see nothing of it."""

import flask
import pytest
from flask.testing import FlaskClient

from festival import db
from festival.boards import jurors
from festival.boards.axis import Axis
from festival.boards.jurors import JurorParameters, Jury
from festival.scoring.ranking.results import RaterEffect
from tests.boards.conftest import Season, browser_of, score
from tests.jury import factories


def rater(severity: float = 0.0, sd: float = 0.5, slope: float = 1.0, spread: float = 1.0) -> JurorParameters:
    return JurorParameters("Amal", RaterEffect(1, 12, severity, sd, slope, spread))


@pytest.mark.parametrize(
    ("severity", "is_severe", "is_kind"), [(-1.0, True, False), (-0.8, False, False), (1.0, False, True)]
)
def test_a_difference_is_named_only_where_it_is_clear(
    severity: float, is_severe: bool, is_kind: bool
) -> None:
    assert (rater(severity).is_severe, rater(severity).is_kind) == (is_severe, is_kind)


def test_scale_and_steadiness_are_named_where_they_are_notable() -> None:
    usual, other = rater(), rater(slope=1.2, spread=1.4)
    assert (usual.uses_more, usual.uses_less, usual.is_steady, usual.is_unsteady) == (False,) * 4
    assert (other.uses_more, other.uses_less, other.is_steady, other.is_unsteady) == (
        True,
        False,
        False,
        True,
    )
    assert (rater(slope=0.8).uses_less, rater(spread=0.7).is_steady) == (True, True)


def test_the_axis_holds_every_interval_and_the_panel_itself() -> None:
    assert Jury([rater(2.0)], [], [], 1.0).axis == Axis(0, 3)


def test_the_jury_is_shown_with_its_habits(desk: FlaskClient, season: Season) -> None:
    jury = jurors.jury_of(season.round)
    assert [each.juror for each in jury.rater_parameters] == ["Bruno Juror", "Amal Juror"]
    assert [each.rater_effect.reviews for each in jury.rater_parameters] == [3, 3]
    assert (jury.set_aside, jury.groups) == ([], [["Amal Juror", "Bruno Juror"]])
    page = desk.get(f"/desk/shortlists/rounds/{season.round.id}/jurors").text
    assert "A strict juror is not a bad juror." in page
    assert "on the scale from 1 to 5." in page
    assert page.count('class="juror"') == 2


def test_who_gave_one_number_for_everything_is_named_with_the_reason(
    desk: FlaskClient, season: Season
) -> None:
    same = factories.juror(name="Same Juror")
    with db.transaction() as session:
        session.add(same)
        session.flush()
        for film in season.films[:3]:
            score(season, film, [(same, 3)])
    page = desk.get(f"/desk/shortlists/rounds/{season.round.id}/jurors").text
    assert "These jurors gave the same score to everything" in page
    assert "Same Juror" in page
    assert page.count('class="juror"') == 2


def test_a_round_without_scores_teaches(desk: FlaskClient, season: Season) -> None:
    with db.transaction() as session:
        empty = factories.round_of(factories.panel(season.edition), name="Second round")
        session.add(empty)
        session.flush()
        address = f"/desk/shortlists/rounds/{empty.id}/jurors"
    assert "No juror to show yet" in desk.get(address).text


def test_what_would_change_is_told_on_a_page_and_as_a_part_of_the_board(
    desk: FlaskClient, season: Season
) -> None:
    address = f"/desk/shortlists/{season.shortlist.id}/without-one"
    page, part = desk.get(address).text, desk.get(address, headers={"HX-Request": "true"}).text
    words = "No single juror decides."
    assert (words in page, words in part) == (True, True)
    assert ("<html" in page, "<html" in part) == (True, False)
    assert f'hx-get="{address}"' in desk.get(f"/desk/shortlists/{season.shortlist.id}").text


@pytest.mark.usefixtures("second_group")
def test_of_a_divided_jury_nobody_is_said_to_decide_or_not(desk: FlaskClient, season: Season) -> None:
    page = desk.get(f"/desk/shortlists/{season.shortlist.id}/without-one").text
    assert "this jury has groups that share no film" in page
    assert "No single juror decides." not in page


def test_no_juror_and_no_filmmaker_ever_sees_how_jurors_score(
    app: flask.Flask, desk: FlaskClient, season: Season
) -> None:
    pages = [
        f"/desk/shortlists/rounds/{season.round.id}/jurors",
        f"/desk/shortlists/{season.shortlist.id}/without-one",
    ]
    assert [desk.get(page).status_code for page in pages] == [200, 200]
    assert "Bruno Juror" in desk.get(pages[0]).text
    for stranger in (season.jurors[0], season.films[0].owner):
        answers = [browser_of(app, stranger).get(page) for page in pages]
        assert [(answer.status_code, "Bruno Juror" in answer.text) for answer in answers] == [
            (404, False)
        ] * 2


def test_a_round_or_a_board_that_is_not_there_is_not_found(desk: FlaskClient, season: Season) -> None:
    assert desk.get("/desk/shortlists/rounds/999/jurors").status_code == 404
    assert desk.get("/desk/shortlists/999/without-one").status_code == 404
