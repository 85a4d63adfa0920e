"""A film entered from a browser that runs no scripts: forms alone, and a link to the film on the web."""

import pytest

from tests.factories import LONG_ARABIC_TITLE
from tests.journeys.filmmakers import ANSWERS, LINK, Filmmaker
from tests.journeys.houses import House

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

LINA = "lina@example.org"


def test_a_film_is_entered_by_link_without_javascript(house: House) -> None:
    with house.visit(java_script_enabled=False) as page:
        lina = Filmmaker(page, house)
        lina.register("Lina Haddad", LINA)
        lina.sign_in(LINA)
        lina.begin()
        lina.write(**ANSWERS, file=LINK)

        code = lina.submit()

        assert code in house.letter(LINA, "is submitted").text
        lina.open(lina.entry)
        lina.sees("In Consideration")
        lina.sees(LONG_ARABIC_TITLE)
