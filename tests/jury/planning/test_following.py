"""Who can follow a film is one rule: manually, by the machine and from files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.entries.models import Entry
from festival.jury.models import PanelMember
from festival.jury.planning import rules as plan_rules
from festival.jury.planning import solve
from festival.jury.planning.facts import Facts
from festival.kernel.languages import NO_DIALOGUE
from festival.scoring.assignment import eligibility
from festival.scoring.values import understands
from tests.jury import factories

LANGUAGES = ["en", "en-GB", "EN-us", "pt", "pt-BR", "ar", "zh-Hans", "zh-Hant", NO_DIALOGUE]

tags = st.lists(st.sampled_from(LANGUAGES), max_size=2)
notes = st.lists(st.sampled_from(["violence", "suicide"]), max_size=1)
EDITION = factories.edition()
PANEL = factories.panel(EDITION, factories.juror())


@given(tags, tags, notes, tags, notes, st.none() | st.sampled_from(["en", "pt"]))
def test_a_hand_may_give_a_film_to_exactly_those_whom_the_machine_gives_it(
    spoken: list[str],
    subtitles: list[str],
    shown: list[str],
    known: list[str],
    avoided: list[str],
    required: str | None,
) -> None:
    EDITION.required_language = required
    entry = factories.film(EDITION, languages=spoken, subtitles=subtitles, content_notes=shown)
    member = PANEL.members[0]
    member.languages, member.avoids = known, avoided
    assert (plan_rules.needs_suitable_juror(entry, member) is None) == is_free_to_deal(
        entry, member, required
    )


def is_free_to_deal(entry: Entry, member: PanelMember, required: str | None) -> bool:
    facts = Facts(2, [required] if required else [], [entry], [member], [], set(), {})
    found = eligibility.found([solve.film_of(entry, 600)], [solve.juror_of(member, facts)], [])
    return not any(flags.any() for flags in found.values())


@pytest.mark.parametrize(
    ("known", "offered", "expected"),
    [
        (["en-GB"], ["EN-us"], True),
        (["pt"], ["pt-BR", "fr"], True),
        (["zh-Hans"], ["zh-Hant"], True),
        (["en"], ["ar"], False),
        ([], ["ar"], False),
        (None, ["ar"], True),
        (["en"], [], True),
        (["en"], ["ar", NO_DIALOGUE], True),
    ],
)
def test_who_knows_a_language_of_a_film_follows_it(
    known: list[str] | None, offered: list[str], expected: bool
) -> None:
    assert understands(known, offered) is expected
