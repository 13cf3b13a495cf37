"""The cards of the catalogue: drawn from what the list reads, and kept unless they are personal."""

import datetime

import pytest
from django.http import HttpRequest
from django.template import Context
from django.test import RequestFactory
from django.utils.safestring import SafeString
from pytest_django import DjangoAssertNumQueries

from exchanges.hosts_that_fit.visitor import Fit
from exchanges.models import ExchangeOfferPage
from search.catalogue.export import row_of
from search.catalogue.listing import ShownOffer, listed_pages
from search.facets import FacetName
from search.models import CataloguePage
from search.templatetags.search_tags import CARDS, offer_card
from tests.factories.exchanges import make_offer_page

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def page(catalogue: CataloguePage) -> ExchangeOfferPage:
    """An offer as the list reads it."""
    made = make_offer_page(catalogue, title="Spin", minimum_working_days=3, maximum_working_days=5)
    CARDS._draw.cache_clear()
    return listed_pages([made.pk], day=DAY)[made.pk]


def kept() -> int:
    return CARDS._draw.cache_info().currsize


def drawn(
    page: ExchangeOfferPage, fit: Fit | None = None, request: HttpRequest | None = None
) -> SafeString:
    context = Context({"request": request or RequestFactory().get("/offers/")})
    return offer_card(context, ShownOffer(page, SafeString("Spin"), SafeString("Wool"), fit))


def test_a_card_and_a_row_of_the_table_need_no_query_more(
    page: ExchangeOfferPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/offers/")
    drawn(page, request=request)  # Where the site begins is asked once for all pages.
    CARDS._draw.cache_clear()
    (page,) = listed_pages([page.pk], day=DAY).values()
    with django_assert_num_queries(0):
        assert "Spin" in drawn(page, request=request)
        row_of(page, dict.fromkeys(FacetName, ""), sample="", address="/")


def test_a_card_is_kept_until_something_on_it_changes(page: ExchangeOfferPage) -> None:
    first = drawn(page)
    assert drawn(page) == first
    assert kept() == 1
    page.maximum_working_days = 4
    assert drawn(page) != first


def test_a_card_with_how_well_it_fits_somebody_is_not_kept(page: ExchangeOfferPage) -> None:
    assert "71 of 100" in drawn(page, Fit(71, "Sectors: wool", is_possible=True))
    assert kept() == 0
