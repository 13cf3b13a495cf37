"""The questions as data: who is asked what, and not too much."""

from exchanges.domain import questions
from exchanges.domain.eligibility import Side
from exchanges.domain.questions import BOTH, BY_NAME, QUESTIONS, Step


def test_no_answer_is_asked_twice() -> None:
    assert len(BY_NAME) == len(QUESTIONS)


def test_at_most_25_answers_are_required_of_anybody() -> None:
    assert questions.required_at_most(frozenset({Side.VISITOR})) == 17
    assert questions.required_at_most(frozenset({Side.HOST})) == 19
    assert questions.required_at_most(BOTH) == 21
    assert questions.MOST_REQUIRED == 25


def test_each_side_is_asked_its_own() -> None:
    names = {question.name for question in questions.asked(frozenset({Side.VISITOR}))}
    assert "sought_topics" in names
    assert names.isdisjoint({"offered_topics", "places_total"})
    names = {question.name for question in questions.asked(frozenset({Side.HOST}))}
    assert "places_total" in names
    assert names.isdisjoint({"sought_topics", "group_size"})
    assert questions.asked(frozenset()) == questions.asked(frozenset(Side)) == list(QUESTIONS)


def test_steps_without_questions_are_left_out() -> None:
    everything = questions.steps(frozenset(Side))
    assert everything == list(Step)
    visitor = questions.steps(frozenset({Side.VISITOR}))
    assert [step for step in everything if step not in visitor] == [Step.OFFERED, Step.PLACES]
    assert visitor[-1] is Step.CONSENT
