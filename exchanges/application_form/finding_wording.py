"""What the rules say to an application, in words, and what one can do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchanges.domain.eligibility import SEVERITY, Finding, Severity
from exchanges.domain.questions import Step


@dataclass(frozen=True, slots=True)
class FindingWording:
    """What was found, what that means, and the step whose answers it comes from; then for staff."""

    title: str | Promise
    text: str | Promise
    step: Step
    for_staff: str | Promise


FINDING_WORDING: dict[Finding, FindingWording] = {
    Finding.COUNTRY_NOT_ELIGIBLE: FindingWording(
        _("This country does not take part."),
        _(
            "Organisations can take part that are registered in one of the countries of the "
            "programme. Where you live does not matter."
        ),
        Step.ORGANISATION,
        _("Organisations of this country do not take part at present."),
    ),
    Finding.COUNTRY_SPECIAL_CASE: FindingWording(
        _("For this country the support office decides."),
        _("You can send the application. It is accepted when the support office approves it."),
        Step.ORGANISATION,
        _("Organisations of this country take part only in special cases."),
    ),
    Finding.KIND_NOT_ADMITTED_AS_VISITOR: FindingWording(
        _("This kind of organisation cannot visit."),
        _("See on the page of the application which kinds can. Perhaps you can host."),
        Step.ORGANISATION,
        _("This kind of organisation cannot be a visitor."),
    ),
    Finding.KIND_NOT_ADMITTED_AS_HOST: FindingWording(
        _("This kind of organisation cannot host."),
        _("See on the page of the application which kinds can. Perhaps you can visit."),
        Step.ORGANISATION,
        _("This kind of organisation cannot be a host."),
    ),
    Finding.VISITOR_NOT_MEMBER: FindingWording(
        _("Visitors have to be members of a cluster."),
        _(
            "Join a cluster near you and apply again. A small or medium-sized company outside any "
            "cluster may host when the support office approves it."
        ),
        Step.CLUSTER,
        _("A visitor has to be a member of a cluster; this one is not."),
    ),
    Finding.HOST_NOT_MEMBER: FindingWording(
        _("Hosts have to be members of a cluster."),
        _("The exception is for small and medium-sized companies. Join a cluster near you."),
        Step.CLUSTER,
        _("A host has to be a member of a cluster; this one is not."),
    ),
    Finding.HOST_SME_NOT_MEMBER: FindingWording(
        _("You are not a member of a cluster, so the support office has to approve that you host."),
        _("You can send the application. Your partnership asks the support office."),
        Step.CLUSTER,
        _("An SME outside any cluster wants to host, which is decided case by case."),
    ),
    Finding.CLUSTER_NOT_ON_PLATFORM: FindingWording(
        _("Your cluster is not in the register."),
        _(
            "You can send the application. Your partnership looks whether the programme knows the "
            "cluster; a network of businesses is no cluster."
        ),
        Step.CLUSTER,
        _("The cluster is not in the register: check that it is a cluster organisation."),
    ),
    Finding.HAS_VISITED: FindingWording(
        _("An organisation can visit on site once, and yours has."),
        _("You can still choose a virtual exchange, as often as you like, or host visitors."),
        Step.CLUSTER,
        _("It has been on a visit on site before, and may go only once."),
    ),
    Finding.VIRTUAL_ONLY: FindingWording(
        _("At the moment only virtual exchanges take place."),
        _("You can send the application. Visits on site follow as soon as they are possible."),
        Step.PREFERENCES,
        _("Only virtual exchanges take place at present."),
    ),
}


CONSEQUENCES: dict[Severity, str | Promise] = {
    Severity.EXCLUDES: _("The application cannot be accepted."),
    Severity.NEEDS_APPROVAL: _(
        "The support office has to approve an exception before the application is accepted."
    ),
    Severity.NOTE: _("To be kept in mind; it hinders nothing."),
}
"""What follows for staff."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding as it is shown."""

    title: str
    text: str
    step: Step
    excludes: bool
    needs_approval: bool


def finding_words(finding: Finding, *, for_staff: bool = False) -> FindingWords:
    """A finding in the reader's language: to the applicant what to do, to staff what follows."""
    wording, severity = FINDING_WORDING[finding], SEVERITY[finding]
    return FindingWords(
        str(wording.for_staff if for_staff else wording.title),
        str(CONSEQUENCES[severity] if for_staff else wording.text),
        wording.step,
        severity is Severity.EXCLUDES,
        severity is Severity.NEEDS_APPROVAL,
    )
