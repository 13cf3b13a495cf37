"""The register (countries, sectors and other lists, organisations, partnerships) and its pages."""

from partnerships.models.organisation import (
    KNOWN_STATES,
    PUBLIC_STATES,
    Organisation,
    OrganisationKind,
    OrganisationState,
)
from partnerships.models.pages import PartnershipIndexPage, PartnershipPage
from partnerships.models.partnership import (
    HUES,
    Membership,
    MembershipRole,
    Partnership,
    PartnershipManager,
)
from partnerships.models.vocabulary import (
    ActivityKind,
    Country,
    EligibilityPeriod,
    Sector,
    Technology,
    Topic,
)

__all__ = [
    "HUES",
    "KNOWN_STATES",
    "PUBLIC_STATES",
    "ActivityKind",
    "Country",
    "EligibilityPeriod",
    "Membership",
    "MembershipRole",
    "Organisation",
    "OrganisationKind",
    "OrganisationState",
    "Partnership",
    "PartnershipIndexPage",
    "PartnershipManager",
    "PartnershipPage",
    "Sector",
    "Technology",
    "Topic",
]
