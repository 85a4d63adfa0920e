"""Every pair of colours that stands as text on a ground can be read, in the light and in the dark."""

import re
from pathlib import Path

import pytest

from festival.editions import accents

CSS = Path(__file__).resolve().parents[2] / "assets" / "css"
TOKENS = (CSS / "tokens.css").read_text()
GROUNDS = ("ground", "raised", "sunken")
INKS = ("ink", "muted", "accent", "laurel", "warn", "stop")
WASHES = ("accent", "laurel", "warn", "stop")
TEXT = (
    [(ink, ground) for ink in INKS for ground in GROUNDS]
    + [(name, f"{name}-wash") for name in WASHES]
    + [("ink", f"{name}-wash") for name in WASHES]
    + [("on-accent", "accent"), ("on-stop", "stop")]
)
EDGES = [("edge", ground) for ground in GROUNDS]


def token(name: str, scheme: int) -> str:
    """A token's colour, "#rrggbb", on paper (0) or in the screening room (1)."""
    match = re.search(rf"--{name}:\s*(.+);", TOKENS)
    assert match, f"no token {name}"
    value = match[1]
    if mixed := re.fullmatch(r"color-mix\(in srgb, var\(--(.+?)\) (\d+)%, var\(--(.+?)\)\)", value):
        return mix(token(mixed[1], scheme), token(mixed[3], scheme), int(mixed[2]) / 100)
    return str(re.findall(r"#[0-9a-f]{6}", value)[scheme])


def mix(one: str, other: str, share: float) -> str:
    """So much of one colour in the other, as color-mix() does in sRGB."""
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def contrast(one: str, other: str, scheme: int) -> float:
    return accents.contrast(token(one, scheme), token(other, scheme))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: int) -> None:
    faint = {pair: contrast(*pair, scheme) for pair in TEXT if contrast(*pair, scheme) < 4.5}
    assert faint == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(scheme: int) -> None:
    faint = {pair: contrast(*pair, scheme) for pair in EDGES if contrast(*pair, scheme) < 3}
    assert faint == {}


def test_an_editions_own_colour_is_measured_against_these_grounds() -> None:
    assert (token("sunken", 0), token("raised", 1)) == (accents.PAPER, accents.NIGHT)
    assert token("accent", 0) == accents.DEFAULT
