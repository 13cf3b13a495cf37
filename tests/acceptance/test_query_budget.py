"""A public page needs at most 12 queries, with few items and with a thousand more."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import SitePage
from events.models import EventPage
from exchanges.models import ExchangeOfferPage
from news.models import NewsPage
from partnerships.models import Organisation, OrganisationState
from tests.acceptance.conftest import make_full_page
from tests.factories.copies import multiply

LIMIT = 12
MORE = 1_000

pytestmark = pytest.mark.django_db


def count_queries(address: str) -> int:
    """The queries of a stranger's visit, with nothing in any cache.

    The second visit counts: the first search for some words on a day also writes them down.
    """
    Client().get(address)
    cache.clear()
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(address)
    assert response.status_code == 200, address
    return len(queries)


def test_pages_stay_within_the_budget(addresses: dict[str, str]) -> None:
    counts = {name: count_queries(address) for name, address in addresses.items()}
    assert {name: count for name, count in counts.items() if count > LIMIT} == {}


def test_a_thousand_more_items_cost_no_query_more(addresses: dict[str, str]) -> None:
    before = {name: count_queries(address) for name, address in addresses.items()}
    for model in (EventPage, NewsPage, ExchangeOfferPage):
        multiply(model.objects.live().order_by("pk").first(), MORE)
    country = Organisation.objects.public().first().country
    Organisation.objects.bulk_create(
        Organisation(
            name=f"Circle {number}",
            slug=f"circle-{number}",
            country=country,
            state=OrganisationState.VERIFIED,
        )
        for number in range(MORE)
    )
    after = {name: count_queries(address) for name, address in addresses.items()}
    assert after == before


def test_every_block_costs_one_query_for_each_kind_of_thing(full_pages: list[SitePage]) -> None:
    """Pages, pictures, their sizes, documents, partnerships, and the events of a partnership."""
    full = {page.url: count_queries(page.url) for page in full_pages}
    for page in full_pages:
        page.body = "[]"
        page.save_revision().publish()
    more = {url: count - count_queries(url) for url, count in full.items()}
    assert set(more.values()) <= {5, 6}, more  # a page that links to others anyway has that query


def test_every_block_five_times_costs_as_much_as_once(full_pages: list[SitePage]) -> None:
    page = full_pages[0]
    once = count_queries(page.url)
    make_full_page(type(page), times=5)
    assert count_queries(page.url) == once
