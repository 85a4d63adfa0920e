"""What a plan lets us know of jurors, beside the dense Gaussian posterior and manually."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.scoring import connectivity

plans = st.integers(1, 6).flatmap(
    lambda jurors: st.lists(st.lists(st.booleans(), min_size=jurors, max_size=jurors), max_size=8)
)


def dense(assigned: np.ndarray, categories: list[str]) -> np.ndarray:
    """The standard errors by conditioning the joint Gaussian of jurors, films, categories on all scores."""
    films, jurors = assigned.shape
    rows, columns = np.nonzero(assigned)
    names = sorted(set(categories))
    design = np.zeros((len(rows), jurors + films + len(names)))
    design[np.arange(len(rows)), columns] = 1
    design[np.arange(len(rows)), jurors + rows] = 1
    design[np.arange(len(rows)), [jurors + films + names.index(categories[row]) for row in rows]] = 1
    sizes = [connectivity.SEVERITY_SD] * jurors + [connectivity.QUALITY_SD] * films + [1e4] * len(names)
    precision = np.diag(1 / np.square(sizes)) + design.T @ design / connectivity.NOISE_SD**2
    return np.sqrt(np.diag(np.linalg.inv(precision))[:jurors])


@given(plans, st.lists(st.sampled_from("ab"), min_size=8, max_size=8))
def test_errors_of_severity_are_the_dense_posteriors(plan: list[list[bool]], drawn: list[str]) -> None:
    assigned = np.array(plan, dtype=bool).reshape(len(plan), len(plan[0]) if plan else 1)
    categories = drawn[: len(plan)]
    errors = connectivity.severity_errors(assigned, categories)
    assert errors == pytest.approx(dense(assigned, categories), abs=1e-6)
    assert (errors <= connectivity.SEVERITY_SD + 1e-9).all()


@given(plans)
def test_a_plan_in_one_piece_is_one_that_is_connected(plan: list[list[bool]]) -> None:
    assigned = np.array(plan, dtype=bool).reshape(len(plan), len(plan[0]) if plan else 1)
    groups = connectivity.components(assigned)
    busy = assigned.any(axis=0).sum()
    assert sum(map(len, groups)) == busy
    is_tied = connectivity.algebraic_connectivity(assigned) > 1e-9
    assert is_tied == (len(groups) == 1 and busy > 1)


def test_a_complete_plan_ties_every_juror_alike() -> None:
    assert connectivity.algebraic_connectivity(np.ones((12, 4), dtype=bool)) == pytest.approx(12)


def test_jurors_who_share_no_film_are_groups() -> None:
    assigned = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 1, 0, 0, 0]], dtype=bool)
    assert connectivity.components(assigned) == [[0, 1], [2, 3]]
