"""Which language a text looks like, and which of several languages in one file is read.

What a text looks like only proposes: people say which language it is.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

import py3langid

from festival.kernel import languages
from festival.kernel.invalid import Invalid
from festival.screeners.media.subtitles import cues
from festival.screeners.media.subtitles.values import Cue, Options, Part, Timed

LONGEST_SAMPLE = 20_000  # characters
FEWEST_LETTERS = 40  # of shorter texts nothing is said
AS_LIKELY = 3  # kin such as Croatian and Bosnian take each other's first places
SAME = {"no": "nb", "nn": "nb", "zh-yue": "zh", "yue": "zh", "wuu": "zh", "iw": "he", "tl": "fil"}
AT_ONCE = 0.5  # of the texts of one language run while those of another do: then they are two subtitles
MOST_PARTS = 30


def likely(text: str) -> tuple[str, ...]:
    """Language codes, the likeliest first, as many as can be taken for one another; none for a short text."""
    sample = text[:LONGEST_SAMPLE]
    if sum(not each.isspace() for each in sample) < FEWEST_LETTERS:
        return ()
    ranked: Sequence[tuple[str, float]] = py3langid.rank(sample)
    codes = [SAME.get(code, code) for code, _ in ranked[: AS_LIKELY + 2]]
    return tuple(dict.fromkeys(codes))[:AS_LIKELY]


def of_part(
    timed: Sequence[Timed], tags: Mapping[str, str], options: Options, *, stays: int = 0
) -> tuple[list[Timed], str, tuple[Part, ...]]:
    """The texts of one of several languages that run beside one another; its key; all of them.

    `tags` are the languages of parts as the file says them. Where one follows another, all texts are one.
    """
    counted = Counter(each.part for each in timed if each.part and each.markup)
    parts = tuple(Part(key, _tag(tags.get(key, "")), count) for key, count in counted.most_common(MOST_PARTS))
    parts = tuple(sorted(parts, key=lambda part: list(counted).index(part.key)))
    if len(parts) < 2 or not _run_at_once(timed, parts, stays):
        return list(timed), "", parts[:1] if len(parts) == 1 else ()
    chosen = _chosen(parts, options)
    return [each for each in timed if each.part in (chosen, "")], chosen, parts


def _chosen(parts: Sequence[Part], options: Options) -> str:
    """The one that was asked for, else one that the file is thought to be in, else the first."""
    if any(part.key == options.part for part in parts):
        return options.part
    for tag in options.languages:
        for part in parts:
            if part.language and languages.is_same_language(tag, part.language):
                return part.key
    return parts[0].key


def _run_at_once(timed: Sequence[Timed], parts: Sequence[Part], stays: int) -> bool:
    """Whether the shortest part runs beside the others, so that both would stand on the screen.

    Where the file names no languages, parts may be styles: then they have to begin at the same times.
    """
    if not all(part.language for part in parts):
        return _begin_at_once(timed, parts)
    shown = {
        part.key: cues.ended(
            [each for each in timed if each.part == part.key and each.markup], [], stays=stays
        )
        for part in parts
    }
    least = min(parts, key=lambda part: part.cues).key
    others = sorted((cue for key, found in shown.items() if key != least for cue in found), key=_start)
    beside = sum(_is_beside(cue, others) for cue in shown[least])
    return beside >= AT_ONCE * len(shown[least])


def _begin_at_once(timed: Sequence[Timed], parts: Sequence[Part]) -> bool:
    least = min(parts, key=lambda part: part.cues).key
    own = [each.start for each in timed if each.part == least and each.markup]
    others = {each.start for each in timed if each.part not in (least, "") and each.markup}
    return sum(start in others for start in own) >= AT_ONCE * len(own)


def _is_beside(cue: Cue, others: Sequence[Cue]) -> bool:
    """Whether one of the others, in order of time, begins before this ends, and ends after it begins."""
    before = bisect_left(others, cue.end, key=_start)
    return any(other.end > cue.start for other in others[max(before - 3, 0) : before])


def _start(cue: Cue) -> int:
    return cue.start


def _tag(written: str) -> str:
    try:
        return languages.normalise(written) if written else ""
    except Invalid:
        return ""
