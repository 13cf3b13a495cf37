"""Does fusing both directions help? Lists against a simulated population whose truth is known.

What organisations really want and know is hidden (`population.py`). Each side of a pair accepts
with a probability that depends on hidden interests, a common language, the other's country and a
private taste that no questionnaire sees; an exchange needs both. The score knows the questionnaires
only, and nothing was fitted to this truth. All methods rank the same allowed hosts.
Run `python -m bench.matching.quality`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.matching.population import Population, World, population
from bench.report import REPORTS, keep
from matching import Fusion, LanguageLevel, Matcher, Profile, Role, pilot_criteria
from matching.evaluation import bootstrap_interval, ndcg
from matching.exact import Exact
from matching.fusion import fuse_columns

SEEDS = (11, 12, 13, 14, 15)
CUTOFF = 10
STRICTNESS, TASTE = 4.0, 1.0
Floats = NDArray[np.float64]
OPTION_SETS = ("sectors", "topics", "technologies", "activities", "seeks", "offers")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all methods on several populations; print a table and keep it in build/bench."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--hosts", type=int, default=2_000)
    parser.add_argument("--hosts-tick-wishes", action="store_true")
    parser.add_argument("--quick", action="store_true", help="20 visitors, 300 hosts")
    parser.add_argument("--report", type=Path, default=REPORTS / "matching_quality.md")
    options = parser.parse_args(arguments)
    if options.quick:
        options.visitors, options.hosts = 20, 300
    world = World.make()
    values: dict[str, list[float]] = {}
    mutual_rate = []
    for seed in SEEDS:
        sizes = options.visitors, options.hosts
        found, rate = measure(world, seed, *sizes, hosts_offer=not options.hosts_tick_wishes)
        mutual_rate.append(rate)
        for name, numbers in found.items():
            values.setdefault(name, []).extend(numbers)
    count = len(values["random"])
    lines = [
        f"{len(SEEDS)} populations (seeds {SEEDS}), {options.visitors} visitors and",
        f"{options.hosts} hosts each; {count} visitors with a mutual acceptance;",
        f"{np.mean(mutual_rate):.2%} of the allowed pairs accept each other.\n",
        f"| ranked by | nDCG@{CUTOFF} | 95 % interval | harmonic minus this, 95 % interval |",
        "|---|---|---|---|",
    ]
    best = np.array(values["harmonic (default)"])
    for name, numbers in values.items():
        low, high = bootstrap_interval(numbers, seed=1)
        gap_low, gap_high = bootstrap_interval((best - np.array(numbers)).tolist(), seed=1)
        gap = "" if name.startswith("harmonic") else f"{gap_low:+.3f} to {gap_high:+.3f}"
        lines.append(f"| {name} | {np.mean(numbers):.3f} | {low:.3f} to {high:.3f} | {gap} |")
    text = "\n".join(lines) + "\n"
    print(text)
    keep(options.report, text)


def measure(
    world: World, seed: int, visitors: int, hosts: int, *, hosts_offer: bool
) -> tuple[dict[str, list[float]], float]:
    """nDCG of every method for each visitor that has a mutual acceptance."""
    rng = np.random.default_rng([seed, 3])
    guests = population(world, Role.VISITOR, visitors, seed)
    homes = population(world, Role.HOST, hosts, seed, hosts_offer=hosts_offer)
    matcher = Matcher(pilot_criteria(), homes.profiles)
    columns, units = matcher.sides[Role.HOST], matcher.units(Role.VISITOR)
    rows = np.arange(columns.used)
    names = np.array(columns.identifiers)
    chance = acceptance(guests, homes)
    found: dict[str, list[float]] = {}
    accepted = allowed_pairs = 0
    for place, visitor in enumerate(guests.profiles):
        asker = matcher.encoded(Role.VISITOR, visitor)
        scores = Exact(matcher.scorer, columns, asker, units).scores(rows)
        allowed = {entry.identifier for entry in matcher.rank(visitor, hosts).entries}
        mask = np.array([name in allowed for name in names])
        tastes = rng.logistic(0, 1, (2, hosts)) + rng.normal(0, TASTE, (2, hosts))
        mutual = np.all(chance[:, place] + tastes > 0, axis=0) & mask
        accepted, allowed_pairs = accepted + int(mutual.sum()), allowed_pairs + int(mask.sum())
        lottery = rng.random(hosts)
        if not mutual.any():
            continue
        gains = {str(name): 1.0 for name in names[mutual]}
        ranked = {
            "random": lottery,
            "plain similarity of answers": similarity(visitor, homes.profiles),
            **{
                LABELS[fusion]: fuse_columns(
                    fusion, scores.visitor_score, scores.host_score
                ).astype(np.float64)
                for fusion in FUSIONS
            },
            "ceiling: true chances, without private taste": true_chance(chance[:, place]),
        }
        for label, values in ranked.items():
            order = np.lexsort((names, np.where(mask, -values, np.inf)))
            best = [str(name) for name in names[order[:CUTOFF]]]
            found.setdefault(label, []).append(ndcg(best, gains, CUTOFF))
    return found, accepted / allowed_pairs


def acceptance(guests: Population, homes: Population) -> Floats:
    """Log-odds of accepting, visitors' and hosts' side, without private taste."""
    visitor_side = 8 * cosine(guests.wants, homes.knows)
    host_side = 8 * cosine(homes.wants, guests.knows).T
    practical = np.array(
        [[common_language(v, h) for h in homes.profiles] for v in guests.profiles], np.float64
    )
    liked = np.array(
        [
            [
                (not v.preferred_countries or h.country in v.preferred_countries,
                 not h.preferred_countries or v.country in h.preferred_countries)
                for h in homes.profiles
            ]
            for v in guests.profiles
        ],
        np.float64,
    )  # fmt: skip
    shift = 1.0 * practical - STRICTNESS
    return np.stack([visitor_side + shift + liked[..., 0], host_side + shift + liked[..., 1]])


def cosine(one: Floats, two: Floats) -> Floats:
    """Likeness of mixtures of themes."""
    left, right = (m / np.linalg.norm(m, axis=1, keepdims=True) for m in (one, two))
    product: Floats = left @ right.T
    return product


def common_language(one: Profile, two: Profile) -> bool:
    """Whether both speak a language well enough to work in it."""
    return any(
        level >= LanguageLevel.WORKING and two.languages.get(name, 0) >= LanguageLevel.WORKING
        for name, level in one.languages.items()
    )


def true_chance(log_odds: Floats) -> Floats:
    """Chance that both accept."""
    chance: Floats = np.prod(1 / (1 + np.exp(-log_odds)), axis=0)
    return chance


def similarity(visitor: Profile, hosts: list[Profile]) -> Floats:
    """Jaccard likeness of all options: "similarities between the answers", taken literally."""
    own = {(name, option) for name in OPTION_SETS for option in getattr(visitor, name)}
    own |= {("language", language) for language in visitor.languages}
    values = []
    for host in hosts:
        other = {(name, option) for name in OPTION_SETS for option in getattr(host, name)}
        other |= {("language", language) for language in host.languages}
        values.append(len(own & other) / max(len(own | other), 1))
    return np.array(values)


FUSIONS = (
    Fusion.VISITOR,
    Fusion.HOST,
    Fusion.MINIMUM,
    Fusion.GEOMETRIC,
    Fusion.ARITHMETIC,
    Fusion.HARMONIC,
)
LABELS = {
    Fusion.VISITOR: "visitor's score only",
    Fusion.HOST: "host's score only",
    Fusion.MINIMUM: "minimum",
    Fusion.GEOMETRIC: "geometric",
    Fusion.ARITHMETIC: "arithmetic",
    Fusion.HARMONIC: "harmonic (default)",
}

if __name__ == "__main__":
    main()
