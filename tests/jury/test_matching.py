"""Jurors who are named in a film are found, however their name is written there."""

import pytest

from festival.entries.models import Entry
from festival.jury import matching
from tests.jury import factories


def is_matched(juror: str, **credits: object) -> bool:
    edition = factories.edition()
    film = factories.film(edition, **({"id": 1, "owner_id": 7} | credits))
    person = factories.juror(id=2, name=juror)
    return matching.involved([film], [person]) == {(1, 2)}


@pytest.mark.parametrize(
    ("juror", "credited"),
    [
        ("Jane Smith", "Jane Smith"),
        ("José Ñíguez", "JOSE NIGUEZ"),
        ("Jørgen Łukasz", "Jorgen Lukasz"),
        ("Kim Ki-duk", "Ki-duk Kim"),
        ("Jane Smith", "Smith, Jane"),
        ("Jane Smith", "J. Smith"),
        ("J. Smith", "Jane Smith"),
        ("Jane Smith", "Jane M. Smith"),
        ("Jane Mary Smith", "Jane Smith"),
        ("王小明", "王小明"),
        ("Madonna", "Madonna"),
    ],
)
def test_a_name_is_found_however_it_is_written(juror: str, credited: str) -> None:
    assert is_matched(juror, directors=[credited])


@pytest.mark.parametrize(
    ("juror", "credited"),
    [
        ("Jane Smith", "John Smith"),
        ("Jane Smith", "Jane Smithson"),
        ("Jane Smith", "K. Smith"),
        ("Jane Smith", "Smith"),
        ("Jane", "Jane Smith"),
        ("Jane Smith", "—"),
        ("…", "—"),
    ],
)
def test_another_name_is_not_taken_for_it(juror: str, credited: str) -> None:
    assert not is_matched(juror, directors=[credited])


@pytest.mark.parametrize(
    "credits",
    [
        {"writers": ["Jane Smith"]},
        {"producers": ["Ana Ruiz & Jane Smith"]},
        {"key_cast": ["Ana Ruiz", "Jane Smith (voice)"]},
        {"other_credits": ["Editor: Omar Saleh, Jane Smith"]},
        {"companies": ["Jane Smith"]},
        {"rights_holder": "Jane Smith"},
    ],
)
def test_every_credit_counts(credits: dict[str, object]) -> None:
    assert is_matched("Jane Smith", **credits)


def test_who_entered_a_film_does_not_judge_it() -> None:
    assert is_matched("Somebody Else", owner_id=2)


def test_nobody_is_matched_by_accident() -> None:
    film = Entry(id=1, owner_id=7)
    assert matching.involved([film], [factories.juror(id=2)]) == frozenset()


def test_a_juror_who_changes_their_name_and_a_film_that_changes_its_credits_are_looked_at_again() -> None:
    film, person = (
        factories.film(factories.edition(), id=1, owner_id=7),
        factories.juror(id=2, name="Jane Smith"),
    )
    film.producers = ["Jane Smith"]
    assert matching.involved([film], [person]) == {(1, 2)}
    person.name = "Ana Ruiz"
    assert matching.involved([film], [person]) == frozenset()
    film.producers = ["Ana Ruiz"]
    assert matching.involved([film], [person]) == {(1, 2)}
