"""How steps become one number."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.scoring import rubrics
from festival.scoring.rubrics import USUAL_STEPS
from festival.scoring.scales import Scale


@dataclass(frozen=True)
class Question:
    id: int
    weight: int
    steps: int
    name: str = "Story"


@st.composite
def answered(draw: st.DrawFn) -> tuple[list[Question], dict[str, int]]:
    drawn = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(2, 10)), min_size=1, max_size=6))
    questions = [Question(number, weight, steps) for number, (weight, steps) in enumerate(drawn)]
    return questions, {str(each.id): draw(st.integers(1, each.steps)) for each in questions}


def test_equal_scales_give_the_plain_weighted_mean() -> None:
    questions = [Question(1, 3, 5), Question(2, 1, 5)]
    assert rubrics.total(questions, {"1": 5, "2": 1}) == pytest.approx(4.0)


def test_a_shorter_scale_is_stretched_to_the_longest() -> None:
    assert rubrics.total([Question(1, 1, 2), Question(2, 1, 10)], {"1": 2, "2": 1}) == pytest.approx(5.5)


@given(answered())
def test_a_total_lies_on_the_longest_scale(drawn: tuple[list[Question], dict[str, int]]) -> None:
    questions, scores = drawn
    total = rubrics.total(questions, scores)
    assert total is not None and 1 <= round(total, 9) <= rubrics.longest(questions)


@given(answered())
def test_one_step_more_never_gives_a_lower_total(drawn: tuple[list[Question], dict[str, int]]) -> None:
    questions, scores = drawn
    first = questions[0]
    better = scores | {str(first.id): min(first.steps, scores[str(first.id)] + 1)}
    before, after = rubrics.total(questions, scores), rubrics.total(questions, better)
    assert before is not None and after is not None and after >= before


@given(answered())
def test_without_one_answer_there_is_no_total(drawn: tuple[list[Question], dict[str, int]]) -> None:
    questions, scores = drawn
    scores.pop(str(questions[0].id))
    assert rubrics.total(questions, scores) is None


def test_steps_that_do_not_exist_are_left_out() -> None:
    questions = [Question(1, 1, 5), Question(2, 1, 5)]
    assert rubrics.readable(questions, {"1": 6, "2": 5, "9": 3}) == {"2": 5}


def test_the_usual_rubric_can_be_scored() -> None:
    assert all(rubrics.FEWEST_STEPS <= len(each.meanings) <= rubrics.MOST_STEPS for each in rubrics.USUAL)


def test_the_scale_is_that_of_the_totals_or_the_usual_one_where_nothing_is_asked_yet() -> None:
    assert rubrics.scale([Question(1, 2, 3), Question(2, 1, 7)]) == Scale(1, 7)
    assert rubrics.scale([]) == Scale(1, len(USUAL_STEPS))
