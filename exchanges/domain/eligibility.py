"""Who may take part, told finding by finding.

The rules are the pilot's: ECCP "How can I participate" and its FAQ (kinds of organisation,
registered seat in a participating country, one visit, membership of a cluster that the platform
knows; a non-member SME may host after approval case by case), as `RuleSet` holds them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """On which side of an exchange somebody takes part."""

    VISITOR = "VISITOR"
    HOST = "HOST"


class CountryStanding(StrEnum):
    """Whether organisations of a country may take part on a day."""

    ELIGIBLE = "ELIGIBLE"
    SPECIAL_CASE = "SPECIAL_CASE"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"


class Severity(StrEnum):
    """What follows from a finding."""

    EXCLUDES = "EXCLUDES"
    NEEDS_APPROVAL = "NEEDS_APPROVAL"
    NOTE = "NOTE"


class Finding(StrEnum):
    """What was found; `exchanges.wording` says it in words."""

    COUNTRY_NOT_ELIGIBLE = "COUNTRY_NOT_ELIGIBLE"
    COUNTRY_SPECIAL_CASE = "COUNTRY_SPECIAL_CASE"
    KIND_NOT_ADMITTED_AS_VISITOR = "KIND_NOT_ADMITTED_AS_VISITOR"
    KIND_NOT_ADMITTED_AS_HOST = "KIND_NOT_ADMITTED_AS_HOST"
    VISITOR_NOT_MEMBER = "VISITOR_NOT_MEMBER"
    HOST_NOT_MEMBER = "HOST_NOT_MEMBER"
    HOST_SME_NOT_MEMBER = "HOST_SME_NOT_MEMBER"
    CLUSTER_NOT_ON_PLATFORM = "CLUSTER_NOT_ON_PLATFORM"
    HAS_VISITED = "HAS_VISITED"
    VIRTUAL_ONLY = "VIRTUAL_ONLY"


SEVERITY: dict[Finding, Severity] = {
    Finding.COUNTRY_NOT_ELIGIBLE: Severity.EXCLUDES,
    Finding.COUNTRY_SPECIAL_CASE: Severity.NEEDS_APPROVAL,
    Finding.KIND_NOT_ADMITTED_AS_VISITOR: Severity.EXCLUDES,
    Finding.KIND_NOT_ADMITTED_AS_HOST: Severity.EXCLUDES,
    Finding.VISITOR_NOT_MEMBER: Severity.EXCLUDES,
    Finding.HOST_NOT_MEMBER: Severity.EXCLUDES,
    Finding.HOST_SME_NOT_MEMBER: Severity.NEEDS_APPROVAL,
    Finding.CLUSTER_NOT_ON_PLATFORM: Severity.NOTE,
    Finding.HAS_VISITED: Severity.EXCLUDES,
    Finding.VIRTUAL_ONLY: Severity.NOTE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationRules:
    """Who is admitted; kinds are the values of `OrganisationKind`."""

    visitor_kinds: frozenset[str]
    host_kinds: frozenset[str]
    kinds_without_membership: frozenset[str]
    """Kinds that need not be a member of a cluster: cluster organisations themselves."""
    sme_kind: str
    non_member_sme_may_host: bool
    physical_visits: int
    """How often an organisation may visit in person; a virtual visit does not count."""
    virtual_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What is known so far; `None` is unknown and not judged."""

    sides: frozenset[Side]
    kind: str | None = None
    country: CountryStanding | None = None
    is_cluster_member: bool | None = None
    is_cluster_on_platform: bool | None = None
    physical_visits_made: int = 0
    wants_physical: bool | None = None


def find_obstacles(rules: ParticipationRules, applicant: Applicant) -> list[Finding]:
    """All findings on what is known so far, the excluding ones first."""
    found = [
        *_country(applicant),
        *_kind(rules, applicant),
        *_membership(rules, applicant),
        *_visits(rules, applicant),
    ]
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(SEVERITY[finding]))


def excludes(findings: list[Finding]) -> bool:
    """Whether a finding rules the application out."""
    return any(SEVERITY[finding] is Severity.EXCLUDES for finding in findings)


def needs_approval(findings: list[Finding]) -> bool:
    """Whether the support office has to approve an exception."""
    return any(SEVERITY[finding] is Severity.NEEDS_APPROVAL for finding in findings)


def _country(applicant: Applicant) -> list[Finding]:
    if applicant.country is CountryStanding.NOT_ELIGIBLE:
        return [Finding.COUNTRY_NOT_ELIGIBLE]
    if applicant.country is CountryStanding.SPECIAL_CASE:
        return [Finding.COUNTRY_SPECIAL_CASE]
    return []


def _kind(rules: ParticipationRules, applicant: Applicant) -> list[Finding]:
    if applicant.kind is None:
        return []
    found = []
    if Side.VISITOR in applicant.sides and applicant.kind not in rules.visitor_kinds:
        found.append(Finding.KIND_NOT_ADMITTED_AS_VISITOR)
    if Side.HOST in applicant.sides and applicant.kind not in rules.host_kinds:
        found.append(Finding.KIND_NOT_ADMITTED_AS_HOST)
    return found


def _membership(rules: ParticipationRules, applicant: Applicant) -> list[Finding]:
    if applicant.kind is None or applicant.kind in rules.kinds_without_membership:
        return []
    if applicant.is_cluster_member:
        return (
            []
            if applicant.is_cluster_on_platform is not False
            else [Finding.CLUSTER_NOT_ON_PLATFORM]
        )
    if applicant.is_cluster_member is None:
        return []
    found = []
    if Side.VISITOR in applicant.sides:
        found.append(Finding.VISITOR_NOT_MEMBER)
    if Side.HOST in applicant.sides:
        is_exception = applicant.kind == rules.sme_kind and rules.non_member_sme_may_host
        found.append(Finding.HOST_SME_NOT_MEMBER if is_exception else Finding.HOST_NOT_MEMBER)
    return found


def _visits(rules: ParticipationRules, applicant: Applicant) -> list[Finding]:
    if Side.VISITOR not in applicant.sides or not applicant.wants_physical:
        return []
    found = []
    if applicant.physical_visits_made >= rules.physical_visits:
        found.append(Finding.HAS_VISITED)
    if rules.virtual_only:
        found.append(Finding.VIRTUAL_ONLY)
    return found
