"""Whatever colour an edition chooses, what is written in it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.editions import accents

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS)
def test_every_colour_becomes_readable_in_both_lights(colour: str) -> None:
    on_paper, at_night = accents.on_paper(colour), accents.at_night(colour)
    assert accents.contrast(on_paper, accents.PAPER) >= accents.READABLE
    assert accents.contrast(at_night, accents.NIGHT) >= accents.READABLE


def test_a_colour_that_can_be_read_stays_itself() -> None:
    assert accents.on_paper("#0b5cad") == "#0b5cad"
    assert accents.at_night("#83b7f2") == "#83b7f2"


@pytest.mark.parametrize("written", ["", "#0b5ca", "0b5cad", "#0b5cad;}", "#0b5cad\n", "red"])
def test_what_is_no_colour_is_refused(written: str) -> None:
    refusal = accents.choose(written)
    assert refusal is not None
    assert refusal.code == "not_a_colour"
