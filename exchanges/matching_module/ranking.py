"""The hosts that fit a visitor: the list, who is just outside it, and whom the rules exclude."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from exchanges.matching_module.engine import Engine
from matching import Counterfactual, Explanation, Matcher, Profile, Role, Rule, bring_in

LIST_LENGTH = 10
OUTSIDE_SHOWN = 3
OUTSIDE_TRIED = 6
"""Hosts for which a change is looked for: where there is none, all that could help are tried."""
LIFTED_BY_AN_ANSWER = frozenset(
    {Rule.COMMON_MODE, Rule.PLACES, Rule.COMMON_PERIOD, Rule.COUNTRY_NOT_EXCLUDED}
)
"""The other rules look at facts: countries, kinds of organisation, who somebody is."""


@dataclass(frozen=True, slots=True)
class FittingHost:
    """An offer, and why it has its score."""

    offer_id: UUID
    page_id: int
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class HostOutside:
    """An offer that is not in the list, and the one changed answer that would bring it in."""

    host: FittingHost
    change: Counterfactual


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many hosts a rule excludes, and how many of them no other rule does."""

    rule: Rule
    number: int
    alone: int


@dataclass(frozen=True, slots=True)
class HostRanking:
    """The answer to "which hosts fit me?"."""

    compared: int
    excluded: int
    hosts: tuple[FittingHost, ...]
    outside: tuple[HostOutside, ...]
    rules: tuple[RuleCount, ...]

    @property
    def possible(self) -> int:
        """Hosts that no rule excludes."""
        return self.compared - self.excluded


def rank_hosts(engine: Engine, visitor: Profile, *, length: int = LIST_LENGTH) -> HostRanking:
    """The hosts that fit a visitor best, each explained."""
    matcher = engine.matcher
    compared = matcher.count(Role.HOST)
    if not compared:
        return HostRanking(0, 0, (), (), ())
    ranked = matcher.rank(visitor, length + OUTSIDE_TRIED).identifiers
    exclusions = matcher.exclusions(Role.VISITOR, visitor)
    inside, following = ranked[:length], ranked[length:]
    candidates = following or _excluded_by_one(matcher, visitor, exclusions)
    changes = dict(_changes(matcher, visitor, candidates[:OUTSIDE_TRIED], length))
    return HostRanking(
        compared,
        len(exclusions),
        explained(engine, visitor, inside),
        tuple(
            HostOutside(host, changes[host.explanation.host])
            for host in explained(engine, visitor, tuple(changes))
        ),
        count_rules(exclusions),
    )


def count_rules(exclusions: Mapping[str, tuple[Rule, ...]]) -> tuple[RuleCount, ...]:
    """Each rule that excludes somebody; first the one without which most would be possible."""
    numbers = Counter(rule for rules in exclusions.values() for rule in rules)
    alone = Counter(rules[0] for rules in exclusions.values() if len(rules) == 1)
    counts = [RuleCount(rule, number, alone[rule]) for rule, number in numbers.items()]
    order = tuple(Rule)
    return tuple(sorted(counts, key=lambda one: (-one.alone, -one.number, order.index(one.rule))))


def _excluded_by_one(
    matcher: Matcher, visitor: Profile, exclusions: Mapping[str, tuple[Rule, ...]]
) -> tuple[str, ...]:
    """Hosts that a single rule excludes, and an answer could let in; the best one first."""
    names = [
        name
        for name, rules in exclusions.items()
        if len(rules) == 1 and rules[0] in LIFTED_BY_AN_ANSWER
    ]
    explanations = matcher.explain(Role.VISITOR, visitor, names)
    best = sorted((-explanation.score, explanation.host) for explanation in explanations)
    return tuple(name for _score, name in best)


def _changes(
    matcher: Matcher, visitor: Profile, names: tuple[str, ...], length: int
) -> Iterator[tuple[str, Counterfactual]]:
    found = 0
    for name in names:
        change = bring_in(matcher, Role.VISITOR, visitor, name, length)
        if change is not None:
            yield name, change
            found += 1
            if found == OUTSIDE_SHOWN:
                return


def explained(engine: Engine, visitor: Profile, names: tuple[str, ...]) -> tuple[FittingHost, ...]:
    """Hosts by their names in the matching, with why each has its score."""
    explanations = engine.matcher.explain(Role.VISITOR, visitor, names)
    return tuple(
        FittingHost(UUID(name), engine.pages[UUID(name)], explanation)
        for name, explanation in zip(names, explanations, strict=True)
    )
