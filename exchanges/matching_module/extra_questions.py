"""The questions that editors added to the form and that the matching compares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exchanges.models import ExtraQuestion, QuestionType
from matching import Criteria, Kernel, Question, Scale, Vocabulary

MOST_COMPARED = 30
"""The matching takes sixty questions in all."""
LOWEST = 1
ASKED_BY_ALL = frozenset(
    {
        "sectors",
        "topics",
        "technologies",
        "activities",
        "countries",
        "languages",
        "organisation_types",
    }
)
"""The vocabularies of the questions that every programme asks."""


@dataclass(frozen=True, slots=True)
class MatchedQuestion:
    """An extra question with choices, or with a scale from 1 to `highest`."""

    key: str
    label: str
    options: tuple[str, ...]
    highest: int
    weight: int

    @property
    def identity(self) -> tuple[str, tuple[str, ...], int, int]:
        """Everything but its words: what the matching depends on."""
        return self.key, self.options, self.highest, self.weight

    @property
    def is_scale(self) -> bool:
        """Whether it is answered with a number."""
        return not self.options

    def as_question(self) -> Question:
        """How it is scored: the same weight for both sides."""
        kernel = Kernel.NEARNESS if self.is_scale else Kernel.CONTAINMENT
        return Question(
            name=self.key,
            kernel=kernel,
            wants=self.key,
            gives=self.key,
            visitor_weight=self.weight,
            host_weight=self.weight,
        )


def matched_questions() -> tuple[MatchedQuestion, ...]:
    """Those of all published application pages, whatever the language, each once (one query)."""
    rows = ExtraQuestion.objects.filter(page__live=True, used_in_matching=True)
    found: dict[str, MatchedQuestion] = {}
    for row in rows.order_by("page__path", "sort_order", "pk"):
        is_scale = row.question_type == QuestionType.SCALE
        options = () if is_scale else tuple(row.option_list)
        if is_scale or options:
            highest = row.scale_highest if is_scale else 0
            found.setdefault(
                row.key, MatchedQuestion(row.key, row.label, options, highest, row.weight)
            )
    return tuple(found.values())[:MOST_COMPARED]


def extra_vocabularies(questions: tuple[MatchedQuestion, ...]) -> dict[str, Vocabulary]:
    """What can be chosen, by question."""
    return {one.key: Vocabulary(one.key, one.options) for one in questions if not one.is_scale}


def extra_scales(questions: tuple[MatchedQuestion, ...]) -> dict[str, Scale]:
    """The ends of the scales, by question."""
    return {one.key: Scale(LOWEST, one.highest) for one in questions if one.is_scale}


def extra_answers(answers: Mapping[str, Any], criteria: Criteria) -> dict[str, Any]:
    """The fields of a matching profile that hold the answers to extra questions.

    What was chosen before an editor changed the question, and can no longer be, is left out.
    """
    choices: dict[str, frozenset[str]] = {}
    for name in criteria.vocabularies.keys() - ASKED_BY_ALL:
        answer = answers.get(name) or ()
        chosen = {answer} if isinstance(answer, str) else set(answer)
        known = frozenset(chosen.intersection(criteria.vocabularies[name].options))
        if known:
            choices[name] = known
    scales = {
        name: answer
        for name, scale in criteria.scales.items()
        if isinstance(answer := answers.get(name), int) and scale.lowest <= answer <= scale.highest
    }
    return {"choices": choices, "scales": scales}
