"""Knows which entries a changed record stands in, so that a rename reaches every owner."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Model, Q
from taggit.models import Tag
from wagtail.models import Page

from core.models import SitePage
from events.models import EventPage
from exchanges.models import ExchangeOfferPage, Offer, Profile
from news.models import NewsPage
from partnerships.models import (
    ActivityKind,
    Country,
    Organisation,
    Partnership,
    PartnershipPage,
    Sector,
    Technology,
    Topic,
)

# For each record the ways that lead to it from pages and organisations whose entry tells of it.
PAGES_OF: Final[Mapping[type[Model], Mapping[type[SitePage], tuple[str, ...]]]] = {
    Offer: {ExchangeOfferPage: ("offer",)},
    Profile: {ExchangeOfferPage: ("offer__profile",)},
    Organisation: {
        ExchangeOfferPage: ("offer__host_organisation",),
        EventPage: ("organisers",),
        PartnershipPage: ("partnership__memberships__organisation",),
    },
    Partnership: {
        ExchangeOfferPage: ("offer__partnership",),
        PartnershipPage: ("partnership",),
        EventPage: ("partnerships",),
        NewsPage: ("partnerships",),
    },
    Country: {
        ExchangeOfferPage: ("offer__host_organisation__country",),
        EventPage: ("country", "countries"),
        PartnershipPage: (
            "partnership__memberships__organisation__country",
            "partnership__extra_countries",
        ),
    },
    Sector: {
        ExchangeOfferPage: ("sectors", "sectors__parent"),
        EventPage: ("sectors", "sectors__parent"),
        PartnershipPage: ("partnership__sectors", "partnership__sectors__parent"),
    },
    ActivityKind: {ExchangeOfferPage: ("activity_kinds",)},
    Topic: {ExchangeOfferPage: ("topics",)},
    Technology: {ExchangeOfferPage: ("technologies",)},
    Tag: {
        ExchangeOfferPage: ("tagged_keywords__tag",),
        EventPage: ("tagged_items__tag",),
        NewsPage: ("tagged_items__tag",),
    },
}
ORGANISATIONS_OF: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Organisation: ("pk",),
    Partnership: ("memberships__partnership",),
    Country: ("country",),
    Sector: ("sectors", "sectors__parent"),
}
RECORDS: Final = tuple(PAGES_OF)
# All others stand in no entry before something refers to them, which is told of itself.
MATTER_WHEN_NEW: Final = frozenset({Organisation, Profile})


@dataclass(slots=True)
class Touched:
    """What was changed; whose entries that means is asked just before they are written."""

    pages: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    subtrees: set[str] = field(default_factory=set)
    records: dict[type[Model], set[Any]] = field(default_factory=dict)
    is_everything: bool = False

    def __bool__(self) -> bool:
        return bool(
            self.pages or self.organisations or self.subtrees or self.records or self.is_everything
        )

    def add_record(self, model: type[Model], keys: Iterable[Any]) -> None:
        """Note records of the register, offers or tags."""
        self.records.setdefault(model, set()).update(keys)

    def add(self, other: "Touched") -> None:
        """Note the pages and organisations of another, which is settled."""
        self.pages |= other.pages
        self.organisations |= other.organisations

    def settle(self) -> None:
        """Ask now whose entries the records and subtrees stand in: before they are deleted."""
        if self.is_everything:
            self.pages |= set(Page.objects.values_list("pk", flat=True))
            self.organisations |= set(Organisation.objects.values_list("pk", flat=True))
        if self.subtrees:
            self.pages |= pages_below(self.subtrees)
        for model, keys in self.records.items():
            self.pages |= pages_telling_of(model, keys)
            self.organisations |= organisations_telling_of(model, keys)
        self.subtrees, self.records, self.is_everything = set(), {}, False


def pages_below(paths: Collection[str]) -> set[int]:
    """The pages at some places of the tree and all below them."""
    places = reduce(or_, (Q(path__startswith=path) for path in paths))
    return set(Page.objects.filter(places).values_list("pk", flat=True))


def pages_telling_of(model: type[Model], keys: Collection[Any]) -> set[int]:
    """The pages whose entry tells of some records."""
    found: set[int] = set()
    for page_model, ways in PAGES_OF[model].items():
        for way in ways:
            pages = page_model._default_manager.filter(**{f"{way}__in": keys})
            found.update(pages.order_by().values_list("pk", flat=True))
    return found


def organisations_telling_of(model: type[Model], keys: Collection[Any]) -> set[int]:
    """The organisations whose entry tells of some records."""
    found: set[int] = set()
    for way in ORGANISATIONS_OF.get(model, ()):
        organisations = Organisation.objects.filter(**{f"{way}__in": keys})
        found.update(organisations.order_by().values_list("pk", flat=True))
    return found
