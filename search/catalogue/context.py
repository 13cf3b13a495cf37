"""Everything that the page of the catalogue shows, from its address."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from exchanges.calendar import programme_today
from exchanges.hosts_that_fit.visitor import Fit
from search.answers import answer
from search.catalogue import listing
from search.catalogue.country_map import map_entries
from search.catalogue.fewer_filters import fewer_filters
from search.catalogue.filters import filter_groups
from search.catalogue.fit_order import answer_by_fit, wish_of
from search.catalogue.ordering import (
    Arrangement,
    Order,
    offered_orders,
    order_choices,
    view_choices,
)
from search.counting import count_search
from search.labels import fetch_labels
from search.words import is_cut

PER_PAGE: Final = 12


def catalogue_context(request: HttpRequest) -> dict[str, Any]:
    """What the template needs (six queries on the database, and one for each filter in use)."""
    day = programme_today()
    labels = fetch_labels()
    query = listing.read_address(request.GET, labels, day=day)
    has_words = bool(query.q)
    wanted = Arrangement.parse(request.GET, has_words=has_words)
    wish = wish_of(request)
    view = wish.view(on=day) if wish and wanted.order is Order.FIT else None
    arrangement = wanted if view else wanted.without_fit(has_words=has_words)
    query = dataclasses.replace(
        query,
        kept=arrangement.kept(has_words=has_words),
        left_out=(*query.left_out, *arrangement.left_out),
    )
    asked = listing.catalogue_query(
        query, labels, day=day, size=PER_PAGE, sort=listing.sort_for(arrangement.order)
    )
    fits: Mapping[int, Fit] = {}
    if view:
        result, fits = answer_by_fit(asked, labels, view)
    else:
        result = answer(asked, labels)
    query = listing.with_results(query, result)
    pages = listing.listed_pages([hit.object_id for hit in result.hits], day=day)
    shown = listing.shown_offers(result, pages, fits, has_words=has_words)
    groups = filter_groups(result, labels)
    # Filters, order and pages come after the words, which count once; a HEAD is nobody's search.
    is_first = not (query.chosen or query.kept) and query.page == 1
    if request.method == "GET" and has_words and is_first:
        count_search(query.q, found=result.total, day=day)
    orders = offered_orders(has_words=has_words, has_wish=wish is not None)
    return {
        "query": query,
        "was_cut": is_cut(request.GET.get("q", "")),
        "querystring": query.querystring(),
        "is_whole_list": not (query.is_filtered or query.kept),
        "chips": query.chips(request.path),
        "cleared_url": f"{request.path}?{urlencode(arrangement.kept_without_words())}".rstrip("?"),
        "result": result,
        "total": result.total,
        "page_obj": listing.page_of(shown, number=result.page, size=PER_PAGE, total=result.total),
        "filter_groups": groups,
        "map_entries": map_entries(query, result),
        "filters_in_use": sum(group.chosen for group in groups),
        "orders": order_choices(query, arrangement.order, orders),
        "views": view_choices(query, arrangement.view),
        "arrangement": arrangement,
        "wish": wish if view else None,
        "is_fit_unknown": wanted.order is Order.FIT and view is None,
        # It finds something in the whole list, perhaps not with these filters.
        "suggestion_url": f"?{urlencode({'q': result.suggestion})}" if result.suggestion else "",
        "fewer_filters": [] if result.total else fewer_filters(query, asked),
    }
