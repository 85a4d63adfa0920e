"""The plain numbers beside every film: exact, the same in every order, and silent where nothing is known."""

from hypothesis import given
from hypothesis import strategies as st

from festival.scoring.ranking import summaries
from festival.scoring.ranking.summaries import FilmReview, Summary

reviews = st.lists(
    st.builds(FilmReview, st.integers(1, 4), st.none() | st.floats(1, 10), st.none() | st.floats(0, 1)),
    max_size=12,
)


def test_a_film_is_summed_up() -> None:
    given_views = [
        FilmReview(1, 6.0, 1.0),
        FilmReview(1, 9.0, 0.5),
        FilmReview(1, None, 1.0),
        FilmReview(2, 7.0, None),
    ]
    assert summaries.of_films([1, 2, 3], given_views) == {
        1: Summary(1, 2, 7.5, 1.5, 6.0, 9.0, 0.75),
        2: Summary(2, 1, 7.0, None, 7.0, 7.0, None),
        3: Summary(3, 0, None, None, None, None, None),
    }


@given(reviews)
def test_the_order_of_scores_changes_nothing(reviews: list[FilmReview]) -> None:
    films = range(1, 5)
    assert summaries.of_films(films, reviews[::-1]) == summaries.of_films(films, reviews)


@given(reviews)
def test_every_mean_lies_between_its_scores(reviews: list[FilmReview]) -> None:
    for summary in summaries.of_films(range(1, 5), reviews).values():
        if summary.mean is not None and summary.lowest is not None and summary.highest is not None:
            assert summary.lowest - 1e-5 <= summary.mean <= summary.highest + 1e-5
            assert summary.spread is None or 0 <= summary.spread <= summary.highest - summary.lowest + 1e-5


def test_equal_means_are_equal_whatever_the_arithmetic() -> None:
    found = summaries.of_films([1, 2], [FilmReview(1, 0.1 + 0.2, None), FilmReview(2, 0.3, None)])
    assert found[1].mean == found[2].mean
