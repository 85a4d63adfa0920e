"""What is worth knowing of a film that is ready: damage, black, silent or still stretches, a false header."""

from festival.kernel.words import Message, Seconds, message
from festival.screeners.media.facts import Facts
from festival.screeners.media.reading import Reading, Stretch

ALL_OF_IT = 0.95
WORTH_TELLING_SECONDS = 5.0
WORTH_SAYING_SECONDS = 1.0
GRAVE = ("missing_end", "some_damage", "all_black", "all_silent", "all_still")


def notes(facts: Facts, reading: Reading) -> tuple[Message, ...]:
    """What the filmmaker and the organizer should see. Notes stop nobody."""
    found = [
        damage(reading),
        missing_end(facts),
        header_differs(facts),
        no_sound(facts),
        sound_length(facts),
        *by_title(facts),
        *black(facts.seconds, reading.black),
        *silent(facts.seconds, reading.silent),
        *still(facts.seconds, reading),
    ]
    return tuple(note for note in found if note)


def not_scanned() -> Message:
    """The virus scanner passes over files of this size, and says nothing of them."""
    return message("not_scanned", "Not scanned for viruses: the file is too large for the scanner.")


def damage(reading: Reading) -> Message | None:
    """Some frames failed, or the decoder mended some."""
    if not reading.complaints:
        return None
    return message(
        "some_damage",
        "Parts of the picture or sound are damaged in the file (places: {count}). Watch the "
        "screener to see if it matters; you can send a better file.",
        count=reading.complaints,
    )


def missing_end(facts: Facts) -> Message | None:
    """The pictures end before the end that the file's own table promises."""
    film = facts.film
    if not film.missing_seconds:
        return None
    return message(
        "missing_end",
        "The last {missing} of this film are missing: the file promises {promised}, its pictures end at "
        "{length}. Most often, an export or a copy was cut short. Compare it with your own file, and send "
        "the whole one.",
        missing=Seconds(round(film.missing_seconds)),
        promised=Seconds(round(facts.seconds + film.missing_seconds)),
        length=Seconds(round(facts.seconds)),
    )


def header_differs(facts: Facts) -> Message | None:
    """The file claims another length than it has."""
    claimed, ends = facts.header_seconds, [facts.seconds, *(one.starts + one.seconds for one in facts.sounds)]
    if claimed is None or missing_end(facts):
        return None
    if min(abs(claimed - end) for end in ends) <= max(2.0, facts.seconds * 0.02):
        return None
    return message(
        "header_differs",
        "The file says it lasts {claimed}, but {length} are in it. The length that counts is {length}.",
        claimed=Seconds(round(claimed)),
        length=Seconds(round(facts.seconds)),
    )


def no_sound(facts: Facts) -> Message | None:
    """A film without a sound track may be meant so."""
    return None if facts.sounds else message("no_sound", "This film has no sound track.")


def sound_length(facts: Facts) -> Message | None:
    """Sound and picture end at different times."""
    sound = facts.sound
    if sound is None:
        return None
    if facts.sound_beyond >= WORTH_SAYING_SECONDS:
        return message(
            "sound_goes_on",
            "The sound goes on for {rest} after the last picture. The screener ends with the picture. If "
            "that sound is part of the film, send a file with pictures to its end.",
            rest=Seconds(round(facts.sound_beyond)),
        )
    if abs(sound.seconds - facts.seconds) <= max(2.0, facts.seconds * 0.05):
        return None
    return message(
        "sound_length",
        "The sound lasts {sound}, the picture {length}.",
        sound=Seconds(round(sound.seconds)),
        length=Seconds(round(facts.seconds)),
    )


def by_title(facts: Facts) -> list[Message]:
    """Tracks that a jury does not hear first for no other reason than the words of their titles."""
    heard = facts.sound.tracks if facts.sound else ()
    return [
        message(
            "sound_by_title",
            "The sound track “{title}” is not the one that the jury hears, because of its title. You can "
            "choose it on your film's page.",
            title=track.title,
        )
        for track in facts.sounds
        if track.is_by_title and track not in heard
    ]


def sound_kept() -> Message:
    """Another sound was chosen, and the screener could not be made with it."""
    return message(
        "sound_kept",
        "The screener could not be made again with the sound that you chose. It keeps the sound that it had.",
    )


def black(seconds: float, found: tuple[Stretch, ...]) -> list[Message]:
    """The picture is black: all the time, or for long stretches. It may be meant so."""
    if covers(found, seconds):
        return [message("all_black", "The picture is black from beginning to end. Is this the right file?")]
    return [
        message("black", "The picture is black from {start} to {end}.", **ends(stretch))
        for stretch in found
        if stretch.seconds >= WORTH_TELLING_SECONDS
    ]


def silent(seconds: float, found: tuple[Stretch, ...]) -> list[Message]:
    """The sound track is silent: all the time, or for long stretches. It may be meant so."""
    if covers(found, seconds):
        return [
            message("all_silent", "The sound track is silent from beginning to end. Is this the right file?")
        ]
    return [
        message("silent", "The sound is silent from {start} to {end}.", **ends(stretch))
        for stretch in found
        if stretch.seconds >= WORTH_TELLING_SECONDS
    ]


def still(seconds: float, reading: Reading) -> list[Message]:
    """The picture is one and the same, and not black. Of several pictures in turn many a film is made."""
    longest = max(reading.still, key=lambda stretch: stretch.seconds, default=Stretch(0, 0))
    if covers(reading.black, seconds) or not covers((longest,), seconds):
        return []
    return [
        message("all_still", "The picture is the same from beginning to end. Is this the right file?"),
    ]


def covers(found: tuple[Stretch, ...], seconds: float) -> bool:
    """Whether the stretches together make up the film."""
    return sum(stretch.seconds for stretch in found) >= seconds * ALL_OF_IT > 0


def ends(stretch: Stretch) -> dict[str, Seconds]:
    """The two ends of a stretch, to be named in a sentence."""
    return {"start": Seconds(round(stretch.start)), "end": Seconds(round(stretch.end))}
