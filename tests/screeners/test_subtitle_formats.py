"""Subtitles in every format that people send, with the times and the words that they have."""

import pytest

from festival.kernel.refusals import Refusal
from festival.screeners.media.subtitles import converting
from festival.screeners.media.subtitles.values import Options, Report, Track, Why

ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
MarginR, MarginV, Encoding
Style: Default,Arial,20,&H0,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,2,2,2,10,10,10,1
Style: Thought,Arial,20,&H0,&H0,&H0,&H0,0,-1,0,0,100,100,0,0,1,2,2,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
""".replace("\\\n", "")
TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="NAMES" xmlns:ttp="NAMES#parameter" xmlns:tts="NAMES#styling" ttp:frameRate="25" xml:lang="fr">
<head><styling><style xml:id="it" tts:fontStyle="italic"/></styling></head>
<body><div>BODY</div></body></tt>"""


def read(text: str | bytes, rate: float = 0) -> Track:
    data = text.encode() if isinstance(text, str) else text
    found = converting.convert(data, Options(rate=rate))
    assert isinstance(found, Track), found
    return found


def shown(text: str | bytes, rate: float = 0) -> list[str]:
    return read(text, rate).webvtt.rstrip("\n").split("\n\n")[1:]


def one(times: str, words: str = "Hello") -> str:
    return f"1\n{times}\n{words}\n"


def dialogue(style: str, words: str, layer: int = 0, at: int = 1) -> str:
    return f"Dialogue: {layer},0:00:0{at}.00,0:00:0{at + 1}.00,{style},,0,0,0,,{words}\n"


@pytest.mark.parametrize(
    "times",
    [
        "00:00:01 --> 00:00:02",
        "0:0:1,0 --> 0:0:2,0",
        "00:00:01.000 --> 00:00:02.000",
        "00:00:01,000 -> 00:00:02,000",
        "00:00:01,000 —> 00:00:02,000",
        "00:00:01,000 -- > 00:00:02,000",
        "00 : 00 : 01 , 000 --> 00 : 00 : 02 , 000",
        "00:00:01:000 --> 00:00:02:000",
        "00.00.01.000 --> 00.00.02.000",
        "00:01 --> 00:02",
        "  00:00:01,000-->00:00:02,000  X1:10 X2:20",
        "００：００：０１，０００ --> ００：００：０２，０００",
    ],
)
def test_times_are_read_as_people_write_them(times: str) -> None:
    assert shown(one(times)) == ["00:00:01.000 --> 00:00:02.000\nHello"]


@pytest.mark.parametrize(
    ("times", "rate", "expected", "pace"),
    [
        ("00:00:01:12 --> 00:00:02:00", 25, "00:00:01.480 --> 00:00:02.000", ("film", 25)),
        ("00:00:01:12 --> 00:00:02:00", 0, "00:00:01.500 --> 00:00:02.000", ("guessed", 24)),
        ("00:00:01:24 --> 00:00:02:00", 24, "00:00:01.960 --> 00:00:02.000", ("guessed", 25)),
        ("00:00:01:12 --> 00:00:02:99", 25, "00:00:01.120 --> 00:00:02.990", ("hundredths", 100)),
        (
            "01:00:00:00 --> 01:00:01:12",
            24000 / 1001,
            "01:00:03.600 --> 01:00:05.101",
            ("film", 24000 / 1001),
        ),
        (
            "01:00:00;00 --> 01:00:01;15",
            30000 / 1001,
            "01:00:00.000 --> 01:00:01.500",
            ("film", 30000 / 1001),
        ),
    ],
)
def test_times_that_count_pictures_follow_the_film(
    times: str, rate: float, expected: str, pace: tuple[str, float]
) -> None:
    found = read(one(times), rate)
    assert (shown(one(times), rate), (found.report.pace, found.report.rate)) == ([f"{expected}\nHello"], pace)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("a < b and c > d", "a &lt; b and c &gt; d"),
        ("(Hana) <seventy years ago>", "(Hana) &lt;seventy years ago&gt;"),
        ("value {x: 1}", "value {x: 1}"),
        ("I <heart> you", "I &lt;heart&gt; you"),
        ("<b>Stop</b> {\\an8}<font color='red'>here</font>", "Stop here"),
        ("{i}once{/i} <I>twice</I>", "<i>once</i> <i>twice</i>"),
        ("Fish &amp; chips &lt;3", "Fish &amp; chips &lt;3"),
        ("&amp;lt; stays", "&amp;lt; stays"),
        ("AT&T; R&D", "AT&amp;T; R&amp;D"),
    ],
)
def test_only_known_tags_are_markup(written: str, read_as: str) -> None:
    assert shown(one("00:00:01,000 --> 00:00:02,000", written)) == [
        f"00:00:01.000 --> 00:00:02.000\n{read_as}"
    ]


def test_a_number_that_is_said_stays() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nBorn in\n\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\n2001\n"
    assert shown(text) == [
        "00:00:01.000 --> 00:00:02.000\nBorn in\n1984",
        "00:00:03.000 --> 00:00:04.000\n2001",
    ]


def test_numbers_are_known_also_where_every_second_line_is_blank() -> None:
    text = one("00:00:01,000 --> 00:00:02,000", "7") + "2\n00:00:03,000 --> 00:00:04,000\n8\n"
    assert shown(text.replace("\n", "\n\n")) == [
        "00:00:01.000 --> 00:00:02.000\n7",
        "00:00:03.000 --> 00:00:04.000\n8",
    ]


def test_webvtt_says_its_words_and_nothing_else() -> None:
    text = (
        "WEBVTT\n\nREGION\nid:one\n\nSTYLE\n::cue { color: red }\n\nNOTE secret\n\n1\n"
        "00:01.000 --> 00:02.000 line:0\n<v Hana>Fish &amp; <00:01.500><i>chips</i></v> <c.big>&lt;3</c>\n\n"
        "Lost words\n\n2\n00:03.000 --> 00:04.000\nBye\n"
    )
    assert shown(text) == [
        "00:00:01.000 --> 00:00:02.000\nFish &amp; <i>chips</i> &lt;3",
        "00:00:03.000 --> 00:00:04.000\nBye",
    ]
    assert [(place.why, place.text) for place in read(text).report.dropped_at] == [
        (Why.OUTSIDE, "Lost words")
    ]


def test_drawings_layers_and_comments_of_ass_are_not_said_and_styles_are_kept() -> None:
    text = (
        ASS
        + dialogue("Default", "{\\p1}m 0 0 l 100 0{\\p0}")
        + dialogue("Default", "{\\blur3}Sign", layer=1, at=2)
        + dialogue("Default", "{\\bord2}Sign", at=2)
        + dialogue("Thought", "Why {\\i0}not{\\r}?", at=3)
        + dialogue("Default", "{\\p1}m 0 0{\\p0}said {a note}", at=4)
    )
    assert shown(text) == [
        "00:00:02.000 --> 00:00:03.000\nSign",
        "00:00:03.000 --> 00:00:04.000\n<i>Why </i>not<i>?</i>",
        "00:00:04.000 --> 00:00:05.000\nsaid",
    ]
    assert read(text).report.dropped == 0


OTHERS = {
    "sbv": "0:00:01.000,0:00:02.000\nHello[br]you\n",
    "microdvd": "{1}{1}25.000\n{25}{50}Hello|you\n",
    "mpl2": "[10][20]Hello|you\n",
    "tmp": "00:00:01:Hello|you\n00:00:02:\n",
    "sami": "<SAMI><BODY><SYNC Start=1000><P>Hello<br>you<SYNC Start=2000><P>&nbsp;</BODY></SAMI>",
    "ttml": TTML.replace("NAMES", "http://www.w3.org/ns/ttml").replace(
        "BODY", '<p begin="00:00:01:00" end="2s">Hello<br/>you</p>'
    ),
    "scc": "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420 9470 9470 c8e5 ecec ef80 942c 942c 942f 942f\n\n"
    "00:00:03:00\t942c 942c\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_formats_are_read(kind: str) -> None:
    report = read(OTHERS[kind]).report
    words = "Hello" if kind == "scc" else "Hello\nyou"
    assert (report.format, report.first[0][1], 1 <= report.first[0][0] < 1.5) == (kind, words, True)


def test_dfxp_keeps_italics_and_counts_pictures() -> None:
    body = '<p begin="00:00:01:12" dur="500ms">Un &amp; <span style="it">deux</span></p>'
    for names in ("http://www.w3.org/ns/ttml", "http://www.w3.org/2006/10/ttaf1"):
        text = TTML.replace("NAMES", names).replace("BODY", body)
        assert shown(text) == ["00:00:01.480 --> 00:00:01.980\nUn &amp; <i>deux</i>"]


def stl(words: bytes, start: bytes = b"\x0a\x00\x01\x00", end: bytes = b"\x0a\x00\x02\x00") -> bytes:
    """An EBU STL file of one subtitle, at 10:00:01:00."""
    head = b"850STL25.01100" + b"09" + b" " * 208 + b" " * 8 + b" " * 6
    head = head[:238] + b"0000100001001" + b"40" + b"23" + b"1" + b"10000000" + b"10000000" + b"11"
    block = b"\x00" + b"\x01\x00" + b"\xff" + b"\x00" + start + end + b"\x14\x02\x00"
    return head.ljust(1024, b" ") + block + words.ljust(112, b"\x8f")


def test_ebu_stl_is_read_with_the_hours_of_its_tape() -> None:
    report = read(stl(b"Hello \xc2ecole")).report
    assert (report.format, report.starts_at, report.first[0][1]) == ("stl", 36001.0, "Hello école")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04" + b"x" * 50, "subtitles_archive"),
        (b"%PDF-1.7", "subtitles_document"),
        (b"# VobSub index file, v7", "subtitles_pictures"),
        (b"\0" * 500, "subtitles_unreadable"),
        (
            b'<!DOCTYPE tt [<!ENTITY a "aa">]><tt xmlns="http://www.w3.org/ns/ttml">&a;</tt>',
            "subtitles_too_hard",
        ),
        (("1\n00:00:01,000 --> 00:00:02,000\nx\n\n" * 50_001).encode(), "subtitles_too_many"),
    ],
)
def test_what_is_none_is_refused_in_clear_words(data: bytes, code: str) -> None:
    found = converting.convert(data)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_what_no_screen_holds_is_cut_off_and_said() -> None:
    report = read(one("00:00:01,000 --> 00:00:02,000", "a" * 5_000)).report
    assert ([place.why for place in report.changed_at], len(report.first[0][1])) == ([Why.TOO_LONG], 2_000)


def test_moved_times_drop_what_would_end_before_the_film() -> None:
    text = one("00:00:01,000 --> 00:00:02,000") + "\n2\n00:00:10,000 --> 00:00:11,000\nBye\n"
    found = converting.convert(text.encode(), Options(shift=-9_500))
    assert isinstance(found, Track)
    report = found.report
    assert (report.starts_at, [place.why for place in report.dropped_at]) == (0.5, [Why.BEFORE_FILM])


def test_arabic_and_hebrew_stand_right() -> None:
    lines = ".שלום לכולם\n.מה שלומך\n.אני הולך"
    text = (
        one("00:00:01,000 --> 00:00:02,000", lines) + "\n2\n00:00:03,000 --> 00:00:04,000\nNATO הוא ארגון.\n"
    )
    assert read(text).report.mirrored == 3
    found = converting.convert(text.encode(), Options(is_mirrored=True))
    assert isinstance(found, Track)
    assert found.report.first[0][1] == "שלום לכולם.\nמה שלומך.\nאני הולך."
    assert found.report.first[1][1] == "\u200fNATO הוא ארגון."


def test_a_report_comes_back_from_a_row_as_it_was() -> None:
    report = read(one("00:00:01,000 --> 00:00:00,500") + "\n2\n00:00:03,000 --> 00:00:04,000\nBye\n").report
    assert Report.from_json(report.to_json()) == report
    older = {"format": "srt", "encoding": "utf-8", "cues": 1, "dropped": 0, "overlapping": 0, "ends_at": 2.0}
    assert Report.from_json(older) == Report("srt", "utf-8", 1, 0, 0, 2.0)
