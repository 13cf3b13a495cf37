"""How many items a list has for each value of its filters, in one query."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value

from core.listing import ListQuery

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The number of items in all, and for each value of each filter."""

    total: int
    values: Mapping[str, Mapping[str, int]]


def counted(rows: QuerySet[Any], facet: str, value: Any, item: str = "pk") -> QuerySet[Any]:
    """Count the distinct items of rows for each value of an expression; one part of `count`."""
    return (
        rows.order_by()
        .annotate(counted_facet=Value(facet), counted_value=value)
        .values("counted_facet", "counted_value")
        .annotate(number=Count(item, distinct=True))
        .values_list("counted_facet", "counted_value", "number")
    )


def count(items: QuerySet[Any], *parts: QuerySet[Any]) -> FacetCounts:
    """The number of items, and what the parts count, in one query."""
    values: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, number in counted(items, TOTAL, Value("")).union(*parts, all=True):
        values[facet][value] = number
    return FacetCounts(total=values[TOTAL].get("", 0), values=values)


def with_counts(query: ListQuery, counts: FacetCounts) -> ListQuery:
    """The query, its filters with numbers and without what would bring nothing."""
    facets = []
    for facet in query.facets:
        numbers = counts.values.get(facet.name, {})
        options = tuple(
            dataclasses.replace(option, count=numbers.get(option.value, 0))
            for option in facet.options
            if option.value in numbers or option.value in query.values(facet.name)
        )
        facets.append(dataclasses.replace(facet, options=options))
    return dataclasses.replace(query, facets=tuple(facets))
