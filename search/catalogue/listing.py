"""The page of the catalogue: its address read as a question, and the answer as it is shown.

What is found and counted is the engines' (`search.answers`); here is only how it stands in the
address and on the page.
"""

import dataclasses
import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.listing import (
    SHOWN_VALUE_LIMIT,
    CountedPaginator,
    Facet,
    LeftOut,
    ListQuery,
    Option,
)
from core.querysets import visible_few
from exchanges.hosts_that_fit.visitor import Fit
from exchanges.models import ExchangeOfferPage
from search.catalogue.ordering import Order
from search.engines.database import NEWEST, readable_offers
from search.facets import LEGENDS, FacetName
from search.labels import Labels
from search.projection.changes import project_touched
from search.queries import (
    REACHABLE_HITS,
    CatalogueQuery,
    CatalogueResult,
    Sort,
    add_months,
    month_of,
    month_text,
)
from search.words import words_of

MONTHS_OFFERED = 12


def read_address(parameters: QueryDict, labels: Labels, *, day: datetime.date) -> ListQuery:
    """The state that an address holds; what no filter knows is left out and told.

    So are signs alone, which ask for nothing.
    """
    first = day.replace(day=1)
    months = {month_text(add_months(first, number)) for number in range(MONTHS_OFFERED)}
    # An address that was kept may name a month that is not offered any more, or not yet.
    months.update(text for text in parameters.getlist("month") if month_of(text) is not None)
    values = {FacetName.MONTH: sorted(months)}
    facets = [
        Facet(
            name,
            str(LEGENDS[name]),
            tuple(
                Option(value, labels.of(name, value))
                for value in values.get(name) or labels.names.get(name, {})
            ),
        )
        for name in FacetName
    ]
    query = ListQuery.parse(parameters, facets)
    if query.q and not words_of(query.q):
        signs = LeftOut("q", query.q[:SHOWN_VALUE_LIMIT])
        return dataclasses.replace(query, q="", left_out=(signs, *query.left_out))
    return query


def catalogue_query(
    query: ListQuery,
    labels: Labels,
    *,
    day: datetime.date,
    size: int,
    sort: Sort = Sort.RELEVANCE,
) -> CatalogueQuery:
    """The question that a state of the page asks."""
    return CatalogueQuery(
        day=day,
        language=reader_language(),
        text=query.q,
        selections={FacetName(name): values for name, values in query.chosen.items()},
        sort=sort,
        page=query.page,
        size=size,
        synonyms=labels.synonyms,
    )


def sort_for(order: Order) -> Sort:
    """What an engine is asked for; none knows what fits a person."""
    return Sort.NEWEST if order is Order.FIT else Sort(order)


def reader_language() -> str:
    """The language of the page that is being made, without its country."""
    return (get_language() or "")[:2]


def with_results(query: ListQuery, result: CatalogueResult) -> ListQuery:
    """The state of the page, its filters with numbers and without what would bring nothing."""
    facets = tuple(
        Facet(
            facet.name,
            facet.legend,
            tuple(
                Option(one.value, one.label, one.count)
                for one in result.facets.get(FacetName(facet.name), ())
            ),
        )
        for facet in query.facets
    )
    return dataclasses.replace(query, facets=facets)


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """An offer of the list; in title and text is marked what was asked for."""

    page: ExchangeOfferPage
    title: SafeString
    text: SafeString
    # How well it fits the person who asks, where that is the order.
    fit: Fit | None = None


def shown_offers(
    result: CatalogueResult,
    pages: Mapping[int, ExchangeOfferPage],
    fits: Mapping[int, Fit],
    *,
    has_words: bool,
) -> list[ShownOffer]:
    """The hits with their pages, in their order. Without words the summary says what it is."""
    return [
        ShownOffer(
            pages[hit.object_id],
            hit.title,
            hit.text if has_words else conditional_escape(pages[hit.object_id].summary),
            fits.get(hit.object_id),
        )
        for hit in result.hits
        if hit.object_id in pages
    ]


def listed_pages(keys: Collection[int], *, day: datetime.date) -> dict[int, ExchangeOfferPage]:
    """Those of the pages that may be listed, by key, with host and partnership, in one query.

    Whatever found them: no index decides alone what anyone may see. Which translation a
    reader gets is told by the search table (`SearchEntry.is_for`).
    """
    if not keys:
        return {}
    pages = _listable(day).filter(pk__in=keys)
    return {page.pk: page for page in pages}


def latest_offers(number: int, *, day: datetime.date) -> QuerySet[ExchangeOfferPage]:
    """The offers that came last, for the reader's language, in one query."""
    project_touched()
    offers = readable_offers(day, reader_language()).order_by(*NEWEST)
    pages = _listable(day).filter(pk__in=offers.values("object_id")[:number])
    return pages.order_by("-first_published_at", "-pk")


@lru_cache(maxsize=8)
def _listable(day: datetime.date) -> QuerySet[ExchangeOfferPage]:
    """What may be listed, as a query to narrow: putting it together takes longer than asking it."""
    return ExchangeOfferPage.objects.listable(visible_few).current(on=day).in_brief()


def page_of(items: Sequence[Any], *, number: int, size: int, total: int) -> Page[Any]:
    """One page of a list of which only this page was fetched, for components/pagination.html."""
    paginator = CountedPaginator([], size, count=min(total, REACHABLE_HITS))
    return Page(items, number, paginator)
