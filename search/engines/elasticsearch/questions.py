"""Questions as the server understands them: one request for hits, total and all counts."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.conf import settings

from search.asking import Ask
from search.engines.elasticsearch.layout import facet_field, words_field
from search.facets import FacetName
from search.models import Kind
from search.projection.projected import WEIGHTS
from search.queries import (
    CatalogueQuery,
    SiteQuery,
    Sort,
    bounds,
    last_day,
    month_of,
    month_text,
)

Clause = dict[str, Any]

# More values than any list of the register has.
VALUES_COUNTED: Final = 1_000
# More than the words of any query can score together.
UPCOMING_BOOST: Final = 1_000.0
# The server gives up by itself before we do: the part of our patience that it gets.
PART_FOR_SERVER: Final = 0.75

OPEN: Final = "open"
KINDS: Final = "kinds"
BEST: Final = "best"
NEWEST: Final[list[Any]] = [{"published": "desc"}, {"object_id": "desc"}]
NOTHING: Final[Clause] = {"match_none": {}}


def catalogue_request(query: CatalogueQuery, page: int) -> dict[str, Any]:
    """The request for a page of the catalogue."""
    filters = [{"term": {"kind": Kind.OFFER.value}}, *readable(query.day, query.language)]
    if query.within is not None:
        filters.append({"terms": {"object_id": sorted(query.within)}})
    selections = {facet: selection(facet, values) for facet, values in query.chosen.items()}
    return {
        **frame(),
        **window(page, query.size),
        "query": {"bool": {"filter": filters, "must": having(query.asked)}},
        "post_filter": all_of(selections.values()),
        "sort": in_order(query),
        "aggs": counting(query, selections),
    }


def site_request(query: SiteQuery, page: int) -> dict[str, Any]:
    """The request for the search of the whole site: of each kind some hits, or a page of one."""
    sort = ["_score", *NEWEST]
    kinds: Clause = {"terms": {"field": "kind", "size": len(Kind)}}
    request = {
        **frame(),
        "query": {
            "bool": {
                "filter": readable(query.day, query.language),
                "must": having(query.asked),
                "should": [{"constant_score": upcoming(query.day)}],
            }
        },
        "aggs": {KINDS: kinds},
        "sort": sort,
    }
    if query.kind is None:
        best = {"_source": False, "size": query.size, "sort": sort}
        kinds["aggs"] = {BEST: {"top_hits": best}}
        return request | {"size": 0}
    return request | window(page, query.size) | {"post_filter": {"term": {"kind": query.kind}}}


def frame() -> dict[str, Any]:
    """What all requests have in common."""
    milliseconds = settings.ELASTICSEARCH_TIMEOUT_SECONDS * PART_FOR_SERVER * 1_000
    return {"_source": False, "track_total_hits": True, "timeout": f"{milliseconds:.0f}ms"}


def window(page: int, size: int) -> dict[str, int]:
    """Which hits a page has; none of them lies beyond what can be reached."""
    start, end = bounds(page, size)
    return {"from": start, "size": end - start}


def readable(day: datetime.date, language: str) -> list[Clause]:
    """What a reader may find on a day."""
    return [
        {"term": {"readers": language}},
        {"range": {"expires": {"gte": day.toordinal()}}},
    ]


def upcoming(day: datetime.date) -> Clause:
    """All but the events that are over."""
    is_over: list[Clause] = [
        {"term": {"kind": Kind.EVENT.value}},
        {"range": {"ends": {"lt": day.toordinal()}}},
    ]
    return {"filter": {"bool": {"must_not": [all_of(is_over)]}}, "boost": UPCOMING_BOOST}


def having(asked: Iterable[Ask]) -> list[Clause]:
    """All that is asked for, each thing scoring by the best way to find it."""
    return [
        {
            "dis_max": {
                "queries": [
                    {"constant_score": {"filter": way, "boost": float(weight)}}
                    for weight in WEIGHTS
                    for way in ways(ask, weight)
                ]
            }
        }
        for ask in asked
    ]


def ways(ask: Ask, weight: int) -> Iterator[Clause]:
    """How something can be found with a weight; an expression counts as its least word."""
    *whole, last = ask.beginning or ("",)
    if last and not whole:
        yield {"prefix": {words_field(weight): last}}
    if whole:
        begins = [{"prefix": {words_field(other): last}} for other in places(weight)]
        yield all_of([*(any_of(in_places(word, weight)) for word in whole), any_of(begins)])
    if ask.words:
        yield {"terms": {words_field(weight): list(ask.words)}}
    for phrase in ask.phrases:
        yield all_of(any_of(in_places(word, weight)) for word in phrase)


def in_places(word: str, weight: int) -> list[Clause]:
    """A word in a place of that weight, or of more."""
    return [{"term": {words_field(other): word}} for other in places(weight)]


def places(weight: int) -> list[int]:
    """The places of that weight, or of more."""
    return [other for other in WEIGHTS if other >= weight]


def selection(facet: FacetName, values: tuple[str, ...]) -> Clause:
    """What has one of the values that were chosen in a facet."""
    if facet is not FacetName.MONTH:
        return {"terms": {facet_field(facet): list(values)}}
    months = [possible_in(month) for text in values if (month := month_of(text)) is not None]
    return any_of(months) if months else NOTHING


def possible_in(month: datetime.date) -> Clause:
    """What is possible on some day of a month."""
    return all_of(
        [
            {"range": {"starts": {"lte": last_day(month).toordinal()}}},
            {"range": {"ends": {"gte": month.toordinal()}}},
        ]
    )


def all_of(clauses: Iterable[Clause]) -> Clause:
    """What fulfils all conditions."""
    return {"bool": {"filter": list(clauses)}}


def any_of(clauses: Iterable[Clause]) -> Clause:
    """What fulfils one of some conditions."""
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def in_order(query: CatalogueQuery) -> list[Any]:
    """The order that a query wants."""
    match query.sort:
        case Sort.SOONEST:
            return [{"starts": "asc"}, *NEWEST]
        case Sort.RELEVANCE if query.asked:
            return ["_score", *NEWEST]
        case _:
            return NEWEST


def counting(query: CatalogueQuery, selections: dict[FacetName, Clause]) -> dict[str, Clause]:
    """The counts of each facet, its own selection left out; facets without one share a filter."""
    wanted: dict[str, Clause] = {}
    if open_facets := query.facets - selections.keys():
        wanted[OPEN] = {
            "filter": all_of(selections.values()),
            "aggs": {str(facet): values_of(facet, query) for facet in sorted(open_facets)},
        }
    for facet in sorted(query.facets & selections.keys()):
        others = [clause for name, clause in selections.items() if name is not facet]
        wanted[facet] = {"filter": all_of(others), "aggs": {str(facet): values_of(facet, query)}}
    return wanted


def values_of(facet: FacetName, query: CatalogueQuery) -> Clause:
    """The counts of the values of one facet."""
    if facet is FacetName.MONTH:
        months = {month_text(month): possible_in(month) for month in query.months}
        return {"filters": {"filters": months}}
    return {"terms": {"field": facet_field(facet), "size": VALUES_COUNTED}}
