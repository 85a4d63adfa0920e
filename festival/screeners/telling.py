"""A film's facts as a person would say them: "24 min 31 s", "1080p", "stereo", "English subtitles"."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from festival.kernel import languages
from festival.screeners.media.facts import Facts
from festival.screeners.media.sounds import Kind, Programme
from festival.screeners.media.subtitles import encoding_names
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.operations import UNKNOWN_LANGUAGE, language_of
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
    """How many channels of sound there are, and from which tracks, if the film has several."""
    heard = facts.sound
    if heard is None:
        return str(gettext("no sound"))
    if len(facts.sounds) == 1:
        return channels(heard)
    return f"{channels(heard)} ({tracks(facts, heard)})"


def channels(programme: Programme) -> str:
    """How many channels of sound there are, by their usual name."""
    count = programme.channels
    if count in SURROUND:
        return SURROUND[count]
    words = {1: gettext("mono"), 2: gettext("stereo")}
    return words.get(count) or str(gettext("%(count)s channels of sound", count=count))


def tracks(facts: Facts, programme: Programme) -> str:
    """Which of the film's sound tracks it is made of, counted from 1."""
    order = [track.index for track in facts.sounds]
    numbers = ", ".join(str(order.index(track.index) + 1) for track in programme.tracks)
    return str(
        ngettext("sound track %(tracks)s", "sound tracks %(tracks)s", len(programme.tracks), tracks=numbers)
    )


def sound_choices(facts: Facts) -> list[tuple[int, str, bool]]:
    """All that can be heard: its first stream, what it is in a few words, and whether it is what plays."""
    return [(one.index, programme_words(facts, one), one == facts.sound) for one in facts.programmes]


def programme_words(facts: Facts, programme: Programme) -> str:
    """One sound in a few words: its tracks, channels, language, title, and what it is for."""
    first = programme.tracks[0]
    purposes = {
        Kind.HEARING: gettext("for people who hear badly"),
        Kind.EFFECTS: gettext("music and effects"),
        Kind.DESCRIPTION: gettext("audio description"),
        Kind.COMMENTARY: gettext("commentary"),
    }
    language = language_name(language_of(first.language)) if first.language else ""
    title = f"“{first.title}”" if first.own_title else ""
    words = (tracks(facts, programme), channels(programme), language, title, purposes.get(first.kind, ""))
    return " · ".join(str(word) for word in words if word)


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
