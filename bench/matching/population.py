"""A simulated population with a known truth: the generator of every measurement.

Each organisation has hidden interests: a mixture over 42 themes (14 ecosystems by 3). What it is
interested in and what it is good at are drawn from them; the questionnaire shows a noisy part of
both. Whether a visitor would accept a host depends on the hidden interests, practical matters and a
private taste that no questionnaire can know. Nothing of it is fitted to the score that is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from matching.answers import (
    DayRange,
    Development,
    EcosystemWish,
    LanguageLevel,
    Maturity,
    Mode,
    Role,
)
from matching.pilot import (
    ACTIVITIES,
    ADMITTED_TYPES,
    COUNTRIES,
    ECOSYSTEMS,
    LANGUAGES,
    OBJECTIVES,
    TECHNOLOGIES,
    TOPICS,
)
from matching.profile import Profile

THEMES = 42
SILENT = 0.04
FIRST_DAY = date(2026, 1, 5)
HOME = COUNTRIES[:27]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """What the themes mean: which options go with which theme."""

    options: dict[str, Matrix]
    words: Matrix

    @classmethod
    def make(cls, seed: int = 20211115) -> World:
        """Draw the programme's structure once; populations differ by their own seed."""
        rng = np.random.default_rng(seed)
        sizes = {"topics": 40, "technologies": 32, "activities": 12, "objectives": 24}
        options = {}
        for name, size in sizes.items():
            popular = rng.dirichlet(np.full(size, 2.0))
            own = rng.dirichlet(np.full(size, 0.08), THEMES)
            options[name] = 0.75 * own + 0.25 * popular
        popular = 1.0 / np.arange(20, 2020)
        words = 0.5 * rng.dirichlet(np.full(2000, 0.01), THEMES) + 0.5 * popular / popular.sum()
        return cls(options, words)


@dataclass(frozen=True)
class Population:
    """Profiles of one role, with the hidden interests behind them."""

    profiles: list[Profile]
    wants: Matrix
    knows: Matrix


def population(
    world: World, role: Role, count: int, seed: int, *, hosts_offer: bool = True
) -> Population:
    """Draw `count` organisations of one role.

    In the form, visitors tick the topics they want and hosts those they offer; with `hosts_offer`
    off, hosts tick what interests them instead.
    """
    rng = np.random.default_rng([seed, 1 if role is Role.VISITOR else 2])
    wants = rng.dirichlet(np.full(THEMES, 0.05), count)
    knows = 0.3 * wants + 0.7 * rng.dirichlet(np.full(THEMES, 0.05), count)
    return Population(list(_profiles(world, role, rng, wants, knows, hosts_offer)), wants, knows)


def _profiles(
    world: World,
    role: Role,
    rng: np.random.Generator,
    wants: Matrix,
    knows: Matrix,
    hosts_offer: bool,
) -> Iterator[Profile]:
    types = sorted(ADMITTED_TYPES)
    developments, maturities, modes = list(Development), list(Maturity), list(Mode)
    wishes = [EcosystemWish.SAME, EcosystemWish.DIFFERENT, EcosystemWish.EITHER]
    ecosystems = list(ECOSYSTEMS)
    country_share = rng.dirichlet(np.full(27, 3.0))
    visiting = role is Role.VISITOR
    shown = knows if hosts_offer and not visiting else wants
    for place in range(len(wants)):
        country = int(rng.choice(27, p=country_share))
        yield Profile(
            identifier=f"{'v' if visiting else 'h'}{place:06d}",
            role=role,
            organisation=f"{'vo' if visiting else 'ho'}{place:06d}",
            organisation_type=types[int(rng.choice(3, p=(0.4, 0.2, 0.4)))],
            country=HOME[country],
            region=f"{HOME[country]}{rng.integers(9)}",
            development=developments[(country + int(rng.integers(2))) % 3],
            maturity=None if rng.random() < 0.2 else maturities[int(rng.integers(3))],
            sectors=_sectors(rng, knows[place], ecosystems),
            topics=_draw(rng, world, "topics", TOPICS, shown[place], 3, 8),
            technologies=_draw(rng, world, "technologies", TECHNOLOGIES, shown[place], 2, 6),
            activities=_draw(rng, world, "activities", ACTIVITIES, shown[place], 1, 4),
            seeks=_draw(rng, world, "objectives", OBJECTIVES, wants[place], 2, 5),
            offers=_draw(rng, world, "objectives", OBJECTIVES, knows[place], 3, 7),
            languages=_languages(rng, country),
            preferred_countries=_countries(rng, 0.35, 5),
            preferred_types=frozenset(types[:1] if rng.random() < 0.1 else ()),
            ecosystem=None
            if rng.random() < SILENT
            else wishes[int(rng.choice(3, p=(0.4, 0.3, 0.3)))],
            availability=_availability(rng),
            length=None if rng.random() < SILENT else int(rng.integers(3, 15)),
            mode=modes[int(rng.choice(3, p=(0.45, 0.15, 0.4)))],
            group_size=int(rng.choice(3, p=(0.6, 0.3, 0.1))) + 1 if visiting else 1,
            places=1 if visiting else int(rng.integers(1, 5)),
            text=_text(rng, world, wants[place], knows[place]),
        )


def _draw(
    rng: np.random.Generator,
    world: World,
    name: str,
    options: list[str],
    themes: NDArray[np.float64],
    least: int,
    most: int,
) -> frozenset[str]:
    if rng.random() < SILENT:
        return frozenset()
    chance = themes @ world.options[name]
    count = min(int(rng.integers(least, most + 1)), len(options))
    # The largest of perturbed logarithms: a draw without replacement.
    keys = np.log(chance + 1e-12) + rng.gumbel(size=len(options))
    return frozenset(options[i] for i in np.argpartition(keys, -count)[-count:])


def _sectors(
    rng: np.random.Generator, themes: NDArray[np.float64], ecosystems: list[str]
) -> frozenset[str]:
    if rng.random() < SILENT:
        return frozenset()
    chosen = set()
    for theme in rng.choice(THEMES, size=int(rng.integers(1, 4)), p=themes / themes.sum()):
        ecosystem = ecosystems[int(theme) // 3]
        below = ECOSYSTEMS[ecosystem]
        chosen.add(below[int(theme) % 3 % len(below)] if rng.random() < 0.7 else ecosystem)
    return frozenset(chosen)


def _languages(rng: np.random.Generator, country: int) -> dict[str, LanguageLevel]:
    if rng.random() < SILENT:
        return {}
    spoken = {LANGUAGES[country % 24]: LanguageLevel.FLUENT}
    if rng.random() < 0.9:
        spoken["en"] = LanguageLevel(int(rng.choice(3, p=(0.15, 0.45, 0.4))) + 1)
    for other in rng.choice(24, size=int(rng.integers(3))):
        spoken.setdefault(LANGUAGES[int(other)], LanguageLevel(int(rng.integers(1, 4))))
    return spoken


def _countries(rng: np.random.Generator, share: float, most: int) -> frozenset[str]:
    if rng.random() >= share:
        return frozenset()
    return frozenset(HOME[int(i)] for i in rng.choice(27, size=int(rng.integers(1, most + 1))))


def _availability(rng: np.random.Generator) -> tuple[DayRange, ...]:
    if rng.random() < SILENT:
        return ()
    ranges = []
    for _ in range(int(rng.integers(1, 4))):
        first = FIRST_DAY + timedelta(days=int(rng.integers(330)))
        ranges.append(DayRange(first, first + timedelta(days=int(rng.integers(6, 90)))))
    return tuple(ranges)


def _text(
    rng: np.random.Generator, world: World, wants: NDArray[np.float64], knows: NDArray[np.float64]
) -> str:
    if rng.random() < 0.3:
        return ""
    chance = np.cumsum(((wants + knows) / 2) @ world.words)
    picks = np.searchsorted(chance, rng.random(int(rng.integers(8, 40))) * chance[-1])
    return " ".join(f"word{i}" for i in picks)
