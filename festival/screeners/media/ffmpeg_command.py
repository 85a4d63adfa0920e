"""The screener's shapes: which sizes are made of a film, and the one ffmpeg command that makes them all.

The film is decoded once. The same pass makes every size, the sound, the posters and the scrubber's pictures,
and looks out for black, silent and still stretches: checking costs no second decoding.
"""

import math
from dataclasses import dataclass
from pathlib import Path

from festival.screeners.media.facts import Facts, Picture, Sound

SEGMENT_SECONDS = 4
POSTERS = 4
TILES, TILES_ACROSS, TILE = 100, 10, (160, 90)
NEARLY_THE_SAME = 1.25

WATCH = "blackdetect=d=0.5,freezedetect=n=-60dB:d=2"
LISTEN = "silencedetect=n=-60dB:d=0.5"
LOUDNESS = "loudnorm=I=-16:TP=-1.5:LRA=20,aresample=48000"
HDR_TRANSFERS = {"HDR10": "smpte2084", "HLG": "arib-std-b67"}


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


def listening(facts: Facts, picture: Picture) -> list[str]:
    """ffmpeg's output arguments to decode the whole film and make nothing of it."""
    small = ladder(picture)[0]
    chains = [f"[0:{picture.index}]fps={picture.frame_rate},scale={small.width}:{small.height},{WATCH}[v]"]
    if facts.sound:
        chains.append(f"[0:{facts.sound.index}]{LISTEN}[a]")
    maps = ["-map", "[v]", *(["-map", "[a]"] if facts.sound else [])]
    return ["-filter_complex", ";".join(chains), *maps, "-f", "null", "-"]


def making(facts: Facts, picture: Picture, folder: Path) -> list[str]:
    """ffmpeg's output arguments to make the whole screener in a folder."""
    sizes = ladder(picture)
    chains = [*picture_chains(picture, sizes), *stills_chains(sheet(facts.seconds, picture), facts.seconds)]
    if facts.sound:
        chains.append(sound_chain(facts.sound))
    return [
        *("-filter_complex", ";".join(chains), "-map_metadata", "-1", "-map_chapters", "-1"),
        *streams(sizes, facts.sound, picture),
        *hls(sizes, facts.sound, folder),
        *("-map", "[posters]", "-frames:v", str(POSTERS), "-q:v", "3", str(folder / "poster-%d.jpg")),
        *("-map", "[sheet]", "-frames:v", "1", "-q:v", "5", str(folder / "sheet.jpg")),
    ]


def picture_chains(picture: Picture, sizes: list[Rendition]) -> list[str]:
    """The filters from the film's picture to every size, and to where the stills are taken from."""
    top, small = sizes[-1], sizes[0]
    steps = [
        "bwdif=deint=interlaced" if picture.is_interlaced else "",
        f"fps={picture.frame_rate}",
        f"scale={top.width}:{top.height}",
        tone_map(picture.hdr) if picture.hdr else "",
        "setsar=1,format=yuv420p",
    ]
    labels = "".join(f"[top{number}]" for number in range(len(sizes)))
    chains = [f"[0:{picture.index}]{','.join(filter(None, steps))},split={len(sizes) + 1}{labels}[stills]"]
    for number, size in enumerate(sizes):
        watch = f",{WATCH}" if size is small else ""
        chains.append(f"[top{number}]scale={size.width}:{size.height}{watch}[v{number}]")
    return chains


@dataclass(frozen=True)
class Sheet:
    """The scrubber's pictures on one sheet: one every so many seconds, ten in a row, each so many pixels."""

    every: float
    count: int
    across: int
    width: int
    height: int

    @property
    def rows(self) -> int:
        """Rows that the pictures fill."""
        return math.ceil(self.count / self.across)


def sheet(seconds: float, picture: Picture) -> Sheet:
    """One picture a second for a short film, a hundred in all for a long one."""
    every = round(max(1.0, seconds / TILES), 3)
    count = max(1, math.ceil(seconds / every))
    return Sheet(every, count, TILES_ACROSS, *fit(picture, *TILE))


def stills_chains(tiles: Sheet, seconds: float) -> list[str]:
    """The filters to a few large posters, spread over the film, and to the sheet of small pictures."""
    restart = "setpts=N/FRAME_RATE/TB"
    small = f"scale={tiles.width}:{tiles.height},tile={tiles.across}x{tiles.rows}"
    return [
        "[stills]split[large][many]",
        f"[large]select=gte(t\\,{seconds / POSTERS:.3f}*(selected_n+0.5)),{restart}[posters]",
        f"[many]select=gte(t\\,{tiles.every}*selected_n),{small},{restart}[sheet]",
    ]


def tone_map(hdr: str) -> str:
    """The filters from high dynamic range to an ordinary screen."""
    return (
        f"zscale=tin={HDR_TRANSFERS[hdr]}:pin=2020:min=2020_ncl:rin=limited:t=linear:npl=100,format=gbrpf32le,"
        "zscale=p=709,tonemap=hable:desat=0,zscale=t=709:m=709:r=limited"
    )


def sound_chain(sound: Sound) -> str:
    """The filters from the film's sound to stereo at an even loudness; of many channels, the first two."""
    stereo = "aformat=channel_layouts=stereo" if sound.channels <= 8 else "pan=stereo|c0=c0|c1=c1"
    return f"[0:{sound.index}]aresample=async=1,{LISTEN},{stereo},{LOUDNESS}[a]"


def streams(sizes: list[Rendition], sound: Sound | None, picture: Picture) -> list[str]:
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
    ]
    return [*arguments, *(["-map", "[a]", "-c:a", "aac", "-b:a", "96k"] if sound else [])]


def hls(sizes: list[Rendition], sound: Sound | None, folder: Path) -> list[str]:
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
