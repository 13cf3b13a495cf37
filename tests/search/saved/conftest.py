"""A person who searches, and offers that appear after it."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.models import User
from exchanges.models import ExchangeOfferPage
from partnerships.models import Sector
from search.models import CataloguePage, Frequency, SavedSearch
from search.saved import services
from tests.factories.exchanges import OfferFactory, make_catalogue, make_offer_page
from tests.factories.home import make_home_page
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)
from tests.factories.people import make_user

NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """Noon of the tenth of March; it goes on when it is told to."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def catalogue(db: None) -> CataloguePage:
    """The empty list at /offers/."""
    return make_catalogue(make_home_page())


@pytest.fixture
def wool(db: None) -> Sector:
    """A sector to filter by."""
    return SectorFactory.create(code="wool", name="Wool")


@pytest.fixture
def make(catalogue: CataloguePage, clock: Any) -> Any:
    """Publishes offers of one Slovenian host, a minute after what was before."""
    country = CountryFactory.create(code="SI", name="Slovenia")
    host = OrganisationFactory.create(name="Mill", city="Kranj", country=country)
    partnership = PartnershipFactory.create(acronym="CLAMTEX")

    def make_one(slug: str, **fields: Any) -> ExchangeOfferPage:
        clock.shift(60)
        values = {"host_organisation": host, "partnership": partnership} | fields.pop("of", {})
        return make_offer_page(
            catalogue, **{"slug": slug, "title": slug} | fields, offer=OfferFactory.create(**values)
        )

    return make_one


@pytest.fixture
def ana(db: None) -> User:
    """Somebody with an account."""
    return make_user("ana@example.org")


@pytest.fixture
def anas(ana: User) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(ana)
    return client


def save(owner: User, **values: Any) -> SavedSearch:
    """A saved search for wool, told at once."""
    given = {
        "name": "Wool",
        "querystring": "sector=wool",
        "frequency": Frequency.AT_ONCE,
        "language": "en",
        "at": timezone.now(),
    }
    return services.save(owner=owner, **given | values)
