"""The edition's one colour, made dark enough for paper and light enough for the screening room."""

import re

from festival.kernel.refusals import Refusal, refuse

DEFAULT = "#0b5cad"
PAPER = "#f3f0e9"
NIGHT = "#191c20"
READABLE = 5.0
STEPS = 100

Colour = tuple[float, float, float]


def choose(colour: str) -> Refusal | None:
    """Whether this names a colour: six hexadecimal digits after a #."""
    if re.fullmatch(r"#[0-9a-f]{6}", colour):
        return None
    return refuse("not_a_colour", "Write the colour as # and six digits or letters a to f, such as #0b5cad.")


def on_paper(colour: str) -> str:
    """The colour, darkened until text in it can be read on the darkest of the light grounds."""
    return _until_readable(colour, towards=(0.0, 0.0, 0.0), ground=PAPER)


def at_night(colour: str) -> str:
    """The colour, lightened until text in it can be read on the lightest of the dark grounds."""
    return _until_readable(colour, towards=(1.0, 1.0, 1.0), ground=NIGHT)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart to the eye, 1 to 21, as WCAG 2.2 defines it."""
    lights = sorted((_luminance(_parts(one)), _luminance(_parts(other))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _until_readable(colour: str, *, towards: Colour, ground: str) -> str:
    start = _parts(colour)
    mixed = (_mix(start, towards, step / STEPS) for step in range(STEPS + 1))
    return next(found for found in mixed if contrast(found, ground) >= READABLE)


def _mix(start: Colour, end: Colour, share: float) -> str:
    parts = (round((a + (b - a) * share) * 255) for a, b in zip(start, end, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
