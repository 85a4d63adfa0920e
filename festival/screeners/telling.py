"""A film's facts as a person would say them: "24 min 31 s", "1080p", "stereo", "English subtitles"."""

from collections.abc import Sequence

from flask_babel import gettext

from festival.kernel import languages
from festival.screeners.media.facts import Facts
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


def language_name(tag: str) -> str:
    """A language in the reader's words."""
    if tag == UNKNOWN_LANGUAGE:
        return str(gettext("Unnamed"))
    return languages.name(tag, wording.locale())
