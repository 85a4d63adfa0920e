"""The screener's shapes: which sizes are made of a film, and the one ffmpeg command that makes them all.

The film is decoded once. The same pass makes every size, the sound, the posters and the scrubber's pictures,
and looks out for black, silent and still stretches: checking costs no second decoding.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from festival.screeners.media.colours import JPEG, TAGS, to_screen
from festival.screeners.media.facts import Facts, Picture
from festival.screeners.media.made import Sheet
from festival.screeners.media.sound_filters import LOUDNESS, from_zero, heard
from festival.screeners.media.sounds import Programme

SEGMENT_SECONDS = 4
POSTERS = 4
TILES, TILES_ACROSS, TILE = 100, 10, (160, 90)
NEARLY_THE_SAME = 1.25
DARK_SECONDS = 0.5

# A picture that differs by less than half a percent is the same one: so much the coding of a photo changes.
WATCH = "blackdetect=d=0.5,freezedetect=n=-45dB:d=2"


@dataclass(frozen=True)
class Rung:
    """One size of the ladder: the box the picture is fitted into, its quality and its most bits a second."""

    width: int
    height: int
    crf: int
    kilobits: int


@dataclass(frozen=True)
class Rendition:
    """One size that is made of one film."""

    width: int
    height: int
    rung: Rung

    @property
    def name(self) -> str:
        """What the player's quality menu calls it: 480p is 480 lines, or the width of an upright film."""
        return f"{min(self.rung.height, self.width, self.height)}p"


LADDER = (Rung(426, 240, 27, 300), Rung(854, 480, 25, 1000), Rung(1280, 720, 23, 2500))


def ladder(picture: Picture) -> list[Rendition]:
    """The sizes to make, smallest first: the film fitted into each box, not enlarged, no two alike."""
    sizes: list[Rendition] = []
    for rung in LADDER:
        one = Rendition(*fit(picture, rung.width, rung.height), rung)
        if sizes and one.width == sizes[-1].width:
            continue
        if sizes and one.width < sizes[-1].width * NEARLY_THE_SAME:
            sizes.pop()
        sizes.append(one)
    return sizes


def fit(picture: Picture, box_width: int, box_height: int) -> tuple[int, int]:
    """The picture shrunk into a box, which is turned for an upright picture. Sides are even numbers."""
    width, height = picture.shown_size
    across, down = (box_width, box_height) if width >= height else (box_height, box_width)
    scale = min(1.0, across / width, down / height)
    return even(width, scale), even(height, scale)


def even(side: int, scale: float) -> int:
    """A side scaled to an even number of pixels, at least two, never longer than it was."""
    return max(min(round(side * scale / 2), side // 2) * 2, 2)


def listening(facts: Facts) -> list[str]:
    """ffmpeg's output arguments to decode the whole film and make nothing of it."""
    picture = facts.film
    small = ladder(picture)[0]
    chains = [f"[0:{picture.index}]fps={picture.frame_rate},scale={small.width}:{small.height},{WATCH}[v]"]
    if facts.sound:
        chains.append(f"{heard(facts.sound, facts.begins, facts.seconds)}[a]")
    maps = ["-map", "[v]", *(["-map", "[a]"] if facts.sound else [])]
    return ["-filter_complex", ";".join(chains), *maps, "-f", "null", "-"]


def making(facts: Facts, folder: Path, *, has_zscale: bool) -> list[str]:
    """ffmpeg's output arguments to make the whole screener in a folder."""
    picture = facts.film
    sizes = ladder(picture)
    colours = to_screen(picture, sizes[-1].width, sizes[-1].height, has_zscale=has_zscale)
    chains = [
        *picture_chains(facts, sizes, colours),
        *stills_chains(sheet(facts.seconds, picture), facts.seconds),
    ]
    if facts.sound:
        chains.append(f"{heard(facts.sound, facts.begins, facts.seconds)},{LOUDNESS}[a]")
    return [
        *("-filter_complex", ";".join(chains), "-map_metadata", "-1", "-map_chapters", "-1"),
        *streams(sizes, facts.sound, picture),
        *hls(sizes, facts.sound, folder),
        *("-map", "[posters]", "-frames:v", str(POSTERS), "-q:v", "3", str(folder / "poster-%d.jpg")),
        *("-map", "[sheet]", "-frames:v", "1", "-q:v", "5", str(folder / "sheet.jpg")),
    ]


def picture_chains(facts: Facts, sizes: list[Rendition], colours: str) -> list[str]:
    """The filters from the film's picture to every size, and to where the stills are taken from.

    A film lasts as long as it was measured: a last picture that claims days lasts no longer than that.
    """
    picture, small = facts.film, sizes[0]
    half_a_frame = 0.5 / float(picture.frame_rate)
    steps = [
        "bwdif=deint=interlaced" if picture.is_interlaced else "",
        f"{from_zero(facts.begins, '')}fps={picture.frame_rate}:start_time=0",
        colours,
        dark(facts.lead - half_a_frame) if facts.lead >= DARK_SECONDS else "",
        f"trim=duration={max(facts.seconds - half_a_frame, half_a_frame):.4f}",
    ]
    labels = "".join(f"[top{number}]" for number in range(len(sizes)))
    chains = [f"[0:{picture.index}]{','.join(filter(None, steps))},split={len(sizes) + 1}{labels}[stills]"]
    for number, size in enumerate(sizes):
        watch = f",{WATCH}" if size is small else ""
        chains.append(f"[top{number}]scale={size.width}:{size.height}{watch}[v{number}]")
    return chains


def dark(seconds: float) -> str:
    """The filter that keeps the screen dark while there is only sound."""
    return f"drawbox=color=black:t=fill:enable='lt(t,{seconds:.3f})'"


def sheet(seconds: float, picture: Picture) -> Sheet:
    """One picture a second for a short film, a hundred in all for a long one."""
    every = round(max(1.0, seconds / TILES), 3)
    count = max(1, math.ceil(seconds / every))
    return Sheet(every, count, TILES_ACROSS, *fit(picture, *TILE))


def stills_chains(tiles: Sheet, seconds: float) -> list[str]:
    """The filters to a few large posters, spread over the film, and to the sheet of small pictures."""
    restart = "setpts=N/FRAME_RATE/TB"
    small = f"scale={tiles.width}:{tiles.height}:{JPEG},tile={tiles.across}x{tiles.rows}"
    return [
        "[stills]split[large][many]",
        f"[large]select=gte(t\\,{seconds / POSTERS:.3f}*(selected_n+0.5)),{restart},scale={JPEG}[posters]",
        f"[many]select=gte(t\\,{tiles.every}*selected_n),{small},{restart}[sheet]",
    ]


def streams(sizes: list[Rendition], sound: Programme | None, picture: Picture) -> list[str]:
    """How each size and the sound are encoded. Key frames fall together, so that a player can change size."""
    arguments = []
    for number, size in enumerate(sizes):
        arguments += ["-map", f"[v{number}]", f"-crf:v:{number}", str(size.rung.crf)]
        arguments += [f"-maxrate:v:{number}", f"{size.rung.kilobits}k"]
        arguments += [f"-bufsize:v:{number}", f"{size.rung.kilobits * 2}k"]
    gop = str(max(1, round(picture.frame_rate * SEGMENT_SECONDS)))
    arguments += [
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-g",
        gop,
        "-keyint_min",
        gop,
        "-sc_threshold",
        "0",
        *TAGS,
    ]
    return [*arguments, *(["-map", "[a]", "-c:a", "aac", "-b:a", "96k"] if sound else [])]


def hls(sizes: list[Rendition], sound: Programme | None, folder: Path) -> list[str]:
    """One playlist for all sizes, with the sound apart, in numbered pieces of four seconds."""
    with_sound = ",agroup:sound" if sound else ""
    variants = [f"v:{number}{with_sound}" for number in range(len(sizes))]
    if sound:
        variants.append("a:0,agroup:sound,default:yes")
    return [
        *("-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod"),
        *("-hls_segment_type", "fmp4", "-hls_flags", "independent_segments"),
        *("-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", str(folder / "%v/%05d.m4s")),
        *("-master_pl_name", "master.m3u8", "-var_stream_map", " ".join(variants)),
        str(folder / "%v/index.m3u8"),
    ]
