"""Profiles from and to plain values (texts, numbers, lists), as files and forms hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from matching.answers import (
    DayRange,
    Development,
    EcosystemWish,
    LanguageLevel,
    Maturity,
    Mode,
    Role,
)
from matching.errors import ProfileError
from matching.profile import OPTION_FIELDS, Profile

Member = TypeVar("Member", bound=Enum)

FIELDS = tuple(field.name for field in fields(Profile))


def profile_from_plain(plain: Mapping[str, Any], role: Role | None = None) -> Profile:
    """A profile from plain values; `role` fills in where the values have none.

    Keys are the field names of `Profile`; a missing key or `None` means "not answered". Anything
    that is not understood is refused by name.
    """
    subject = str(plain.get("identifier", ""))[:80]
    answers: dict[str, Any] = {}
    for name, value in plain.items():
        if name not in FIELDS:
            problem = f"there is no such field; fields are {', '.join(FIELDS)}"
            raise ProfileError(str(name), value, problem, subject=subject)
        if value is not None:
            answers[name] = _READERS.get(name, _as_is)(subject, name, value)
    if role is not None:
        answers.setdefault("role", role)
    for name in ("identifier", "role", "organisation_type", "country"):
        if name not in answers:
            raise ProfileError(name, None, "is missing", subject=subject)
    answers.setdefault("organisation", answers["identifier"])
    return Profile(**answers)


def profile_as_plain(profile: Profile) -> dict[str, Any]:
    """A profile as plain values; what is not answered is left out."""
    plain: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(profile, name)
        if isinstance(value, Enum):
            plain[name] = value.value
        elif name in OPTION_FIELDS:
            plain[name] = sorted(value)
        elif name == "availability":
            plain[name] = [f"{days.first.isoformat()}..{days.last.isoformat()}" for days in value]
        elif name == "languages":
            plain[name] = {language: level.name.lower() for language, level in value.items()}
        elif name == "choices":
            plain[name] = {question: sorted(options) for question, options in value.items()}
        elif name == "scales":
            plain[name] = dict(value)
        else:
            plain[name] = value
    return {name: value for name, value in plain.items() if value not in (None, "", [], {})}


def day_range(subject: str, text: object) -> DayRange:
    """Days written as "2026-03-02..2026-03-20", or one day."""
    first, dots, last = str(text).partition("..")
    try:
        start = date.fromisoformat(first.strip())
        end = date.fromisoformat(last.strip()) if dots else start
    except ValueError:
        problem = 'is not written as "2026-03-02..2026-03-20"'
        raise ProfileError("availability", text, problem, subject=subject) from None
    try:
        return DayRange(start, end)
    except ProfileError as error:
        raise ProfileError(error.field, error.value, error.problem, subject=subject) from None


def _as_is(subject: str, name: str, value: object) -> object:
    return value


def _member(kind: type[Member]) -> Callable[[str, str, object], Member]:
    def read(subject: str, name: str, value: object) -> Member:
        for member in kind:
            if value is member or value == member.value:
                return member
        allowed = ", ".join(str(member.value) for member in kind)
        raise ProfileError(name, value, f"is not one of: {allowed}", subject=subject)

    return read


def _languages(subject: str, name: str, value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    levels: dict[str, object] = {}
    for language, level in value.items():
        try:
            levels[language] = LanguageLevel[str(level).upper()]
        except KeyError:
            allowed = ", ".join(member.name.lower() for member in LanguageLevel)
            problem = f"is not one of: {allowed}"
            raise ProfileError(f"languages.{language}", level, problem, subject=subject) from None
    return levels


def _availability(subject: str, name: str, value: object) -> tuple[DayRange, ...]:
    if not isinstance(value, (list, tuple)):
        raise ProfileError(name, value, "is not a list of day ranges", subject=subject)
    return tuple(day_range(subject, days) for days in value)


_READERS: dict[str, Callable[[str, str, Any], Any]] = {
    "role": _member(Role),
    "development": _member(Development),
    "maturity": _member(Maturity),
    "ecosystem": _member(EcosystemWish),
    "mode": _member(Mode),
    "languages": _languages,
    "availability": _availability,
}
