"""An installation chooses by whose names its pages show countries."""

from festival.app import create_app
from festival.config import Config
from festival.kernel import countries
from festival.kernel.countries import Names


def test_the_names_of_the_united_nations_are_shown_where_the_installation_wants_them(config: Config) -> None:
    un = create_app(config.model_copy(update={"country_names": Names.UNITED_NATIONS}))
    usual = create_app(config)
    with un.app_context():
        assert countries.name("PS") == "State of Palestine"
        assert dict(countries.choices())["KR"] == "Republic of Korea"
        with usual.app_context():
            assert countries.name("PS") == "Palestinian Territories"
        assert countries.name("PS") == "State of Palestine"
    assert countries.name("PS") == "Palestinian Territories"
