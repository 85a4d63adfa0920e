"""Subtitles as people send them, in any encoding and format, made into WebVTT for every browser."""

from collections.abc import Sequence
from dataclasses import replace

from festival.kernel.refusals import Refusal, refuse
from festival.screeners.media.subtitles import (
    cues,
    encodings,
    formats,
    language,
    limits,
    markup,
    old_encodings,
    repairs,
    scripts,
    webvtt,
)
from festival.screeners.media.subtitles.readers import xml_tree
from festival.screeners.media.subtitles.values import (
    Cue,
    Decoded,
    Options,
    Parsed,
    Place,
    Question,
    Report,
    Sample,
    Track,
)

MOST_CUES = 50_000
MOST_PLACES = 20
FIRST = 5


def convert(data: bytes, options: Options | None = None) -> Track | Question | Refusal:
    """WebVTT from a file's bytes, or what has to be asked first, or why not."""
    options = options or Options()
    refusal = limits.needs_text(data)
    if refusal:
        return refusal
    if formats.STL.match(data):
        return _track("", "stl", data, Decoded("", "EBU STL"), options)
    decoded = encodings.decode(data, options)
    if isinstance(decoded, Question):
        return decoded
    if decoded is None:
        return refuse(
            "subtitles_encoding",
            "We could not find out how this text is encoded. Save the file as UTF-8 and choose it again.",
        )
    kind = formats.kind_of(decoded.text)
    return _track(decoded.text, kind, data, decoded, options) if kind else _unreadable()


def _unreadable() -> Refusal:
    return refuse(
        "subtitles_unreadable",
        "We found no subtitles in this file. Save them as SubRip (.srt) or WebVTT (.vtt) and choose "
        "them again.",
    )


def _none_with_times(dropped: Sequence[Place]) -> Refusal:
    """Words were found, and none of them can be shown: say where the first stand."""
    first = dropped[0]
    return refuse(
        "subtitles_none_left",
        "Places with subtitles in this file: {count}. None has times that can be used. The first is line "
        "{line}: “{words}”.",
        count=len(dropped),
        line=first.line,
        words=first.text,
    )


def _track(text: str, kind: str, data: bytes, decoded: Decoded, options: Options) -> Track | Refusal:
    fixed, twice = repairs.encoded_once(text)
    try:
        parsed = formats.parse(fixed if options.is_encoded_twice else text, kind, data, options)
    except (xml_tree.EntityError, xml_tree.DeepError):
        return limits.too_hard()
    if parsed is None or not parsed.cues:
        return _none_with_times(parsed.dropped) if parsed and parsed.dropped else _unreadable()
    if len(parsed.cues) > MOST_CUES:
        return refuse(
            "subtitles_too_many",
            "This file has {count} subtitles; a film has hundreds. Is it the right one?",
            count=len(parsed.cues),
        )
    return _shown(
        parsed, kind, data, replace(decoded, text=""), options, 0 if options.is_encoded_twice else twice
    )


def _shown(
    parsed: Parsed, kind: str, data: bytes, decoded: Decoded, options: Options, twice: int
) -> Track | Refusal:
    """The cues as they are shown, moved and turned as somebody asked for, with what is known of them."""
    dropped = list(parsed.dropped)
    found = cues.shifted(parsed.cues, options.shift, dropped)
    if not found:
        return refuse(
            "subtitles_before_film", "Moved so far, all subtitles would end before the film begins."
        )
    words = [line for cue in found for line in markup.plain(cue.markup).split("\n")]
    written = scripts.of_text("\n".join(words))
    is_turned = scripts.is_right_to_left(written)
    found = [_turned(cue, options.is_mirrored) for cue in found] if is_turned else found
    overlapping = cues.overlapping(found)
    report = Report(
        format=kind,
        encoding=decoded.encoding,
        cues=len(found),
        dropped=len(dropped),
        overlapping=len(overlapping),
        starts_at=found[0].start / 1000,
        ends_at=max(cue.end for cue in found) / 1000,
        first=tuple((cue.start / 1000, markup.plain(cue.markup)) for cue in found[:FIRST]),
        dropped_at=tuple(dropped[:MOST_PLACES]),
        changed_at=parsed.changed[:MOST_PLACES],
        overlapping_at=tuple(at / 1000 for at in overlapping[:MOST_PLACES]),
        bad_bytes=decoded.bad_bytes,
        bad_lines=decoded.bad_lines,
        twice=twice,
        mirrored=repairs.mirrored(words) if is_turned and not options.is_mirrored else 0,
        pace=parsed.pace,
        rate=parsed.rate,
        scripts=written,
        languages=language.likely("\n".join(words)),
        others=_others(data, decoded, options.languages),
    )
    return Track(webvtt.write(found), replace(report, part=parsed.part, parts=parsed.parts))


def _turned(cue: Cue, is_mirrored: bool) -> Cue:
    text = repairs.unmirrored(cue.markup) if is_mirrored else cue.markup
    return replace(cue, markup=repairs.directed(text))


def _others(data: bytes, decoded: Decoded, languages: Sequence[str]) -> tuple[Sample, ...]:
    names = encodings.others(data, decoded.encoding, languages)
    found = old_encodings.samples(data, (decoded.encoding, *names)) if names else ()
    return tuple(sample for sample in found if sample.encoding != decoded.encoding)
