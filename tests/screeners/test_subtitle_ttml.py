"""TTML: every paragraph has the time of all that holds it, and what cannot be used is told."""

import pytest

from festival.screeners.media.subtitles.values import Why
from tests.screeners.test_subtitle_formats import read, shown
from tests.screeners.test_subtitle_losses import told

HEAD = '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" {}>'


def ttml(body: str, root: str = "") -> str:
    return f"{HEAD.format(root)}<body><div>{body}</div></body></tt>"


def p(begin: str, end: str, words: str) -> str:
    return f'<p begin="{begin}" end="{end}">{words}</p>'


@pytest.mark.parametrize(
    ("around", "paragraphs", "times"),
    [
        ('<div begin="10s">', p("1s", "2s", "A") + p("3s", "4s", "B"), ["11-12", "13-14"]),
        ('<div begin="10s" end="20s">', p("1s", "2s", "A") + p("3s", "4s", "B"), ["11-12", "13-14"]),
        ('<div dur="3500ms">', p("1s", "2s", "A") + p("3s", "4s", "B"), ["1-2", "3-3.5"]),
        ('<div begin="10s" dur="3s">', "<p>A</p>", ["10-13"]),
        ('<div begin="10s"><div begin="5s" end="8s">', p("1s", "9s", "A"), ["16-18"]),
        ('<div timeContainer="seq" begin="10s">', '<p dur="1s">A</p><p dur="2s">B</p>', ["10-11", "11-13"]),
        ('<div timeContainer="seq">', '<p dur="1s">A</p><p begin="1s" dur="2s">B</p>', ["0-1", "2-4"]),
    ],
)
def test_times_of_what_holds_a_paragraph_count(around: str, paragraphs: str, times: list[str]) -> None:
    divs = around.count("<div")
    text = ttml(around + paragraphs + "</div>" * divs)
    cues = read(text).webvtt.split("\n\n")[1:]
    assert [_short(cue) for cue in cues] == times
    assert told(text) == []


def _short(cue: str) -> str:
    """A cue's times in seconds."""
    start, _, end = cue.split("\n")[0].partition(" --> ")
    return "-".join(f"{int(each[6:8]) + int(each[9:12]) / 1000:g}" for each in (start, end))


def test_times_of_the_body_count_and_what_begins_after_it_is_told() -> None:
    text = ttml(p("1s", "2s", "A") + p("7s", "8s", "B")).replace("<body>", '<body begin="10s" dur="5s">')
    assert shown(text) == ["00:00:11.000 --> 00:00:12.000\nA"]
    assert [(why, words) for _, why, words in told(text)] == [(Why.AFTER_PART, "B")]


def test_a_paragraph_without_an_end_stays_until_the_next_or_as_long_as_people_read() -> None:
    text = ttml(
        '<p begin="1s">A</p><p begin="2s">B</p>\n<p begin="30s" end="abc">C</p>' + p("40s", "41s", "D")
    )
    assert shown(text) == [
        "00:00:01.000 --> 00:00:02.000\nA",
        "00:00:02.000 --> 00:00:04.000\nB",
        "00:00:30.000 --> 00:00:32.000\nC",
        "00:00:40.000 --> 00:00:41.000\nD",
    ]
    assert told(text) == [(1, Why.NO_END, "A"), (1, Why.NO_END, "B"), (2, Why.NO_END, "C")]


def test_a_paragraph_without_an_end_does_not_stay_for_the_whole_film() -> None:
    text = ttml('<p begin="1s">A</p>').replace("<body>", '<body dur="2h">')
    assert (shown(text), told(text)) == (
        ["00:00:01.000 --> 00:00:03.000\nA"],
        [(1, Why.NO_END, "A")],
    )


@pytest.mark.parametrize("begin", ["soon", "-5s", "00:00", "1 2 3", "999999h", ""])
def test_a_time_that_cannot_be_read_is_told_with_its_words(begin: str) -> None:
    text = ttml(p("1s", "2s", "A") + p(begin, "9s", "Lost"))
    if begin in ("", "00:00"):
        assert told(text) == []
        return
    assert (shown(text), told(text)) == (
        ["00:00:01.000 --> 00:00:02.000\nA"],
        [(1, Why.NO_TIME, "Lost")],
    )


def test_an_unreadable_time_around_paragraphs_loses_none_in_silence() -> None:
    text = ttml(p("1s", "2s", "A") + f'</div><div begin="soon">{p("1s", "2s", "B")}{p("3s", "4s", "C")}')
    assert [(why, words) for _, why, words in told(text)] == [(Why.NO_TIME, "B"), (Why.NO_TIME, "C")]


def test_words_without_any_time_are_told() -> None:
    text = ttml("<p>Made by Ada</p> loose " + p("1s", "2s", "A"))
    assert [(why, words) for _, why, words in told(text)] == [
        (Why.NO_TIME, "Made by Ada"),
        (Why.OUTSIDE, "loose"),
    ]


def test_parts_of_a_paragraph_come_and_go() -> None:
    spans = '<span begin="0s">Go</span> <span begin="1s" end="2s">home</span>'
    assert shown(ttml(f'<p begin="10s" end="13s">{spans}</p>')) == [
        "00:00:10.000 --> 00:00:11.000\nGo",
        "00:00:11.000 --> 00:00:12.000\nGo home",
        "00:00:12.000 --> 00:00:13.000\nGo",
    ]


def test_words_beside_timed_parts_of_a_paragraph_stay() -> None:
    assert shown(ttml('<p begin="1s" end="3s">Ada: <span begin="1s">Go</span></p>')) == [
        "00:00:01.000 --> 00:00:02.000\nAda:",
        "00:00:02.000 --> 00:00:03.000\nAda: Go",
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("a&nbsp;b", "a\N{NO-BREAK SPACE}b"),
        ("caf&eacute; &hellip; &amp;amp;", "café … &amp;amp;"),
        ("Tom & Jerry & AT&T; R&D", "Tom &amp; Jerry &amp; AT&amp;T; R&amp;D"),
        ("1 < 2", "1 &lt; 2"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<![CDATA[Tom & Jerry <3]]>", "Tom &amp; Jerry &lt;3"),
        ("<i>so</i> <tts:span xml:lang='fr'>oui</tts:span>", "<i>so</i> oui"),
    ],
)
def test_xml_as_people_write_it_is_read(written: str, read_as: str) -> None:
    assert shown(ttml(p("1s", "2s", written))) == [f"00:00:01.000 --> 00:00:02.000\n{read_as}"]


@pytest.mark.parametrize("root", ["<tt>", "<tt:tt>", '<tt xmlns="http://example.org/own">', "<TT>".lower()])
def test_a_file_without_its_namespace_is_read(root: str) -> None:
    prefix = "tt:" if root == "<tt:tt>" else ""
    text = f'{root}<{prefix}body><{prefix}div tts:color="red">' + p("1s", "2s", "A").replace(
        "<p", f"<{prefix}p"
    ).replace("</p", f"</{prefix}p")
    text += f"</{prefix}div></{prefix}body></{prefix}tt>"
    assert shown(text) == ["00:00:01.000 --> 00:00:02.000\nA"]


def test_a_file_that_is_cut_off_is_read_up_to_there_and_told() -> None:
    text = f"<tt>\n<body><div>\n{p('1s', '2s', 'A')}\n{p('3s', '4s', 'B')}\n<p beg"
    assert ([cue[-1] for cue in shown(text)], told(text)) == (["A", "B"], [(5, Why.DAMAGED, "")])


@pytest.mark.parametrize(
    "damage",
    [
        '<p begin="1s" begin="9s" end="2s">A</p>',
        "<p begin=1s end=2s>A</p>",
        '<p begin="1s" end="2s"><b>A</p>',
        '<p begin="1s" end="2s">A</b></p>',
        '<p begin="1s" end="2s"><![CDATA[A]]></b></p><!-- <p begin="1s" end="2s">C</p> -->',
    ],
)
def test_a_file_damaged_in_its_middle_is_read_on_and_told(damage: str) -> None:
    text = ttml(damage + "\n" + p("3s", "4s", "B"))
    assert (shown(text), told(text)) == (
        ["00:00:01.000 --> 00:00:02.000\nA", "00:00:03.000 --> 00:00:04.000\nB"],
        [(1, Why.DAMAGED, "")],
    )


def test_a_file_in_capitals_and_with_a_sign_that_xml_cannot_have_is_read() -> None:
    text = "<TT><BODY><DIV><P BEGIN='1s' END='2s'>A\x0bB</P></DIV></BODY></TT>"
    assert shown(text) == ["00:00:01.000 --> 00:00:02.000\nA B"]


@pytest.mark.parametrize(
    ("root", "film_rate", "start", "pace"),
    [
        ("", 0, "00:00:01.500", ("standard", 30)),
        ("", 25, "00:00:01.500", ("standard", 30)),
        ('ttp:frameRate="25"', 24, "00:00:01.600", ("file", 25)),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', 0, "00:00:01.500", ("file", 30000 / 1001)),
        ('ttp:frameRate="many"', 0, "00:00:01.500", ("standard", 30)),
    ],
)
def test_pictures_are_counted_at_the_files_rate_else_at_the_standards_and_told(
    root: str, film_rate: float, start: str, pace: tuple[str, float]
) -> None:
    found = read(ttml(p("00:00:01:15", "9s", "A"), root), film_rate)
    assert (found.webvtt[8:20], (found.report.pace, found.report.rate)) == (start, pace)


def test_a_tape_that_leaves_out_numbers_is_read_by_its_own_count() -> None:
    count = 'ttp:frameRateMultiplier="1000 1001" ttp:timeBase="smpte" ttp:dropMode="dropNTSC"'
    assert shown(ttml(p("00:10:00:00", "00:10:01:00", "A"), f'ttp:frameRate="30" {count}')) == [
        "00:09:59.999 --> 00:10:01.000\nA"
    ]
