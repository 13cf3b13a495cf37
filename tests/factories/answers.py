"""Answers of an application as the form stores them."""

from typing import Any

from exchanges.domain.eligibility import Side
from exchanges.models import ExchangeMode
from partnerships.models import (
    ActivityKind,
    EligibilityPeriod,
    OrganisationKind,
    Partnership,
    Sector,
    Topic,
)
from tests.factories.partnerships import CountryFactory, PartnershipFactory


def complete_answers(**changes: Any) -> dict[str, Any]:
    """Everything that has to be answered, for a new SME of Belgium that wants to visit and host.

    Makes what the answers name in the register if it is not there.
    """
    country = CountryFactory.create(code="BE")
    EligibilityPeriod.objects.get_or_create(country=country)
    partnership = Partnership.objects.order_by("pk").first() or PartnershipFactory.create()
    for model, code in ((Sector, "textiles"), (Topic, "circular"), (ActivityKind, "networking")):
        model.objects.get_or_create(code=code, defaults={"name": code.title()})
    answers: dict[str, Any] = {
        "sides": [Side.VISITOR.value, Side.HOST.value],
        "organisation": "new",
        "organisation_name": "Linen Works",
        "organisation_kind": OrganisationKind.SME.value,
        "organisation_country": "BE",
        "cluster": "other",
        "cluster_name": "Textile Cluster",
        "sectors": ["textiles"],
        "sought_topics": ["circular"],
        "sought_activity_kinds": ["networking"],
        "offered_topics": ["circular"],
        "offered_activity_kinds": ["networking"],
        "motivation": "We would like to learn how others recycle linen.",
        "expected_result": "A shared plan.",
        "languages": {"en": "C1", "fr": "NATIVE"},
        "mode": ExchangeMode.EITHER.value,
        "places_per_exchange": 2,
        "places_total": 4,
        "partnership": partnership.slug,
    }
    return answers | changes
