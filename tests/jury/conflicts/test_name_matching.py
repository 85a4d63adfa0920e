"""Jurors who are named in a film are found, however their name is written there."""

import pytest

from festival.entries.models import Entry
from festival.jury.conflicts import involvement, name_matching
from festival.jury.conflicts.name_writings import OTHER_SCRIPT, OTHER_SPELLING, SUFFIX
from festival.jury.models import PanelMember
from tests.jury import factories


def is_matched(juror: str, **credits: object) -> bool:
    edition = factories.edition()
    film = factories.film(edition, **({"id": 1, "owner_id": 7} | credits))
    person = factories.juror(id=2, name=juror)
    return name_matching.involved([film], [person]) == {(1, 2)}


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
    ("juror", "credited", "why"),
    [
        ("Anna Müller", "Anna Mueller", OTHER_SPELLING),
        ("Jörg Weiß", "Joerg Weiss", OTHER_SPELLING),
        ("Åse Lund", "Aase Lund", OTHER_SPELLING),
        ("Mohamed Salah", "Mohammed Salah", OTHER_SPELLING),
        ("Mohamed Salah", "Salah, Muhammad", OTHER_SPELLING),
        ("Youssef Nasser", "Yusuf Nasser", OTHER_SPELLING),
        ("Ольга Петрова", "Olga Petrova", OTHER_SCRIPT),
        ("Olga Petrova", "Режиссёр: Ольга Петрова", OTHER_SCRIPT),
        ("Dmitri Tchaikovsky", "Дмитрий Чайковский", OTHER_SCRIPT),
        ("محمد الأمين", "Mohamed El Amine", OTHER_SCRIPT),
        ("Mohammed Al-Amin", "محمد الأمين", OTHER_SCRIPT),
        ("Youssef Chahine", "يوسف شاهين", OTHER_SCRIPT),
        ("Thodoros Angelopoulos", "Θόδωρος Αγγελόπουλος", OTHER_SCRIPT),
        ("Robert Downey", "Robert Downey Jr.", SUFFIX),
        ("Robert Downey", "Robert Downey, Jr.", SUFFIX),
    ],
)
def test_another_writing_is_perhaps_the_same_and_says_why(juror: str, credited: str, why: str) -> None:
    assert is_matched(juror, directors=[credited])
    edition = factories.edition()
    film = factories.film(edition, id=1, owner_id=7, directors=[credited])
    member = PanelMember(person=factories.juror(id=2, name=juror), person_id=2)
    assert [tie.perhaps for tie in involvement.found([film], [member], {})[film]] == [why]


@pytest.mark.parametrize(
    ("juror", "credited"),
    [
        ("Jane Smith", "John Smith"),
        ("Ana Ruiz", "Ian Reza"),
        ("Maria Silva", "Mario Silva"),
        ("Bo Li", "باولي"),
        ("हनी शर्मा", "हिना शर्मा"),
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
    assert name_matching.involved([film], [factories.juror(id=2)]) == frozenset()


def test_a_juror_who_changes_their_name_and_a_film_that_changes_its_credits_are_looked_at_again() -> None:
    film, person = (
        factories.film(factories.edition(), id=1, owner_id=7),
        factories.juror(id=2, name="Jane Smith"),
    )
    film.producers = ["Jane Smith"]
    assert name_matching.involved([film], [person]) == {(1, 2)}
    person.name = "Ana Ruiz"
    assert name_matching.involved([film], [person]) == frozenset()
    film.producers = ["Ana Ruiz"]
    assert name_matching.involved([film], [person]) == {(1, 2)}


def test_what_was_taken_for_a_juror_is_said_as_it_is_written_and_as_what() -> None:
    film = factories.film(
        factories.edition(),
        directors=["Ana Ruiz & J. Silva"],
        producers=["Silva, Joana", "Joao Silva"],
        other_credits=["Editor: Joana M. Silva (colour)"],
    )
    assert [(each.name, each.task, each.key) for each in name_matching.taken_for(film, "Joana Silva")] == [
        ("J. Silva", "director", "j silva"),
        ("Silva, Joana", "producer", "silva joana"),
        ("Joana M. Silva", "in the credits", "joana m silva"),
    ]
    others_names = {"j silva", "silva joana"}
    assert [each.name for each in name_matching.taken_for(film, "Joana Silva", others_names)] == [
        "Joana M. Silva"
    ]


def test_known_as_others_is_one_name_of_one_film_and_one_juror() -> None:
    first, second = (
        factories.film(factories.edition(), id=number, owner_id=7, producers=["J. Silva"])
        for number in (1, 3)
    )
    people = [factories.juror(id=2, name="Joana Silva"), factories.juror(id=4, name="João Silva")]
    assert name_matching.involved([first, second], people) == {(1, 2), (1, 4), (3, 2), (3, 4)}
    others_names = {(1, 2): {"j silva"}, (3, 4): {"joao silva"}}
    assert name_matching.involved([first, second], people, others_names) == {(1, 4), (3, 2), (3, 4)}
