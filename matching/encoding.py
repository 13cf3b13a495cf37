"""Profiles as whole numbers: the form in which rules and scores are computed.

Every set of options becomes one bit mask. The criteria decide which fields there are; an option or
question that they do not know is refused here, by name. Profiles are turned into numbers answer by
answer, not one after the other: a hundred thousand of them have to be taken in within seconds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from matching.answers import (
    Development,
    EcosystemWish,
    LanguageLevel,
    Maturity,
    Mode,
    Role,
    working_spans,
)
from matching.criteria import Criteria
from matching.criteria_checks import OPTION_VOCABULARIES, REQUIRED_VOCABULARIES
from matching.errors import ProfileError
from matching.profile import Profile
from matching.vocabulary import Vocabulary

MAX_WORDS = 400
"""Different words of a free text that count."""
MAX_SPANS = 60
"""Separate periods in which an organisation can be available."""

LANGUAGE_SLOTS = ("languages.basic", "languages.working", "languages.fluent")
WISH_SLOTS = {
    "preferred_countries": "countries",
    "excluded_countries": "countries",
    "preferred_types": "organisation_types",
    "excluded_types": "organisation_types",
}
MODES = {None: 0, Mode.PHYSICAL: 1, Mode.VIRTUAL: 2, Mode.EITHER: 3}
PLACES: dict[object, int] = {None: 0} | {
    member: place
    for kind in (Development, EcosystemWish, Maturity)
    for place, member in enumerate(kind, start=1)
}
"""Number of an answer that is one of a few."""

_WORD = re.compile(r"\w{3,}")

Spans = tuple[tuple[int, int], ...]


class Encoded(NamedTuple):
    """A profile as numbers; 0 stands for "not answered" in every single choice."""

    identifier: str
    role: Role
    masks: tuple[int, ...]
    country: int
    organisation_type: int
    development: int
    maturity: int
    mode: int
    wish: int
    capacity: int
    length: int
    organisation: int
    region: int
    partnership: int
    spans: Spans
    words: frozenset[int]
    scales: tuple[int | None, ...]


class Batch(NamedTuple):
    """Several profiles as numbers: one list for each field of `Encoded`, of each mask and scale."""

    identifiers: list[str]
    masks: list[list[int]]
    numbers: dict[str, list[int]]
    """From country to partnership, in the order of `Encoded`."""
    spans: list[Spans]
    words: list[frozenset[int]]
    scales: list[list[int | None]]


class Register(dict[str | None, int]):
    """Numbers for names that are not in any vocabulary (organisations, regions, words)."""

    def __init__(self) -> None:
        """Start empty; 0 stands for no name."""
        super().__init__({None: 0})

    def __missing__(self, name: str | None) -> int:
        """Give a new name the next number."""
        number = self[name] = len(self)
        return number

    def numbers(self, names: Iterable[str | None], *, remember: bool) -> list[int]:
        """Numbers of names; unknown ones that are not remembered get negative ones of their own."""
        if remember:
            return list(map(self.__getitem__, names))
        return [self.get(name, -1 - place) for place, name in enumerate(names)]


class Encoder:
    """Turns profiles into numbers for one set of criteria."""

    def __init__(self, criteria: Criteria) -> None:
        """Lay out the fields that the criteria know."""
        self.criteria = criteria
        vocabularies = criteria.vocabularies
        reserved = {*REQUIRED_VOCABULARIES, *OPTION_VOCABULARIES.values()}
        fields = {f: v for f, v in OPTION_VOCABULARIES.items() if v in vocabularies}
        self.choices = tuple(name for name in vocabularies if name not in reserved)
        self.slots: dict[str, int] = {}
        self.vocabularies: list[Vocabulary] = []
        for name, vocabulary in [
            *fields.items(),
            *((choice, choice) for choice in self.choices),
            *((slot, "languages") for slot in LANGUAGE_SLOTS),
            *WISH_SLOTS.items(),
        ]:
            self.slots[name] = len(self.vocabularies)
            self.vocabularies.append(vocabularies[vocabulary])
        self._asked = tuple((name, vocabularies[v], attrgetter(name)) for name, v in fields.items())
        self._further = tuple(
            (f"choices.{name}", vocabularies[name], _choice(name)) for name in self.choices
        )
        self._wishes = tuple(
            (name, vocabularies[v], attrgetter(name)) for name, v in WISH_SLOTS.items()
        )
        self._stop_words = frozenset(map(_folded, criteria.stop_words))
        self._absent = tuple(name for name in OPTION_VOCABULARIES if name not in fields)
        self._organisations = Register()
        self._places = Register()
        self._words = Register()

    def encode(self, profile: Profile, *, remember: bool = False) -> Encoded:
        """Check a profile against the criteria and turn it into numbers.

        Only what is kept is remembered: asking for a list leaves no trace.
        """
        batch = self.encode_all([profile], profile.role, remember=remember)
        return Encoded._make(
            (
                profile.identifier,
                profile.role,
                tuple([mask for (mask,) in batch.masks]),
                *[number for (number,) in batch.numbers.values()],
                batch.spans[0],
                batch.words[0],
                tuple([value for (value,) in batch.scales]),
            )
        )

    def encode_all(self, profiles: Sequence[Profile], role: Role, *, remember: bool) -> Batch:
        """Check profiles of one role against the criteria and turn them into numbers.

        The first answer that cannot be used is refused; nothing is known yet then of any of them
        but the names of organisations, places and words.
        """
        self._refuse_unknown_questions(profiles)
        vocabularies = self.criteria.vocabularies
        organisations, places = self._organisations, self._places
        numbers = {
            "country": _single(vocabularies["countries"], "country", profiles),
            "organisation_type": _single(
                vocabularies["organisation_types"], "organisation_type", profiles
            ),
            "development": [PLACES[profile.development] for profile in profiles],
            "maturity": [PLACES[profile.maturity] for profile in profiles],
            "mode": [MODES[profile.mode] for profile in profiles],
            "wish": [PLACES[profile.ecosystem] for profile in profiles],
            "capacity": [
                profile.group_size if role is Role.VISITOR else profile.places
                for profile in profiles
            ],
            "length": [profile.length or 0 for profile in profiles],
            "organisation": organisations.numbers(
                [profile.organisation for profile in profiles], remember=remember
            ),
            "region": places.numbers([profile.region for profile in profiles], remember=remember),
            "partnership": places.numbers(
                [profile.partnership for profile in profiles], remember=remember
            ),
        }
        return Batch(
            [profile.identifier for profile in profiles],
            [
                *(_masks(*line, profiles) for line in self._asked),
                *(_masks(*line, profiles) for line in self._further),
                *_spoken(vocabularies["languages"], profiles),
                *(_masks(*line, profiles) for line in self._wishes),
            ],
            numbers,
            [_spans(profile) for profile in profiles],
            [
                frozenset(self._words.numbers(self.words(profile.text), remember=remember))
                for profile in profiles
            ],
            [self._answers(name, profiles) for name in self.criteria.scales],
        )

    def words(self, text: str) -> tuple[str, ...]:
        """Words of a free text that count: folded, three letters or more, no stop words."""
        stop_words = self._stop_words
        found = [word for word in _WORD.findall(_folded(text)) if word not in stop_words]
        return tuple(dict.fromkeys(found))[:MAX_WORDS]

    def _refuse_unknown_questions(self, profiles: Sequence[Profile]) -> None:
        scales, choices = self.criteria.scales, self.choices
        for profile in profiles:
            unknown = [name for name in self._absent if getattr(profile, name)]
            unknown += [f"choices.{name}" for name in profile.choices if name not in choices]
            unknown += [f"scales.{name}" for name in profile.scales if name not in scales]
            if unknown:
                problem = "the criteria do not ask this"
                value = unknown[0].rpartition(".")[2]
                raise ProfileError(unknown[0], value, problem, subject=profile.identifier)

    def _answers(self, name: str, profiles: Sequence[Profile]) -> list[int | None]:
        scale = self.criteria.scales[name]
        answers = [profile.scales.get(name) for profile in profiles]
        for profile, value in zip(profiles, answers, strict=True):
            if value is not None and not scale.lowest <= value <= scale.highest:
                problem = f"is not from {scale.lowest} to {scale.highest}"
                raise ProfileError(f"scales.{name}", value, problem, subject=profile.identifier)
        return answers


def _folded(text: str) -> str:
    """Without the difference of capitals and accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _choice(name: str) -> Callable[[Profile], Collection[str]]:
    return lambda profile: profile.choices.get(name, ())


def _single(vocabulary: Vocabulary, field: str, profiles: Sequence[Profile]) -> list[int]:
    """Places of the one option that each profile has in `field`."""
    return [
        mask.bit_length() - 1
        for mask in _masks(field, vocabulary, lambda profile: (getattr(profile, field),), profiles)
    ]


def _masks(
    field: str,
    vocabulary: Vocabulary,
    options_of: Callable[[Profile], Any],
    profiles: Sequence[Profile],
) -> list[int]:
    """Options of each profile as a bit mask; an unknown one is refused by name."""
    mask_of = vocabulary.mask
    found = []
    for profile in profiles:
        options = options_of(profile)
        try:
            found.append(mask_of(options))
        except KeyError:
            raise vocabulary.unknown(options, field, profile.identifier) from None
    return found


def _spoken(vocabulary: Vocabulary, profiles: Sequence[Profile]) -> tuple[list[int], ...]:
    """Languages of each profile as bit masks: at any level, at working level, fluent."""
    masks = vocabulary.masks
    basic, working, fluent = [], [], []
    for profile in profiles:
        spoken = [0, 0, 0, 0]
        languages = profile.languages
        try:
            for language, level in languages.items():
                spoken[level] |= masks[language]
        except KeyError:
            raise vocabulary.unknown(languages, "languages", profile.identifier) from None
        fluent.append(spoken[LanguageLevel.FLUENT])
        working.append(fluent[-1] | spoken[LanguageLevel.WORKING])
        basic.append(working[-1] | spoken[LanguageLevel.BASIC])
    return basic, working, fluent


def _spans(profile: Profile) -> Spans:
    spans = working_spans(profile.availability)
    if len(spans) > MAX_SPANS:
        problem = f"has more than {MAX_SPANS} separate periods"
        raise ProfileError("availability", len(spans), problem, subject=profile.identifier)
    if profile.availability and not spans:
        value = "; ".join(f"{days.first}..{days.last}" for days in profile.availability)
        raise ProfileError("availability", value, "has no working day", subject=profile.identifier)
    return spans
