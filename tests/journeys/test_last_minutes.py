"""The deadline, met in a browser: the call closes while a filmmaker is still writing."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.filmmakers import ANSWERS, LINK, Filmmaker
from tests.journeys.houses import MARIA, House
from tests.journeys.organizers import Organizer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

LINA = "lina@example.org"
LATE_WORDS = "A family walks north. This sentence was written at two seconds to midnight."


def test_a_draft_typed_while_the_call_closes(house: House) -> None:
    with house.visit() as hers, house.visit() as at_the_desk:
        lina, maria = Filmmaker(hers, house), Organizer(at_the_desk, house)
        lina.register("Lina Haddad", LINA)
        lina.sign_in(LINA)
        lina.begin()
        lina.write(**ANSWERS, file=LINK)
        other_tab = Filmmaker(hers.context.new_page(), house)
        other_tab.open(f"{lina.entry}/submit")

        lina.open(f"{lina.entry}/story")
        house.move_clock_to(house.closes_at() + timedelta(seconds=2))
        lina.fill(synopsis=LATE_WORDS)
        other_tab.press("Submit your film")

        other_tab.sees("The call closed on Sunday 21 June 2020, 24:00 in Geneva")
        other_tab.sees("Your draft is kept")
        lina.press("Save and continue")
        lina.open(f"{lina.entry}/story")
        expect(lina.main.locator("[name=synopsis]")).to_have_value(LATE_WORDS)

        maria.sign_in(MARIA)
        maria.give_more_time(LINA, "2020-06-22", "The power was out in Beirut.")
        lina.submit()
        lina.sees("22 June 2020, 00:00 CEST in Geneva")
