"""Rules and changes in the visitor's words."""

import pytest

from exchanges.matching_module.ranking import RuleCount
from exchanges.matching_module.reasons import option_labels
from exchanges.matching_module.wording import (
    CHANGE_TO_MAKE,
    EXCLUDED_BECAUSE,
    RuleFinding,
    change_words,
    rule_findings,
)
from matching import Matcher, Rule
from matching.changes import Action, Change, possible_changes
from tests.exchanges.matching_module.test_ranking import CRITERIA, LISTS, days, host, visitor

LABELS = option_labels(LISTS)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("topics", Action.ADD, "t1"), "if you also chose “Topic 1”"),
        (Change("topics", Action.REMOVE, "t1"), "if you did not choose “Topic 1”"),
        (Change("activities", Action.ADD, "networking"), "if you also chose “Networking”"),
        (Change("technologies", Action.ADD, "looms"), "if you also chose “Looms”"),
        (Change("ecosystem", Action.SET, "different"), "if you looked for other sectors"),
        (Change("mode", Action.SET, "virtual"), "if you wanted to meet online"),
        (Change("length", Action.SET, 4), "if you stayed for 4 working days"),
        (Change("group_size", Action.SET, 1), "if 1 person came"),
        (Change("group_size", Action.SET, 3), "if no more than 3 people came"),
        (
            Change("availability", Action.ADD, "2026-03-16..2026-03-20"),
            "if you could also go between 16 March 2026 and 20 March 2026",
        ),
        (
            Change("preferred_countries", Action.ADD, "PT"),
            "if you would also like to go to PT",
        ),
        (Change("excluded_countries", Action.REMOVE, "PT"), "if you did not rule out PT"),
    ],
)
def test_changes(change: Change, expected: str) -> None:
    assert change_words(change, LABELS) == expected


def test_every_change_that_a_visitor_can_make_has_words() -> None:
    asker = visitor(
        topics={"t0"},
        technologies={"looms"},
        preferred_countries={"PT"},
        group_size=5,
        availability=days(0, 4),
    )
    other = host(
        1,
        topics={"t1"},
        activities={"networking"},
        length=4,
        places=2,
        availability=days(14, 20),
    )
    encoder = Matcher(CRITERIA).encoder
    pair = [encoder.encode(one, remember=True) for one in (asker, other)]
    changes = [change for change, _encoded in possible_changes(encoder, *pair)]
    assert {change.field for change in changes} == {
        "topics",
        "technologies",
        "activities",
        "preferred_countries",
        "ecosystem",
        "mode",
        "length",
        "group_size",
        "availability",
    }
    assert all(change_words(change, LABELS).startswith("if ") for change in changes)


def test_every_rule_has_words() -> None:
    assert set(EXCLUDED_BECAUSE) == set(Rule)
    assert set(CHANGE_TO_MAKE) <= set(Rule)


def test_only_an_answer_gains_something() -> None:
    counts = (RuleCount(Rule.COMMON_PERIOD, 9, 4), RuleCount(Rule.OTHER_COUNTRY, 2, 2))
    assert rule_findings(counts) == (
        RuleFinding(
            Rule.COMMON_PERIOD,
            9,
            "your days and the host’s have too little in common",
            4,
            "Give more days",
        ),
        RuleFinding(
            Rule.OTHER_COUNTRY,
            2,
            "the host is in your own country, and an exchange leads to another one",
            0,
            "Is your country right?",
        ),
    )
