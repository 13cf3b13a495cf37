"""A small register whose coverage is easily worked out by hand."""

from dataclasses import dataclass

import pytest

from home.models import HomePage
from partnerships.models import (
    MembershipRole,
    Organisation,
    OrganisationState,
    Partnership,
    PartnershipIndexPage,
)
from tests.factories.partnerships import (
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
    make_partnership_index,
    make_partnership_page,
)

INTERNAL = "CANARY-INTERNAL"


@dataclass(frozen=True)
class SmallRegister:
    """ALPHA: digital and biotechnology in BE and DE, and in FR without a member. BETA: health, DE.

    Of ALPHA's members one is unverified (FI) and one invented (TR): neither counts.
    """

    index: PartnershipIndexPage
    alpha: Partnership
    beta: Partnership
    belgian: Organisation
    coordinator: Organisation
    unverified: Organisation
    invented: Organisation


@pytest.fixture
def partnership_index(home_page: HomePage) -> PartnershipIndexPage:
    """The empty list at /partnerships/."""
    return make_partnership_index(home_page)


@pytest.fixture
def small_register(partnership_index: PartnershipIndexPage) -> SmallRegister:
    """Two partnerships with their pages."""
    names = {"BE": "Belgium", "DE": "Germany", "FR": "France", "FI": "Finland", "TR": "Türkiye"}
    country = {code: CountryFactory.create(code=code, name=name) for code, name in names.items()}
    digital = SectorFactory.create(code="digital", name="Digital")
    health = SectorFactory.create(code="health", name="Health")
    biotech = SectorFactory.create(code="biotech", name="Biotechnology", parent=health)
    SectorFactory.create(code="tourism", name="Tourism")
    belgian = OrganisationFactory.create(
        name="Brussels Cluster", slug="brussels", country=country["BE"], city="Brüssel"
    )
    coordinator = OrganisationFactory.create(
        name="Lead Cluster", slug="lead", country=country["DE"], note=INTERNAL
    )
    unverified = OrganisationFactory.create(
        name="Hidden Cluster",
        slug="hidden",
        country=country["FI"],
        state=OrganisationState.UNVERIFIED,
    )
    invented = OrganisationFactory.create(
        name="Invented Cluster", slug="invented", country=country["TR"], is_sample=True
    )
    other = OrganisationFactory.create(name="Other Cluster", slug="other", country=country["DE"])
    alpha = PartnershipFactory.create(
        acronym="ALPHA", title="A first partnership", member_count=5, note=INTERNAL
    )
    beta = PartnershipFactory.create(acronym="BETA", title="")
    alpha.sectors.set([digital, biotech])
    alpha.extra_countries.set([country["FR"]])
    alpha.save()
    beta.sectors.set([health])
    beta.save()
    for organisation in (belgian, unverified, invented):
        MembershipFactory.create(partnership=alpha, organisation=organisation, note=INTERNAL)
    MembershipFactory.create(
        partnership=alpha, organisation=coordinator, role=MembershipRole.COORDINATOR
    )
    MembershipFactory.create(partnership=beta, organisation=other)
    make_partnership_page(partnership_index, alpha, summary="Chips meet cells.")
    make_partnership_page(partnership_index, beta)
    return SmallRegister(partnership_index, alpha, beta, belgian, coordinator, unverified, invented)
