"""What is counted of an offer, and which offers take visitors."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import PageViewRestriction

from exchanges.models import ExchangeOfferPage, Offer, OfferStatus
from home.models import HomePage
from tests.factories.exchanges import OfferFactory, make_catalogue, make_offer_page
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)


def test_an_offer_is_known_by_host_and_partnership() -> None:
    offer = OfferFactory.create(
        host_organisation=OrganisationFactory(name="Dravelin"),
        partnership=PartnershipFactory(acronym="BLUES"),
    )
    assert str(offer) == "Dravelin (BLUES)"


@pytest.mark.parametrize(("at_once", "total"), [(0, 3), (3, 2)])
def test_places_that_contradict_each_other_are_told(at_once: int, total: int) -> None:
    offer = OfferFactory.build(
        host_organisation=OrganisationFactory(),
        partnership=PartnershipFactory(),
        places_per_exchange=at_once,
        places_total=total,
    )
    with pytest.raises(ValidationError) as caught:
        offer.full_clean()
    assert set(caught.value.message_dict) == {
        "places_per_exchange" if at_once == 0 else "places_total"
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        offer.save()


def test_the_database_knows_every_status() -> None:
    offer = OfferFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(status="GONE")


def test_a_host_need_not_be_a_member_of_the_partnership() -> None:
    offer = OfferFactory.create()
    assert offer.partnership.memberships.count() == 0
    offer.full_clean()


@pytest.mark.parametrize(
    ("status", "period_end", "expected"),
    [
        (OfferStatus.OPEN, None, True),
        (OfferStatus.OPEN, TODAY, True),
        (OfferStatus.OPEN, TODAY - DAY, False),
        (OfferStatus.PAUSED, None, False),
        (OfferStatus.CLOSED, TODAY, False),
    ],
)
def test_listed_is_what_is_open_and_not_over(
    home_page: HomePage, status: OfferStatus, period_end: datetime.date | None, expected: bool
) -> None:
    offer = OfferFactory.create(status=status)
    page = make_offer_page(make_catalogue(home_page), offer=offer, period_end=period_end)
    assert page.takes_visitors(on=TODAY) is expected
    listed = list(ExchangeOfferPage.objects.listed(on=TODAY))
    assert listed == ([page] if expected else [])
    assert list(offer.partnership.offers.open_pages(on=TODAY)) == listed
    assert list(offer.host_organisation.offers.open_pages(on=TODAY)) == listed


def test_drafts_and_private_offers_are_not_listed(home_page: HomePage) -> None:
    catalogue = make_catalogue(home_page)
    shown, draft, private = (make_offer_page(catalogue, title=title) for title in "abc")
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert list(ExchangeOfferPage.objects.listed(on=TODAY)) == [shown]


def test_the_offers_of_another_partnership_are_not_its_own(home_page: HomePage) -> None:
    make_offer_page(make_catalogue(home_page))
    assert list(PartnershipFactory.create().offers.open_pages(on=TODAY)) == []
