"""The criteria: which rules exclude a pair, which questions count, and how much.

Criteria are one frozen value with a version, so that a score can be made again later. The scores
of a pair depend on the two profiles and the criteria only, never on who else takes part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matching.answers import Role
from matching.criteria_checks import check_criteria
from matching.errors import CriteriaError
from matching.mapping import FrozenMapping
from matching.questions import MAX_WEIGHT, Fusion, Question, Rule, Scale, require_whole_number
from matching.vocabulary import Vocabulary

POINTS = 1_000_000
"""Points of a score. One direction's weights are shared out so that they sum to exactly this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Vocabularies, rules, questions with weights, and fusion of one call."""

    version: str
    vocabularies: Mapping[str, Vocabulary]
    questions: tuple[Question, ...]
    rules: frozenset[Rule] = frozenset(Rule) - {Rule.COMMON_LANGUAGE}
    fusion: Fusion = Fusion.HARMONIC
    eligible_countries: frozenset[str] = frozenset()
    admitted_visitors: frozenset[str] = frozenset()
    admitted_hosts: frozenset[str] = frozenset()
    minimum_days: int = 3
    virtual_only: bool = False
    stop_words: frozenset[str] = frozenset()
    scales: Mapping[str, Scale] = field(default_factory=lambda: FrozenMapping({}))

    def __post_init__(self) -> None:
        """Refuse criteria that contradict themselves; the message names the place."""
        check_criteria(self)
        object.__setattr__(self, "vocabularies", FrozenMapping(self.vocabularies))
        object.__setattr__(self, "scales", FrozenMapping(self.scales))

    def admitted(self, role: Role) -> frozenset[str]:
        """Types of organisation that may take part in `role`; empty means all."""
        return self.admitted_visitors if role is Role.VISITOR else self.admitted_hosts

    def units(self, role: Role, personal: Mapping[str, int] | None = None) -> tuple[int, ...]:
        """Weights of one side shared out to exactly `POINTS`, question by question.

        `personal` replaces weights of that side, by question name.
        """
        weights = {question.name: question.weight(role) for question in self.questions}
        for name, weight in (personal or {}).items():
            if name not in weights:
                raise CriteriaError(f"weights.{name}", weight, "there is no such question")
            require_whole_number(f"weights.{name}", weight, 0, MAX_WEIGHT)
            weights[name] = weight
        return share_out(POINTS, tuple(weights.values()), field_name="weights")

    def weighted(self, version: str, weights: Mapping[str, int]) -> Criteria:
        """The same criteria with other weights on both sides, under a new version."""
        names = {question.name for question in self.questions}
        for name, weight in weights.items():
            if name not in names:
                raise CriteriaError(f"weights.{name}", weight, "there is no such question")
        questions = tuple(
            replace(
                question,
                visitor_weight=weights.get(question.name, question.visitor_weight),
                host_weight=weights.get(question.name, question.host_weight),
            )
            for question in self.questions
        )
        return replace(self, version=version, questions=questions)


def share_out(total: int, weights: tuple[int, ...], *, field_name: str) -> tuple[int, ...]:
    """Split `total` in proportion to `weights`, without remainder (largest remainder first)."""
    whole = sum(weights)
    if whole == 0:
        raise CriteriaError(field_name, weights, "all weights are zero")
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return tuple(shares)
