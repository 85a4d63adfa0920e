"""The encodings from before Unicode: which of them make a text of a file's bytes that reads as one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean

import chardet

from festival.screeners.media.subtitles import plausible, scripts
from festival.screeners.media.subtitles.values import Sample

SURE = 0.15  # chardet's confidence; below it, what it says is chance
NEAR = 0.02  # a second text this near to the first, as a share of its confidence, is as likely
WITHIN_REACH = 0.6  # of the best confidence; what is below is not looked at
MOST_SAMPLES = 6
LINES_OF_A_SAMPLE = 4
LONGEST_LINE = 120
FEWEST_LETTERS = 40  # of fewer no language can be recognised
PARTS, MOST_PARTS = 8, 0.6
BAD_SHARE = 0.005  # of the letters: so many may mean nothing
ENOUGH_BYTES = 8_192
# Nobody's subtitles are in these; they are left out because they make letters of nearly any byte.
STRANGE = ("hp-roman8", "cp1006", "cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140")
WESTERN = ("cp1252", "iso8859-15", "mac-roman", "cp850")
CENTRAL = ("cp1250", "iso8859-2", "cp852", "mac-latin2")
CYRILLIC = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_WESTERN = "af ca cy da de en es eu fi fo fr ga gl id is it ms nb nl nn no oc pt sv sw"
_CENTRAL = "bs cs hr hu pl ro sk sl"
_CYRILLIC = "be bg kk ky mk mn ru tg tt uk"
USUAL = {
    **dict.fromkeys(_WESTERN.split(), WESTERN),
    **dict.fromkeys(_CENTRAL.split(), CENTRAL),
    **dict.fromkeys(_CYRILLIC.split(), CYRILLIC),
    "ar": ("cp1256", "iso8859-6", "cp720"),
    "az": ("cp1254", "cp1251"),
    "el": ("cp1253", "iso8859-7", "cp737"),
    "et": ("cp1257", "iso8859-15", "cp1252"),
    "fa": ("cp1256",),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "ja": ("cp932", "euc_jis_2004"),
    "ko": ("cp949",),
    "lt": ("cp1257", "iso8859-13"),
    "lv": ("cp1257", "iso8859-13"),
    "sq": ("cp1252", "cp1250"),
    "sr": (*CENTRAL, *CYRILLIC),
    "th": ("cp874",),
    "tr": ("cp1254", "cp857"),
    "ur": ("cp1256",),
    "vi": ("cp1258",),
    "zh": ("gb18030", "big5hkscs"),
}
"""The encodings that each language was written in, the commonest first."""
_TIMES = re.compile(rb"^[\d:.,;\-> \t\r]*$\n?", re.MULTILINE)
_RECOGNISED = (
    "ar be bg cs da de el en es et fa fi fr he hr hu is it ja ko lt lv mk nl no pl pt "
    "ro ru sk sl sr sv th tr uk ur vi zh"
)
RECOGNISED = frozenset(_RECOGNISED.split())
"""The languages that chardet can tell from others by their letters; what it says of the rest is chance."""

Proposal = tuple[str, float, str]


@dataclass(frozen=True)
class Candidate:
    """One way to read the bytes. Encodings that make the same letters of them are one candidate.

    `score` is chardet's confidence, lowered by what nobody writes.
    """

    encoding: str
    text: str
    confidence: float
    encodings: tuple[str, ...]
    languages: tuple[str, ...]

    @cached_property
    def score(self) -> float:
        return self.confidence * (1 - self.strangeness) ** 4

    @cached_property
    def strangeness(self) -> float:
        return plausible.strangeness(self.text)

    def is_one_of(self, wanted: Sequence[str]) -> bool:
        """Whether one of its encodings is among these."""
        return any(name in wanted for name in self.encodings)


def choose(data: bytes, languages: Sequence[str], is_said: bool = False) -> list[str]:
    """The encoding, if one is clearly right; else all that a person should choose from; none if none fits."""
    found = ranked(data, languages)
    if not found:
        return []
    best, *rest = found
    likely = [best, *(each for each in rest if each.score >= (1 - NEAR) * best.score)]
    believed = _believed(languages, best, is_said)
    if best.score < SURE:
        likely = [each for each in found if each.is_one_of(_usual(believed)) and not each.strangeness]
    elif len(likely) > 1:
        wanted = _usual(believed or best.languages[:1])
        likely = [each for each in likely if each.is_one_of(wanted)]
    if likely and likely[0].is_one_of(_commonest(believed)):
        likely = likely[:1]
    return [each.encoding for each in (likely if len(likely) == 1 else found[:MOST_SAMPLES])]


def _believed(languages: Sequence[str], best: Candidate, is_said: bool) -> list[str]:
    """Those languages that the text may be in: what it looks like, and what nobody here can recognise.

    In a short text nothing can be recognised: then what a person says is believed.
    """
    bases = {tag: tag.partition("-")[0] for tag in languages}
    is_short = is_said and sum(map(str.isalpha, best.text)) < FEWEST_LETTERS
    written = scripts.of_text(best.text)
    return [
        tag
        for tag in languages
        if bases[tag] in best.languages
        or bases[tag] not in RECOGNISED
        or (is_short and written and scripts.fits(tag, written))
    ]


def ranked(data: bytes, languages: Sequence[str]) -> list[Candidate]:
    """The ways to read the bytes, the likeliest first."""
    speech = _speech(data)
    wanted = _usual(languages)
    candidates: dict[str, Candidate] = {}
    for encoding, confidence, language in (*_proposed(data), *((name, 0.0, "") for name in wanted)):
        text = _decoded(speech, encoding)
        if text is not None:
            new = Candidate(encoding, text, confidence, (encoding,), tuple(filter(None, [language])))
            known = candidates.get(letters(text))
            candidates[letters(text)] = _joined(known, new, wanted) if known else new
    found = sorted(candidates.values(), key=lambda each: (-each.score, each.strangeness))
    return [each for each in found if each.score >= WITHIN_REACH * found[0].score or each.is_one_of(wanted)]


def _joined(known: Candidate, new: Candidate, wanted: Sequence[str]) -> Candidate:
    """Two encodings that make the same letters: the usual one's name, the better one's confidence."""
    first, second = (known, new) if new.encoding not in wanted or known.encoding in wanted else (new, known)
    confidence = max(known.confidence, new.confidence)
    return replace(
        first,
        confidence=confidence,
        encodings=(*first.encodings, *second.encodings),
        languages=(*first.languages, *second.languages),
    )


def samples(data: bytes, encodings: Sequence[str]) -> tuple[Sample, ...]:
    """The lines that tell these encodings apart, each as it reads in each of them."""
    lines = _speech(data).split(b"\n")[:LINES_OF_A_SAMPLE]
    shown = b"\n".join(line[: LONGEST_LINE * 3] for line in lines)
    found: dict[tuple[str, ...], str] = {}
    for encoding in encodings:
        read = shown.decode(encoding, "replace").split("\n")
        found.setdefault(tuple(line[:LONGEST_LINE].strip() for line in read), encoding)
    return tuple(Sample(encoding, lines) for lines, encoding in found.items())[:MOST_SAMPLES]


def _speech(data: bytes) -> bytes:
    """The lines that are not ASCII alone, as many as tell enough."""
    found, size = [], 0
    for line in re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", data):
        found.append(line)
        size += len(line)
        if size > ENOUGH_BYTES:
            break
    return b"\n".join(found)[: 4 * ENOUGH_BYTES]


def _proposed(data: bytes) -> list[Proposal]:
    """What chardet thinks of all that is said, ASCII or not: (encoding, confidence, language).

    One byte that means nothing in an encoding rules it out for the whole; so the parts are asked, too. Where
    most of them are likeliest in an encoding that the whole is not, they decide.
    """
    lines = _TIMES.sub(b"", data).splitlines(keepends=True)
    whole = _asked(b"".join(lines))
    size = max(1, -(-len(lines) // PARTS))
    parts = [_asked(b"".join(lines[at : at + size])) for at in range(0, min(len(lines), size * PARTS), size)]
    means = _means(parts)
    known = {encoding for encoding, _, _ in whole}
    best = max(means, key=lambda each: each[1], default=None)
    return means if best and best[0] not in known else whole


def _means(parts: list[list[Proposal]]) -> list[Proposal]:
    """Of the encodings that most parts may be in, the confidence on average."""
    found: dict[str, list[Proposal]] = {}
    for each in (each for part in parts for each in part):
        found.setdefault(each[0], []).append(each)
    return [
        (name, fmean(each[1] for each in proposals), proposals[0][2])
        for name, proposals in found.items()
        if len(proposals) >= MOST_PARTS * len(parts)
    ]


def _asked(speech: bytes) -> list[Proposal]:
    if not re.search(rb"[\x80-\xff]", speech):
        return []
    found = chardet.detect_all(speech, ignore_threshold=True, compat_names=False, exclude_encodings=STRANGE)
    return [
        (each["encoding"], each["confidence"], each["language"] or "") for each in found if each["encoding"]
    ]


def _usual(languages: Sequence[str]) -> tuple[str, ...]:
    """What was usual for these languages; a script in a tag leaves out what cannot write it."""
    found: list[str] = []
    for tag in languages:
        base, _, rest = tag.partition("-")
        usual = USUAL.get(base, ())
        if rest.startswith("Latn"):
            usual = tuple(name for name in usual if name not in CYRILLIC)
        elif rest.startswith("Cyrl"):
            usual = tuple(name for name in usual if name not in CENTRAL)
        found += [name for name in usual if name not in found]
    return tuple(found)


def _commonest(languages: Sequence[str]) -> list[str]:
    return [usual[0] for tag in languages if (usual := _usual([tag]))]


def _decoded(speech: bytes, encoding: str) -> str | None:
    try:
        text = speech.decode(encoding, "replace")
    except LookupError:
        return None
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    return text if bad <= max(1, BAD_SHARE * len(text)) else None


def letters(text: str) -> str:
    """What is the same for readers: quotation marks and dashes do not make another text."""
    return "".join(each for each in text if each.isalpha() and each > "\x7f").translate(plausible.SAME)
