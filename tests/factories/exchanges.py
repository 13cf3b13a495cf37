"""Makes offers, their pages and the catalogue that lists them."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from exchanges.models import ExchangeOfferPage, Offer, RuleSet
from search.models import CataloguePage
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory


class OfferFactory(DjangoModelFactory[Offer]):
    """An open offer with two places at a time and six in all."""

    class Meta:
        model = Offer

    host_organisation = factory.SubFactory(OrganisationFactory)
    partnership = factory.SubFactory(PartnershipFactory)
    places_per_exchange = 2
    places_total = 6


class RuleSetFactory(DjangoModelFactory[RuleSet]):
    """The pilot's rules: three working days to a month."""

    class Meta:
        model = RuleSet

    valid_from = datetime.date(2020, 2, 3)
    minimum_working_days = 3
    maximum_working_days = 23


def make_catalogue(parent: Page, **fields: Any) -> CataloguePage:
    """The catalogue of offers under the front page."""
    catalogue = CataloguePage(**{"title": "Offers", "slug": "offers", **fields})
    parent.add_child(instance=catalogue)
    return catalogue


def make_offer_page(catalogue: Page, **fields: Any) -> ExchangeOfferPage:
    """A published page of an open offer; entries of the register are given as lists."""
    links = {
        name: fields.pop(name)
        for name in ("activity_kinds", "sectors", "topics", "technologies", "languages")
        if name in fields
    }
    keywords = fields.pop("keywords", [])
    values = {"title": "Hunt leaks in a mountain network", "offer": None, **fields}
    values["offer"] = values["offer"] or OfferFactory.create()
    page = ExchangeOfferPage(**values)
    for name, entries in links.items():
        setattr(page, name, entries)
    page.keywords.add(*keywords)
    catalogue.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
