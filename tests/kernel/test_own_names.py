"""The file of names that languages and countries have at home is what CLDR says."""

from tests.kernel import own_names


def test_the_kept_names_are_those_of_the_babel_that_is_installed() -> None:
    assert own_names.PLACE.read_text(encoding="utf-8") == own_names.text(), "python -m tests.kernel.own_names"
