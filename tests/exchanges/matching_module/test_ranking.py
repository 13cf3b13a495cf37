"""The list, who is just outside it, and whom the rules exclude."""

import datetime
from typing import Any
from uuid import UUID

import pytest

from exchanges.matching_module.criteria import register_criteria
from exchanges.matching_module.engine import Engine, Stamp
from exchanges.matching_module.ranking import RuleCount, count_rules, rank_hosts
from exchanges.matching_module.register import RegisterEntry
from matching import DayRange, Matcher, Mode, Profile, Role, Rule
from matching.changes import Action, Change
from tests.exchanges.matching_module.test_criteria import make_lists

MONDAY = datetime.date(2026, 3, 2)
TOPICS = tuple(RegisterEntry(f"t{number}", f"Topic {number}") for number in range(6))
COUNTRIES = tuple(RegisterEntry(code, code, takes_part=True) for code in ("BE", "PT", "SI"))
LISTS = make_lists(topics=TOPICS, countries=COUNTRIES)
CRITERIA = register_criteria(LISTS, minimum_days=3)


def days(first: int, last: int) -> tuple[DayRange]:
    return (
        DayRange(MONDAY + datetime.timedelta(days=first), MONDAY + datetime.timedelta(days=last)),
    )


def profile(role: Role, identifier: str, **answers: Any) -> Profile:
    fields = {"organisation": identifier, "organisation_type": "SME", "country": "BE"}
    return Profile(identifier=identifier, role=role, **{**fields, **answers})


def host(number: int, **answers: Any) -> Profile:
    return profile(Role.HOST, str(UUID(int=number)), country="SI", **answers)


def visitor(**answers: Any) -> Profile:
    return profile(Role.VISITOR, "you", **answers)


def engine(*hosts: Profile) -> Engine:
    stamp = Stamp(MONDAY, LISTS.identity, 3, (), (), ())
    pages = {UUID(one.identifier): UUID(one.identifier).int * 10 for one in hosts}
    return Engine(stamp, Matcher(CRITERIA, hosts), pages)


def test_the_best_stand_first_and_are_explained() -> None:
    hosts = [host(number, topics=[f"t{n}" for n in range(number)]) for number in range(1, 5)]
    found = rank_hosts(engine(*hosts), visitor(topics={"t0", "t1", "t2", "t3"}), length=3)
    assert [one.page_id for one in found.hosts] == [40, 30, 20]
    assert [one.offer_id.int for one in found.hosts] == [4, 3, 2]
    assert [one.explanation.host for one in found.hosts] == [
        str(one.offer_id) for one in found.hosts
    ]
    assert (found.compared, found.excluded, found.possible) == (4, 0, 4)
    assert found.rules == ()


def test_who_is_outside_comes_with_the_change_that_brings_it_in() -> None:
    hosts = [host(1, topics={"t1"}), host(2, topics={"t0"})]
    found = rank_hosts(engine(*hosts), visitor(topics={"t0"}), length=1)
    assert [one.page_id for one in found.hosts] == [20]
    [one] = found.outside
    assert one.host.page_id == 10
    assert one.change.change == Change("topics", Action.ADD, "t1")
    assert one.change.rank_after == 1


def test_a_short_list_looks_at_those_that_an_answer_excludes() -> None:
    hosts = [
        host(1, places=2, mode=Mode.PHYSICAL),
        host(2, places=1),
        host(3, places=2, availability=days(14, 18)),
        host(4, places=2, excluded_types={"SME"}),
        host(5, mode=Mode.PHYSICAL, places=1),
    ]
    asker = visitor(mode=Mode.VIRTUAL, group_size=2, availability=days(0, 4))
    found = rank_hosts(engine(*hosts), asker)
    assert found.hosts == ()
    assert {one.host.page_id: one.change.change for one in found.outside} == {
        10: Change("mode", Action.SET, "physical"),
        20: Change("group_size", Action.SET, 1),
        30: Change("availability", Action.ADD, "2026-03-16..2026-03-20"),
    }
    assert found.rules == (
        RuleCount(Rule.COMMON_MODE, 2, 1),
        RuleCount(Rule.PLACES, 2, 1),
        RuleCount(Rule.TYPE_NOT_EXCLUDED, 1, 1),
        RuleCount(Rule.COMMON_PERIOD, 1, 1),
    )
    assert (found.compared, found.excluded, found.possible) == (5, 5, 0)


def test_facts_are_not_up_for_change() -> None:
    found = rank_hosts(engine(host(1, excluded_types={"SME"})), visitor())
    assert (found.hosts, found.outside) == ((), ())
    found = rank_hosts(engine(host(1)), visitor(country="SI"))
    assert (found.hosts, found.outside) == ((), ())
    assert found.rules == (RuleCount(Rule.OTHER_COUNTRY, 1, 1),)


def test_no_more_than_three_are_shown_outside() -> None:
    hosts = [host(number, places=1) for number in range(1, 9)]
    assert len(rank_hosts(engine(*hosts), visitor(group_size=2)).outside) == 3


def test_nobody_offers_anything() -> None:
    found = rank_hosts(engine(), visitor())
    assert (found.compared, found.hosts, found.outside, found.rules) == (0, (), (), ())


@pytest.mark.parametrize("rules", [(), (Rule.PLACES,)])
def test_counting_rules(rules: tuple[Rule, ...]) -> None:
    exclusions = {"a": rules} if rules else {}
    assert count_rules(exclusions) == tuple(RuleCount(rule, 1, 1) for rule in rules)
