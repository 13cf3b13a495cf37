"""The record of a score: every part it is the sum of, every rule, in one value free of language."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

from matching.kernels import State
from matching.questions import Fusion
from matching.rules import RuleOutcome


class Direction(Enum):
    """Whose wishes are compared with whose answers."""

    VISITOR_TO_HOST = "visitor to host"
    HOST_TO_VISITOR = "host to visitor"


class Part(NamedTuple):
    """One question in one direction.

    `contribution` is `weight * reached // of` points of the directed score; `share` is what the
    part brings to the score of the pair. Contributions sum to the directed score, shares to the
    pair's score, exactly.
    """

    question: str
    direction: Direction
    weight: int
    reached: int
    of: int
    contribution: int
    share: int
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    state: State


class Explanation(NamedTuple):
    """Why a pair has its score, and whether a rule excludes it."""

    visitor: str
    host: str
    criteria_version: str
    fusion: Fusion
    score: int
    visitor_score: int
    host_score: int
    parts: tuple[Part, ...]
    rules: tuple[RuleOutcome, ...]

    @property
    def allowed(self) -> bool:
        """Tell whether no rule excludes the pair."""
        return all(outcome.holds is not False for outcome in self.rules)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Questions that count as neutral because one side did not answer, each once."""
        silent = (State.NOT_ANSWERED, State.OTHER_NOT_ANSWERED)
        return tuple(dict.fromkeys(part.question for part in self.parts if part.state in silent))

    def as_plain(self) -> dict[str, Any]:
        """As dictionaries, lists, texts and numbers, for JSON."""
        return {
            "visitor": self.visitor,
            "host": self.host,
            "criteria": self.criteria_version,
            "fusion": self.fusion.value,
            "score": self.score,
            "visitor_score": self.visitor_score,
            "host_score": self.host_score,
            "allowed": self.allowed,
            "parts": [
                {
                    "question": part.question,
                    "direction": part.direction.value,
                    "weight": part.weight,
                    "reached": part.reached,
                    "of": part.of,
                    "contribution": part.contribution,
                    "share": part.share,
                    "matched": list(part.matched),
                    "missing": list(part.missing),
                    "state": part.state.value,
                }
                for part in self.parts
            ],
            "rules": [
                {
                    "rule": outcome.rule.value,
                    "holds": outcome.holds,
                    "detail": dict(outcome.detail),
                }
                for outcome in self.rules
            ],
        }
