"""Subtitles in any encoding and shape become WebVTT."""

from pathlib import Path

import pytest

from festival.kernel.refusals import Refusal
from festival.screeners.media.subtitles import converting
from festival.screeners.media.subtitles.values import Options, Report, Track
from tests import media

CORPUS = {
    "auto_detect_Russian.srt": ("srt", "utf-8", 183, 0),
    "auto_detect_windows-1250.srt": ("srt", "cp1250", 1132, 0),
    "typical.srt": ("srt", "utf-8", 3, 0),
    "typical.vtt": ("vtt", "utf-8", 2, 0),
    "typical_bad_timestamps.srt": ("srt", "utf-8", 3, 0),
    "typical_missing_sequence.srt": ("srt", "utf-8", 3, 0),
    "typical_negative_timestamps.srt": ("srt", "utf-8", 1, 2),
    "typical_unexpected_end.srt": ("srt", "utf-8", 2, 0),
    "typical_utf16le.srt": ("srt", "utf-16", 3, 0),
    "typical_with_byte_order_mark.srt": ("srt", "utf-8", 3, 0),
    "typical_with_comments.vtt": ("vtt", "utf-8", 2, 0),
    "typical_with_tags.srt": ("srt", "utf-8", 14, 0),
    "wpt_nulls.vtt": ("vtt", "utf-8", 34, 33),
}


def track(text: str, encoding: str = "utf-8") -> Track:
    found = converting.convert(text.encode(encoding))
    assert isinstance(found, Track)
    return found


def srt(*cues: tuple[str, str]) -> str:
    return "\n\n".join(f"{n}\n{times}\n{text}" for n, (times, text) in enumerate(cues, 1)) + "\n"


def cue_texts(found: Track) -> list[str]:
    return [block.split("\n", 1)[1] for block in found.webvtt.rstrip("\n").split("\n\n")[1:]]


@pytest.mark.parametrize("path", media.corpus("subtitles"), ids=lambda path: path.name)
def test_every_file_of_the_corpus_becomes_webvtt(path: Path) -> None:
    found = converting.convert(path.read_bytes())
    assert isinstance(found, Track)
    report = found.report
    assert (report.format, report.encoding, report.cues, report.dropped) == CORPUS[path.name]
    assert found.webvtt.count("-->") == report.cues


@pytest.mark.parametrize("never_closed", ["{", "<u", "\n"])
def test_markup_that_never_ends_keeps_nobody_waiting(never_closed: str) -> None:
    hostile = "Hello" + never_closed * (1_500_000 // len(never_closed)) + "x"
    found = track(srt(("00:00:01,000 --> 00:00:02,000", hostile), ("00:00:03,000 --> 00:00:04,000", "Bye")))
    first, last = cue_texts(found)
    assert (first[:5], last) == ("Hello", "Bye")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_the_same_words_come_out_of_every_encoding(encoding: str) -> None:
    words = "Съешь же ещё этих мягких французских булок, да выпей чаю."
    text = srt(*((f"00:00:0{n},000 --> 00:00:0{n},900", words) for n in range(9)))
    assert cue_texts(track(text, encoding)) == [words] * 9


@pytest.mark.parametrize(
    ("language", "encoding", "words"),
    [
        ("ar", "cp1256", "مرحبا"),
        ("zh-Hant", "big5", "你好嗎"),
        ("ru", "cp1251", "Привет"),
        ("fr", "cp1252", "Été"),
    ],
)
def test_the_language_helps_where_words_are_few(language: str, encoding: str, words: str) -> None:
    found = converting.convert(
        srt(("00:00:01,000 --> 00:00:02,000", words)).encode(encoding),
        Options(languages=(language,), is_language_said=True),
    )
    assert isinstance(found, Track)
    assert cue_texts(found) == [words]


def test_a_whole_file_comes_out_exactly() -> None:
    text = srt(("00:00:01,5 --> 0:00:02,250", "<i>Hello</i>\n{\\an8}you & <b>me</b>"))
    assert track(text) == Track(
        "WEBVTT\n\n00:00:01.500 --> 00:00:02.250\n<i>Hello</i>\nyou &amp; me\n",
        Report(
            "srt",
            "utf-8",
            cues=1,
            dropped=0,
            overlapping=0,
            starts_at=1.5,
            ends_at=2.25,
            first=((1.5, "Hello\nyou & me"),),
            scripts=("Latn",),
        ),
    )


def test_nothing_in_a_subtitle_becomes_markup() -> None:
    text = srt(("00:00:01,000 --> 00:00:02,000", "<script>alert(1)</script> 1 < 2 & <c.x onclick=1>3"))
    assert not set("<>") & set("".join(cue_texts(track(text))).replace("&lt;", "").replace("&gt;", ""))


def test_cues_without_a_usable_time_are_dropped_and_counted() -> None:
    found = track(
        srt(
            ("-0:00:04,567 --> 00:00:05,000", "negative"),
            ("00:00:09,000 --> 00:00:08,000", "backwards"),
            ("at noon --> at night", "no time at all"),
            ("00:00:01,000 --> 00:00:02,000", "good"),
        )
    )
    assert (cue_texts(found), found.report.dropped) == (["good"], 3)


def test_overlapping_and_late_cues_are_counted_and_kept() -> None:
    cues = (
        ("00:00:01,000 --> 00:00:03,000", "one"),
        ("00:00:02,000 --> 00:00:04,000", "two"),
        ("00:01:30,000 --> 00:01:31,000", "after the end"),
    )
    report = track(srt(*cues)).report
    assert (report.cues, report.overlapping, report.ends_at) == (3, 1, 91.0)


def test_comments_styles_and_names_of_a_webvtt_file_are_not_shown() -> None:
    text = (
        "WEBVTT - My film\n\nNOTE for the editor\n\nSTYLE\n::cue { color: red }\n\n"
        "first\n00:01.000 --> 00:02.000 align:start\nHello\n\nsecond\n00:03.000 --> 00:04.000\nYou\n"
    )
    assert cue_texts(track(text)) == ["Hello", "You"]


def test_advanced_substation_becomes_plain() -> None:
    text = (
        "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\pos(1,1)}Hello\\Nyou\n"
        "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,hidden\n"
    )
    assert cue_texts(track(text)) == ["Hello\nyou"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "subtitles_unreadable"),
        (b"<!DOCTYPE html><p>--", "subtitles_unreadable"),
        (b"WEBVTT\n\n", "subtitles_unreadable"),
        (b"[Script Info]\nnonsense", "subtitles_unreadable"),
        (bytes(range(256)) * 40, "subtitles_encoding"),
        (b"x" * (10 * 2**20 + 1), "subtitles_too_large"),
    ],
)
def test_what_are_no_subtitles_is_refused(data: bytes, expected: str) -> None:
    found = converting.convert(data)
    assert isinstance(found, Refusal)
    assert found.code == expected
