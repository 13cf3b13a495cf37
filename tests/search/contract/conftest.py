"""Five hundred and twenty offers, invented, stored and projected once for a module."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from search.engines.choosing import Engine
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch.connection import writing_client
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.rebuilding import rebuild_index
from search.projection.checking import rebuild, unwatched
from tests.factories.exchanges import make_catalogue
from tests.factories.home import make_home_page
from tests.factories.indices import index_of_its_own
from tests.factories.invented_offers import Inventor
from tests.factories.many_offers import store
from tests.search.contract.oracle import Oracle, World
from tests.snapshot import tell_the_planner

OFFERS = 520
SEED = 20_260_310


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everything in one transaction that is rolled back at the end."""
    population = Inventor(SEED).population(OFFERS)
    with django_db_blocker.unblock(), transaction.atomic():
        keys = store(population, make_catalogue(make_home_page()))
        rebuild()
        tell_the_planner()
        yield World(population, Oracle(population, keys))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def index(
    world: World, elasticsearch_url: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The same offers in an index of a real Elasticsearch."""
    with index_of_its_own(elasticsearch_url), django_db_blocker.unblock():
        rebuild_index(writing_client(), unwatched)
        yield


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    if request.param == "database":
        return DatabaseEngine()
    request.getfixturevalue("index")
    return ElasticsearchEngine()
