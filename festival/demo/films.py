"""Small films for the demo: a painted landscape that the camera crosses, and a tone at first."""

import math
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from festival.adapters import ffmpeg

WIDTH, HEIGHT, MARGIN = 640, 360, 200
SHORT_SECONDS = 120  # what is longer moves slowly, in a smaller picture, to be checked in good time
TONE_SECONDS = 60  # making sound equally loud takes longer than making pictures
Colour = tuple[int, int, int]

# Top of the sky, horizon, light, the nearest hill.
PALETTES: tuple[tuple[Colour, Colour, Colour, Colour], ...] = (
    ((38, 47, 92), (240, 140, 92), (255, 226, 170), (24, 22, 44)),
    ((94, 160, 196), (244, 226, 190), (255, 250, 230), (52, 84, 74)),
    ((10, 16, 36), (44, 72, 112), (236, 240, 250), (6, 10, 20)),
    ((196, 92, 60), (250, 204, 120), (255, 240, 200), (92, 38, 32)),
    ((120, 132, 150), (214, 214, 210), (250, 250, 246), (50, 58, 66)),
    ((70, 40, 86), (232, 120, 132), (255, 214, 196), (34, 18, 46)),
    ((30, 96, 110), (170, 214, 190), (246, 252, 226), (12, 52, 56)),
)


def shoot(path: Path, *, seconds: int, seed: int) -> None:
    """Make a film of this length at `path`; the same seed paints the same landscape."""
    rate, size = (24, WIDTH) if seconds <= SHORT_SECONDS else (1.25, WIDTH // 2)
    across = f"format=yuv420p,loop=-1:1,crop={WIDTH}:{HEIGHT}:x='(iw-ow)*t/{seconds}':y=0,scale={size}:-2"
    tone = f"sine=frequency={110 + 11 * (seed % 12)}:sample_rate=8000"
    with tempfile.TemporaryDirectory() as folder:
        scene = Path(folder) / "scene.png"
        paint(seed).save(scene)
        arguments = [
            *("-framerate", str(rate), "-i", str(scene)),
            *("-f", "lavfi", "-t", str(min(seconds, TONE_SECONDS)), "-i", tone, "-t", str(seconds)),
            *("-vf", across, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "28"),
            *("-af", "volume=0.2", "-c:a", "aac", "-b:a", "16k", "-movflags", "+faststart", str(path)),
        ]
        command = [ffmpeg.find(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *arguments]
        subprocess.run(command, check=True)  # noqa: S603 - our own film


def paint(seed: int) -> Image.Image:
    """A landscape, wider than the film's picture so that the camera can cross it."""
    chance = random.Random(seed)  # noqa: S311 - a picture, not a secret
    sky, horizon, light, near = PALETTES[seed % len(PALETTES)]
    picture = _sky(sky, horizon)
    _light(picture, light, chance)
    hills = 4
    for layer in range(hills):
        _hill(picture, _mix(horizon, near, (layer + 1) / hills), 0.5 + 0.12 * layer, chance)
    return picture


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    depth = np.linspace(0, 1, HEIGHT)[:, None, None]
    column = np.array(top) * (1 - depth) + np.array(bottom) * depth
    pixels = np.broadcast_to(column, (HEIGHT, WIDTH + MARGIN, 3)).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels))


def _light(picture: Image.Image, colour: Colour, chance: random.Random) -> None:
    """The sun, or the moon, with its glow."""
    x, y, radius = chance.randint(150, WIDTH - 50), chance.randint(70, 170), chance.randint(18, 44)
    mask = Image.new("L", picture.size)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((x - 3 * radius, y - 3 * radius, x + 3 * radius, y + 3 * radius), fill=70)
    mask = mask.filter(ImageFilter.GaussianBlur(radius))
    ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=235)
    picture.paste(colour, (0, 0), mask.filter(ImageFilter.GaussianBlur(1)))


def _hill(picture: Image.Image, colour: Colour, height: float, chance: random.Random) -> None:
    waves = [
        (chance.uniform(0.003, 0.02), chance.uniform(0, 2 * math.pi), chance.uniform(6, 26)) for _ in range(4)
    ]
    ridge = [
        (x, height * HEIGHT + sum(size * math.sin(x * pace + start) for pace, start, size in waves))
        for x in range(0, picture.width + 4, 4)
    ]
    ImageDraw.Draw(picture).polygon([(0, HEIGHT), *ridge, (picture.width, HEIGHT)], fill=colour)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
