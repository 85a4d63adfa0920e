"""Films are called divisive where jurors' habits and chance do not explain how far apart their scores lie."""

import numpy as np
import pytest

from festival.scoring.ranking import divisive, rank
from festival.scoring.scales import OF_TEN
from festival.scoring.values import Film, Key, Score

FILMS, JURORS = 60, 9


@pytest.mark.parametrize(
    ("square", "freedom", "chance"),
    [
        (3.841459, 1, 0.05),
        (5.991465, 2, 0.05),
        (7.814728, 3, 0.05),
        (14.06714, 7, 0.05),
        (18.30704, 10, 0.05),
        (16.0, 1, 6.334248e-5),
        (20.0, 2, 4.539993e-5),
        (1e4, 2, 0.0),
        (0.0, 4, 1.0),
        (5.0, 0, 1.0),
    ],
)
def test_how_probable_a_larger_chi_squared_is(square: float, freedom: int, chance: float) -> None:
    assert divisive.beyond(square, freedom) == pytest.approx(chance, rel=1e-5)


@pytest.mark.parametrize("severity", [0.75, 1.3])
def test_where_no_film_divides_the_jury_few_boards_of_twenty_name_any(severity: float) -> None:
    named = [_divisive(_jury(seed, views=3, severity=severity)) for seed in range(20)]
    assert sum(bool(films) for films in named) <= 4
    assert max(map(len, named)) <= 2


def test_of_800_films_with_three_views_a_handful_is_named_by_chance_at_most() -> None:
    assert len(_divisive(_jury(1, views=3, films=800, jurors=40), films=800)) <= 2


@pytest.mark.parametrize("severity", [0.75, 1.3])
def test_films_that_half_of_a_jury_loves_and_half_hates_are_named(severity: float) -> None:
    for seed in range(10):
        scores = _jury(seed, views=8, severity=severity)
        split = [(score.film, score.juror, 9.0 if int(score.juror) % 2 else 2.0) for score in scores]
        assert set(_divisive(_with(scores, *(each for each in split if each[0] in (7, 8))))) >= {7, 8}


def test_a_severe_juror_beside_a_kind_one_divides_nobody_until_they_change_places() -> None:
    worth = np.random.default_rng(1).normal(5.5, 1, 30).tolist()
    habits = {"kind": 2.0, "severe": -2.0, "usual": 0.0}
    scores = [Score(film, juror, worth[film] + habits[juror]) for film in range(30) for juror in habits]
    assert _divisive(scores, films=30) == ()
    changed = _with(scores, (7, "kind", worth[7] - 2), (7, "severe", worth[7] + 2))
    assert _divisive(changed, films=30) == (7,)


def test_scores_that_stand_out_among_few_films_do_not_among_many() -> None:
    for films, named in ((60, (0,)), (800, ())):
        scores = _jury(1, views=3, films=films, severity=0.0)
        jurors = [score.juror for score in scores if score.film == 0]
        apart = [(0, juror, points) for juror, points in zip(jurors, (2.0, 2.0, 9.0), strict=True)]
        assert _divisive(_with(scores, *apart), films=films) == named


def _with(scores: list[Score], *changed: tuple[Key, Key, float]) -> list[Score]:
    """The same scores but for some: of this film by this juror so many points."""
    points = {(film, juror): value for film, juror, value in changed}
    return [
        Score(score.film, score.juror, points.get((score.film, score.juror), score.value)) for score in scores
    ]


def _divisive(scores: list[Score], films: int = FILMS) -> tuple[Key, ...]:
    shorts = [Film(number, "short", 600) for number in range(films)]
    return rank.rank(shorts, scores, {"short": films // 6}, 1, OF_TEN).divisive


def _jury(
    seed: int, *, views: int, films: int = FILMS, jurors: int = JURORS, severity: float = 0.75
) -> list[Score]:
    """A jury that agrees on every film but for habit and chance."""
    chance = np.random.default_rng(seed)
    worth, severities = chance.normal(5.5, 1.3, films), chance.normal(0, severity, jurors)
    felt = [
        (film, int(juror), worth[film] + severities[juror] + chance.normal(0, 1.4))
        for film in range(films)
        for juror in chance.choice(jurors, views, replace=False)
    ]
    return [Score(film, juror, float(np.clip(round(points), 1, 10))) for film, juror, points in felt]
