"""The score of a pair again, from docs/matching.md, on names and sets, as slowly as you like.

Shares no code with the package but its values. Where this and the package differ, one is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from math import floor, isqrt

from matching import (
    Criteria,
    Development,
    EcosystemWish,
    Fusion,
    Kernel,
    LanguageLevel,
    Maturity,
    Mode,
    Profile,
    Question,
    Role,
    Rule,
)

POINTS = 1_000_000


def score(
    criteria: Criteria,
    visitor: Profile,
    host: Profile,
    weights: Mapping[str, int] | None = None,
    weights_of: Role = Role.VISITOR,
) -> tuple[int, int, int]:
    """Pair score, visitor's score, host's score."""
    own = [
        directed(criteria, visitor, host, weights if weights_of is Role.VISITOR else None),
        directed(criteria, host, visitor, weights if weights_of is Role.HOST else None),
    ]
    return fused(criteria.fusion, *own), own[0], own[1]


def ranking(
    criteria: Criteria,
    asker: Profile,
    others: list[Profile],
    weights: Mapping[str, int] | None = None,
) -> list[tuple[str, int]]:
    """Everybody allowed, best first, equal ones by identifier."""
    lines = []
    for other in others:
        visitor, host = (asker, other) if asker.role is Role.VISITOR else (other, asker)
        if allowed(criteria, visitor, host):
            found = score(criteria, visitor, host, weights, asker.role)[0]
            lines.append((-found, other.identifier))
    return [(name, -negative) for negative, name in sorted(lines)]


def fused(fusion: Fusion, a: int, b: int) -> int:
    """Score of the pair from the two directed ones."""
    if fusion is Fusion.GEOMETRIC:
        return isqrt(a * b)
    exact = {
        Fusion.HARMONIC: Fraction(2 * a * b, a + b) if a + b else Fraction(0),
        Fusion.ARITHMETIC: Fraction(a + b, 2),
        Fusion.MINIMUM: Fraction(min(a, b)),
        Fusion.VISITOR: Fraction(a),
        Fusion.HOST: Fraction(b),
    }
    return floor(exact[fusion])


def directed(
    criteria: Criteria, asker: Profile, other: Profile, weights: Mapping[str, int] | None
) -> int:
    """What the asker wants and the other has."""
    own = weights or {}
    given = [own.get(q.name, q.weight(asker.role)) for q in criteria.questions]
    exact = [Fraction(POINTS * weight, sum(given)) for weight in given]
    units = [floor(unit) for unit in exact]
    order = sorted(range(len(units)), key=lambda i: (units[i] - exact[i], i))
    for i in order[: POINTS - sum(units)]:
        units[i] += 1
    total = 0
    for question, unit in zip(criteria.questions, units, strict=True):
        worth = kernel(criteria, question, asker, other)
        total += floor(unit * (Fraction(question.neutral, 1000) if worth is None else worth))
    return total


def kernel(  # noqa: C901 (one case per kind of question)
    criteria: Criteria, q: Question, asker: Profile, other: Profile
) -> Fraction | None:
    """Worth of one question from 0 to 1, or None if one side left it open."""
    match q.kernel:
        case Kernel.CONTAINMENT:
            return contained(options(criteria, asker, q.wants), options(criteria, other, q.gives))
        case Kernel.ECOSYSTEM:
            return ecosystem(criteria, asker, other)
        case Kernel.LANGUAGES:
            return languages(asker, other)
        case Kernel.COUNTRY:
            return preferred(asker.preferred_countries, other.country)
        case Kernel.ORGANISATION_TYPE:
            return preferred(asker.preferred_types, other.organisation_type)
        case Kernel.DIFFERENCE:
            one, two = getattr(asker, q.wants), getattr(other, q.gives)
            assert one is None or isinstance(one, str | Development | Maturity)
            return None if one is None or two is None else Fraction(1, 2 if one == two else 1)
        case Kernel.PERIOD:
            if not asker.availability or not other.availability:
                return None
            wanted = asker.length or criteria.minimum_days
            return Fraction(min(longest_run(asker, other), wanted), wanted)
        case Kernel.LENGTH:
            if not asker.length or not other.length:
                return None
            return Fraction(min(asker.length, other.length), max(asker.length, other.length))
        case Kernel.WORDS:
            own, theirs = words(criteria, asker), words(criteria, other)
            if not own or not theirs:
                return None
            return Fraction(len(own & theirs), max(5, min(len(own), len(theirs))))
        case Kernel.NEARNESS:
            if q.wants not in asker.scales or q.wants not in other.scales:
                return None
            span = criteria.scales[q.wants].highest - criteria.scales[q.wants].lowest
            return 1 - Fraction(abs(asker.scales[q.wants] - other.scales[q.wants]), span)


def options(criteria: Criteria, profile: Profile, name: str) -> set[str]:
    """Chosen options, with what they belong to."""
    if name in criteria.vocabularies and name not in ("sectors", "topics", "technologies"):
        chosen = set(profile.choices.get(name, ()))
    else:
        chosen = set(getattr(profile, name))
    parents = criteria.vocabularies["sectors"].parents
    return chosen | {parents[option] for option in chosen if option in parents}


def contained(wanted: set[str], given: set[str]) -> Fraction | None:
    """Share of the wanted options that are given."""
    return Fraction(len(wanted & given), len(wanted)) if wanted and given else None


def ecosystem(criteria: Criteria, asker: Profile, other: Profile) -> Fraction | None:
    """Likeness or newness of sectors, as wished."""
    if asker.ecosystem is EcosystemWish.EITHER:
        return Fraction(1)
    own, theirs = options(criteria, asker, "sectors"), options(criteria, other, "sectors")
    if asker.ecosystem is None or not own or not theirs:
        return None
    if asker.ecosystem is EcosystemWish.SAME:
        return contained(own, theirs)
    below = set(criteria.vocabularies["sectors"].parents)
    return Fraction(1 if theirs - below - own else 0)


def languages(asker: Profile, other: Profile) -> Fraction | None:
    """Best common language, and a little for further ones."""
    if not asker.languages or not other.languages:
        return None
    common = [
        min(level, other.languages[name])
        for name, level in asker.languages.items()
        if name in other.languages
    ]
    worth = {0: 0, LanguageLevel.BASIC: 3, LanguageLevel.WORKING: 8, LanguageLevel.FLUENT: 10}
    further = sum(1 for level in common if level >= LanguageLevel.WORKING) - 1
    return Fraction(min(10, worth[max(common, default=0)] + max(0, further)), 10)


def preferred(wanted: frozenset[str], value: str) -> Fraction:
    """Whether a country or type is preferred."""
    return Fraction(1) if not wanted or value in wanted else Fraction(3, 10)


def words(criteria: Criteria, profile: Profile) -> set[str]:
    """Words that count (the texts of these tests are plain)."""
    return {w for w in profile.text.split() if len(w) > 2 and w not in criteria.stop_words}


def longest_run(one: Profile, two: Profile) -> int:
    """Longest run of Mondays to Fridays on which both are there, day by day."""
    own, theirs = (
        {
            r.first + timedelta(days=i)
            for r in profile.availability
            for i in range((r.last - r.first).days + 1)
        }
        for profile in (one, two)
    )
    common = own & theirs
    longest = run = 0
    if common:
        day = min(common)
        while day <= max(common):
            if day.weekday() < 5:
                run = run + 1 if day in common else 0
                longest = max(longest, run)
            day += timedelta(days=1)
    return longest


def allowed(criteria: Criteria, v: Profile, h: Profile) -> bool:
    """Whether no rule in force excludes the pair."""
    modes = {
        None: {"p", "v"},
        Mode.EITHER: {"p", "v"},
        Mode.PHYSICAL: {"p"},
        Mode.VIRTUAL: {"v"},
    }
    possible = {"v"} if criteria.virtual_only else {"p", "v"}
    eligible = criteria.eligible_countries or {v.country, h.country}
    days_known = v.availability and h.availability
    languages_known = v.languages and h.languages
    found = {
        Rule.ELIGIBLE_COUNTRY: {v.country, h.country} <= set(eligible),
        Rule.ADMITTED_TYPE: (
            (not criteria.admitted_visitors or v.organisation_type in criteria.admitted_visitors)
            and (not criteria.admitted_hosts or h.organisation_type in criteria.admitted_hosts)
        ),
        Rule.OTHER_ORGANISATION: v.organisation != h.organisation,
        Rule.OTHER_COUNTRY: v.country != h.country,
        Rule.COUNTRY_NOT_EXCLUDED: (
            h.country not in v.excluded_countries and v.country not in h.excluded_countries
        ),
        Rule.TYPE_NOT_EXCLUDED: (
            h.organisation_type not in v.excluded_types
            and v.organisation_type not in h.excluded_types
        ),
        Rule.COMMON_MODE: bool(modes[v.mode] & modes[h.mode] & possible),
        Rule.PLACES: v.group_size <= h.places,
        Rule.COMMON_PERIOD: not days_known or longest_run(v, h) >= criteria.minimum_days,
        Rule.COMMON_LANGUAGE: not languages_known or bool({*v.languages} & {*h.languages}),
    }
    return all(holds for rule, holds in found.items() if rule in criteria.rules)
