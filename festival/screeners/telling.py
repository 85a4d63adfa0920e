"""A film's facts as a person would say them: "24 min 31 s", "1080p", "stereo", "English subtitles"."""

from collections.abc import Sequence

from flask_babel import gettext

from festival.kernel import languages
from festival.screeners.media.facts import Facts
from festival.screeners.media.subtitles import encoding_names
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.operations import UNKNOWN_LANGUAGE
from festival.web import wording

SURROUND = {6: "5.1", 8: "7.1"}


def film_facts(screener: Screener, tracks: Sequence[SubtitleTrack] = ()) -> list[str]:
    """The facts worth saying, each a few words; nothing before the film was measured."""
    facts = screener.facts
    if facts is None or facts.picture is None:
        return []
    return [
        wording.duration(round(facts.seconds)),
        f"{min(facts.picture.shown_size)}p",
        sound(facts),
        *[subtitles(track) for track in tracks],
    ]


def sound(facts: Facts) -> str:
    """How many channels of sound there are."""
    if facts.sound is None:
        return str(gettext("no sound"))
    channels = facts.sound.channels
    if channels in SURROUND:
        return SURROUND[channels]
    words = {1: gettext("mono"), 2: gettext("stereo")}
    return words.get(channels) or str(gettext("%(count)s channels of sound", count=channels))


def subtitles(track: SubtitleTrack) -> str:
    """Which subtitles go with it."""
    return str(gettext("%(language)s subtitles", language=language_name(track.language)))


def encoding_words(name: str) -> str:
    """An encoding as a person chooses it: "Central European (Windows-1250)"."""
    return f"{gettext(encoding_names.script_words(name))} ({encoding_names.vendor(name)})"


def film_time(seconds: float) -> str:
    """A moment of a film as a player shows it: 0:42, 1:02:03."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def language_name(tag: str) -> str:
    """A language in the reader's words."""
    if tag == UNKNOWN_LANGUAGE:
        return str(gettext("Language not said"))
    return languages.name(tag, wording.locale())
