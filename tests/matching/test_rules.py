"""Each rule that excludes, with the detail it leaves."""

from __future__ import annotations

from typing import Any

import pytest

from matching import LanguageLevel, Mode, Role, Rule, explain_pair
from matching.encoding import Encoder
from matching.rules import RuleBook
from tests.matching.makers import days, host, small_criteria, visitor

E, A, S, C, N, T, M, P, D, L = (
    Rule.ELIGIBLE_COUNTRY,
    Rule.ADMITTED_TYPE,
    Rule.OTHER_ORGANISATION,
    Rule.OTHER_COUNTRY,
    Rule.COUNTRY_NOT_EXCLUDED,
    Rule.TYPE_NOT_EXCLUDED,
    Rule.COMMON_MODE,
    Rule.PLACES,
    Rule.COMMON_PERIOD,
    Rule.COMMON_LANGUAGE,
)
EN, DE = {"en": LanguageLevel.BASIC}, {"de": LanguageLevel.BASIC}


@pytest.mark.parametrize(
    ("rule", "one", "two", "holds", "detail"),
    [
        (E, {}, {}, True, {}),
        (E, {"country": "DE"}, {}, False, {"side": "visitor", "country": "DE"}),
        (E, {}, {"country": "DE"}, False, {"side": "host", "country": "DE"}),
        (A, {"organisation_type": "authority"}, {}, True, {}),
        (A, {}, {"organisation_type": "authority"}, False, {"side": "host", "type": "authority"}),
        (S, {"organisation": "one"}, {"organisation": "two"}, True, {}),
        (S, {"organisation": "one"}, {"organisation": "one"}, False, {}),
        (C, {}, {}, True, {}),
        (C, {"country": "BE"}, {}, False, {"country": "BE"}),
        (N, {"excluded_countries": {"CZ"}}, {}, True, {}),
        (N, {"excluded_countries": {"BE"}}, {}, False, {"side": "visitor", "country": "BE"}),
        (N, {}, {"excluded_countries": {"AT"}}, False, {"side": "host", "country": "AT"}),
        (T, {"excluded_types": {"sme"}}, {}, True, {}),
        (T, {"excluded_types": {"cluster"}}, {}, False, {"side": "visitor", "type": "cluster"}),
        (T, {}, {"excluded_types": {"cluster"}}, False, {"side": "host", "type": "cluster"}),
        (M, {}, {}, None, {"mode": "either"}),
        (M, {"mode": Mode.VIRTUAL}, {}, None, {"mode": "virtual"}),
        (M, {}, {"mode": Mode.PHYSICAL}, None, {"mode": "physical"}),
        (M, {"mode": Mode.VIRTUAL}, {"mode": Mode.EITHER}, True, {"mode": "virtual"}),
        (M, {"mode": Mode.EITHER}, {"mode": Mode.EITHER}, True, {"mode": "either"}),
        (
            M,
            {"mode": Mode.VIRTUAL},
            {"mode": Mode.PHYSICAL},
            False,
            {"visitor": "virtual", "host": "physical"},
        ),
        (P, {"group_size": 2}, {"places": 2}, True, {"group": 2, "places": 2}),
        (P, {"group_size": 3}, {"places": 2}, False, {"group": 3, "places": 2}),
        (P, {}, {"places": 0}, False, {"group": 1, "places": 0}),
        (D, {}, {}, None, {"needed": 3}),
        (D, {"availability": (days(0, 4),)}, {}, None, {"needed": 3}),
        (D, {}, {"availability": (days(0, 4),)}, None, {"needed": 3}),
        (
            D,
            {"availability": (days(0, 2),)},
            {"availability": (days(0, 9),)},
            True,
            {"days": 3, "needed": 3},
        ),
        (
            D,
            {"availability": (days(0, 1), days(7, 8))},
            {"availability": (days(0, 9),)},
            False,
            {"days": 2, "needed": 3},
        ),
        (L, {}, {}, None, {}),
        (L, {"languages": EN}, {}, None, {}),
        (L, {}, {"languages": EN}, None, {}),
        (L, {"languages": EN}, {"languages": {**EN, **DE}}, True, {}),
        (L, {"languages": EN}, {"languages": DE}, False, {}),
    ],
)
def test_a_rule_by_example(rule: Rule, one: Any, two: Any, holds: Any, detail: Any) -> None:
    found = explain_pair(small_criteria(), visitor(**one), host(**two)).rules
    (outcome,) = (outcome for outcome in found if outcome.rule is rule)
    assert (outcome.holds, dict(outcome.detail)) == (holds, detail)
    assert all(other.holds is not False for other in found if other.rule is not rule)


def test_what_is_excluded_need_not_be_the_first_of_its_list() -> None:
    one = visitor(country="CZ", organisation_type="sme", excluded_types={"authority"})
    two = host(country="BE", organisation_type="sme", excluded_countries={"CZ"})
    found = explain_pair(small_criteria(), one, two).rules
    assert [outcome.rule for outcome in found if outcome.holds is False] == [N]
    assert dict(found[4].detail) == {"side": "host", "country": "CZ"}
    one = visitor(country="CZ", excluded_types={"sme"}, excluded_countries={"BE"})
    found = explain_pair(small_criteria(), one, host(organisation_type="sme")).rules
    assert [outcome.rule for outcome in found if outcome.holds is False] == [N, T]
    assert dict(found[4].detail) == {"side": "visitor", "country": "BE"}
    assert dict(found[5].detail) == {"side": "visitor", "type": "sme"}
    found = explain_pair(
        small_criteria(), visitor(organisation_type="sme"), host(excluded_types={"sme"})
    ).rules
    assert dict(found[5].detail) == {"side": "host", "type": "sme"}


def test_rules_are_checked_in_order_and_only_those_in_force() -> None:
    found = explain_pair(small_criteria(), visitor(), host()).rules
    assert [outcome.rule for outcome in found] == list(Rule)
    few = small_criteria(rules=frozenset({Rule.PLACES, Rule.OTHER_COUNTRY}))
    found = explain_pair(few, visitor(country="DE"), host(country="DE")).rules
    assert [(o.rule, o.holds) for o in found] == [(C, False), (P, True)]


def test_a_missing_answer_excludes_nobody_and_a_failed_rule_does() -> None:
    assert explain_pair(small_criteria(), visitor(), host()).allowed
    assert not explain_pair(small_criteria(), visitor(), host(country="AT")).allowed
    encoder = Encoder(small_criteria())
    book = RuleBook(small_criteria(), encoder)
    one, two, other = (
        encoder.encode(profile, remember=True)
        for profile in (visitor(), host(), host("h2", country="AT"))
    )
    assert book.allows(one, two)
    assert not book.allows(one, other)


@pytest.mark.parametrize(
    ("off", "role", "country", "organisation_type", "is_admitted"),
    [
        (None, Role.HOST, "BE", "cluster", True),
        (None, Role.HOST, "DE", "cluster", False),
        (None, Role.HOST, "BE", "authority", False),
        (None, Role.VISITOR, "BE", "authority", True),
        (E, Role.HOST, "DE", "cluster", True),
        (E, Role.HOST, "DE", "authority", False),
        (A, Role.HOST, "BE", "authority", True),
        (A, Role.HOST, "DE", "authority", False),
    ],
)
def test_who_can_take_part_at_all(
    off: Rule | None, role: Role, country: str, organisation_type: str, is_admitted: bool
) -> None:
    criteria = small_criteria(rules=frozenset(Rule) - {off})
    encoder = Encoder(criteria)
    profile = (host if role is Role.HOST else visitor)(
        country=country, organisation_type=organisation_type
    )
    one = encoder.encode(profile, remember=True)
    book = RuleBook(criteria, encoder)
    assert book.admits(role, one.country, one.organisation_type) is is_admitted


@pytest.mark.parametrize(
    ("wanted", "offered", "holds", "detail"),
    [
        (Mode.PHYSICAL, Mode.PHYSICAL, False, {"visitor": "physical", "host": "physical"}),
        (Mode.EITHER, Mode.EITHER, True, {"mode": "virtual"}),
        (None, Mode.PHYSICAL, False, {"visitor": "either", "host": "physical"}),
        (None, None, None, {"mode": "virtual"}),
    ],
)
def test_while_exchanges_are_virtual_only(
    wanted: Any, offered: Any, holds: Any, detail: Any
) -> None:
    criteria = small_criteria(virtual_only=True)
    found = explain_pair(criteria, visitor(mode=wanted), host(mode=offered)).rules[6]
    assert (found.holds, dict(found.detail)) == (holds, detail)


def test_without_a_list_all_countries_and_types_are_admitted() -> None:
    criteria = small_criteria(eligible_countries=frozenset(), admitted_hosts=frozenset())
    pair = visitor(country="DE"), host(organisation_type="authority")
    assert explain_pair(criteria, *pair).allowed
    strict = small_criteria(admitted_visitors=frozenset({"cluster"}))
    found = explain_pair(strict, visitor(organisation_type="sme"), host()).rules[1]
    assert (found.holds, dict(found.detail)) == (False, {"side": "visitor", "type": "sme"})


def test_the_minimum_length_is_the_criteria_s() -> None:
    criteria = small_criteria(minimum_days=5)
    pair = visitor(availability=(days(0, 3),)), host(availability=(days(0, 9),))
    assert dict(explain_pair(criteria, *pair).rules[8].detail) == {"days": 4, "needed": 5}
