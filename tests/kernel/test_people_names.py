"""Names of people and companies come apart where one ends, and go back together without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel import people_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Robert Downey, Jr.", ["Robert Downey, Jr."]),
        ("Robert Downey, Jr., Ana Ruiz", ["Robert Downey, Jr.", "Ana Ruiz"]),
        ("Ana Ruiz, Sammy Davis, Jr", ["Ana Ruiz", "Sammy Davis, Jr"]),
        ("Blue Sea Films, Inc.", ["Blue Sea Films, Inc."]),
        ("Blue Sea Films, Inc., Red Sand, S.A.R.L.", ["Blue Sea Films, Inc.", "Red Sand, S.A.R.L."]),
        ("Sun Pictures, Pty. Ltd., Ana Ruiz", ["Sun Pictures, Pty. Ltd.", "Ana Ruiz"]),
        ("Kino, GmbH & Co. KG", ["Kino, GmbH & Co. KG"]),
        ("Charlie, the Boss", ["Charlie, the Boss"]),
        ("Henry Louis Gates, Ph.D., William Smith, III", ["Henry Louis Gates, Ph.D.", "William Smith, III"]),
        ("A & B", ["A & B"]),
        ("Ana and Bo", ["Ana and Bo"]),
        ("Ana Ruiz, Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("Ruiz, Ana; Li, Bo", ["Ruiz, Ana", "Li, Bo"]),
        ("Ruiz, Ana;", ["Ruiz, Ana"]),
        ("Ana Ruiz\nBo Li, Jr.", ["Ana Ruiz", "Bo Li, Jr."]),
        ("محمد، سلمى", ["محمد", "سلمى"]),
        ("J.R.R. Tolkien", ["J.R.R. Tolkien"]),
        ("Jr.", ["Jr."]),
        ("Ana, Ana", ["Ana"]),
        (" , ;", []),
    ],
)
def test_names_come_apart_where_one_ends(text: str, names: list[str]) -> None:
    assert people_names.split(text) == names


PARTS = st.sampled_from(["Ana Ruiz", "Bo Li, Jr.", "Blue Sea, Inc.", "Ruiz, Ana", "Ana & Bo", "O, P", "X"])


@given(st.lists(PARTS | st.text(st.characters(categories=["L"]), min_size=1), unique=True))
def test_names_that_go_out_come_back(names: list[str]) -> None:
    assert people_names.split(people_names.written(names)) == names


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Robert Downey, Jr.", "Robert Downey"),
        ("Ana Ruiz III", "Ana Ruiz"),
        ("Junior", "Junior"),
        ("Bo Sr", "Bo Sr"),
    ],
)
def test_the_son_has_the_name_of_the_father(name: str, plain: str) -> None:
    assert people_names.without_suffix(name) == plain
