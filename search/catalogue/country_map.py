"""The map of the catalogue: the filter of countries, drawn. Its numbers stand in the filter too."""

import dataclasses

from core.graphics.europe import MapEntry
from core.listing import ListQuery
from search.facets import FacetName
from search.queries import CatalogueResult


def map_entries(query: ListQuery, result: CatalogueResult) -> list[MapEntry]:
    """Each country with the number of its offers; its address chooses it, or takes it off."""
    return [
        MapEntry(
            one.value,
            one.label,
            one.count,
            url=f"?{address(query, one.value)}",
            is_chosen=one.is_chosen,
        )
        for one in result.facets[FacetName.COUNTRY]
    ]


def address(query: ListQuery, country: str) -> str:
    """The parameters with one country more, or without it where it is chosen."""
    chosen = query.values(FacetName.COUNTRY)
    if country in chosen:
        return query.querystring(without=FacetName.COUNTRY, value=country)
    countries = {str(FacetName.COUNTRY): (*chosen, country)}
    return dataclasses.replace(query, chosen={**query.chosen, **countries}).querystring()
