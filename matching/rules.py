"""The rules that exclude a pair, each with what it found: the definition of who may be matched.

Sources: different countries, three full working days in one go, no money for virtual exchanges
but the same length (FAQ and guides of the pilot); excluded countries, types and places are the
participants' own answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from matching.answers import Role
from matching.criteria import Criteria
from matching.encoding import Encoded, Encoder
from matching.kernels import longest_common_run
from matching.mapping import FrozenMapping
from matching.questions import Rule

PHYSICAL_OR_VIRTUAL = 3
VIRTUAL = 2
KEPT = 1_024
"""Outcomes that are kept at hand, because many pairs have the same."""
MODE_NAMES = {1: "physical", 2: "virtual", 3: "either"}

Detail = Mapping[str, str | int]


class RuleOutcome(NamedTuple):
    """What a rule says about a pair: `holds` is None where an answer is missing."""

    rule: Rule
    holds: bool | None
    detail: Detail


NO_DETAIL: Detail = {}
ELIGIBLE_COUNTRY_HOLDS = RuleOutcome(Rule.ELIGIBLE_COUNTRY, True, NO_DETAIL)
ADMITTED_TYPE_HOLDS = RuleOutcome(Rule.ADMITTED_TYPE, True, NO_DETAIL)
OTHER_ORGANISATION_HOLDS = RuleOutcome(Rule.OTHER_ORGANISATION, True, NO_DETAIL)
OTHER_COUNTRY_HOLDS = RuleOutcome(Rule.OTHER_COUNTRY, True, NO_DETAIL)
COUNTRY_NOT_EXCLUDED_HOLDS = RuleOutcome(Rule.COUNTRY_NOT_EXCLUDED, True, NO_DETAIL)
TYPE_NOT_EXCLUDED_HOLDS = RuleOutcome(Rule.TYPE_NOT_EXCLUDED, True, NO_DETAIL)


class RuleBook:
    """The rules of one set of criteria, ready to be asked about encoded pairs."""

    def __init__(self, criteria: Criteria, encoder: Encoder) -> None:
        """Look up names once."""
        self.criteria = criteria
        slots = encoder.slots
        self._countries = criteria.vocabularies["countries"]
        self._types = criteria.vocabularies["organisation_types"]
        self._excluded_countries = slots["excluded_countries"]
        self._excluded_types = slots["excluded_types"]
        self._language_slot = slots["languages.basic"]
        self.eligible = self._all_if_empty(self._countries.options, criteria.eligible_countries)
        self.admitted = {
            role: self._all_if_empty(self._types.options, criteria.admitted(role)) for role in Role
        }
        everybody = (True,) * len(self._countries.options), (True,) * len(self._types.options)
        self._admissible = {
            role: (
                self.eligible if Rule.ELIGIBLE_COUNTRY in criteria.rules else everybody[0],
                self.admitted[role] if Rule.ADMITTED_TYPE in criteria.rules else everybody[1],
            )
            for role in Role
        }
        self._admitted_visitors = self.admitted[Role.VISITOR]
        self._admitted_hosts = self.admitted[Role.HOST]
        self.modes = VIRTUAL if criteria.virtual_only else PHYSICAL_OR_VIRTUAL
        self._modes = {(one, two): self._mode(one, two) for one in range(4) for two in range(4)}
        checks: dict[Rule, Callable[[Encoded, Encoded], RuleOutcome]] = {
            Rule.ELIGIBLE_COUNTRY: self._eligible_country,
            Rule.ADMITTED_TYPE: self._admitted_type,
            Rule.OTHER_ORGANISATION: self._other_organisation,
            Rule.OTHER_COUNTRY: self._other_country,
            Rule.COUNTRY_NOT_EXCLUDED: self._country_not_excluded,
            Rule.TYPE_NOT_EXCLUDED: self._type_not_excluded,
            Rule.COMMON_MODE: self._common_mode,
            Rule.PLACES: self._places,
            Rule.COMMON_PERIOD: self._common_period,
            Rule.COMMON_LANGUAGE: self._common_language,
        }
        self._checks = tuple(check for rule, check in checks.items() if rule in criteria.rules)

    @staticmethod
    def _all_if_empty(options: tuple[str, ...], chosen: frozenset[str]) -> tuple[bool, ...]:
        return tuple(not chosen or option in chosen for option in options)

    def outcomes(self, visitor: Encoded, host: Encoded) -> tuple[RuleOutcome, ...]:
        """What every rule in force says, in the order of checking."""
        return tuple([check(visitor, host) for check in self._checks])

    def allows(self, visitor: Encoded, host: Encoded) -> bool:
        """Tell whether no rule excludes the pair; a missing answer excludes nobody."""
        return all(check(visitor, host).holds is not False for check in self._checks)

    def admits(self, role: Role, country: int, organisation_type: int) -> bool:
        """Tell whether a profile can take part at all, whomever it meets."""
        countries, types = self._admissible[role]
        return countries[country] and types[organisation_type]

    def _eligible_country(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        eligible = self.eligible
        if eligible[visitor.country] and eligible[host.country]:
            return ELIGIBLE_COUNTRY_HOLDS
        side = host if eligible[visitor.country] else visitor
        detail = {"side": side.role.value, "country": self._country(side)}
        return RuleOutcome(Rule.ELIGIBLE_COUNTRY, False, detail)

    def _admitted_type(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        visitor_admitted = self._admitted_visitors[visitor.organisation_type]
        if visitor_admitted and self._admitted_hosts[host.organisation_type]:
            return ADMITTED_TYPE_HOLDS
        side = host if visitor_admitted else visitor
        detail = {"side": side.role.value, "type": self._type(side)}
        return RuleOutcome(Rule.ADMITTED_TYPE, False, detail)

    def _other_organisation(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        if visitor.organisation == host.organisation:
            return RuleOutcome(Rule.OTHER_ORGANISATION, False, NO_DETAIL)
        return OTHER_ORGANISATION_HOLDS

    def _other_country(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        if visitor.country == host.country:
            return RuleOutcome(Rule.OTHER_COUNTRY, False, {"country": self._country(host)})
        return OTHER_COUNTRY_HOLDS

    def _country_not_excluded(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        slot = self._excluded_countries
        by_visitor = visitor.masks[slot] >> host.country & 1
        if not by_visitor and not host.masks[slot] >> visitor.country & 1:
            return COUNTRY_NOT_EXCLUDED_HOLDS
        side, other = (visitor, host) if by_visitor else (host, visitor)
        detail = {"side": side.role.value, "country": self._country(other)}
        return RuleOutcome(Rule.COUNTRY_NOT_EXCLUDED, False, detail)

    def _type_not_excluded(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        slot = self._excluded_types
        by_visitor = visitor.masks[slot] >> host.organisation_type & 1
        if not by_visitor and not host.masks[slot] >> visitor.organisation_type & 1:
            return TYPE_NOT_EXCLUDED_HOLDS
        side, other = (visitor, host) if by_visitor else (host, visitor)
        detail = {"side": side.role.value, "type": self._type(other)}
        return RuleOutcome(Rule.TYPE_NOT_EXCLUDED, False, detail)

    def _common_mode(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        return self._modes[visitor.mode, host.mode]

    def _mode(self, visitor_mode: int, host_mode: int) -> RuleOutcome:
        wanted = visitor_mode or PHYSICAL_OR_VIRTUAL
        offered = host_mode or PHYSICAL_OR_VIRTUAL
        common = wanted & offered & self.modes
        if not common:
            detail = {"visitor": MODE_NAMES[wanted], "host": MODE_NAMES[offered]}
            return RuleOutcome(Rule.COMMON_MODE, False, detail)
        holds = True if visitor_mode and host_mode else None
        return RuleOutcome(Rule.COMMON_MODE, holds, {"mode": MODE_NAMES[common]})

    def _places(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        return _room(visitor.capacity, host.capacity)

    def _common_period(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        needed = self.criteria.minimum_days
        if not visitor.spans or not host.spans:
            return RuleOutcome(Rule.COMMON_PERIOD, None, {"needed": needed})
        return _period(longest_common_run(visitor.spans, host.spans), needed)

    def _common_language(self, visitor: Encoded, host: Encoded) -> RuleOutcome:
        own, given = visitor.masks[self._language_slot], host.masks[self._language_slot]
        if not own or not given:
            return RuleOutcome(Rule.COMMON_LANGUAGE, None, NO_DETAIL)
        return RuleOutcome(Rule.COMMON_LANGUAGE, bool(own & given), NO_DETAIL)

    def _country(self, side: Encoded) -> str:
        return self._countries.options[side.country]

    def _type(self, side: Encoded) -> str:
        return self._types.options[side.organisation_type]


@lru_cache(maxsize=KEPT)
def _room(group: int, places: int) -> RuleOutcome:
    detail = FrozenMapping({"group": group, "places": places})
    return RuleOutcome(Rule.PLACES, group <= places, detail)


@lru_cache(maxsize=KEPT)
def _period(days: int, needed: int) -> RuleOutcome:
    detail = FrozenMapping({"days": days, "needed": needed})
    return RuleOutcome(Rule.COMMON_PERIOD, days >= needed, detail)
