"""Triangles are solved block by block, to the same as numpy's own way."""

import numpy as np
import pytest

from festival.scoring.ranking import mixed_model

SIZES = [1, mixed_model.BLOCK, 2 * mixed_model.BLOCK + 3]


@pytest.mark.parametrize("size", SIZES)
def test_solves_a_triangle_and_its_transpose_and_turns_it_round(size: int) -> None:
    chance = np.random.default_rng(size)
    lower = np.tril(chance.normal(size=(size, size))) / size + 2 * np.eye(size)
    right = chance.normal(size=size)
    assert np.allclose(lower @ mixed_model.forward(lower, right), right)
    assert np.allclose(lower.T @ mixed_model.backward(lower, right), right)
    assert np.allclose(lower @ mixed_model.inverse(lower), np.eye(size))
