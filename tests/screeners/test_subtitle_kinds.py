"""A format is decided by how a text is built, never by a word that is said."""

import pytest

from festival.kernel.refusals import Refusal
from festival.screeners.media.subtitles import converting, formats
from festival.screeners.media.subtitles.values import Options, Part, Track
from tests.screeners.test_subtitle_formats import ASS, OTHERS, dialogue, read, shown

SAID = [
    "go --> home",
    "00:00:01,000 --> 00:00:02,000",
    "[Events]",
    "[Script Info]",
    "<tt> is a tag",
    "<tt xmlns='http://www.w3.org/ns/ttml'>",
    "<SAMI>",
    "<SYNC Start=1000>",
    "{12}{34} what?",
    "[12][34] what?",
    "WEBVTT",
    "Scenarist_SCC V1.0",
    "00:00:01:what?",
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,what?",
    "0:00:01.000,0:00:02.000",
]
WITH_WORDS = {
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nHello {}\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello {}\n",
    "ass": ASS + dialogue("Default", "Hello {}"),
    "sbv": "0:00:01.000,0:00:02.000\nHello {}\n",
    "microdvd": "{{1}}{{1}}25\n{{25}}{{50}}Hello {}\n",
    "mpl2": "[10][20]Hello {}\n",
    "tmp": "00:00:01:Hello {}\n00:00:02:\n",
    "sami": "<SAMI><BODY><SYNC Start=1000><P>Hello {}<SYNC Start=2000><P>&nbsp;</BODY></SAMI>",
    "ttml": "<tt><body><div><p begin='1s' end='2s'>Hello {}</p></div></body></tt>",
}
FIRST_IN_A_LINE = [words for words in SAID if words[:2] not in ("00", "0:")]


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("kind", WITH_WORDS)
def test_no_word_that_is_said_decides_the_format(kind: str, words: str) -> None:
    assert formats.kind_of(WITH_WORDS[kind].format(words)) == kind


@pytest.mark.parametrize("words", FIRST_IN_A_LINE)
def test_a_line_that_looks_like_another_format_is_said_in_subrip(words: str) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n{}\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n"
    found = read(text.format(words, words))
    assert (found.report.format, found.report.cues, found.report.dropped) == ("srt", 2, 0)
    assert found.report.first[0][1].split("\n")[0] in (words, "")


@pytest.mark.parametrize("kind", OTHERS)
def test_a_mark_blanks_and_notes_before_a_file_hide_no_format(kind: str) -> None:
    note = "<!-- <tt> or <SAMI>? -->\n" if kind in ("ttml", "sami") else ""
    text = OTHERS[kind].split("?>", 1)[-1] if note else OTHERS[kind]
    assert formats.kind_of(f"\ufeff\n \n{note}{text}") == kind


def test_a_text_about_subtitles_is_none() -> None:
    text = "Dear jury,\nuse [Events] and <tt> or WEBVTT for {12}{34} files.\nAda\n"
    assert formats.kind_of(text) is None


HEAD = """<SAMI><HEAD><STYLE TYPE="text/css"><!--
P { color: white }
.KRCC { Name: Korean; lang: ko-KR; SAMIType: CC; }
.ENCC { Name: English; lang: en-US; SAMIType: CC; }
--></STYLE></HEAD><BODY>
"""
TOGETHER = "<SYNC Start={}><P Class=KRCC>{}\n<P Class=ENCC>{}\n"
ALONE = "<SYNC Start={}><P Class={}>{}\n"
KOREAN, ENGLISH = ("안녕", "가자", "&nbsp;"), ("Hello", "Let&apos;s go", "&nbsp;")


def together() -> str:
    """Each time has both languages."""
    lines = zip((1000, 2000, 3000), KOREAN, ENGLISH, strict=True)
    return HEAD + "".join(TOGETHER.format(*each) for each in lines) + "</BODY></SAMI>"


def one_after_the_other() -> str:
    """All of one language, then all of the other."""
    times = (1000, 2000, 3000)
    lines = [
        *(ALONE.format(at, "KRCC", words) for at, words in zip(times, KOREAN, strict=True)),
        *(ALONE.format(at, "encc", words) for at, words in zip(times, ENGLISH, strict=True)),
    ]
    return HEAD + "".join(lines) + "</BODY></SAMI>"


def two_divs() -> str:
    paragraphs = '<div xml:lang="{}"><p begin="1s" end="2s">{}</p><p begin="2s" end="3s">{}</p></div>'
    return (
        "<tt xmlns='http://www.w3.org/ns/ttml'><body>"
        + paragraphs.format("ko-KR", *KOREAN)
        + paragraphs.format("en-US", *ENGLISH)
        + "</body></tt>"
    )


@pytest.mark.parametrize(
    "text", [together(), one_after_the_other(), two_divs()], ids=["both", "after", "ttml"]
)
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (Options(), ("안녕", "가자")),
        (Options(languages=("fr", "en")), ("Hello", "Let's go")),
        (Options(languages=("en-GB",), is_language_said=True), ("Hello", "Let's go")),
    ],
)
def test_of_two_languages_in_a_file_one_is_read_and_both_are_named(
    text: str, options: Options, words: tuple[str, str]
) -> None:
    found = converting.convert(text.encode(), options)
    assert isinstance(found, Track)
    report = found.report
    assert found.webvtt.split("\n\n")[1:] == [
        f"00:00:01.000 --> 00:00:02.000\n{words[0]}",
        f"00:00:02.000 --> 00:00:03.000\n{words[1]}\n",
    ]
    assert [(part.language, part.cues) for part in report.parts] == [("ko-KR", 2), ("en-US", 2)]
    assert report.dropped == 0
    other = next(part for part in report.parts if part.key != report.part)
    again = converting.convert(text.encode(), Options(part=other.key))
    assert isinstance(again, Track)
    assert (again.report.part, again.report.first[0][1]) == (
        other.key,
        "Hello" if words[0] == "안녕" else "안녕",
    )


def test_a_foreign_line_in_between_is_no_second_language() -> None:
    lines = "".join(
        f'<p begin="{at}s" end="{at + 1}s" xml:lang="{"fr" if at == 3 else "en"}">{at}</p>'
        for at in range(1, 6)
    )
    report = read(f"<tt><body><div>{lines}</div></body></tt>").report
    assert (report.cues, report.part) == (5, "")


def test_styles_of_sami_that_follow_one_another_are_one_track() -> None:
    text = "<SAMI><BODY>" + "".join(
        ALONE.format(at * 1000, "BIG" if at == 2 else "SMALL", at) for at in range(1, 5)
    )
    assert [cue.split("\n")[1] for cue in shown(text)] == ["1", "2", "3", "4"]


def test_a_language_that_the_file_names_alone_is_known() -> None:
    text = "<tt xml:lang='pt-BR'><body><div><p begin='1s' end='2s'>Oi</p></div></body></tt>"
    assert read(text).report.parts == (Part("pt-BR", "pt-BR", 1),)


@pytest.mark.parametrize("start", ["soon", "-1000", ""])
def test_a_time_of_sami_that_cannot_be_read_is_told(start: str) -> None:
    text = HEAD + f"<SYNC Start=1000><P>A\n<SYNC Start={start}><P>B\n<SYNC Start=9000><P>&nbsp;"
    report = read(text).report
    assert [(place.line, place.text) for place in report.dropped_at] == [(7, "B")]


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("I <heart> you", "I &lt;heart&gt; you"),
        ("<i>one</i> two", "<i>one</i> two"),
        ("one\n  two<BR>three", "one two\nthree"),
        ("<font color=red>R&D &amp; AT&T</font>", "R&amp;D &amp; AT&amp;T"),
        ("<!-- a note -->said", "said"),
    ],
)
def test_the_words_of_sami_are_read_as_they_are_meant(words: str, read_as: str) -> None:
    text = f"<SAMI><BODY><SYNC Start=1000><P Class=EN>{words}<SYNC Start=2000><P Class=EN>&nbsp"
    assert shown(text) == [f"00:00:01.000 --> 00:00:02.000\n{read_as}"]


_REPEATED = "<tt <tt: <!-- <!DOCTYPE <![CDATA[ { [ <font| &# {\\ <SYNC| --> <!----> <![CDATA[]]> <!> <?x?>"
HOSTILE = ["\n", "\r", *(each.replace("|", " ") for each in _REPEATED.split())]
AROUND = {
    "alone": "{}",
    "in speech": "1\n00:00:01,000 --> 00:00:02,000\nHello{}\n",
    "in ttml": "<tt><body><div><p begin='1s' end='2s'>Hello{}</p></div></body></tt>",
    "in sami": "<SAMI><BODY><SYNC Start=1000><P>Hello{}",
    "in ass": ASS.replace("{", "{{") + "{}\n" + dialogue("Default", "Hello").replace("{", "{{"),
}


@pytest.mark.parametrize("repeated", HOSTILE)
@pytest.mark.parametrize("around", AROUND)
def test_two_hundred_thousand_letters_that_never_end_keep_nobody_waiting(around: str, repeated: str) -> None:
    text = AROUND[around].format(repeated * (200_000 // len(repeated)))
    found = converting.convert(text.encode())
    assert isinstance(found, Track | Refusal)
