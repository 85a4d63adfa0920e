"""Every pair of colours that stands as text on a ground can be read, in the light and in the dark."""

import re
from pathlib import Path

import pytest

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

Colour = tuple[float, float, float]


def token(name: str, scheme: int) -> Colour:
    """A token's red, green and blue, 0 to 1, on paper (0) or in the screening room (1)."""
    match = re.search(rf"--{name}:\s*(.+);", TOKENS)
    assert match, f"no token {name}"
    value = match[1]
    if mixed := re.fullmatch(r"color-mix\(in srgb, var\(--(.+?)\) (\d+)%, var\(--(.+?)\)\)", value):
        share = int(mixed[2]) / 100
        first, second = token(mixed[1], scheme), token(mixed[3], scheme)
        red, green, blue = (a * share + b * (1 - share) for a, b in zip(first, second, strict=True))
        return red, green, blue
    code = re.findall(r"#([0-9a-f]{6})", value)[scheme]
    return int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255


def luminance(colour: Colour) -> float:
    """How light a colour is to the eye, as WCAG 2.2 defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, scheme: int) -> float:
    lights = sorted((luminance(token(one, scheme)), luminance(token(other, scheme))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: int) -> None:
    faint = {pair: contrast(*pair, scheme) for pair in TEXT if contrast(*pair, scheme) < 4.5}
    assert faint == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(scheme: int) -> None:
    faint = {pair: contrast(*pair, scheme) for pair in EDGES if contrast(*pair, scheme) < 3}
    assert faint == {}
