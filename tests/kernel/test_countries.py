"""Countries are known by the codes of ISO 3166-1, and what has changed since is followed."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import countries
from festival.kernel.countries import Names
from festival.kernel.invalid import Invalid
from festival.kernel.registers import country_exceptions, iso_countries


def test_the_249_countries_of_the_standard_and_kosovo_are_known() -> None:
    assert len(countries.CODES) == 250
    assert {"CH", "PS", "TW", "SS", "XK"} <= countries.CODES
    assert not {"EU", "UN", "XX", "ZZ", "UK"} & countries.CODES


@pytest.mark.parametrize(
    ("typed", "code"),
    [("ch", "CH"), (" xk ", "XK"), ("XKX", "XK"), ("UK", "GB"), ("CHE", "CH"), ("SUHH", "SUHH")],
)
def test_usual_codes_become_the_one_in_force(typed: str, code: str) -> None:
    assert countries.normalise(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("SU", "SUHH"), ("SUN", "SUHH"), ("YU", "YUCS"), ("DD", "DDDE"), ("CSK", "CSHH"), ("ZR", "ZRCD")],
)
def test_the_code_of_a_state_of_then_is_kept_as_that_state(typed: str, code: str) -> None:
    assert countries.normalise(typed) == code


def test_a_code_that_two_states_have_had_is_asked_back() -> None:
    with pytest.raises(Invalid) as refusal:
        countries.normalise("CS")
    assert refusal.value.code == "country_several"
    assert str(refusal.value).startswith("“CS” can be Czechoslovakia / Serbia and Montenegro.")


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


def _every_name() -> list[tuple[str, str]]:
    return [(name, code) for code, names in iso_countries.today().items() for name in names]


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.upper,
        lambda name: name.replace(" and ", " & "),
        lambda name: name.replace("Saint ", "St. "),
        lambda name: name.replace("Saint ", "St "),
        lambda name: f"the {name}",
        lambda name: "".join(
            char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char)
        ),
        lambda name: name.replace("'", "’"),
        lambda name: f"  {name}  ".replace(" ", "  "),
    ],
    ids=["as it is", "upper", "&", "St.", "St", "the", "no accents", "’", "blanks"],
)
def test_every_name_of_the_standard_is_found_as_people_write_it(change: Callable[[str], str]) -> None:
    assert [(name, code) for name, code in _every_name() if countries.by_name(change(name)) != code] == []


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "ru", "zh", "de", "pt", "tr"])
def test_every_country_is_found_by_its_names_in_a_language_of_the_interface(locale: str) -> None:
    missed = [
        (code, names)
        for code in countries.CODES
        for names in Names
        if countries.by_name(countries.name(code, locale, names), locale) != code
    ]
    assert missed == []


def test_every_state_of_then_is_found_by_its_name_unless_a_country_of_today_has_it() -> None:
    found = {code: countries.by_name(names[0]) for code, names in iso_countries.former().items()}
    assert {code: other for code, other in found.items() if code != other} == {"TPTL": "TL"}


def test_what_forms_write_contradicts_no_register() -> None:
    """A name that a register has for a country of today is nobody else's."""
    registered = {name.casefold(): code for name, code in _every_name()}
    ours = country_exceptions.WRITTEN
    assert {name: code for name, code in ours.items() if registered.get(name.casefold(), code) != code} == {}
    assert {name: code for name, code in ours.items() if countries.by_name(name) != code} == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bosnia and Herzegovina", "BA"),
        ("Bosnia & Herzegovina", "BA"),
        ("Bosnia-Herzegovina", "BA"),
        ("Saint Lucia", "LC"),
        ("St. Lucia", "LC"),
        ("Cabo Verde", "CV"),
        ("Trinidad & Tobago", "TT"),
        ("Curacao", "CW"),
        ("DR Congo", "CD"),
        ("UAE", "AE"),
        ("South Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("U.S.A.", "US"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("Northern Ireland", "GB"),
        ("USSR", "SUHH"),
        ("Soviet Union", "SUHH"),
        ("Yugoslavia", "YUCS"),
        ("Czechoslovakia", "CSHH"),
        ("GDR", "DDDE"),
        ("East Germany", "DDDE"),
        ("Serbia and Montenegro", "CSXX"),
        ("Burma", "MM"),
        ("Schweiz", "CH"),
        ("日本", "JP"),
        ("Allemagne", "DE"),
        ("Kosovo", "XK"),
    ],
)
def test_short_old_and_own_names_are_understood(name: str, code: str) -> None:
    assert countries.read(name) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Korea", "country_several"),
        ("Virgin Islands", "country_several"),
        ("Quebec", "country_part"),
        ("Catalunya", "country_part"),
        ("Utopia", "country_unknown"),
    ],
)
def test_what_is_no_one_country_is_asked_back(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        countries.read(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("France, Senegal", ("FR", "SN")),
        ("France / Bosnia and Herzegovina", ("FR", "BA")),
        ("Iran, Islamic Republic of, France", ("IR", "FR")),
        ("Trinidad and Tobago and Saint Kitts and Nevis", ("TT", "KN")),
        ("USSR; Cuba", ("SUHH", "CU")),
        ("CH+FR", ("CH", "FR")),
        ("", ()),
    ],
)
def test_several_countries_in_one_line_are_read(typed: str, codes: tuple[str, ...]) -> None:
    assert countries.read_list(typed) == codes


@pytest.mark.parametrize("names", list(Names))
@pytest.mark.parametrize("locale", ["en", "fr", "ar"])
def test_what_a_form_shows_reads_back(locale: str, names: Names) -> None:
    token = countries.names_shown.set(names)
    try:
        shown = {
            code: countries.written(code, locale) for code in [*countries.CODES, *iso_countries.former()]
        }
    finally:
        countries.names_shown.reset(token)
    assert {code: text for code, text in shown.items() if countries.read_list(text, locale) != (code,)} == {}


@pytest.mark.parametrize(
    ("code", "usual", "united_nations"),
    [
        ("KR", "South Korea", "Republic of Korea"),
        ("PS", "Palestinian Territories", "State of Palestine"),
        ("SY", "Syria", "Syrian Arab Republic"),
        ("TW", "Taiwan", "Taiwan, Province of China"),
        ("XK", "Kosovo", "Kosovo (under UNSC resolution 1244)"),
        ("FR", "France", "France"),
        ("SH", "St. Helena", "Saint Helena, Ascension and Tristan da Cunha"),
        ("SUHH", "USSR", "USSR"),
    ],
)
def test_countries_are_shown_by_the_names_that_the_installation_chose(
    code: str, usual: str, united_nations: str
) -> None:
    assert countries.name(code, names=Names.USUAL) == usual
    assert countries.name(code, names=Names.UNITED_NATIONS) == united_nations


def test_a_long_text_is_no_country() -> None:
    assert countries.by_name("France" + " " * 100) is None
