"""The result of the catalogue as a table: every offer that was found, some at a time.

Nothing of persons is in it, and nothing that the pages of the offers do not show to everyone.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from exchanges.models import ExchangeOfferPage
from search.answers import find_portions
from search.catalogue.listing import listed_pages
from search.engines.database import readable_offers
from search.facets import LEGENDS, FacetName
from search.labels import Labels
from search.models import Kind, SearchTerm
from search.queries import CatalogueQuery

FACETS: Final = (
    FacetName.COUNTRY,
    FacetName.PARTNERSHIP,
    FacetName.ORGANISATION_TYPE,
    FacetName.SECTOR,
    FacetName.ACTIVITY,
    FacetName.TOPIC,
    FacetName.TECHNOLOGY,
    FacetName.LANGUAGE,
    FacetName.MODE,
)
BETWEEN_VALUES: Final = "; "

Row = Sequence[Any]
Terms = Mapping[tuple[int, str], Sequence[str]]


def table_head() -> list[str]:
    """What the columns are called, in the reader's language (docs/search.md lists them)."""
    return [
        _("Offer"),
        _("Summary"),
        _("Host"),
        *(str(LEGENDS[facet]) for facet in FACETS),
        _("Possible from"),
        _("Possible until"),
        _("Shortest stay in working days"),
        _("Longest stay in working days"),
        _("Places at a time"),
        _("Places in all"),
        _("First published"),
        _("Sample"),
        _("Address"),
    ]


def table_portions(
    request: HttpRequest, query: CatalogueQuery, labels: Labels
) -> Iterator[list[Row]]:
    """The rows, in the order of the list; each portion needs the same few queries.

    They are read while the file is sent, so what is translated is translated before.
    """
    sample = _("Sample")
    for keys in find_portions(query):
        pages = listed_pages(keys, day=query.day)
        addresses = addresses_of(pages, query.language, day=query.day)
        terms = terms_of(pages)
        yield [
            row_of(
                pages[key],
                {facet: labelled(terms.get((key, facet), ()), facet, labels) for facet in FACETS},
                sample=sample,
                address=request.build_absolute_uri(addresses[key]),
            )
            for key in keys
            if key in pages and key in addresses
        ]


def row_of(
    page: ExchangeOfferPage, values: Mapping[FacetName, str], *, sample: str, address: str
) -> Row:
    """One offer."""
    assert page.offer is not None  # noqa: S101  only such pages are listed
    return [
        page.title,
        page.summary,
        page.offer.host_organisation.name,
        *(values[facet] for facet in FACETS),
        page.period_start,
        page.period_end,
        page.minimum_working_days,
        page.maximum_working_days,
        page.offer.places_per_exchange,
        page.offer.places_total,
        page.first_published_at and page.first_published_at.date(),
        sample if page.is_sample else "",
        address,
    ]


def addresses_of(
    pages: Mapping[int, ExchangeOfferPage], language: str, *, day: datetime.date
) -> dict[int, str]:
    """Where those of the pages are that readers of a language get, and not a translation."""
    entries = readable_offers(day, language).filter(object_id__in=pages)
    return dict(entries.values_list("object_id", "url"))


def terms_of(pages: Mapping[int, ExchangeOfferPage]) -> Terms:
    """The values of the pages by page and facet."""
    found: dict[tuple[int, str], list[str]] = {}
    terms = SearchTerm.objects.filter(
        entry__kind=Kind.OFFER, entry__object_id__in=pages, facet__in=FACETS
    )
    for key, facet, value in terms.values_list("entry__object_id", "facet", "value"):
        found.setdefault((key, facet), []).append(value)
    return found


def labelled(values: Sequence[str], facet: FacetName, labels: Labels) -> str:
    """Values as people read them, in the order of the alphabet."""
    names = (labels.of(facet, value) for value in values)
    return BETWEEN_VALUES.join(sorted(names, key=lambda name: (name.casefold(), name)))
