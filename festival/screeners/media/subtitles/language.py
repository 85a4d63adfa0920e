"""Which language a text looks like. It only proposes: people say which it is."""

from collections.abc import Sequence

import py3langid

LONGEST_SAMPLE = 20_000  # characters
FEWEST_LETTERS = 40  # of shorter texts nothing is said
AS_LIKELY = 3  # kin such as Croatian and Bosnian take each other's first places
SAME = {"no": "nb", "nn": "nb", "zh-yue": "zh", "yue": "zh", "wuu": "zh", "iw": "he", "tl": "fil"}


def likely(text: str) -> tuple[str, ...]:
    """Language codes, the likeliest first, as many as can be taken for one another; none for a short text."""
    sample = text[:LONGEST_SAMPLE]
    if sum(not each.isspace() for each in sample) < FEWEST_LETTERS:
        return ()
    ranked: Sequence[tuple[str, float]] = py3langid.rank(sample)
    codes = [SAME.get(code, code) for code, _ in ranked[: AS_LIKELY + 2]]
    return tuple(dict.fromkeys(codes))[:AS_LIKELY]
