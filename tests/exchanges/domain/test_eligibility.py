"""Who may take part: each rule of the pilot, on what is known so far."""

import dataclasses

import pytest

from exchanges.domain.eligibility import (
    SEVERITY,
    Applicant,
    CountryStanding,
    Finding,
    ParticipationRules,
    Severity,
    Side,
    excludes,
    find_obstacles,
    needs_approval,
)

KINDS = frozenset({"CLUSTER", "SUPPORT", "SME"})
RULES = ParticipationRules(
    visitor_kinds=KINDS,
    host_kinds=KINDS | {"TRAINER"},
    kinds_without_membership=frozenset({"CLUSTER"}),
    sme_kind="SME",
    non_member_sme_may_host=True,
    physical_visits=1,
    virtual_only=False,
)
VISITOR, HOST = frozenset({Side.VISITOR}), frozenset({Side.HOST})
BOTH = VISITOR | HOST
GOOD = Applicant(sides=BOTH, kind="SME", country=CountryStanding.ELIGIBLE, is_cluster_member=True)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"country": CountryStanding.NOT_ELIGIBLE}, [Finding.COUNTRY_NOT_ELIGIBLE]),
        ({"country": CountryStanding.SPECIAL_CASE}, [Finding.COUNTRY_SPECIAL_CASE]),
        ({"kind": "TRAINER"}, [Finding.KIND_NOT_ADMITTED_AS_VISITOR]),
        ({"kind": "TRAINER", "sides": HOST}, []),
        (
            {"kind": "OTHER"},
            [Finding.KIND_NOT_ADMITTED_AS_VISITOR, Finding.KIND_NOT_ADMITTED_AS_HOST],
        ),
        (
            {"is_cluster_member": False},
            [Finding.VISITOR_NOT_MEMBER, Finding.HOST_SME_NOT_MEMBER],
        ),
        ({"is_cluster_member": False, "sides": HOST}, [Finding.HOST_SME_NOT_MEMBER]),
        (
            {"is_cluster_member": False, "sides": HOST, "kind": "SUPPORT"},
            [Finding.HOST_NOT_MEMBER],
        ),
        ({"is_cluster_member": False, "kind": "CLUSTER"}, []),
        ({"is_cluster_on_platform": False}, [Finding.CLUSTER_NOT_ON_PLATFORM]),
        ({"physical_visits_made": 1, "wants_physical": True}, [Finding.HAS_VISITED]),
        ({"physical_visits_made": 1, "wants_physical": False}, []),
        ({"physical_visits_made": 1, "wants_physical": True, "sides": HOST}, []),
    ],
)
def test_each_rule(change: dict[str, object], expected: list[Finding]) -> None:
    assert find_obstacles(RULES, dataclasses.replace(GOOD, **change)) == expected


def test_what_is_unknown_is_not_judged() -> None:
    assert find_obstacles(RULES, Applicant(sides=BOTH)) == []
    assert find_obstacles(RULES, Applicant(sides=BOTH, kind="SME")) == []


def test_without_the_exception_a_non_member_sme_cannot_host() -> None:
    rules = dataclasses.replace(RULES, non_member_sme_may_host=False)
    applicant = dataclasses.replace(GOOD, sides=HOST, is_cluster_member=False)
    assert find_obstacles(rules, applicant) == [Finding.HOST_NOT_MEMBER]


def test_while_exchanges_are_virtual_only_a_visit_is_noted() -> None:
    rules = dataclasses.replace(RULES, virtual_only=True)
    found = find_obstacles(rules, dataclasses.replace(GOOD, wants_physical=True))
    assert found == [Finding.VIRTUAL_ONLY]
    assert not excludes(found)
    assert not needs_approval(found)


def test_what_follows_from_findings() -> None:
    assert excludes([Finding.HOST_SME_NOT_MEMBER, Finding.COUNTRY_NOT_ELIGIBLE])
    assert needs_approval([Finding.HOST_SME_NOT_MEMBER])
    assert not excludes([Finding.HOST_SME_NOT_MEMBER])
    assert not excludes([])
    assert set(SEVERITY) == set(Finding)
    assert set(SEVERITY.values()) == set(Severity)
