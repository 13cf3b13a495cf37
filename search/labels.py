"""What the values of the facets are called, in the reader's language."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import get_language

from core.querysets import OptionSource, options_query, read_options
from exchanges.languages import LANGUAGES
from partnerships.models import (
    ActivityKind,
    Country,
    OrganisationKind,
    Partnership,
    Sector,
    Technology,
    Topic,
)
from search.asking import Synonyms, parse_synonyms
from search.facets import MODES, FacetName, StayLength
from search.models import SynonymGroup
from search.queries import CatalogueQuery, FacetValue, month_of

PARENTS: Final = "parents"
SYNONYMS: Final = "synonyms"


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of all values by facet, each facet in the order in which it is shown."""

    names: Mapping[FacetName, Mapping[str, str]]
    # The ecosystem of each specialisation.
    parents: Mapping[str, str]
    # Groups of expressions that mean the same.
    synonyms: tuple[Synonyms, ...] = ()

    def of(self, facet: FacetName, value: str) -> str:
        """What a value is called; the value itself where it has no name."""
        if facet is FacetName.MONTH and (month := month_of(value)) is not None:
            return month_name(month, get_language())
        return self.names.get(facet, {}).get(value, value)


@lru_cache(maxsize=200)
def month_name(month: datetime.date, _language: str | None) -> str:
    """What a month is called in the reader's language."""
    return formats.date_format(month, "F Y")


def fetch_labels() -> Labels:
    """All names in one query."""
    options = read_options(_register_query().all())
    found = {name: {one.value: one.label for one in values} for name, values in options.items()}
    parents = found.pop(PARENTS, {})
    synonyms = tuple(parse_synonyms(text) for text in found.pop(SYNONYMS, {}))
    names = {facet: found.get(facet, {}) for facet in FacetName}
    return Labels({**names, **fixed_names(get_language())}, parents, synonyms)


@cache
def _register_query() -> QuerySet[Any]:
    """The query for all that has a name: putting it together takes longer than asking it."""
    sources = {
        FacetName.COUNTRY: OptionSource(Country.objects.all(), translations="names"),
        FacetName.PARTNERSHIP: OptionSource(
            Partnership.objects.all(), value="slug", label="acronym"
        ),
        FacetName.SECTOR: OptionSource(Sector.objects.all(), translations="names"),
        FacetName.ACTIVITY: OptionSource(ActivityKind.objects.all(), translations="names"),
        FacetName.TOPIC: OptionSource(Topic.objects.all(), translations="names"),
        FacetName.TECHNOLOGY: OptionSource(Technology.objects.all(), translations="names"),
        PARENTS: OptionSource(Sector.objects.filter(parent__isnull=False), label="parent__code"),
        SYNONYMS: OptionSource(
            SynonymGroup.objects.all(), value="expressions", label="expressions"
        ),
    }
    return options_query({str(name): source for name, source in sources.items()})


def fetch_synonyms() -> tuple[Synonyms, ...]:
    """All groups of expressions that mean the same (one query)."""
    groups = SynonymGroup.objects.values_list("expressions", flat=True)
    return tuple(parse_synonyms(text) for text in groups)


@cache
def fixed_names(_language: str | None) -> Mapping[FacetName, Mapping[str, str]]:
    """The names of the values that are not in the register, in the reader's language."""
    languages = sorted(LANGUAGES.items(), key=lambda item: str(item[1]).casefold())
    return {
        FacetName.ORGANISATION_TYPE: {kind.value: str(kind.label) for kind in OrganisationKind},
        FacetName.LANGUAGE: {code: str(name) for code, name in languages},
        FacetName.MODE: {mode.value: str(mode.label) for mode in MODES},
        FacetName.LENGTH: {length.value: str(length.label) for length in StayLength},
    }


def facet_values(
    query: CatalogueQuery, counts: Mapping[str, Mapping[str, int]], labels: Labels
) -> dict[FacetName, tuple[FacetValue, ...]]:
    """Each counted facet with the values that would bring something, and those that are chosen."""
    found = {}
    for facet in FacetName:
        if facet not in query.facets:
            continue
        numbers = counts.get(facet, {})
        chosen = query.chosen.get(facet, ())
        values = sorted({*numbers, *chosen}, key=order_of(facet, labels))
        found[facet] = tuple(
            FacetValue(
                value=value,
                label=labels.of(facet, value),
                count=numbers.get(value, 0),
                is_chosen=value in chosen,
                parent=labels.parents.get(value, "") if facet is FacetName.SECTOR else "",
            )
            for value in values
        )
    return found


def order_of(facet: FacetName, labels: Labels) -> Callable[[str], tuple[int, str]]:
    """The order in which values are shown: that of the labels, the months by their date."""
    places = {value: place for place, value in enumerate(labels.names.get(facet, {}))}
    return lambda value: (places.get(value, len(places)), value)
