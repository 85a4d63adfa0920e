"""TTML and its kin (DFXP, iTunes, EBU-TT, SMPTE-TT): each paragraph with the time of all that holds it."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from festival.screeners.media.subtitles import cues, language, markup
from festival.screeners.media.subtitles.readers import ttml_styles, ttml_times, xml_tree
from festival.screeners.media.subtitles.values import Options, Parsed, Place, Timed, Why

MOST_PIECES = 200  # of a paragraph, each with a time of its own
_NO_SPEECH = frozenset(("metadata", "set", "animate", "head", "layout", "styling", "audio", "image"))
_NOTES = frozenset(("desc", "title", "agent", "name", "actor", "copyright", "item"))


@dataclass(frozen=True)
class _Span:
    """When something is shown: seconds; `end` None if not said, `limit` where what holds it ends.

    What has no time and stands in nothing that has (`is_timed`) is never shown.
    """

    begin: Fraction = Fraction(0)
    end: Fraction | None = None
    is_timed: bool = False
    is_readable: bool = True
    limit: Fraction | None = None


@dataclass(frozen=True)
class _Piece:
    """Words of a paragraph, with the time of their own, if they have one."""

    words: str
    is_italic: bool
    span: _Span | None = None


@dataclass
class _File:
    """What is known all through a file, and what was found so far."""

    clock: ttml_times.Clock
    styles: Mapping[str, bool]
    timed: list[Timed] = field(default_factory=list)
    dropped: list[Place] = field(default_factory=list)
    changed: list[Place] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)


def parse(text: str, options: Options) -> Parsed:
    """The cues of a file, or of one of the languages in it. Raises what xml_tree.read raises."""
    root, damaged_at = xml_tree.read(text)
    film_rate = options.rate if options.is_at_film_rate else 0
    file = _File(ttml_times.of_root(root.attrib, film_rate), ttml_styles.italics(root))
    tag = root.get("lang", "")
    for body in root:
        if body.tag == "body":
            _read(file, body, _timed(file, body, _Span())[0], ttml_styles.is_italic(body, file.styles), tag)
    if damaged_at:
        file.dropped.append(Place(damaged_at, Why.DAMAGED))
    chosen, part, parts = language.of_part(file.timed, file.tags, options)
    good = cues.once(cues.kept(cues.ended(chosen, file.changed), file.dropped))
    pace, rate = _pace(file.clock, options)
    return Parsed(good, file.dropped, tuple(file.changed), pace, rate, part, parts)


def _pace(clock: ttml_times.Clock, options: Options) -> tuple[str, float]:
    """Where the rate comes from, if pictures are counted."""
    if not clock.counts_pictures:
        return "", 0
    if clock.is_rate_named:
        return "file", float(clock.rate)
    return "asked" if options.is_at_film_rate and options.rate else "standard", float(clock.rate)


def _timed(file: _File, element: ElementTree.Element, around: _Span) -> tuple[_Span, bool]:
    """When an element is shown, within what is around it; and whether it says an end of its own."""
    said = {name: element.get(name) for name in ("begin", "end", "dur")}
    read = {name: file.clock.seconds(each or "") for name, each in said.items() if ttml_times.is_said(each)}
    begin = around.begin + (read.get("begin") or 0)
    ends = [
        base + seconds
        for base, name in ((around.begin, "end"), (begin, "dur"))
        if (seconds := read.get(name)) is not None
    ]
    end = min([*ends, *([around.end] if around.end is not None else [])], default=None)
    is_readable = around.is_readable and not ("begin" in read and read["begin"] is None)
    return _Span(begin, end, around.is_timed or bool(read), is_readable, around.end), bool(ends)


def _read(file: _File, parent: ElementTree.Element, span: _Span, is_italic: bool, tag: str) -> None:
    """All paragraphs within an element. In a sequence, each begins where the one before it ended."""
    is_sequence, after = parent.get("timecontainer") == "seq", span
    _lose_loose_words(file, parent.text, parent)
    for element in parent:
        if element.tag not in _NO_SPEECH | _NOTES:
            after = _read_one(file, element, after, is_italic, tag, is_sequence=is_sequence)
        _lose_loose_words(file, element.tail, element)


def _read_one(
    file: _File, element: ElementTree.Element, after: _Span, is_italic: bool, tag: str, *, is_sequence: bool
) -> _Span:
    """A paragraph, or all paragraphs in what holds them; and after what the next one is shown."""
    span, says_end = _timed(file, element, after)
    slanted = ttml_styles.is_italic(element, file.styles, is_italic)
    own_tag = element.get("lang", tag)
    if element.tag == "p":
        _paragraph(file, element, span, says_end, slanted, own_tag)
    else:
        _read(file, element, span, slanted, own_tag)
    return replace(after, begin=span.end) if is_sequence and span.end is not None else after


def _lose_loose_words(file: _File, words: str | None, element: ElementTree.Element) -> None:
    """Words beside paragraphs are no subtitle, and said."""
    if words and words.strip():
        file.dropped.append(Place(_line(element), Why.OUTSIDE, words.strip()[: cues.MOST_WORDS]))


def _paragraph(
    file: _File, element: ElementTree.Element, span: _Span, says_end: bool, is_italic: bool, tag: str
) -> None:
    pieces = list(_pieces(file, element, is_italic, span))
    if tag:
        file.tags.setdefault(tag, tag)
    for begin, end, runs in _shown(pieces, span):
        short, is_cut = markup.cut(runs)
        words, line = markup.of_runs(short), _line(element)
        plain = markup.plain(words)[: cues.MOST_WORDS]
        if begin is None:
            file.dropped.extend([Place(line, Why.NO_TIME, plain)] if words else [])
        elif words and span.limit is not None and begin >= span.limit:
            file.dropped.append(Place(line, Why.AFTER_PART, plain))
        elif words or len(pieces) < 2:
            limit = _milliseconds(span.end) if span.end is not None else None
            is_known = end is not None and (says_end or end != span.end or not _begins(element))
            known = _milliseconds(end) if end is not None and is_known else None
            file.changed.extend([Place(line, Why.TOO_LONG, plain)] if is_cut else [])
            file.timed.append(Timed(_milliseconds(begin), known, words, line, limit, tag))


def _begins(element: ElementTree.Element) -> bool:
    """Whether a paragraph says when it begins, so that it is one of several in what holds it."""
    return ttml_times.is_said(element.get("begin"))


def _pieces(
    file: _File, element: ElementTree.Element, is_italic: bool, span: _Span, own: _Span | None = None
) -> Iterator[_Piece]:
    yield _Piece(_one_line(element.text), is_italic, own)
    for child in element:
        if child.tag == "br":
            yield _Piece("\n", False, own)
        elif child.tag not in _NO_SPEECH | _NOTES:
            inner, has_times = _timed(file, child, own or span), _has_times(child)
            slanted = ttml_styles.is_italic(child, file.styles, is_italic)
            yield from _pieces(file, child, slanted, span, inner[0] if has_times else own)
        yield _Piece(_one_line(child.tail), is_italic, own)


def _has_times(element: ElementTree.Element) -> bool:
    return any(ttml_times.is_said(element.get(name)) for name in ("begin", "end", "dur"))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


_Shown = tuple[Fraction | None, Fraction | None, list[tuple[str, bool]]]


def _shown(pieces: list[_Piece], span: _Span) -> Iterator[_Shown]:
    """What a paragraph shows, from when to when; pieces with times of their own come and go."""
    whole = [piece for piece in pieces if piece.words]
    if not any(piece.span for piece in whole):
        yield (span.begin if _is_known(span) else None), span.end, [(p.words, p.is_italic) for p in whole]
        return
    timed = [(piece, each) for piece in whole if _is_known(each := piece.span or span)]
    lost = [(piece.words, piece.is_italic) for piece in whole if not _is_known(piece.span or span)]
    if any(words.strip() for words, _ in lost):
        yield None, None, lost
    if len(timed) > MOST_PIECES:
        yield from ((each.begin, each.end, [(piece.words, piece.is_italic)]) for piece, each in timed)
        return
    points = sorted({point for _, each in timed for point in (each.begin, each.end) if point is not None})
    for number, point in enumerate(points):
        here = [(piece.words, piece.is_italic) for piece, each in timed if _is_at(each, point)]
        if any(words.strip() for words, _ in here):
            yield point, points[number + 1] if number + 1 < len(points) else None, here


def _is_known(span: _Span) -> bool:
    return span.is_timed and span.is_readable


def _is_at(span: _Span, point: Fraction) -> bool:
    return span.begin <= point and (span.end is None or point < span.end)


def _line(element: ElementTree.Element) -> int:
    return int(element.get(xml_tree.LINE, "0"))


def _milliseconds(seconds: Fraction) -> int:
    return round(seconds * 1000)
