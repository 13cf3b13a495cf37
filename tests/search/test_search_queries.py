"""How many queries the public pages of this package and of offers need."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchanges.models import OfferLanguage
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    ActivityKindFactory,
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

# On a page of the catalogue one more for each facet in use.
BUDGET = 12
FACETS_IN_USE = {
    "/offers/?country=C0&sector=ecosystem&q=offer": 2,
    "/offers/?country=C0&country=C1&sort=soonest&view=compact": 1,
    # Nothing is found: what would help is looked for.
    "/offers/?country=C0&topic=topic-1&q=nothingg": 2,
    "/offers/?q=lomo": 0,
    "/offers/?q=lomo+nothingg+wihtout+yarn": 0,
}
ADDRESSES = [
    "/offers/",
    *FACETS_IN_USE,
    "/offers/?page=2",
    "/offers/offer-0/",
    "/search/?kind=offers&q=loom",
    "/search/?q=loom",
]


def make_offers(catalogue: CataloguePage, first: int, number: int) -> None:
    """Offers, each of another host, partnership and country, with every kind of subject."""
    ecosystem = SectorFactory._meta.model.objects.filter(code="ecosystem").first()
    ecosystem = ecosystem or SectorFactory.create(code="ecosystem")
    for place in range(first, first + number):
        country = CountryFactory.create(code=f"{'CDEFG'[place // 10]}{place % 10}")
        make_offer_page(
            catalogue,
            title=f"Offer {place} with a loom",
            slug=f"offer-{place}",
            offer=OfferFactory(
                host_organisation=OrganisationFactory(country=country),
                partnership=PartnershipFactory(),
            ),
            sectors=[ecosystem, SectorFactory(parent=ecosystem)],
            activity_kinds=[ActivityKindFactory()],
            topics=[TopicFactory()],
            technologies=[TechnologyFactory()],
            keywords=[f"word {place}"],
            languages=[OfferLanguage(language="en"), OfferLanguage(language="sl")],
        )


def queries_of(client: Client, address: str) -> list[str]:
    """The queries of a first visit, nothing remembered."""
    cache.clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_pages_need_few_queries_and_no_more_for_more_offers(
    client: Client, catalogue: CataloguePage
) -> None:
    make_offers(catalogue, 0, 14)
    # The first visit ever makes the settings of the site.
    client.get("/")
    few = {address: queries_of(client, address) for address in ADDRESSES}
    make_offers(catalogue, 14, 30)
    many = {address: queries_of(client, address) for address in ADDRESSES}
    assert {address: len(queries) for address, queries in few.items()} == {
        address: len(queries) for address, queries in many.items()
    }
    over = {
        address: queries
        for address, queries in many.items()
        if len(queries) > BUDGET + FACETS_IN_USE.get(address, 0)
    }
    assert over == {}
