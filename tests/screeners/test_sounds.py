"""Which tracks of a film are heard together, and which of them first."""

from dataclasses import replace

import pytest

from festival.screeners.media import notes
from festival.screeners.media.sound_filters import sides, to_stereo, weights
from festival.screeners.media.sounds import Kind, Sound, programmes
from tests.screeners.test_checks import FACTS, SOUND

MONO = replace(SOUND, channels=1, layout=("FC",), codec="pcm_s24le", language="")


def monos(count: int, **changes: object) -> list[Sound]:
    """So many tracks of one channel, with streams from 1 on."""
    return [replace(MONO, index=1 + number, **changes) for number in range(count)]  # type: ignore[arg-type]


def groups(*sounds: Sound) -> list[list[int]]:
    """The streams of everything that can be heard, what a jury hears first."""
    return [[track.index for track in one.tracks] for one in programmes(sounds)]


@pytest.mark.parametrize("count", [2, 3, 6, 8, 16])
def test_tracks_of_one_channel_are_one_sound(count: int) -> None:
    assert groups(*monos(count)) == [list(range(1, count + 1))]


def test_two_are_left_and_right_and_six_and_eight_are_surround() -> None:
    middle, deep, left, right = (0.707, 0.707), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0)
    behind = [(0.707, 0.0), (0.0, 0.707)]
    assert weights(programmes(monos(2))[0]) == [left, right]
    assert weights(programmes(monos(6))[0]) == [left, right, middle, deep, *behind]
    assert weights(programmes(monos(8))[0]) == [left, right, middle, deep, *behind, *behind]
    assert weights(programmes(monos(4))[0]) == [(0.25, 0.25)] * 4


@pytest.mark.parametrize(
    "other",
    [
        {"language": "fra"},
        {"seconds": 60.0},
        {"starts": 30.0},
        {"channels": 2},
        {"title": "Music"},
        {"marks": ("comment",)},
        {"title": "Director's commentary"},
    ],
)
def test_tracks_that_differ_are_sounds_of_their_own(other: dict[str, object]) -> None:
    first, second = monos(2)
    assert groups(first, replace(second, **other)) == [[1], [2]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "titles",
    [
        ("Left", "Right"),
        ("Audio 1", "Audio 2"),
        ("SoundHandler", "SoundHandler"),
        ("Mono", ""),
        ("Mix", "Mix"),
    ],
)
def test_titles_that_only_number_tracks_keep_nothing_apart(titles: tuple[str, str]) -> None:
    first, second = monos(2)
    assert groups(replace(first, title=titles[0]), replace(second, title=titles[1])) == [[1, 2]]


def test_labels_say_where_a_track_is_heard() -> None:
    right, left = monos(2)
    by_layout = programmes([replace(right, layout=("FR",)), replace(left, layout=("FL",))])
    by_title = programmes([replace(right, title="R"), replace(left, title="L")])
    assert [weights(one) for one, *_ in (by_layout, by_title)] == [[(0.0, 1.0), (1.0, 0.0)]] * 2


@pytest.mark.parametrize(
    ("marks", "title", "kind"),
    [
        ((), "", Kind.FILM),
        ((), "Dolby Surround 5.1", Kind.FILM),
        ((), "Addis Ababa mix", Kind.FILM),
        (("comment",), "", Kind.COMMENTARY),
        (("visual_impaired",), "", Kind.DESCRIPTION),
        (("descriptions",), "", Kind.DESCRIPTION),
        (("hearing_impaired",), "", Kind.HEARING),
        (("clean_effects",), "", Kind.EFFECTS),
        ((), "Director's Commentary", Kind.COMMENTARY),
        ((), "Commentaire du réalisateur", Kind.COMMENTARY),
        ((), "Audiokommentar", Kind.COMMENTARY),
        ((), "Audio Description", Kind.DESCRIPTION),
        ((), "English AD", Kind.DESCRIPTION),
        ((), "Hörfilmfassung", Kind.DESCRIPTION),
        ((), "Audiodescripción", Kind.DESCRIPTION),
        ((), "M&E", Kind.EFFECTS),
        ((), "English SDH", Kind.HEARING),
    ],
)
def test_what_a_track_is_for(marks: tuple[str, ...], title: str, kind: Kind) -> None:
    assert replace(SOUND, marks=marks, title=title).kind is kind


@pytest.mark.parametrize(
    "marks", [("comment",), ("visual_impaired",), ("descriptions",), ("hearing_impaired",)]
)
def test_a_jury_does_not_hear_first_what_is_made_for_others(marks: tuple[str, ...]) -> None:
    special = replace(SOUND, index=1, marks=marks, is_default=True)
    plain = replace(SOUND, index=2, is_default=False)
    assert groups(special, plain) == [[2], [1]]
    assert groups(special) == [[1]]


def test_the_original_comes_before_the_default_and_a_dubbed_one_last() -> None:
    dubbed = replace(SOUND, index=1, marks=("dub",), language="eng")
    default = replace(SOUND, index=2, language="fra")
    original = replace(SOUND, index=3, marks=("original",), is_default=False, language="tgk")
    assert groups(dubbed, default, original) == [[3], [2], [1]]


def test_many_channels_are_mixed_by_name_or_alike_and_none_is_cut() -> None:
    assert sides(("FL", "FR", "FC", "LFE", "TFL", "TFR", "TFC"), 7)[4:] == [
        (0.707, 0.0),
        (0.0, 0.707),
        (0.707, 0.707),
    ]
    assert sides((), 12) == [(1 / 12, 1 / 12)] * 12
    mixed = to_stereo(replace(SOUND, channels=12, layout=()))
    assert [f"*c{number}" in mixed for number in range(13)] == [True] * 12 + [False]


def test_a_lonely_left_track_is_heard_on_both_sides() -> None:
    assert to_stereo(replace(MONO, layout=("FL",))).endswith("pan=stereo|c0=1.000*c0|c1=1.000*c0")


def test_a_sound_that_only_its_title_kept_back_is_noted() -> None:
    commentary = replace(SOUND, index=1, title="Director's commentary")
    marked = replace(SOUND, index=2, marks=("comment",))
    facts = replace(FACTS, sounds=(commentary, marked, replace(SOUND, index=3)))
    [note] = notes.by_title(facts)
    assert (note.code, note.values) == ("sound_by_title", {"title": "Director's commentary"})
    assert notes.by_title(facts.choosing(1)) == []
