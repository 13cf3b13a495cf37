"""Finds partnerships by sector, country and words, as the address asks."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.graphics.europe import MapEntry
from core.listing import Facet, ListQuery, Option
from partnerships.coverage import Coverage, CoveredPartnership
from partnerships.selectors import PartnershipProfile, partnerships_by_country

SECTOR = "sector"
COUNTRY = "country"
RESULTS_ANCHOR = "results"


def parse_finder(parameters: QueryDict, coverage: Coverage) -> ListQuery:
    """What the address asks for; every sector and country of the register is known."""
    return ListQuery.parse(
        parameters,
        [
            Facet(
                SECTOR,
                _("Sector"),
                tuple(Option(sector.code, sector.label) for sector in coverage.sectors),
            ),
            Facet(
                COUNTRY,
                _("Country"),
                tuple(Option(country.code, country.label) for country in coverage.countries),
            ),
        ],
    )


def find(query: ListQuery, coverage: Coverage) -> tuple[CoveredPartnership, ...]:
    """The partnerships that answer the query."""
    return coverage.matching(query.values(SECTOR), query.values(COUNTRY), query.q)


def finder_groups(query: ListQuery, coverage: Coverage) -> list[dict[str, Any]]:
    """The filters for components/facet_group.html, ecosystems and specialisations apart.

    The count beside an option says how many partnerships it would give together with the other
    filters; a filter's own choice does not lower the counts of its neighbours.
    """
    by_sector = coverage.matching((), query.values(COUNTRY), query.q)
    by_country = coverage.matching(query.values(SECTOR), (), query.q)
    ecosystems: list[dict[str, Any]] = []
    specialisations: list[dict[str, Any]] = []
    for sector in coverage.sectors:
        count = sum(sector.code in one.sector_codes for one in by_sector)
        option = _option(query, SECTOR, Option(sector.code, sector.label, count))
        (ecosystems if sector.is_ecosystem else specialisations).append(option)
    specialisations.sort(key=lambda option: str(option["label"]).casefold())
    covered = {one.country.code for one in coverage.by_country}
    countries = [
        _option(
            query,
            COUNTRY,
            Option(
                country.code,
                country.label,
                sum(country.code in one.country_codes for one in by_country),
            ),
        )
        # Those with a partnership first: the others are there so that people find their country.
        for country in sorted(coverage.countries, key=lambda country: country.code not in covered)
    ]
    return [
        _group(SECTOR, _("Industrial ecosystem"), ecosystems),
        _group(SECTOR, _("Specialisation"), specialisations),
        _group(COUNTRY, _("Country"), countries),
    ]


def _option(query: ListQuery, name: str, option: Option) -> dict[str, Any]:
    return {
        "value": option.value,
        "label": option.label,
        "count": option.count,
        "checked": option.value in query.values(name),
    }


def _group(name: str, legend: str, options: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "legend": legend,
        "open": any(option["checked"] for option in options),
        "options": options,
    }


def map_entries(coverage: Coverage, address: str = "") -> list[MapEntry]:
    """The covered countries for the map, each leading to its partnerships.

    `address` is that of the list of partnerships; empty on that page itself.
    """
    return [
        MapEntry(
            code=one.country.code,
            name=one.country.label,
            value=len(one.partnerships),
            url=f"{address}?{COUNTRY}={one.country.code}#{RESULTS_ANCHOR}",
        )
        for one in coverage.by_country
    ]


def country_map_entries(address: str) -> list[MapEntry]:
    """The countries of all partnerships, for a map on another page than the list."""
    return [
        MapEntry(
            code=country.code,
            name=country.label,
            value=number,
            url=f"{address}?{COUNTRY}={country.code}#{RESULTS_ANCHOR}",
        )
        for country, number in partnerships_by_country()
    ]


def member_map_entries(profile: PartnershipProfile) -> list[MapEntry]:
    """The countries of one partnership with the number of members known there by name."""
    codes = [member.country.code for member in profile.members]
    return [
        MapEntry(code=country.code, name=country.label, value=codes.count(country.code))
        for country in profile.countries
    ]
