"""ffmpeg's filters from a film's sound to the two channels that a juror hears."""

from festival.screeners.media.sounds import Programme, Sound

LISTEN = "silencedetect=n=-60dB:d=0.5"
LOUDNESS = "loudnorm=I=-16:TP=-1.5:LRA=20,aresample=48000"
MOST_KNOWN_CHANNELS = 8
HALF = 0.707
STEREO = "aformat=channel_layouts=stereo"


def heard(programme: Programme, begins: float, seconds: float) -> str:
    """The chains from all its tracks to one, which is listened to for silence; it ends without a label.

    It lasts as long as the film, so many `seconds`: silence where the track begins later or ends earlier, and
    nothing of what goes on beyond it. The film `begins` there on the clock of its file.
    """
    tracks = programme.tracks
    on_time = f"{from_zero(begins)}aresample=async=1:first_pts=0"
    as_long = f"apad,atrim=end={seconds:.4f}"
    if len(tracks) == 1:
        return f"[0:{tracks[0].index}]{on_time},{to_stereo(tracks[0])},{as_long},{LISTEN}"
    chains = [
        f"[0:{track.index}]{on_time},aformat=sample_fmts=fltp,{panned([weight])}[ch{number}]"
        for number, (track, weight) in enumerate(zip(tracks, weights(programme), strict=True))
    ]
    labels = "".join(f"[ch{number}]" for number in range(len(tracks)))
    mixed = f"amix=inputs={len(tracks)}:normalize=0,{STEREO},{as_long},{LISTEN}"
    return ";".join([*chains, f"{labels}{mixed}"])


def from_zero(begins: float, prefix: str = "a") -> str:
    """The filter that moves a stream so that the film begins at zero, where it does not anyway."""
    return f"{prefix}setpts=PTS-{begins:.4f}/TB," if begins else ""


def to_stereo(track: Sound) -> str:
    """One track's channels on two: as its layout says, or all of them, each as loud as the other."""
    if track.channels == 1:
        return f"aformat=sample_fmts=fltp,{panned([(1.0, 1.0)])}"
    if track.channels <= MOST_KNOWN_CHANNELS:
        return STEREO
    names = track.layout if len(track.layout) == track.channels else ()
    return f"aformat=sample_fmts=fltp,{panned(sides(names, track.channels))}"


def weights(programme: Programme) -> list[tuple[float, float]]:
    """How loud each track is on the left and on the right."""
    return sides(programme.places, len(programme.tracks))


def sides(names: tuple[str, ...], count: int) -> list[tuple[float, float]]:
    """How loud each channel is on the left and on the right; where names are missing, all are alike."""
    known = [side(name) for name in names]
    usable = [one for one in known if one is not None]
    if len(usable) != count or not any(max(one) for one in usable):
        return [(1.0 / count, 1.0 / count)] * count
    return usable


def side(name: str) -> tuple[float, float] | None:
    """How loud a channel of that name is on the left and on the right; the deep one is left out, as usual."""
    if name.startswith("LFE"):
        return 0.0, 0.0
    if name in ("FL", "FLC", "WL"):
        return 1.0, 0.0
    if name in ("FR", "FRC", "WR"):
        return 0.0, 1.0
    if name.endswith(("L", "R")):
        return (HALF, 0.0) if name.endswith("L") else (0.0, HALF)
    return (HALF, HALF) if name.endswith("C") else None


def panned(channels: list[tuple[float, float]]) -> str:
    """A filter that puts channels on the left and on the right, each as loud as is said."""
    left = "+".join(f"{one[0]:.3f}*c{number}" for number, one in enumerate(channels))
    right = "+".join(f"{one[1]:.3f}*c{number}" for number, one in enumerate(channels))
    return f"pan=stereo|c0={left}|c1={right}"
