"""Numbers are computed with one thread, whatever else runs at the same time."""

from concurrent.futures import ThreadPoolExecutor

from threadpoolctl import threadpool_info

from festival.scoring.ranking import rank
from festival.scoring.scales import OF_TEN
from festival.scoring.values import Film, Score

FILMS = [Film(number, "short", 600) for number in range(40)]
SCORES = [Score(film, juror, float(1 + (film * juror) % 10)) for film in range(40) for juror in (1, 3, 7)]


def test_linear_algebra_has_one_thread_during_and_after_several_computations_at_once() -> None:
    def reckon(seed: int) -> set[int]:
        rank.rank(FILMS, SCORES, {"short": 5}, seed, OF_TEN)
        return _threads()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(reckon, range(12)))
    assert found == [{1}] * 12
    assert _threads() == {1}


def _threads() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}
