"""People go by the name they type, and no name carries a link into a letter."""

import pytest

from festival.accounts import names
from festival.kernel.invalid import Invalid


@pytest.mark.parametrize(
    "name",
    [
        "will.i.am",
        "J.R.R. Tolkien",
        "W.E.B. Du Bois",
        "M.I.A.",
        "Ph.D. Smith",
        "Søren / Anna",
        "Søren/Anna",
        "A & B",
    ],
)
def test_initials_and_two_people_stay_as_they_were_typed(name: str) -> None:
    assert names.clean(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("evil.example", "evil. example"),
        ("t.co", "t. co"),
        ("a.b.com", "a. b. com"),
        ("évil。com", "évil. com"),
        ("evil.am", "evil. am"),
        ("St.John", "St. John"),
    ],
)
def test_what_could_be_an_address_is_taken_apart(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept


@pytest.mark.parametrize("typed", ["evil.com/x", "a/b.com", "http://x", "//x", "www.x", "a@b", "J.R.R./evil"])
def test_what_is_a_link_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        names.clean(typed)
    assert refusal.value.code == "name_link"
