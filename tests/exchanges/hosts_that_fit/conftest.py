"""A register with something to choose, a catalogue, and answers to the ten questions."""

from typing import Any

import pytest

from exchanges.models import ExchangeOfferPage, OfferLanguage
from partnerships.models import EligibilityPeriod
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    ActivityKindFactory,
    CountryFactory,
    OrganisationFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
)

LEAST = {"organisation_kind": "SME", "organisation_country": "DE"}


@pytest.fixture
def register(db: None) -> None:
    """Four countries that take part, and an entry or two in each list."""
    names = {"DE": "Germany", "SI": "Slovenia", "PT": "Portugal", "ES": "Spain"}
    for code, name in names.items():
        EligibilityPeriod.objects.create(country=CountryFactory.create(code=code, name=name))
    textile = SectorFactory.create(code="textile", name="Textile")
    SectorFactory.create(code="wool", name="Wool", parent=textile)
    SectorFactory.create(code="health", name="Health")
    TopicFactory.create(code="export", name="Export")
    TopicFactory.create(code="recycling", name="Recycling")
    TechnologyFactory.create(code="looms", name="Looms")
    ActivityKindFactory.create(code="networking", name="Networking")


def make_offer(
    catalogue: CataloguePage, slug: str, country: str, **fields: Any
) -> ExchangeOfferPage:
    """A published offer of a host of its own; `offer` are fields of the record."""
    host = OrganisationFactory.create(
        name=f"Host of {slug}", country=CountryFactory.create(code=country)
    )
    offer = OfferFactory.create(**{"host_organisation": host, **fields.pop("offer", {})})
    values = {"title": f"Offer {slug}", "slug": slug, "offer": offer, **fields}
    return make_offer_page(catalogue, **values)


@pytest.fixture
def offers(register: None, catalogue: CataloguePage) -> dict[str, ExchangeOfferPage]:
    """Three offers: the first has most of what a weaver asks for."""
    from partnerships.models import Topic

    export, recycling = Topic.objects.order_by("code")
    english = {"language": "en", "level": "C1"}
    return {
        "weave": make_offer(
            catalogue,
            "weave",
            "SI",
            topics=[export, recycling],
            languages=[OfferLanguage(**english)],
        ),
        "spin": make_offer(
            catalogue, "spin", "PT", topics=[export], languages=[OfferLanguage(**english)]
        ),
        "heal": make_offer(catalogue, "heal", "ES", mode="VIRTUAL"),
    }
