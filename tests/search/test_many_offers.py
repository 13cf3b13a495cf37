"""Pages that are not the catalogue stay as quick as they were when it has grown fifteenfold."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from home.models import HomePage
from partnerships.models import Partnership
from search.models import CataloguePage
from search.projection.checking import rebuild
from tests.factories import invented_offers, many_offers
from tests.factories.partnerships import make_partnership_index, make_partnership_page
from tests.snapshot import tell_the_planner

pytestmark = pytest.mark.django_db

FEW, MANY = 200, 3_000
ADDRESSES = ("/", "/partnerships/", "/offers/many-0/", "/offers/suggestions/?q=wa", "/search/?q=wa")
MOST = 3


def least_seconds(client: Client, address: str) -> float:
    """The least that one of five visits took: what is slow then is slow always."""
    seconds = []
    for _visit in range(5):
        cache.clear()
        started = time.perf_counter()
        assert client.get(address).status_code == 200
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def test_pages_do_not_grow_with_the_offers(
    client: Client, catalogue: CataloguePage, home_page: HomePage
) -> None:
    population = invented_offers.Inventor(1).population(MANY)
    register = many_offers.store_register(population)
    hosts = many_offers.store_hosts(population, register)
    index = make_partnership_index(home_page)
    for partnership in Partnership.objects.all():
        make_partnership_page(index, partnership=partnership)
    times = []
    for some in (population.offers[:FEW], population.offers[FEW:]):
        for facts in many_offers.portions(some):
            many_offers.store_offers(facts, catalogue, register, hosts)
        rebuild()
        tell_the_planner()
        times.append({address: least_seconds(client, address) for address in ADDRESSES})
    few, many = times
    slow = {one: round(many[one] / few[one], 1) for one in ADDRESSES if many[one] > MOST * few[one]}
    assert slow == {}
