"""The kinds of question, rule and fusion that criteria are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from matching.answers import Role
from matching.errors import CriteriaError

MAX_WEIGHT = 1_000
MAX_QUESTIONS = 60


class Kernel(Enum):
    """How the answers of two organisations to one question are compared."""

    CONTAINMENT = "containment"
    """Share of the wanted options that the other has."""
    ECOSYSTEM = "ecosystem"
    """Likeness or difference of the sectors, as the asking side wishes."""
    LANGUAGES = "languages"
    """The best common language, and a little for each further one."""
    COUNTRY = "country"
    """Whether the other's country is among the preferred ones."""
    ORGANISATION_TYPE = "organisation type"
    """Whether the other's type of organisation is among the preferred ones."""
    DIFFERENCE = "difference"
    """Full for different values of one field, half for equal ones."""
    PERIOD = "period"
    """Common consecutive working days as a share of the wanted length."""
    LENGTH = "length"
    """How near the wanted lengths are to each other."""
    WORDS = "words"
    """Words the free texts have in common."""
    NEARNESS = "nearness"
    """How near two answers on a scale are to each other."""


class Fusion(Enum):
    """How the two directed scores become the score of the pair."""

    HARMONIC = "harmonic"
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    MINIMUM = "minimum"
    VISITOR = "visitor"
    """Only what the visitor wants: for comparison."""
    HOST = "host"
    """Only what the host wants: for comparison."""


class Rule(Enum):
    """A reason for which two organisations cannot be matched, in the order of checking."""

    ELIGIBLE_COUNTRY = "eligible country"
    ADMITTED_TYPE = "admitted type"
    OTHER_ORGANISATION = "other organisation"
    OTHER_COUNTRY = "other country"
    COUNTRY_NOT_EXCLUDED = "country not excluded"
    TYPE_NOT_EXCLUDED = "type not excluded"
    COMMON_MODE = "common mode"
    PLACES = "places"
    COMMON_PERIOD = "common period"
    COMMON_LANGUAGE = "common language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One scored question: the kernel, the fields it compares and its weight on either side.

    `wants` is the field of the side that asks, `gives` the field of the other side. `neutral` is
    what an unanswered question is worth, in thousandths of the full score.
    """

    name: str
    kernel: Kernel
    wants: str
    gives: str
    visitor_weight: int
    host_weight: int
    neutral: int = 500

    def __post_init__(self) -> None:
        """Refuse a name, weight or neutral value that cannot be one."""
        for name in ("name", "wants", "gives"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value.strip():
                raise CriteriaError(f"questions.{self.name}.{name}", value, "is not a name")
        if not isinstance(self.kernel, Kernel):
            raise CriteriaError(f"questions.{self.name}.kernel", self.kernel, "is not a kernel")
        bounds = (
            ("visitor_weight", self.visitor_weight, MAX_WEIGHT),
            ("host_weight", self.host_weight, MAX_WEIGHT),
            ("neutral", self.neutral, 1_000),
        )
        for name, value, most in bounds:
            require_whole_number(f"questions.{self.name}.{name}", value, 0, most)

    def weight(self, role: Role) -> int:
        """Weight that the side of `role` gives to the question."""
        return self.visitor_weight if role is Role.VISITOR else self.host_weight


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends of a further question that is answered with a whole number."""

    lowest: int
    highest: int


def require_whole_number(field_name: str, value: object, least: int, most: int) -> None:
    """Refuse anything but a whole number in range (so NaN, text, fractions and booleans)."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise CriteriaError(field_name, value, f"is not a whole number from {least} to {most}")
