"""A film that names a place where a juror works or studied goes to somebody else, who is told why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.entries.models import Entry
from festival.jury.conflicts import affiliations, name_matching
from festival.jury.models import PanelMember
from festival.jury.panels import forms as panel_forms
from festival.jury.planning import rules as plan_rules
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal
from tests.jury import factories

FILM_WORDS = ["Blue", "Sea", "Films", "GmbH", "University", "of", "Lyon", "School", "Ana", "Ruiz"]
NAMES = st.lists(st.sampled_from(FILM_WORDS), min_size=1, max_size=5).map(" ".join)


def film(**credits: object) -> Entry:
    return factories.film(factories.edition(), **({"id": 1, "owner_id": 7, "title": "Salt"} | credits))


def member(*places: str, person_id: int = 2, name: str = "Amal") -> PanelMember:
    person = factories.juror(id=person_id, name=name)
    return PanelMember(person=person, person_id=person_id, languages=[], avoids=[], affiliations=list(places))


def found(place: str, named: str) -> bool:
    return affiliations.named([film(producers=[named])], [member(place)]) == {(1, 2): place}


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("Blue Sea Films", "Blue Sea Films"),
        ("Blue Sea Films", "BLUE SEA FILM GmbH"),
        ("Blue Sea Films", "Blue Sea"),
        ("Blue Sea", "Blue Sea Productions Ltd."),
        ("Blue Sea Films", "Production company: Blue Sea S.A.R.L."),
        ("Blue Sea Films", "Ana Ruiz (Blue Sea Films)"),
        ("Blue Sea Films", "Ana Ruiz for Blue Sea Films and others"),
        ("Losange", "Les Films; Films Losange"),
        ("Nordisk Film", "Nordisk Film A/S"),
        ("BBC", "Ana Ruiz, B.B.C. Films"),
        ("Studio Ghibli", "Ghibli"),
        ("Éclair Productions", "Eclair"),
        ("University of Lyon", "Made at the University of Lyon, 2nd year"),
        ("University of California, Los Angeles", "University of California Los Angeles"),
        ("London Film School", "The London Film School"),
        ("أفلام النور", "النور للإنتاج"),
    ],
)
def test_a_place_is_found_however_it_is_written(place: str, named: str) -> None:
    assert found(place, named)


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("Blue Sea Films", "Blue Seas Films"),
        ("Blue Sea Films", "Deep Blue Sea"),
        ("Blue Sea Films", "Red Sea Films GmbH"),
        ("Blue Sea Films", "Blue, Sea"),
        ("Ruiz Films", "Ana Ruiz"),
        ("Editor Films", "Editor: Ana Ruiz"),
        ("University of Lyon", "University of Paris"),
        ("University of Lyon", "Lyon"),
        ("University of Lyon", "University"),
        ("London Film School", "London School of Economics"),
        ("Film School", "London Film School"),
        ("Films Ltd", "Blue Sea Films Ltd"),
        ("The University", "The University of Lyon"),
        ("…", "…"),
    ],
)
def test_another_place_is_not_taken_for_it(place: str, named: str) -> None:
    assert not found(place, named)


@pytest.mark.parametrize(
    "credits",
    [
        {"directors": ["Blue Sea Collective"]},
        {"writers": ["Blue Sea Collective"]},
        {"producers": ["Ana Ruiz, Blue Sea Collective"]},
        {"key_cast": ["Blue Sea Collective"]},
        {"other_credits": ["Sound: Blue Sea Collective"]},
        {"companies": ["Ruiz & Co", "Blue Sea Collective"]},
        {"rights_holder": "Blue Sea Collective"},
        {"school": "Blue Sea Collective"},
        {"custom_answers": {"School": "2019\nBlue Sea Collective"}},
    ],
)
def test_every_credit_counts(credits: dict[str, object]) -> None:
    assert affiliations.named([film(**credits)], [member("Blue Sea Collective")]) == {
        (1, 2): "Blue Sea Collective"
    }


def test_each_juror_is_told_the_place_they_wrote_first() -> None:
    films = [film(producers=["Blue Sea Films", "University of Lyon"]), film(id=2, producers=["FAMU"])]
    jurors = [
        member("Elsewhere", "University of Lyon", "Blue Sea"),
        member("FAMU", "Blue Sea Ltd", person_id=3),
        member(person_id=4),
    ]
    assert affiliations.named(films, jurors) == {
        (1, 2): "University of Lyon",
        (1, 3): "Blue Sea Ltd",
        (2, 3): "FAMU",
    }


def test_a_juror_who_moves_and_a_film_that_changes_its_credits_are_looked_at_again() -> None:
    entry, juror = film(producers=["Blue Sea"]), member("Blue Sea")
    assert affiliations.named([entry], [juror]) == {(1, 2): "Blue Sea"}
    juror.affiliations = ["Red Sand"]
    assert affiliations.named([entry], [juror]) == {}
    entry.producers = ["Red Sand"]
    assert affiliations.named([entry], [juror]) == {(1, 2): "Red Sand"}


def test_nobody_is_matched_by_accident() -> None:
    unsaved = PanelMember(person=factories.juror(id=3), person_id=3)
    assert affiliations.named([Entry(id=1, owner_id=7)], [member("Blue Sea"), unsaved]) == {}


@given(NAMES, st.sampled_from(["", "GmbH", "Films", "Productions Ltd."]))
def test_a_legal_form_tells_no_place_from_another(place: str, form: str) -> None:
    assert found(place, f"{place} {form}") == found(place, place)


@given(st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3), NAMES)
def test_jurors_and_films_are_matched_each_by_themselves(
    mine: list[str], theirs: list[str], named: str
) -> None:
    films = [film(producers=[named]), film(id=2, producers=["Ana Ruiz for Blue Sea Films"])]
    jurors = [member(*mine), member(*theirs, person_id=3)]
    apart = [affiliations.named([each], [juror]) for each in films for juror in jurors]
    assert affiliations.named(films, jurors) == {pair: place for one in apart for pair, place in one.items()}


def test_names_and_places_are_compared_by_the_same_words() -> None:
    assert name_matching.words("Ødegård & Łukasz, Films") == ["odegard", "lukasz", "films"]


def refusal(entry: Entry, juror: PanelMember) -> Refusal | None:
    return plan_rules.judge(entry, juror, has_conflict=False)


@pytest.mark.parametrize(
    ("credits", "code", "sentence"),
    [
        ({"owner_id": 2}, "entered_it", "Amal Said entered “Salt”."),
        (
            {"directors": ["A. Said"]},
            "is_named",
            "“Salt” names “A. Said”: the name of Amal Said, or one like it.",
        ),
        (
            {"producers": ["Blue Sea Film GmbH"]},
            "is_affiliated",
            "“Salt” names Blue Sea Films, where Amal Said works or studied.",
        ),
    ],
)
def test_an_assignment_is_refused_with_what_the_data_say(
    credits: dict[str, object], code: str, sentence: str
) -> None:
    refused = refusal(film(**credits), member("Blue Sea Films", name="Amal Said"))
    assert refused is not None
    assert (refused.code, str(refused)) == (code, sentence)


def test_a_declared_conflict_comes_before_what_the_data_say() -> None:
    declared = plan_rules.judge(film(owner_id=2), member(), has_conflict=True)
    assert declared is not None and declared.code == "has_conflict"


def test_places_are_read_one_on_each_line() -> None:
    assert panel_forms.names(" FAMU \r\n\r\nBlue  Sea Films\nFAMU\n") == ["FAMU", "Blue Sea Films"]
    assert panel_forms.names("\n".join(map(str, range(20)))) == [str(number) for number in range(20)]
    assert panel_forms.names("x" * 200) == ["x" * 200]


@pytest.mark.parametrize("text", ["\n".join(map(str, range(21))), "x" * 201])
def test_too_many_places_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        panel_forms.names(text)
