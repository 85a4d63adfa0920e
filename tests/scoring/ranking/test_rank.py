"""What must hold of a ranking, whatever a jury does.

And that the short way of computation is the long one.
"""

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from festival.scoring.numerics import Reals
from festival.scoring.ranking import rank
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.mixed_model import BETA, LOCATION, Design, Posterior, RaterParameters, Ratios
from festival.scoring.ranking.results import Ranked, Ranking
from festival.scoring.scales import OF_TEN, Scale
from festival.scoring.values import Film, Score

FILMS = [Film(number, "short" if number % 3 else "feature", 600) for number in range(9)]
PLACES = {"short": 2, "feature": 1}

scores = st.lists(
    st.builds(Score, st.integers(0, 8), st.sampled_from("abcde"), st.integers(1, 10).map(float)),
    unique_by=lambda score: (score.film, score.juror),
    max_size=30,
)
few_examples = settings(max_examples=40, deadline=None)


@given(scores, st.integers(0, 3))
@few_examples
def test_every_film_is_ranked_and_probabilities_sum_to_the_places(given_: list[Score], places: int) -> None:
    ranked = rank.rank(FILMS, given_, {"short": places, "feature": places}, 1, OF_TEN)
    by_category = _by_category(ranked)
    assert {category: len(films) for category, films in by_category.items()} == {"feature": 3, "short": 6}
    for films in by_category.values():
        chances = [film.p_shortlist for film in films]
        if None in chances:
            assert chances == [None] * len(films)
            assert [film.rank for film in films] == [None] * len(films)
            assert len(ranked.components) > 1
        else:
            assert math.fsum(chance for chance in chances if chance) == pytest.approx(places, abs=1e-5)
            assert [film.rank for film in films] == _shared_ranks(films)


@given(scores, st.integers(-5, 5))
@few_examples
def test_a_constant_added_to_all_scores_changes_no_probability(given_: list[Score], more: int) -> None:
    raised = [Score(score.film, score.juror, score.value + more) for score in given_]
    before, after = (rank.rank(FILMS, each, PLACES, 1, OF_TEN) for each in (given_, raised))
    assert _chances(after) == _chances(before)


@given(scores, st.sampled_from([0.5, 4 / 9, 10.0, 100 / 9]), st.integers(-5, 5))
@few_examples
def test_a_scale_stretched_and_moved_with_all_its_scores_changes_no_probability_and_no_rank(
    given_: list[Score], stretch: float, more: int
) -> None:
    def elsewhere(points: float) -> float:
        return stretch * points + more

    moved = [Score(score.film, score.juror, elsewhere(score.value)) for score in given_]
    scale = Scale(elsewhere(OF_TEN.lowest), elsewhere(OF_TEN.highest))
    before = rank.rank(FILMS, given_, PLACES, 1, OF_TEN)
    after = rank.rank(FILMS, moved, PLACES, 1, scale)
    assert _chances(after) == _chances(before)
    assert {film.film: film.rank for film in after.films} == {film.film: film.rank for film in before.films}
    if before.noise is not None:
        assert after.noise == pytest.approx(stretch * before.noise, abs=1e-5)


@pytest.mark.parametrize(("scale", "noise"), [(Scale(1, 5), 4 / 9), (OF_TEN, 1.0), (Scale(0, 100), 100 / 9)])
def test_before_much_is_scored_scores_are_taken_to_scatter_by_a_ninth_of_the_scale(
    scale: Scale, noise: float
) -> None:
    ranked = rank.rank(FILMS, [Score(0, "a", scale.lowest)], PLACES, 1, scale)
    assert ranked.noise == pytest.approx(noise, abs=1e-6)


@given(scores, st.permutations(range(9)), st.permutations("abcde"))
@few_examples
def test_other_names_give_the_same_ranking_under_these_names(
    given_: list[Score], films: list[int], jurors: list[str]
) -> None:
    called = {film.key: f"film {films[number]}" for number, film in enumerate(FILMS)}
    known = dict(zip("abcde", jurors, strict=True))
    renamed = rank.rank(
        [Film(called[film.key], film.category, film.seconds) for film in FILMS],
        [Score(called[score.film], known[str(score.juror)], score.value) for score in given_],
        PLACES,
        1,
        OF_TEN,
    )
    plain = {film.film: film for film in rank.rank(FILMS, given_, PLACES, 1, OF_TEN).films}
    for key, film in plain.items():
        other = next(each for each in renamed.films if each.film == called[key])
        assert (other.reviews, other.informative, other.mean) == (film.reviews, film.informative, film.mean)
        assert (other.p_shortlist, other.rank) == (film.p_shortlist, film.rank)
        assert other.quality == pytest.approx(film.quality, abs=2e-6)
        assert other.low == pytest.approx(film.low, abs=2e-6)


@given(scores, st.integers(1, 10), st.sets(st.integers(0, 8), min_size=2))
@few_examples
def test_a_juror_who_gives_one_number_for_everything_moves_nothing(
    given_: list[Score], number: int, seen: set[int]
) -> None:
    more = [Score(film, "z", float(number)) for film in seen]
    before, after = (rank.rank(FILMS, each, PLACES, 1, OF_TEN) for each in (given_, given_ + more))
    assert "z" in after.set_aside
    assert (after.lines, after.jurors, after.model, after.divisive) == (
        before.lines,
        before.jurors,
        before.model,
        before.divisive,
    )
    assert _chances(after) == _chances(before)
    # Where nobody tells films apart, every score counts alike, and a film can get its first from this juror.
    has_teller = {score.juror for score in given_} > set(before.set_aside)
    told = {film.category for film in before.films if film.informative and has_teller}
    assert _places(after, told) == _places(before, told)


def test_a_film_seen_by_one_who_tells_and_one_who_does_not_is_never_called_sure() -> None:
    given_ = [Score(film, juror, 10.0 - 2 * film) for film in (1, 2, 4) for juror in "abc"]
    given_ += [Score(film, juror, 1.0) for film in (5, 7, 8) for juror in "abc"]
    some = [score for score in given_ if score.film != 1 or score.juror == "a"]
    some += [Score(film, "z", 5.0) for film in (1, 2, 4)]
    films = [film for film in FILMS if film.category == "short"]
    ranked = rank.rank(films, some, {"short": 2}, 1, OF_TEN)
    best = ranked.films[0]
    assert (best.film, best.reviews, best.informative, best.is_sure_in) == (1, 2, 1, False)
    assert (ranked.lines[0].sure, ranked.lines[0].close) == (1, 1)


def test_a_film_seen_only_by_who_tells_nothing_stands_as_if_nobody_had_seen_it() -> None:
    given_ = [Score(film, juror, 3.0 + film) for film in (1, 2, 4, 5) for juror in "abc"]
    given_ += [Score(film, "z", 5.0) for film in (1, 7)]
    films = {film.film: film for film in rank.rank(FILMS, given_, PLACES, 1, OF_TEN).films}
    assert [(films[key].reviews, films[key].mean, films[key].rank) for key in (7, 8)] == [
        (1, 5.0, None),
        (0, None, None),
    ]
    assert films[7].p_shortlist == films[8].p_shortlist


def test_where_no_score_of_a_category_tells_all_that_were_seen_share_the_first_rank() -> None:
    given_ = [Score(film, juror, 5.0) for film in (0, 3) for juror in "yz"]
    given_ += [Score(film, "y", 5.0) for film in (1, 2)]
    given_ += [Score(film, juror, 3.0 + film) for film in (1, 2, 4) for juror in "ab"]
    films = rank.rank(FILMS, given_, {"feature": 2, "short": 2}, 1, OF_TEN).films
    assert [(film.film, film.rank, film.informative) for film in films if film.category == "feature"] == [
        (0, 1, 2),
        (3, 1, 2),
        (6, None, 0),
    ]


@given(scores, st.randoms(use_true_random=False))
@few_examples
def test_rows_in_another_order_give_the_same_ranking(given_: list[Score], chance: object) -> None:
    films, rows = list(FILMS), list(given_)
    chance.shuffle(films)  # type: ignore[attr-defined]
    chance.shuffle(rows)  # type: ignore[attr-defined]
    assert rank.rank(films, rows, PLACES, 1, OF_TEN) == rank.rank(FILMS, given_, PLACES, 1, OF_TEN)


@given(scores)
@few_examples
def test_what_was_learned_gives_the_same_qualities_again(given_: list[Score]) -> None:
    model = rank.rank(FILMS, given_, PLACES, 1, OF_TEN).model
    reading = Reading(FILMS, given_, PLACES, OF_TEN)
    if model is None:
        assert not reading.told
    else:
        assert reading.posterior(model).quality.tolist() == reading.posterior().quality.tolist()


UNSEEN, FIRST, IN_ORDER = [None] * 9, [1] * 9, [1, 2, 3, 1, 2, 3, 4, 5, 6]
ONE_FIRST = [1, None, None, *[None] * 6]


@pytest.mark.parametrize(
    ("given_", "ranks"),
    [
        ([], UNSEEN),
        ([Score(0, "a", 7.0)], ONE_FIRST),
        ([Score(film, "a", 7.0) for film in range(9)], FIRST),
        ([Score(film, "a", 9.0 - film) for film in range(9)], IN_ORDER),
        ([Score(film, juror, 5.0) for film in range(9) for juror in "abc"], FIRST),
        ([Score(0, juror, float(number)) for number, juror in enumerate("abcde", 1)], ONE_FIRST),
    ],
    ids=["no scores", "one score", "one juror, one number", "one juror", "all equal", "one film"],
)
def test_small_juries_are_ranked(given_: list[Score], ranks: list[int | None]) -> None:
    ranked = rank.rank(FILMS, given_, {"short": 9, "feature": 2}, 1, OF_TEN)
    assert [film.film for film in ranked.films] == [0, 3, 6, 1, 2, 4, 5, 7, 8]
    assert [film.rank for film in ranked.films] == ranks
    assert [film.p_shortlist for film in ranked.films[3:]] == [1.0] * 6
    assert math.fsum(film.p_shortlist or 0.0 for film in ranked.films[:3]) == pytest.approx(2)
    assert {film.quality is None for film in ranked.films} == {ranked.model is None}


@pytest.mark.parametrize("places", [0, 1, 3])
def test_a_festival_of_one_film_is_ranked(places: int) -> None:
    scores = [Score(0, juror, float(number)) for number, juror in enumerate("abc", 5)]
    (film,) = rank.rank(FILMS[:1], scores, {"feature": places}, 1, OF_TEN).films
    assert (film.rank, film.mean, film.p_shortlist) == (1, 6.0, min(places, 1))


def test_a_festival_without_films_has_an_empty_ranking() -> None:
    assert rank.rank([], [], {}, 1, OF_TEN) == Ranking((), (), (), (), (), (), None, None)


def test_a_harsh_juror_does_not_sink_the_films_that_fell_to_them() -> None:
    """Ten films are worth 1 to 10; a harsh juror saw the best five, and three points less in them."""
    films = [Film(number, "short", 600) for number in range(20)]
    given_ = [Score(film, juror, float(film)) for film in range(20) for juror in "ab"]
    given_ += [Score(film, "harsh", film - 6.0) for film in (*range(0, 10, 2), *range(12, 20))]
    ranked = rank.rank(films, given_, {"short": 8}, 1, OF_TEN)
    by_mean = sorted(ranked.films, key=lambda film: -(film.mean or 0))[:8]
    assert {film.film for film in by_mean} != set(range(12, 20))
    assert {film.film for film in ranked.films[:8]} == set(range(12, 20))
    severity = {juror.juror: juror.severity for juror in ranked.jurors}
    assert severity["harsh"] < -3 < 0 < severity["a"]


def test_a_film_seen_once_does_not_win_on_one_view() -> None:
    moods = [-2.0, -1.0, 1.0, 2.0]
    given_ = [
        Score(film, juror, (8.0 if film == 1 else 5.0) + moods[(film + place) % 4])
        for film in range(8)
        for place, juror in enumerate("abcd")
    ]
    given_ += [Score(8, "a", 9.0)]
    films = [Film(number, "short", 600) for number in range(9)]
    best = rank.rank(films, given_, {"short": 1}, 1, OF_TEN).films[0]
    assert (best.film, best.mean) == (1, 8.0)


@given(scores, st.integers(0, 6))
@few_examples
def test_a_film_seen_once_is_never_called_sure(given_: list[Score], places: int) -> None:
    ranked = rank.rank(FILMS, given_, {"short": places, "feature": places}, 1, OF_TEN)
    assert not any(film.is_sure_in for film in ranked.films if film.reviews < 2)
    for line in ranked.lines:
        films = [film for film in ranked.films if film.category == line.category]
        if line.sure is not None and line.close is not None:
            assert line.sure <= sum(film.reviews > 1 for film in films)
            assert line.sure + line.close + sum(film.is_sure_out for film in films) >= len(films)


def test_a_film_far_ahead_on_one_view_is_too_close_to_call_until_it_has_another() -> None:
    given_ = [Score(film, juror, 10.0 - 2 * film) for film in (1, 2, 4) for juror in "abc"]
    given_ += [Score(film, juror, 1.0) for film in (5, 7, 8) for juror in "abc"]
    films = [film for film in FILMS if film.category == "short"]
    for seen_by, sure, close in (("a", 1, 1), ("abc", 2, 0)):
        some = [score for score in given_ if score.film != 1 or str(score.juror) in seen_by]
        (line,) = rank.rank(films, some, {"short": 2}, 1, OF_TEN).lines
        assert (line.sure, line.close) == (sure, close)


def test_a_film_that_nobody_saw_is_never_called_out_however_few_places_there_are() -> None:
    films = [Film(number, "short", 600) for number in range(60)]
    given_ = [Score(film, juror, 9.0 - 2 * film) for film in range(3) for juror in "abc"]
    ranked = rank.rank(films, given_, {"short": 2}, 1, OF_TEN)
    unseen = [film for film in ranked.films if not film.reviews]
    assert max(film.p_shortlist or 0.0 for film in unseen) <= 0.05
    assert [film.is_close for film in unseen] == [True] * 57
    none = rank.rank(films, given_, {"short": 0}, 1, OF_TEN)
    assert [film.is_sure_out for film in none.films] == [True] * 60


def test_films_of_which_the_same_is_known_share_a_rank() -> None:
    given_ = [
        Score(film, juror, points)
        for film, points in ((1, 9.0), (2, 6.0), (4, 6.0), (5, 2.0))
        for juror in "ab"
    ]
    films = rank.rank(FILMS, given_, PLACES, 1, OF_TEN).films
    assert [(film.film, film.rank) for film in films if film.category == "short"] == [
        (1, 1),
        (2, 2),
        (4, 2),
        (5, 4),
        (7, None),
        (8, None),
    ]


def test_a_film_that_nobody_saw_has_its_categorys_quality_and_stands_behind() -> None:
    given_ = [Score(film, juror, 3.0 + film) for film in (1, 2, 4, 5, 7) for juror in "abc"]
    unseen = rank.rank(FILMS, given_, PLACES, 1, OF_TEN).films[-1]
    seen = [film.quality for film in rank.rank(FILMS, given_, PLACES, 1, OF_TEN).films if film.reviews]
    assert (unseen.film, unseen.reviews, unseen.mean, unseen.rank) == (8, 0, None, None)
    assert unseen.quality == pytest.approx(sum(filter(None, seen)) / len(seen), abs=0.2)


def test_groups_that_share_no_film_are_not_ranked_together() -> None:
    given_ = [Score(film, juror, 5.0 + film) for film in (1, 2) for juror in "ab"]
    given_ += [Score(film, juror, 1.0 + film) for film in (4, 5, 0, 3) for juror in "cd"]
    ranked = rank.rank(FILMS, given_, PLACES, 1, OF_TEN)
    assert ranked.components == (("a", "b"), ("c", "d"))
    by_category = _by_category(ranked)
    assert [film.rank for film in by_category["short"]] == [None] * 6
    assert [film.p_shortlist for film in by_category["short"]] == [None] * 6
    assert [film.rank for film in by_category["feature"]] == [1, 2, None]


@pytest.mark.parametrize(
    ("films", "given_", "words"),
    [
        ([FILMS[0], FILMS[0]], [], "a film comes twice"),
        (FILMS, [Score(99, "a", 5.0)], "a score for an unknown film"),
        (FILMS, [Score(0, "a", 5.0), Score(0, "a", 6.0)], "a juror scored a film twice"),
    ],
)
def test_contradictions_are_refused(films: Sequence[Film], given_: list[Score], words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        rank.rank(films, given_, PLACES, 1, OF_TEN)


@given(scores.filter(bool), st.floats(0.1, 5), st.floats(0.05, 3), st.integers(0, 1000))
@few_examples
def test_the_short_way_equals_the_dense_posterior(
    given_: list[Score], films: float, jurors: float, seed: int
) -> None:
    names = sorted({score.juror for score in given_}, key=str)
    chance = np.random.default_rng(seed)
    design = Design(
        film=np.array([score.film for score in given_]),
        juror=np.array([names.index(score.juror) for score in given_]),
        score=np.array([score.value for score in given_]),
        category=np.array([int(film.category == "short") for film in FILMS]),
        jurors=len(names),
        categories=2,
        length=9.0,
    )
    rater_parameters = RaterParameters(
        chance.uniform(0.6, 1.5, len(names)), chance.uniform(0.5, 2, len(names))
    )
    short = Posterior(design, Ratios(films, jurors), rater_parameters)
    mean, covariance = _dense(design, Ratios(films, jurors), rater_parameters)
    count = len(names)
    level = design.score.mean()
    assert np.allclose(short.severity - level, mean[:count], atol=1e-9, rtol=1e-9)
    assert np.allclose(short.quality, mean[count : count + 9], atol=1e-9, rtol=1e-9)
    variances = np.diag(covariance)
    assert np.allclose(short.quality_variance, variances[count : count + 9], atol=1e-9, rtol=1e-9)
    assert np.allclose(np.diag(short.covariance)[:count], variances[:count], atol=1e-9, rtol=1e-9)
    together = covariance[count + design.film, design.juror]
    assert np.allclose(short.quality_with_severity, together, atol=1e-9, rtol=1e-9)


def _dense(design: Design, ratios: Ratios, rater_parameters: RaterParameters) -> tuple[Reals, Reals]:
    """Severities, qualities, mu and betas from one system without any elimination, in units of s²."""
    jurors, films = design.jurors, design.films
    size = jurors + films + 1 + design.categories
    precision, right = np.zeros((size, size)), np.zeros(size)

    def add(row: Reals, weight: float, target: float = 0.0) -> None:
        precision[...] += weight * np.outer(row, row)
        right[...] += weight * target * row

    unit = np.eye(size)
    betas = [unit[jurors + films + 1 + category] for category in range(design.categories)]
    for film, juror, score in zip(design.film, design.juror, design.score - design.score.mean(), strict=True):
        add(
            unit[juror] + rater_parameters.slope[juror] * unit[jurors + film],
            1 / rater_parameters.spread[juror],
            score,
        )
    for film, category in enumerate(design.category):
        add(unit[jurors + film] - betas[category], 1 / ratios.films)
    for juror in range(jurors):
        add(unit[juror] - unit[jurors + films], 1 / ratios.jurors)
    for beta in betas:
        add(beta, BETA)
    shares = np.bincount(design.category, minlength=len(betas)) / films
    add(np.asarray(sum(share * beta for share, beta in zip(shares, betas, strict=True))), LOCATION)
    covariance = np.linalg.inv(precision)
    return covariance @ right, covariance.astype(float)


def _shared_ranks(films: Sequence[Ranked]) -> list[int | None]:
    """Films of one category in order: how many stand before the first one of equal worth."""
    worth = [(film.p_shortlist, film.quality) for film in films]
    return [
        worth.index(each) + 1 if film.informative else None for each, film in zip(worth, films, strict=True)
    ]


def _chances(ranked: Ranking) -> dict[object, float | None]:
    return {film.film: film.p_shortlist for film in ranked.films}


def _places(ranked: Ranking, categories: set[str]) -> list[tuple[object, int | None]]:
    return [(film.film, film.rank) for film in ranked.films if film.category in categories]


def _by_category(ranked: Ranking) -> dict[str, list[Ranked]]:
    found: dict[str, list[Ranked]] = defaultdict(list)
    for film in ranked.films:
        found[film.category].append(film)
    return found
