"""Countries are known by the codes of ISO 3166-1, and what has changed since is followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import countries
from festival.kernel.invalid import Invalid


def test_the_249_countries_of_the_standard_and_kosovo_are_known() -> None:
    assert len(countries.CODES) == 250
    assert {"CH", "PS", "TW", "SS", "XK"} <= countries.CODES
    assert not {"EU", "UN", "XX", "ZZ", "UK"} & countries.CODES


@pytest.mark.parametrize(
    ("typed", "code"), [("ch", "CH"), (" xk ", "XK"), ("UK", "GB"), ("CHE", "CH"), ("ZR", "CD"), ("DD", "DE")]
)
def test_usual_and_former_codes_become_the_one_in_force(typed: str, code: str) -> None:
    assert countries.normalise(typed) == code


def test_a_dissolved_state_is_refused_with_its_successors() -> None:
    with pytest.raises(Invalid) as refusal:
        countries.normalise("YU")
    assert refusal.value.code == "country_dissolved"
    assert "Serbia, Montenegro" in str(refusal.value)


@pytest.mark.parametrize("typed", ["", "C", "ZZ", "EU", "QU", "QQQ", "Switzerland"])
def test_what_is_no_country_code_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        countries.normalise(typed)
    assert refusal.value.code == "country_unknown"


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "ru", "zh"])
def test_every_country_has_a_name_in_the_six_languages(locale: str) -> None:
    choices = countries.choices(locale)
    assert {code for code, _ in choices} == countries.CODES
    assert all(name != code for code, name in choices)


@given(st.sampled_from(countries.choices("en")))
def test_every_name_of_the_picker_is_understood_when_read_back(choice: tuple[str, str]) -> None:
    code, name = choice
    assert countries.by_name(name.upper()) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran, Islamic Republic of", "IR"),
        ("USA", "US"),
        ("Côte d'Ivoire", "CI"),
        ("Viet Nam", "VN"),
        ("Utopia", None),
    ],
)
def test_a_country_is_found_by_the_name_that_other_systems_give_it(name: str, code: str | None) -> None:
    assert countries.by_name(name) == code
