"""What is perhaps a typing error is pointed out, and what is usual is not."""

import pytest

from festival.scoring.assignment import report as assignment_report
from festival.scoring.values import Film, Juror, Score


def said(*values: float) -> list[str]:
    scores = [Score(number, "ann", value, number + 2) for number, value in enumerate(values)]
    return list(assignment_report.of_scores("scores.csv", scores))


def test_a_single_score_above_a_usual_scale_is_named_with_its_row() -> None:
    assert said(*[1, 10] * 10, 77.5) == [
        (
            "scores.csv, row 22: 77.5 is the only score above 10; if it is a typing error, "
            "correct it or say --scale 1-10."
        )
    ]
    assert said(*[0, 5] * 10, 777) == [
        (
            "scores.csv, row 22: 777 is the only score above 5; if it is a typing error, "
            "correct it or say --scale 0-5."
        )
    ]


def test_several_are_counted_as_long_as_they_are_one_in_fifty_and_at_most_five() -> None:
    words = "scores above 10; if they are typing errors, correct them or say --scale 1-10."
    assert said(*[1, 10] * 50, 11, 12) == [f"scores.csv, row 102: 11 is one of only 2 {words}"]
    assert said(*[1, 10] * 200, *[11] * 5) == [f"scores.csv, row 402: 11 is one of only 5 {words}"]
    assert said(*[1, 10] * 200, *[11] * 6) == []
    assert said(*[1, 10] * 10, 11, 12) == []


@pytest.mark.parametrize("values", [[], [1, 5] * 10, [0, 10] * 10, [-1, *[5] * 20], [1, 2, 3, 77]])
def test_usual_and_very_few_scores_give_no_doubt(values: list[float]) -> None:
    assert said(*values) == []


def test_names_that_only_capitals_tell_apart_are_pointed_out() -> None:
    films = [Film(key, "short", 600) for key in ("Kite", "KITE", "Salt", "salt", "kite", "Rope")]
    assert list(assignment_report.of_films("films.csv", films)) == [
        (
            "films.csv: “Kite” and “KITE” are read as two films, and 1 other pair of names likewise; "
            "if they are one, write it once."
        )
    ]
    assert list(assignment_report.of_jurors("jurors.csv", [Juror("Ana"), Juror("ana"), Juror("Ben")])) == [
        "jurors.csv: “Ana” and “ana” are read as two jurors; if they are one, write it once."
    ]
    given = [Score("Kite", juror, 5.0, 2) for juror in ("Ana", "ana", "Ben")]
    assert list(assignment_report.of_scores("scores.csv", given)) == [
        "scores.csv: “Ana” and “ana” are read as two jurors; if they are one, write it once."
    ]


def test_more_places_than_films_and_categories_without_any_are_pointed_out() -> None:
    films = [Film(number, category, 600) for number, category in enumerate(["short", "short", *"edcba"])]
    assert list(assignment_report.of_places(films, {"short": 500, "a": 1})) == [
        "short: 500 places, and only 2 films.",
        "b, c, d and 1 more: no places were named, not ranked for a list.",
    ]
    assert list(assignment_report.of_places(films, {**dict.fromkeys("abcde", 1), "short": 2})) == []
