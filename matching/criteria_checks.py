"""Checks of criteria, so that a mistake is found when they are made, not when they are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from matching.answers import Role
from matching.errors import CriteriaError
from matching.profile import MAX_COUNT, MAX_SCALE
from matching.questions import (
    MAX_QUESTIONS,
    Fusion,
    Kernel,
    Question,
    Rule,
    require_whole_number,
)
from matching.vocabulary import Vocabulary

if TYPE_CHECKING:
    from matching.criteria import Criteria

MAX_VOCABULARIES = 40
REQUIRED_VOCABULARIES = ("countries", "organisation_types", "languages")
OPTION_VOCABULARIES = {
    "sectors": "sectors",
    "topics": "topics",
    "technologies": "technologies",
    "activities": "activities",
    "seeks": "objectives",
    "offers": "objectives",
}
"""Field of a profile to the vocabulary it chooses from; a further question has its own name."""
DIFFERENCE_FIELDS = ("development", "maturity", "region", "partnership")


def check_criteria(criteria: Criteria) -> None:
    """Raise `CriteriaError` for the first contradiction found."""
    if not isinstance(criteria.version, str) or not criteria.version.strip():
        raise CriteriaError("version", criteria.version, "is not a name")
    _check_vocabularies(criteria.vocabularies)
    if not isinstance(criteria.fusion, Fusion):
        raise CriteriaError("fusion", criteria.fusion, "is not a known fusion")
    for rule in criteria.rules:
        if not isinstance(rule, Rule):
            raise CriteriaError("rules", rule, "is not a known rule")
    require_whole_number("minimum_days", criteria.minimum_days, 1, MAX_COUNT)
    _check_options(criteria)
    _check_scales(criteria)
    if not 0 < len(criteria.questions) <= MAX_QUESTIONS:
        problem = f"there must be 1 to {MAX_QUESTIONS} questions"
        raise CriteriaError("questions", len(criteria.questions), problem)
    names: set[str] = set()
    for question in criteria.questions:
        if question.name in names:
            raise CriteriaError("questions", question.name, "stands in the list twice")
        names.add(question.name)
        _check_question(criteria, question)
    for role in Role:
        criteria.units(role)


def _check_scales(criteria: Criteria) -> None:
    for name, scale in criteria.scales.items():
        require_whole_number(f"scales.{name}.lowest", scale.lowest, -MAX_SCALE, MAX_SCALE)
        require_whole_number(f"scales.{name}.highest", scale.highest, -MAX_SCALE, MAX_SCALE)
        if scale.highest <= scale.lowest:
            problem = f"is not above the lowest value {scale.lowest}"
            raise CriteriaError(f"scales.{name}.highest", scale.highest, problem)


def _check_vocabularies(vocabularies: Mapping[str, Vocabulary]) -> None:
    if len(vocabularies) > MAX_VOCABULARIES:
        problem = f"there can be at most {MAX_VOCABULARIES}"
        raise CriteriaError("vocabularies", len(vocabularies), problem)
    for name in REQUIRED_VOCABULARIES:
        if name not in vocabularies:
            raise CriteriaError("vocabularies", name, "is missing")
        if vocabularies[name].parents:
            raise CriteriaError(f"vocabularies.{name}", name, "can have one level only")


def _check_options(criteria: Criteria) -> None:
    lists = (
        ("eligible_countries", criteria.eligible_countries, "countries"),
        ("admitted_visitors", criteria.admitted_visitors, "organisation_types"),
        ("admitted_hosts", criteria.admitted_hosts, "organisation_types"),
    )
    for name, options, vocabulary in lists:
        known = criteria.vocabularies[vocabulary].options
        for option in sorted(options):
            if option not in known:
                raise CriteriaError(name, option, f"unknown option of {vocabulary}")


def _check_question(criteria: Criteria, question: Question) -> None:
    for field_name in (question.wants, question.gives):
        _FIELD_CHECKS[question.kernel](criteria, question, field_name)
    if question.kernel is not Kernel.CONTAINMENT and question.wants != question.gives:
        problem = "compares a field with itself, so wants and gives are the same"
        raise CriteriaError(f"questions.{question.name}.gives", question.gives, problem)


def _check_containment(criteria: Criteria, question: Question, field_name: str) -> None:
    vocabulary = OPTION_VOCABULARIES.get(field_name, field_name)
    if vocabulary not in criteria.vocabularies or vocabulary in REQUIRED_VOCABULARIES:
        raise CriteriaError(f"questions.{question.name}", field_name, "has no vocabulary")
    wanted = OPTION_VOCABULARIES.get(question.wants, question.wants)
    if vocabulary != wanted:
        problem = f"chooses from another vocabulary than {question.wants}"
        raise CriteriaError(f"questions.{question.name}.gives", field_name, problem)


def _check_nearness(criteria: Criteria, question: Question, field_name: str) -> None:
    if field_name not in criteria.scales:
        raise CriteriaError(f"questions.{question.name}", field_name, "has no scale")


def _check_difference(criteria: Criteria, question: Question, field_name: str) -> None:
    if field_name not in DIFFERENCE_FIELDS:
        problem = f"is not one of {', '.join(DIFFERENCE_FIELDS)}"
        raise CriteriaError(f"questions.{question.name}", field_name, problem)


def _check_sectors(criteria: Criteria, question: Question, field_name: str) -> None:
    if field_name != "sectors" or "sectors" not in criteria.vocabularies:
        problem = "an ecosystem question compares sectors, which need a vocabulary"
        raise CriteriaError(f"questions.{question.name}", field_name, problem)


def _fixed(expected: str) -> Callable[[Criteria, Question, str], None]:
    def check(criteria: Criteria, question: Question, field_name: str) -> None:
        if field_name != expected:
            problem = f"this kind of question compares {expected}"
            raise CriteriaError(f"questions.{question.name}", field_name, problem)

    return check


_FIELD_CHECKS: dict[Kernel, Callable[[Criteria, Question, str], None]] = {
    Kernel.CONTAINMENT: _check_containment,
    Kernel.ECOSYSTEM: _check_sectors,
    Kernel.LANGUAGES: _fixed("languages"),
    Kernel.COUNTRY: _fixed("countries"),
    Kernel.ORGANISATION_TYPE: _fixed("types"),
    Kernel.DIFFERENCE: _check_difference,
    Kernel.PERIOD: _fixed("availability"),
    Kernel.LENGTH: _fixed("length"),
    Kernel.WORDS: _fixed("text"),
    Kernel.NEARNESS: _check_nearness,
}
