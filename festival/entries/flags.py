"""What about an entry an organizer should look at. A flag never turns a film away; a person decides."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from festival.editions.terms import Terms
from festival.entries.models import Entry, EntryFlag
from festival.kernel import languages, partial_dates
from festival.kernel.words import N_, Message, Seconds, message

RUNTIME_TOLERANCE = 0.05  # of the length that was declared, and at least half a minute
LEAST_DIFFERENCE = 30


class FlagKind(StrEnum):
    """The kinds of things that are noticed."""

    OTHER_CATEGORY = "other_category"
    NO_CATEGORY = "no_category"
    RUNTIME_DIFFERS = "runtime_differs"
    COMPLETED_EARLY = "completed_early"
    LANGUAGE_MISSING = "language_missing"
    ENTERED_BEFORE = "entered_before"
    ENTERED_TWICE = "entered_twice"
    UNREAD = "unread"


ABOUT_LENGTH = frozenset({FlagKind.OTHER_CATEGORY, FlagKind.NO_CATEGORY})

FLAG_WORDS = MappingProxyType(
    {
        FlagKind.OTHER_CATEGORY: N_("Length fits another category"),
        FlagKind.NO_CATEGORY: N_("Length fits no category"),
        FlagKind.RUNTIME_DIFFERS: N_("Length differs from what was declared"),
        FlagKind.COMPLETED_EARLY: N_("Completed too early"),
        FlagKind.LANGUAGE_MISSING: N_("Not spoken or subtitled in the required language"),
        FlagKind.ENTERED_BEFORE: N_("Perhaps entered before"),
        FlagKind.ENTERED_TWICE: N_("Perhaps entered twice"),
        FlagKind.UNREAD: N_("Something could not be read"),
    }
)


@dataclass(frozen=True)
class Finding:
    """One flag to be raised, with plain JSON to say it later."""

    kind: FlagKind
    details: dict[str, Any]


def findings(
    entry: Entry,
    terms: Terms,
    *,
    measured: int | None,
    subtitles: Collection[str],
    earlier: Sequence[str],
    twins: Sequence[str] = (),
) -> list[Finding]:
    """Everything worth a look.

    `measured` is the film's length in seconds; `subtitles` the languages that came with or in the file;
    `earlier` the receipts of other editions' entries that seem to be the same film, `twins` of this one's.
    """
    return [
        *_of_length(entry, terms, measured if measured is not None else entry.runtime),
        *_of_runtime(entry, measured),
        *_of_completion(entry, terms),
        *_of_language(entry, terms, subtitles),
        *_of_earlier_entries(entry, earlier),
        *_of_twins(twins),
        *_of_what_is_unread(entry),
    ]


def words(flag: EntryFlag) -> Message:
    """A flag as a sentence for organizers; its text and values are said in the reader's language."""
    details = flag.details
    match FlagKind(flag.kind):
        case FlagKind.OTHER_CATEGORY | FlagKind.NO_CATEGORY:
            return _misfit(_OF_THE_FILM, details)
        case FlagKind.RUNTIME_DIFFERS:
            return _runtime_differs(details)
        case FlagKind.COMPLETED_EARLY:
            return message(
                "completed_early",
                "Completed {completed}; the call takes films completed on or after {first}.",
                completed=details["completed"],
                first=details["first"],
            )
        case FlagKind.LANGUAGE_MISSING:
            return message(
                "language_missing",
                "Neither spoken nor subtitled in {language}, as far as the filmmaker says and "
                "the file shows.",
                language=languages.name(details["language"]),
            )
        case FlagKind.ENTERED_BEFORE:
            return _entered_before(details["receipts"])
        case FlagKind.ENTERED_TWICE:
            return message(
                "entered_twice",
                "It seems to be the film of {receipts}, which is entered this year, too.",
                receipts=", ".join(details["receipts"]),
            )
        case FlagKind.UNREAD:
            return _unread(details["words"])


def length_remark(flag: EntryFlag) -> Message:
    """A flag about the length as its filmmaker reads it."""
    return _misfit(_OF_YOURS, flag.details)


_OF_YOURS = (
    N_("{limit} needed, yours is {seconds}: it fits {other}."),
    N_("At most {limit}, yours is {seconds}: it fits {other}."),
    N_("{limit} needed, yours is {seconds}; no category fits. The festival will look at it."),
    N_("At most {limit}, yours is {seconds}; no category fits. The festival will look at it."),
)
_OF_THE_FILM = (
    N_("This category needs {limit}; the film lasts {seconds}. It fits {other}."),
    N_("This category takes at most {limit}; the film lasts {seconds}. It fits {other}."),
    N_("This category needs {limit}; the film lasts {seconds}. No category fits."),
    N_("This category takes at most {limit}; the film lasts {seconds}. No category fits."),
)
"""Too short or too long where another category fits, and where none does."""


def _misfit(texts: tuple[str, str, str, str], details: Mapping[str, Any]) -> Message:
    """Both numbers, and where the film would fit instead."""
    seconds, least, others = details["seconds"], details["least"], details.get("others") or []
    is_short = least is not None and seconds < least
    return message(
        "wrong_length",
        texts[(0 if is_short else 1) + (0 if others else 2)],
        limit=Seconds((least if is_short else details["most"]) or 0),
        seconds=Seconds(seconds),
        other=", ".join(others),
    )


def _runtime_differs(details: Mapping[str, Any]) -> Message:
    return message(
        "runtime_differs",
        "The film lasts {measured}; the filmmaker wrote {declared}.",
        measured=Seconds(details["measured"]),
        declared=Seconds(details["declared"]),
    )


def _unread(words: Sequence[str]) -> Message:
    return message(
        "unread",
        "This was written and could not be read: {words}. Please ask what is meant.",
        words="; ".join(words),
    )


def _entered_before(receipts: Sequence[str]) -> Message:
    if receipts:
        return message(
            "entered_before", "It seems to be the film of {receipts}.", receipts=", ".join(receipts)
        )
    return message("entered_before", "The filmmaker says that it was entered in an earlier edition.")


def _of_length(entry: Entry, terms: Terms, seconds: int | None) -> Iterator[Finding]:
    here = terms.category(entry.category.slug)
    is_online = bool(entry.is_online_release)
    if seconds is None or here is None or here.holds(seconds, is_online):
        return
    others = [other.name for other in terms.others_that_hold(here.slug, seconds, is_online)]
    details = {"seconds": seconds, "least": here.least, "most": here.most, "others": others}
    yield Finding(FlagKind.OTHER_CATEGORY if others else FlagKind.NO_CATEGORY, details)


def _of_runtime(entry: Entry, measured: int | None) -> Iterator[Finding]:
    if measured is None or entry.runtime is None:
        return
    if abs(measured - entry.runtime) > max(LEAST_DIFFERENCE, entry.runtime * RUNTIME_TOLERANCE):
        yield Finding(FlagKind.RUNTIME_DIFFERS, {"measured": measured, "declared": entry.runtime})


def _of_completion(entry: Entry, terms: Terms) -> Iterator[Finding]:
    if entry.completed is None:
        return
    completed = partial_dates.parse(entry.completed)
    if not completed.may_be_on_or_after(terms.completed_from):
        yield Finding(
            FlagKind.COMPLETED_EARLY,
            {"completed": entry.completed, "first": terms.completed_from.isoformat()},
        )


def _of_language(entry: Entry, terms: Terms, subtitles: Collection[str]) -> Iterator[Finding]:
    wanted = terms.required_language
    if wanted is None:
        return
    heard_or_read = {*entry.languages, *entry.subtitles, *subtitles} - {"und"}
    is_silent = entry.languages == [languages.NO_DIALOGUE]
    if not is_silent and not any(languages.is_same_language(tag, wanted) for tag in heard_or_read):
        yield Finding(FlagKind.LANGUAGE_MISSING, {"language": wanted})


def _of_earlier_entries(entry: Entry, receipts: Sequence[str]) -> Iterator[Finding]:
    if receipts or entry.was_entered_before:
        yield Finding(FlagKind.ENTERED_BEFORE, {"receipts": list(receipts)})


def _of_twins(receipts: Sequence[str]) -> Iterator[Finding]:
    if receipts:
        yield Finding(FlagKind.ENTERED_TWICE, {"receipts": list(receipts)})


def _of_what_is_unread(entry: Entry) -> Iterator[Finding]:
    words = [text for typed in (entry.unfinished or {}).values() for text in typed if text.strip()]
    if words:
        yield Finding(FlagKind.UNREAD, {"words": words})
