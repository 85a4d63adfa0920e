"""Nothing of a subtitle file is lost in silence: what cannot be used is told, the rest is read."""

import pytest

from festival.kernel.refusals import Refusal
from festival.screeners.media.subtitles import converting
from festival.screeners.media.subtitles.values import Why
from tests.screeners.test_subtitle_formats import ASS, OTHERS, dialogue, one, read, shown, stl


def told(text: str | bytes, rate: float = 0) -> list[tuple[int, Why, str]]:
    """All places that the report names."""
    report = read(text, rate).report
    return [(place.line, place.why, place.text) for place in (*report.dropped_at, *report.changed_at)]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000 Hello there\n", ["Hello there"]),
        ("1 00:00:01,000 --> 00:00:02,000 A\n2 00:00:03,000 --> 00:00:04,000\nB\n", ["A", "B"]),
        ("1\n00:00:01,000 --> 00:00:02,000 X1:10 X2:20\nA\n", ["A"]),
    ],
)
def test_words_in_the_line_of_times_are_said(text: str, cues: list[str]) -> None:
    assert [cue.split("\n")[1] for cue in shown(text)] == cues


def test_the_last_words_of_webvtt_with_broken_times_are_told() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\nintro\nxx --> 00:04.000\nB"
    assert told(text) == [(6, Why.OUTSIDE, "intro xx --> 00:04.000 B")]


def test_two_paragraphs_of_sami_in_one_language_stand_below_one_another() -> None:
    words = "<P Class=EN ID=Source>Ada<P Class=EN>Hello"
    text = f"<SAMI><SYNC Start=1000>{words}<SYNC Start=2000><P Class=EN>&nbsp;"
    assert shown(text) == ["00:00:01.000 --> 00:00:02.000\nAda\nHello"]


@pytest.mark.parametrize(
    ("kind", "text", "starts"),
    [
        ("microdvd", "{1}{1}25\n{25}{}A\n{50}{75}B\n{500}{}C\n", "{"),
        ("mpl2", "[10][]A\n[20][30]B\n[200][]C\n", "["),
        (
            "srt",
            "1\n0:0:1,0 -->\nA\n\n2\n0:0:2,0 --> 0:0:3,0\nB\n\n3\n0:0:20,0 --> \nC\n",
            "1",
        ),
    ],
)
def test_a_line_without_an_end_is_kept_and_told(kind: str, text: str, starts: str) -> None:
    report = read(text).report
    assert shown(text) == [
        "00:00:01.000 --> 00:00:02.000\nA",
        "00:00:02.000 --> 00:00:03.000\nB",
        "00:00:20.000 --> 00:00:22.000\nC",
    ]
    assert (report.format, [(why, words) for _, why, words in told(text)], text[0]) == (
        kind,
        [(Why.NO_END, "A"), (Why.NO_END, "C")],
        starts,
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("{25}{50}A\n{x}{90}B\nand more\n", [(2, Why.NO_TIME, "{x}{90}B"), (3, Why.OUTSIDE, "and more")]),
        ("[10][20]A\n[x][90]B\nand more\n", [(2, Why.NO_TIME, "[x][90]B"), (3, Why.OUTSIDE, "and more")]),
        (
            "00:00:01:A\n00:0x:09:B\nand more\n00:00:02:\n",
            [(2, Why.NO_TIME, "00:0x:09:B"), (3, Why.OUTSIDE, "and more")],
        ),
        (
            "0:00:01.000,0:00:02.000\nA\n\n0:0x:01.000,0:00:02.000\nB\n",
            [(4, Why.NO_TIME, "0:0x:01.000,0:00:02.000 B")],
        ),
    ],
)
def test_lines_that_cannot_be_read_are_told_and_the_rest_is_read(
    text: str, places: list[tuple[int, Why, str]]
) -> None:
    assert (shown(text)[0].split("\n")[1], told(text)) == ("A", places)


def test_one_bad_line_of_ass_is_told_and_the_rest_is_read() -> None:
    text = (
        ASS
        + dialogue("Default", "A")
        + "Dialogue: 0,noon,0:00:03.00,Default,,0,0,0,,B\n"
        + "Dialogue: 0,0:00:05.00,later,Default,,0,0,0,,C\n"
        + "Dialogue: broken\nthe second half of a line\n"
        + dialogue("Nobody", "D", at=8)
    ).replace("Style: Thought,Arial,20,&H0", "Style: Thought,Arial,large,red")
    assert shown(text) == [
        "00:00:01.000 --> 00:00:02.000\nA",
        "00:00:05.000 --> 00:00:07.000\nC",
        "00:00:08.000 --> 00:00:09.000\nD",
    ]
    assert [(why, words) for _, why, words in told(text)] == [
        (Why.NO_TIME, "0,noon,0:00:03.00,Default,,0,0,0,,B"),
        (Why.NO_TIME, "broken"),
        (Why.OUTSIDE, "the second half of a line"),
        (Why.NO_END, "C"),
    ]


def test_the_columns_of_ass_are_those_that_the_file_names() -> None:
    text = "[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:02.00,Default,Yes, and no\n"
    assert shown(text) == ["00:00:01.000 --> 00:00:02.000\nYes, and no"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("{\\i1}one {\\rDefault}two", "<i>one </i>two"),
        ("one {\\rThought}two {\\r}three", "one <i>two </i>three"),
        ("{\\rThought\\i0}one", "one"),
        ("{\\i1\\rNobody}one", "one"),
        ("{\\i1\\rDefault\\b1}one", "one"),
        ("{\\rnd3}one", "one"),
    ],
)
def test_a_reset_to_a_style_takes_its_italics(written: str, read_as: str) -> None:
    assert shown(ASS + dialogue("Default", written)) == [f"00:00:01.000 --> 00:00:02.000\n{read_as}"]


@pytest.mark.parametrize("words", ["go --> home", "12:30 --> home", "1984\ngo --> home", "a -> b", "-->"])
def test_an_arrow_that_somebody_says_is_speech(words: str) -> None:
    text = one("00:00:01,000 --> 00:00:02,000", words) + "\n2\n00:00:03,000 --> 00:00:04,000\nBye\n"
    said = words.replace(">", "&gt;")
    assert (shown(text)[0], told(text)) == (f"00:00:01.000 --> 00:00:02.000\n{said}", [])


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ("at noon --> at night", "at noon --> at night B"),
        ("00:00:xx,000 --> 00:00:04,000", "00:00:xx,000 --> 00:00:04,000 B"),
    ],
)
def test_broken_times_below_a_number_are_told_with_what_they_say(times: str, words: str) -> None:
    text = one("00:00:01,000 --> 00:00:02,000", "A") + f"\n2\n{times}\nB\n"
    assert (shown(text), told(text)) == (
        ["00:00:01.000 --> 00:00:02.000\nA"],
        [(6, Why.NO_TIME, words)],
    )


@pytest.mark.parametrize(
    "times", ["00:00:03,000 00:00:04,000", "00:00:03,000 - 00:00:04,000", "00:00:03.0 / 00:00:04.0"]
)
def test_times_without_an_arrow_are_read_below_a_number(times: str) -> None:
    text = one("00:00:01,000 --> 00:00:02,000", "A") + f"\n2\n{times}\nB\n"
    assert shown(text)[1:] == ["00:00:03.000 --> 00:00:04.000\nB"]


def test_a_file_in_which_no_time_can_be_used_says_where_its_words_are() -> None:
    found = converting.convert(one("at noon --> at night", "Hello").encode())
    assert isinstance(found, Refusal)
    assert (found.code, found.message.values["line"], found.message.values["words"]) == (
        "subtitles_none_left",
        2,
        "at noon --> at night Hello",
    )


def block(start: bytes, end: bytes, words: bytes) -> bytes:
    """One subtitle of an EBU STL file."""
    return stl(words, b"\x00" + start, b"\x00" + end)[1024:]


def test_bad_blocks_of_stl_are_told_and_those_that_overlap_are_kept() -> None:
    data = (
        stl(b"A", b"\0\0\x01\0", b"\0\0\x09\0").replace(b"0000100001", b"0000000000")
        + block(b"\0\x02\0", b"\0\x03\0", b"B")
        + block(b"\x63\0\0", b"\x63\x01\0", b"C")
        + block(b"\0\x05\0", b"\0\x05\0", b"D")
        + block(b"\0\x06\0", b"\0\x07\0", b"E")[:60]
    )
    assert shown(data) == ["00:00:01.000 --> 00:00:09.000\nA", "00:00:02.000 --> 00:00:03.000\nB"]
    assert told(data) == [(3, Why.NO_TIME, "C"), (4, Why.BACKWARDS, "D"), (5, Why.DAMAGED, "E")]


def test_bad_lines_of_scenarist_are_told_and_the_last_caption_is_kept() -> None:
    text = OTHERS["scc"].split("\n\n00:00:03:00")[0] + "\n\nnoon\t9420\n\n00:00:05:00\t94xx\n"
    report = read(text).report
    assert (report.first[0][1], [(why, line) for line, why, _ in told(text)]) == (
        "Hello",
        [(Why.NO_TIME, 5), (Why.DAMAGED, 7), (Why.NO_END, 0)],
    )
