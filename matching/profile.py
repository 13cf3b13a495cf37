"""The matching profile: what one organisation answered, as one frozen value.

A profile holds the answers and nothing else: no account, no status, no page. Whether its options
exist is for the criteria to say (`matching.criteria`); whether they are possible answers at all is
checked here, once, when the profile is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

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
from matching.mapping import FrozenMapping

MAX_OPTIONS = 100
"""Options that one answer can hold; more is not an answer but an accident."""
MAX_NAME = 200
"""Characters of an identifier or option."""
MAX_TEXT = 20_000
"""Characters of free text that are accepted."""
MAX_COUNT = 10_000
"""Largest group size, number of places, length in days."""
MAX_SCALE = 1_000_000
"""Largest absolute value of an answer on a scale."""

OPTION_FIELDS = (
    "sectors",
    "topics",
    "technologies",
    "activities",
    "seeks",
    "offers",
    "preferred_countries",
    "excluded_countries",
    "preferred_types",
    "excluded_types",
)
"""Answers that are a set of options."""

_NO_LANGUAGES: FrozenMapping[str, LanguageLevel] = FrozenMapping({})
_NO_CHOICES: FrozenMapping[str, frozenset[str]] = FrozenMapping({})
_NO_SCALES: FrozenMapping[str, int] = FrozenMapping({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One organisation's answers on one side of the matching.

    An empty set, `None` or an empty text means "not answered", with one exception: no preferred
    countries or types means "no preference". An organisation that wants to host and to visit has
    two profiles.
    """

    identifier: str
    role: Role
    organisation: str
    organisation_type: str
    country: str
    region: str | None = None
    development: Development | None = None
    maturity: Maturity | None = None
    partnership: str | None = None
    sectors: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    languages: Mapping[str, LanguageLevel] = field(default=_NO_LANGUAGES)
    preferred_countries: frozenset[str] = frozenset()
    excluded_countries: frozenset[str] = frozenset()
    preferred_types: frozenset[str] = frozenset()
    excluded_types: frozenset[str] = frozenset()
    ecosystem: EcosystemWish | None = None
    availability: tuple[DayRange, ...] = ()
    length: int | None = None
    mode: Mode | None = None
    group_size: int = 1
    places: int = 1
    text: str = ""
    choices: Mapping[str, frozenset[str]] = field(default=_NO_CHOICES)
    scales: Mapping[str, int] = field(default=_NO_SCALES)

    def __post_init__(self) -> None:
        """Refuse impossible answers and freeze collections."""
        for name in ("identifier", "organisation", "organisation_type", "country"):
            _require_name(self.identifier, name, getattr(self, name))
        for name in ("region", "partnership"):
            if getattr(self, name) is not None:
                _require_name(self.identifier, name, getattr(self, name))
        for name in OPTION_FIELDS:
            options = _options(self.identifier, name, getattr(self, name))
            object.__setattr__(self, name, options)
        self._check_kinds()
        self._check_counts()
        self._freeze_mappings()
        self._check_contradictions()

    def _check_kinds(self) -> None:
        kinds: tuple[tuple[str, type[Enum], bool], ...] = (
            ("role", Role, True),
            ("development", Development, False),
            ("maturity", Maturity, False),
            ("ecosystem", EcosystemWish, False),
            ("mode", Mode, False),
        )
        for name, kind, required in kinds:
            value = getattr(self, name)
            if not isinstance(value, kind) and (required or value is not None):
                allowed = ", ".join(str(member.value) for member in kind)
                raise ProfileError(
                    name, value, f"is not one of: {allowed}", subject=self.identifier
                )
        ranges = self.availability
        if not isinstance(ranges, tuple) or not all(isinstance(r, DayRange) for r in ranges):
            raise ProfileError(
                "availability", ranges, "is not a tuple of day ranges", subject=self.identifier
            )
        if len(ranges) > MAX_OPTIONS:
            raise ProfileError(
                "availability",
                len(ranges),
                f"has more than {MAX_OPTIONS} ranges",
                subject=self.identifier,
            )
        if not isinstance(self.text, str) or len(self.text) > MAX_TEXT:
            raise ProfileError(
                "text",
                self.text,
                f"is not a text of at most {MAX_TEXT} characters",
                subject=self.identifier,
            )

    def _check_counts(self) -> None:
        _require_count(self.identifier, "group_size", self.group_size, 1, MAX_COUNT)
        _require_count(self.identifier, "places", self.places, 0, MAX_COUNT)
        if self.length is not None:
            _require_count(self.identifier, "length", self.length, 1, MAX_COUNT)

    def _freeze_mappings(self) -> None:
        for name in ("languages", "choices", "scales"):
            value = getattr(self, name)
            if not isinstance(value, Mapping):
                raise ProfileError(name, value, "is not a mapping", subject=self.identifier)
            if len(value) > MAX_OPTIONS:
                problem = f"has more than {MAX_OPTIONS} entries"
                raise ProfileError(name, len(value), problem, subject=self.identifier)
            for key in value:
                _require_name(self.identifier, name, key)
        for language, level in self.languages.items():
            if not isinstance(level, LanguageLevel):
                problem = "is not a language level"
                raise ProfileError(f"languages.{language}", level, problem, subject=self.identifier)
        for question, number in self.scales.items():
            name = f"scales.{question}"
            _require_count(self.identifier, name, number, -MAX_SCALE, MAX_SCALE)
        chosen = {
            question: _options(self.identifier, f"choices.{question}", options)
            for question, options in self.choices.items()
        }
        object.__setattr__(self, "languages", FrozenMapping(self.languages))
        object.__setattr__(self, "choices", FrozenMapping(chosen))
        object.__setattr__(self, "scales", FrozenMapping(self.scales))

    def _check_contradictions(self) -> None:
        for kind in ("countries", "types"):
            both = getattr(self, f"preferred_{kind}") & getattr(self, f"excluded_{kind}")
            if both:
                raise ProfileError(
                    f"excluded_{kind}",
                    sorted(both),
                    f"also stands in preferred_{kind}",
                    subject=self.identifier,
                )


def _require_name(subject: object, name: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_NAME:
        raise ProfileError(
            name,
            value,
            f"is not a name of 1 to {MAX_NAME} characters",
            subject=subject[:MAX_NAME] if isinstance(subject, str) else "",
        )


def _require_count(subject: str, name: str, value: object, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        problem = f"is not a whole number from {least} to {most}"
        raise ProfileError(name, value, problem, subject=subject)


def _options(subject: str, name: str, value: object) -> frozenset[str]:
    if not isinstance(value, (frozenset, set, tuple, list)):
        raise ProfileError(name, value, "is not a set of options", subject=subject)
    if len(value) > MAX_OPTIONS:
        problem = f"has more than {MAX_OPTIONS} options"
        raise ProfileError(name, len(value), problem, subject=subject)
    for option in value:
        _require_name(subject, name, option)
    return frozenset(value)
