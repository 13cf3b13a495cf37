"""How good lists are, measured on what people decided.

All measures are defined for lists with and without anything relevant in them; see
docs/matching.md for the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np

from matching.errors import RequestError

Lists = Mapping[str, Sequence[str]]
"""Asker to its list, best first."""
Gains = Mapping[str, Mapping[str, float]]
"""Asker to the worth of each counterpart for it (1 for accepted, 0 or absent for not)."""


class Quality(NamedTuple):
    """Means over the askers that have at least one relevant counterpart, and exposure of all."""

    askers: int
    ndcg: float
    reciprocal_rank: float
    precision: float
    recall: float
    coverage: float
    gini: float


class Agreement(NamedTuple):
    """How alike two sets of lists are, as means over the askers."""

    askers: int
    overlap: float
    kendall: float
    same_first: float


def require_cutoff(k: object) -> int:
    """Refuse a cut-off that is not a whole number above 0."""
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise RequestError("k", k, "is not a whole number above 0")
    return k


def ndcg(found: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted cumulative gain of the first `k`, as a share of the best order possible."""
    ideal = sorted(gains.values(), reverse=True)[: require_cutoff(k)]
    best = sum(gain / log2(place + 2) for place, gain in enumerate(ideal))
    if best <= 0:
        return 0.0
    got = sum(gains.get(name, 0.0) / log2(place + 2) for place, name in enumerate(found[:k]))
    return got / best


def reciprocal_rank(found: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """One over the place of the first relevant one among the first `k`, or 0."""
    for place, name in enumerate(found[: require_cutoff(k)], start=1):
        if gains.get(name, 0.0) > 0:
            return 1.0 / place
    return 0.0


def precision(found: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Share of `k` places that hold a relevant one."""
    return _hits(found, gains, require_cutoff(k)) / k


def recall(found: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Share of the relevant ones that are among the first `k`."""
    relevant = sum(1 for gain in gains.values() if gain > 0)
    return _hits(found, gains, require_cutoff(k)) / relevant if relevant else 0.0


def _hits(found: Sequence[str], gains: Mapping[str, float], k: int) -> int:
    return sum(1 for name in found[:k] if gains.get(name, 0.0) > 0)


def exposure(lists: Lists, everybody: Iterable[str], k: int) -> dict[str, int]:
    """How many lists each of `everybody` is in, among the first `k`."""
    shown = dict.fromkeys(everybody, 0)
    for asker, found in lists.items():
        for name in found[: require_cutoff(k)]:
            if name not in shown:
                raise RequestError("lists", name, "is not one of everybody", subject=asker)
            shown[name] += 1
    return shown


def coverage(shown: Mapping[str, int]) -> float:
    """Share of those who are in at least one list."""
    return sum(1 for count in shown.values() if count) / len(shown) if shown else 0.0


def gini(shown: Mapping[str, int]) -> float:
    """Inequality of exposure: 0 if all are shown equally often, towards 1 if one has it all."""
    counts = sorted(shown.values())
    total = sum(counts)
    if not total:
        return 0.0
    weighted = sum(place * count for place, count in enumerate(counts, start=1))
    return 2 * weighted / (len(counts) * total) - (len(counts) + 1) / len(counts)


def quality(lists: Lists, gains: Gains, everybody: Iterable[str], k: int) -> Quality:
    """All measures of some lists at a cut-off of `k`."""
    judged = [asker for asker in lists if any(g > 0 for g in gains.get(asker, {}).values())]
    shown = exposure(lists, everybody, k)
    means = {
        measure.__name__: sum(measure(lists[asker], gains[asker], k) for asker in judged)
        / max(len(judged), 1)
        for measure in (ndcg, reciprocal_rank, precision, recall)
    }
    return Quality(askers=len(judged), coverage=coverage(shown), gini=gini(shown), **means)


def agreement(first: Lists, second: Lists, k: int) -> Agreement:
    """How alike the first `k` of two sets of lists are, for the askers that both have.

    Kendall's tau is taken over everyone in either list; those absent from a list share the place
    after its end, and two that share a place count neither for nor against.
    """
    askers = [asker for asker in first if asker in second]
    overlaps, taus, firsts = [], [], []
    for asker in askers:
        one, two = first[asker][: require_cutoff(k)], second[asker][:k]
        longest = max(len(one), len(two))
        overlaps.append(len({*one} & {*two}) / longest if longest else 1.0)
        taus.append(_kendall(one, two))
        firsts.append(float(one[:1] == two[:1]))
    count = max(len(askers), 1)
    return Agreement(len(askers), sum(overlaps) / count, sum(taus) / count, sum(firsts) / count)


def _kendall(one: Sequence[str], two: Sequence[str]) -> float:
    """Concordant minus discordant pairs, as a share of all pairs; 1 for equal lists."""
    places = [{name: place for place, name in enumerate(names)} for names in (one, two)]
    union = sorted({*one, *two})
    pairs = list(combinations(union, 2))
    if not pairs:
        return 1.0
    balance = 0
    for left, right in pairs:
        signs = []
        for names, end in zip(places, (len(one), len(two)), strict=True):
            distance = names.get(left, end) - names.get(right, end)
            signs.append((distance > 0) - (distance < 0))
        balance += signs[0] * signs[1]
    return balance / len(pairs)


def bootstrap_interval(
    values: Sequence[float], *, seed: int, repeats: int = 2_000, level: float = 0.95
) -> tuple[float, float]:
    """Percentile interval of the mean of `values` over resampled askers."""
    if not len(values):
        raise RequestError("values", 0, "an interval needs at least one value")
    rng = np.random.default_rng(seed)
    sample = np.asarray(values, np.float64)
    means = sample[rng.integers(0, len(sample), (repeats, len(sample)))].mean(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(means, (tail, 1 - tail))
    return float(low), float(high)
