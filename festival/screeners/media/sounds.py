"""The sound tracks of a film, and what is heard at a time: one track, or several that make one sound."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

SAME_LENGTH_SECONDS, SAME_LENGTH_SHARE = 1.0, 0.01
SAME_START_SECONDS = 0.5
SURROUND = ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR")
BY_COUNT = {2: SURROUND[:2], 6: SURROUND[:6], 8: SURROUND}


class Kind(StrEnum):
    """What a sound is for; the first of these that a film has is what a jury hears."""

    FILM = "film"
    HEARING = "hearing"
    EFFECTS = "effects"
    DESCRIPTION = "description"
    COMMENTARY = "commentary"


BY_MARK = {
    "comment": Kind.COMMENTARY,
    "visual_impaired": Kind.DESCRIPTION,
    "descriptions": Kind.DESCRIPTION,
    "hearing_impaired": Kind.HEARING,
    "clean_effects": Kind.EFFECTS,
    "non_diegetic": Kind.EFFECTS,
    "karaoke": Kind.EFFECTS,
    "lyrics": Kind.EFFECTS,
}
BY_TITLE = {
    Kind.COMMENTARY: re.compile(r"comment|kommentar|комментар|\bcoment"),
    Kind.DESCRIPTION: re.compile(
        r"audio ?-?(de)?scri|audiodesk|descripti(ve|on)|described|descrizion|visual(ly)? impair|horfilm|"
        r"sehbehindert|malvoyant|тифлокоммент"
    ),
    Kind.HEARING: re.compile(r"hearing|\bsdh\b|\bhoh\b|clean audio|horgeschadigt|malentendant"),
    Kind.EFFECTS: re.compile(r"\bm ?& ?e\b|\bm\+e\b|music (and|&) effects|isolated score|karaoke"),
}
SHORT_FOR_DESCRIPTION = re.compile(r"\bAD\b")
CHANNEL_WORDS = {
    "l": "FL", "left": "FL", "fl": "FL", "lt": "FL", "lo": "FL",
    "r": "FR", "right": "FR", "fr": "FR", "rt": "FR", "ro": "FR",
    "c": "FC", "centre": "FC", "center": "FC", "fc": "FC",
    "lfe": "LFE", "sub": "LFE", "lf": "LFE",
    "ls": "BL", "bl": "BL", "sl": "SL", "lss": "SL", "lsr": "BL", "lrs": "BL", "lb": "BL",
    "rs": "BR", "br": "BR", "sr": "SR", "rss": "SR", "rsr": "BR", "rrs": "BR", "rb": "BR",
}  # fmt: skip
MEANINGLESS = re.compile(
    r"\d+|audio|sound|track|tracks|channel|chan|ch|mono|stereo|stream|handler|soundhandler|soundhandle|handle|"
    r"core|media|apple|alias|data|gpac|iso|mainconcept|lavf|mp4|quicktime|a|pcm|the|of|linear|surround|front|"
    r"back|rear|side|discrete|untitled"
)


@dataclass(frozen=True)
class Sound:
    """One sound track: channels (with names, where the file has them), samples a second, language, title.

    `marks` are the file's own words on what the track is for. Times are in seconds.
    """

    index: int
    codec: str
    channels: int
    sample_rate: int
    language: str
    is_default: bool
    seconds: float
    starts: float = 0.0
    title: str = ""
    marks: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """The same sound again from plain words, numbers and lists."""
        lists = {name: tuple(row.get(name, ())) for name in ("marks", "layout")}
        return cls(**{**row, **lists})

    @property
    def kind(self) -> Kind:
        """What it is for: by its marks, else by the words of its title."""
        marked = next((BY_MARK[mark] for mark in self.marks if mark in BY_MARK), None)
        return marked or kind_of_title(self.title)

    @property
    def is_by_title(self) -> bool:
        """Whether only its title says what it is for."""
        return self.kind is not Kind.FILM and not any(mark in BY_MARK for mark in self.marks)

    @property
    def own_title(self) -> str:
        """Its title without what only numbers a channel or names a program; empty for most tracks."""
        words = re.findall(r"[\w&+]+", self.title.casefold())
        kept = [word for word in words if word not in CHANNEL_WORDS and not MEANINGLESS.fullmatch(word)]
        return " ".join(word for word in kept if not word.endswith(("handler", "handle")))

    @property
    def channel(self) -> str | None:
        """Which channel a track of one channel is, if the file says it: FL, FR, FC, LFE and so on."""
        said = self.layout[0] if len(self.layout) == 1 else "FC"
        if said in SURROUND and said != "FC":
            return said
        words = re.findall(r"\w+", self.title.casefold())
        return next((CHANNEL_WORDS[word] for word in words if word in CHANNEL_WORDS), None)


def kind_of_title(title: str) -> Kind:
    """What a track's title says that it is for, in the words of some languages."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", title) if not unicodedata.combining(each))
    for kind, words in BY_TITLE.items():
        if words.search(plain.casefold()):
            return kind
    return Kind.DESCRIPTION if SHORT_FOR_DESCRIPTION.search(plain) else Kind.FILM


@dataclass(frozen=True)
class Programme:
    """What is heard at a time: one track, or several tracks that are channels of one sound."""

    tracks: tuple[Sound, ...]

    @property
    def index(self) -> int:
        """The stream of its first track, by which it is chosen."""
        return self.tracks[0].index

    @property
    def channels(self) -> int:
        """Channels of all its tracks."""
        return sum(track.channels for track in self.tracks)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return max(track.seconds for track in self.tracks)

    @property
    def starts(self) -> float:
        """When it begins."""
        return min(track.starts for track in self.tracks)

    @property
    def places(self) -> tuple[str, ...]:
        """Where each channel of several tracks is heard; empty where nobody knows."""
        said = tuple(track.channel or "" for track in self.tracks)
        return said if all(said) and len(set(said)) == len(said) else BY_COUNT.get(len(said), ())


def streams_of(programme: Programme | None) -> tuple[int, ...]:
    """The streams that are heard; none of a film without sound."""
    return tuple(track.index for track in programme.tracks) if programme else ()


def programmes(sounds: Sequence[Sound]) -> tuple[Programme, ...]:
    """All that can be heard, what a jury hears first: the film's own sound before the others."""
    groups: list[list[Sound]] = []
    for sound in sounds:
        group = next((group for group in groups if is_one_sound(group[0], sound)), None)
        if group:
            group.append(sound)
        else:
            groups.append([sound])
    return tuple(sorted((Programme(tuple(group)) for group in groups), key=preference))


def is_one_sound(first: Sound, other: Sound) -> bool:
    """Whether two tracks are channels of one sound: of one channel each, and alike in all else."""
    longest = max(first.seconds, other.seconds)
    return (
        first.channels == other.channels == 1
        and (first.language, first.kind) == (other.language, other.kind)
        and first.own_title == other.own_title
        and abs(first.seconds - other.seconds) <= max(SAME_LENGTH_SECONDS, longest * SAME_LENGTH_SHARE)
        and abs(first.starts - other.starts) <= SAME_START_SECONDS
    )


def preference(programme: Programme) -> tuple[int, bool, bool, bool, int]:
    """Smaller is heard rather: the film's own sound, the original, not dubbed, the default, the first."""
    first = programme.tracks[0]
    return (
        list(Kind).index(first.kind),
        not any("original" in track.marks for track in programme.tracks),
        any("dub" in track.marks for track in programme.tracks),
        not any(track.is_default for track in programme.tracks),
        first.index,
    )
