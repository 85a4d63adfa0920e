"""ffmpeg's filters from a film's colours to those of an ordinary screen: BT.709, limited range.

Numbers are those of ITU-T H.273. Where a file does not say its colours, they are taken as every player
takes them: BT.601 for a small picture, BT.709 for a large one.
"""

from festival.screeners.media.facts import UNSAID, Picture

BT709 = 1
RGB = 0
MATRICES = {
    1: "bt709",
    4: "fcc",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    9: "bt2020nc",
    10: "bt2020c",
}
PRIMARIES = {
    1: "bt709",
    4: "bt470m",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    8: "film",
    9: "bt2020",
    10: "smpte428",
    11: "smpte431",
    12: "smpte432",
    22: "jedec-p22",
}
TRANSFERS = {8: "linear", 16: "smpte2084", 18: "arib-std-b67"}
FULL_RANGE = 2
LARGEST_SMALL = (1024, 576)
PAL_LINES = 576
EXACT = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
SCREEN = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
JPEG = f"in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc:{EXACT},format=yuvj420p"
TAGS = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")


def to_screen(picture: Picture, width: int, height: int, *, has_zscale: bool) -> str:
    """The filters that scale a picture (pixels) and bring its colours to an ordinary screen's.

    Without zscale a bright picture (HDR) is shown as it is, somewhat flat, and foreign primaries stay.
    """
    size = f"{width}:{height}"
    if has_zscale and (picture.hdr or picture.transfer in TRANSFERS or has_other_primaries(picture)):
        convert = bright(picture) if picture.hdr else ordinary(picture)
        steps = f"scale={size}:flags=bicubic,{convert}"  # first: zscale takes no odd number of pixels
    else:
        steps = f"scale={size}:{in_matrix(picture)}out_color_matrix=bt709:out_range=tv:{EXACT}"
    return f"{steps},setsar=1,format=yuv420p,{SCREEN}"


def bright(picture: Picture) -> str:
    """From high dynamic range: tones are bent by one factor for all three colours, so that hues stay."""
    return (
        f"zscale={described(picture)}:t=linear:npl=100,format=gbrpf32le,"
        "zscale=p=709,tonemap=hable:desat=0,zscale=t=709:m=709:r=limited"
    )


def ordinary(picture: Picture) -> str:
    """From other primaries: through linear light, as a screen that knows colours does it."""
    return f"zscale={described(picture)}:p=709:t=709:m=709:r=limited:agamma=false"


def described(picture: Picture) -> str:
    """What zscale must be told of the picture: it refuses to guess."""
    matrix = "gbr" if is_rgb(picture) else MATRICES.get(matrix_of(picture), "bt709")
    full = "full" if is_rgb(picture) or is_full_range(picture) else "limited"
    default = "bt2020" if picture.hdr else "bt709"
    return (
        f"min={matrix}:pin={PRIMARIES.get(picture.primaries, default)}:"
        f"tin={TRANSFERS.get(picture.transfer, 'bt709')}:rin={full}"
    )


def in_matrix(picture: Picture) -> str:
    """What the scaler must be told of the matrix and the range, ending with a colon where it is said."""
    if is_rgb(picture) or picture.pixel_format.startswith("xyz"):
        return ""
    names = {**MATRICES, 9: "bt2020", 10: "bt2020"}
    matrix = names.get(matrix_of(picture), "bt709")
    return f"in_color_matrix={matrix}:in_range={'pc' if is_full_range(picture) else 'tv'}:"


def has_other_primaries(picture: Picture) -> bool:
    """Whether the file says that its colours are mixed of other lights than an ordinary screen's."""
    return picture.primaries in PRIMARIES and picture.primaries != BT709


def is_rgb(picture: Picture) -> bool:
    """Whether the picture is stored as red, green and blue, or as a palette of them."""
    return picture.pixel_format.lstrip("xa02").startswith(("rgb", "bgr", "gbr", "pal8"))


def is_full_range(picture: Picture) -> bool:
    """Whether black is 0 and white the highest number."""
    return picture.range == FULL_RANGE or picture.pixel_format.startswith("yuvj")


def matrix_of(picture: Picture) -> int:
    """The picture's matrix, or the usual one of its size where the file does not say it."""
    if picture.matrix not in (UNSAID, RGB) and picture.matrix in MATRICES:
        return picture.matrix
    if picture.hdr or picture.primaries == 9:
        return 9
    width, height = LARGEST_SMALL
    if picture.width > width or picture.height > height:
        return BT709
    return 5 if picture.height == PAL_LINES else 6
