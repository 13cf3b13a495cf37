"""Criteria from and to plain values, so that a programme can keep its own in a JSON file.

A file holds only what differs from a start (the pilot's criteria): a new version and, say, two
weights. What it holds replaces what the start has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from matching.criteria import Criteria
from matching.errors import CriteriaError, FileError, MatchingError
from matching.mapping import FrozenMapping
from matching.profile_files import UNREADABLE, read_text
from matching.questions import Fusion, Kernel, Question, Rule, Scale
from matching.vocabulary import Vocabulary

Member = TypeVar("Member", bound=Enum)


def criteria_as_plain(criteria: Criteria) -> dict[str, Any]:
    """Everything that can change a score, in a fixed order."""
    return {
        "version": criteria.version,
        "vocabularies": {
            name: {"options": list(vocabulary.options), "parents": dict(vocabulary.parents)}
            for name, vocabulary in criteria.vocabularies.items()
        },
        "questions": [
            {
                "name": question.name,
                "kernel": question.kernel.value,
                "wants": question.wants,
                "gives": question.gives,
                "visitor_weight": question.visitor_weight,
                "host_weight": question.host_weight,
                "neutral": question.neutral,
            }
            for question in criteria.questions
        ],
        "rules": sorted(rule.value for rule in criteria.rules),
        "fusion": criteria.fusion.value,
        "eligible_countries": sorted(criteria.eligible_countries),
        "admitted_visitors": sorted(criteria.admitted_visitors),
        "admitted_hosts": sorted(criteria.admitted_hosts),
        "minimum_days": criteria.minimum_days,
        "virtual_only": criteria.virtual_only,
        "stop_words": sorted(criteria.stop_words),
        "scales": {
            name: {"lowest": scale.lowest, "highest": scale.highest}
            for name, scale in criteria.scales.items()
        },
    }


def fingerprint(criteria: Criteria) -> str:
    """Hash of everything that can change a score; equal criteria have equal fingerprints."""
    plain = json.dumps(criteria_as_plain(criteria), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def criteria_from_plain(plain: object, start: Criteria) -> Criteria:
    """`start` with what `plain` says instead; `weights` sets weights of both sides by question."""
    if not isinstance(plain, Mapping):
        raise CriteriaError("criteria", plain, "is not an object")
    if "version" not in plain:
        raise CriteriaError("version", None, "is missing: other criteria need another version")
    changes: dict[str, Any] = {}
    for name, value in plain.items():
        if name != "weights":
            if name not in _READERS:
                problem = f"there is no such setting; settings are weights, {', '.join(_READERS)}"
                raise CriteriaError(str(name), value, problem)
            changes[name] = _READERS[name](name, value)
    if "vocabularies" in changes:
        changes["vocabularies"] = {**start.vocabularies, **changes["vocabularies"]}
    criteria = replace(start, **changes)
    weights = plain.get("weights")
    if weights is None:
        return criteria
    return criteria.weighted(criteria.version, _mapping("weights", weights))


def read_criteria(path: Path, start: Criteria) -> Criteria:
    """Criteria of a JSON file over a start."""
    text = read_text(path)
    try:
        plain = json.loads(text)
    except json.JSONDecodeError as error:
        near = text[error.pos : error.pos + 20]
        raise FileError(str(path), error.lineno, MatchingError("JSON", near, error.msg)) from error
    except (RecursionError, ValueError) as error:
        raise FileError(str(path), 1, MatchingError("JSON", text[:20], UNREADABLE)) from error
    try:
        return criteria_from_plain(plain, start)
    except MatchingError as error:
        raise FileError(str(path), _line_of(text, error.field), error) from error


def _line_of(text: str, field_name: str) -> int:
    """First line that has the name in question, as well as it can be told."""
    for name in (field_name.rpartition(".")[2], field_name.partition(".")[0]):
        position = text.find(f'"{name}"')
        if position >= 0:
            return text.count("\n", 0, position) + 1
    return 1


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CriteriaError(name, value, "is not an object")
    return value


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise CriteriaError(name, value, "is not a list")
    return value


def _names(name: str, value: object) -> frozenset[str]:
    for option in _list(name, value):
        if not isinstance(option, str):
            raise CriteriaError(name, option, "is not a name")
    return frozenset(_list(name, value))


def _member(kind: type[Member], name: str, value: object) -> Member:
    for member in kind:
        if member.value == value:
            return member
    allowed = ", ".join(str(member.value) for member in kind)
    raise CriteriaError(name, value, f"is not one of: {allowed}")


def _as_is(name: str, value: object) -> object:
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise CriteriaError(name, value, "is neither true nor false")
    return value


def _vocabularies(name: str, value: object) -> dict[str, Vocabulary]:
    return {key: _vocabulary(key, entry) for key, entry in _mapping(name, value).items()}


def _vocabulary(name: str, value: object) -> Vocabulary:
    plain = _mapping(f"vocabularies.{name}", value)
    options = tuple(_list(f"vocabularies.{name}.options", plain.get("options")))
    parents = _mapping(f"vocabularies.{name}.parents", plain.get("parents", {}))
    return Vocabulary(name, options, FrozenMapping(parents))


def _questions(name: str, value: object) -> tuple[Question, ...]:
    return tuple(_question(name, entry) for entry in _list(name, value))


def _question(name: str, value: object) -> Question:
    plain = dict(_mapping(name, value))
    label = f"{name}.{plain.get('name', '?')}"
    plain["kernel"] = _member(Kernel, f"{label}.kernel", plain.get("kernel"))
    try:
        return Question(**plain)
    except TypeError:
        needed = "name, kernel, wants, gives, visitor_weight, host_weight, neutral"
        raise CriteriaError(label, sorted(plain), f"a question has {needed}") from None


def _scales(name: str, value: object) -> dict[str, Scale]:
    scales = {}
    for question, entry in _mapping(name, value).items():
        ends = _mapping(f"{name}.{question}", entry)
        if {*ends} != {"lowest", "highest"}:
            raise CriteriaError(f"{name}.{question}", sorted(ends), "a scale has lowest, highest")
        scales[question] = Scale(ends["lowest"], ends["highest"])
    return scales


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "version": _as_is,
    "vocabularies": _vocabularies,
    "questions": _questions,
    "rules": lambda name, value: frozenset(_member(Rule, name, v) for v in _list(name, value)),
    "fusion": lambda name, value: _member(Fusion, name, value),
    "eligible_countries": _names,
    "admitted_visitors": _names,
    "admitted_hosts": _names,
    "minimum_days": _as_is,
    "virtual_only": _flag,
    "stop_words": _names,
    "scales": _scales,
}
