"""How often the public pages of the register ask the database."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.models import Organisation, Partnership
from tests.factories.events import make_event, make_event_index
from tests.factories.exchanges import OfferFactory, make_catalogue, make_offer_page
from tests.factories.news import make_news_index_page, make_news_page
from tests.factories.partnerships import (
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
    make_partnership_page,
)
from tests.partnerships.conftest import SmallRegister

BUDGET = 12
ADDRESSES = [
    "/partnerships/",
    "/partnerships/?country=BE&sector=digital&q=cluster",
    "/partnerships/alpha/",
    "/partnerships/organisations/",
    "/partnerships/organisations/?country=BE&partnership=alpha&kind=sme&q=cluster",
    "/partnerships/organisations/brussels/",
]


def add_members(partnership: Partnership, number: int) -> None:
    for _number in range(number):
        country = CountryFactory.create(code="BE")
        sector = SectorFactory.create(parent=SectorFactory.create())
        other = PartnershipFactory.create()
        other.sectors.set([sector])
        other.extra_countries.set([country])
        other.save()
        partnership.sectors.add(sector)
        organisation = OrganisationFactory.create(country=country)
        MembershipFactory.create(partnership=partnership, organisation=organisation)
        MembershipFactory.create(partnership=other, organisation=organisation)
    partnership.save()


def count(client: Client, address: str) -> int:
    cache.clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ADDRESSES)
def test_ten_times_the_register_needs_no_more_queries(
    client: Client, small_register: SmallRegister, address: str
) -> None:
    client.get(address)
    add_members(small_register.alpha, 3)
    few = count(client, address)
    assert few <= BUDGET
    add_members(small_register.alpha, 27)
    for partnership in Partnership.objects.filter(pages=None):
        make_partnership_page(small_register.index, partnership)
    for partnership in Partnership.objects.exclude(memberships__organisation__slug="brussels"):
        MembershipFactory.create(
            partnership=partnership, organisation=Organisation.objects.get(slug="brussels")
        )
    assert count(client, address) == few


@pytest.mark.parametrize("address", ["/partnerships/alpha/", ADDRESSES[-1]])
def test_offers_events_and_news_need_no_query_each(
    client: Client, small_register: SmallRegister, address: str
) -> None:
    home = small_register.index.get_parent()
    catalogue, events, news = (
        make_catalogue(home),
        make_event_index(home),
        make_news_index_page(home),
    )
    alpha, host = small_register.alpha, small_register.belgian

    def add(number: int) -> None:
        for _number in range(number):
            offer = OfferFactory.create(partnership=alpha, host_organisation=host)
            make_offer_page(catalogue, offer=offer)
            make_event(
                events,
                partnerships=[alpha],
                organisers=[host],
                country=host.country,
                sessions=[{"date": datetime.date(2020, 11, 16), "title": "A session"}],
            )
            make_news_page(news, partnerships=[alpha])

    client.get(address)
    add(1)
    few = count(client, address)
    assert few <= BUDGET, few
    add(5)
    assert count(client, address) == few
