"""Names that begin as somebody types: countries, sectors, topics and hosts of listed offers."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.listing import ListQuery
from core.querysets import visible_few
from exchanges.models import ExchangeOfferPage
from search.catalogue.listing import reader_language
from search.engines.database import Counts, beginning_with, count_facets, offers, readable
from search.facets import FacetName
from search.labels import Labels
from search.models import Kind
from search.projection.projected import TITLE_WEIGHT
from search.queries import CatalogueQuery
from search.words import query_words, words_of

# One letter begins too much; nobody needs a longer beginning to be understood.
SHORTEST: Final = 2
LONGEST: Final = 60
SHOWN_OF_EACH: Final = 4

FACETS: Mapping[FacetName, Promise] = {
    FacetName.COUNTRY: _("Countries"),
    FacetName.SECTOR: _("Sectors"),
    FacetName.TOPIC: _("Topics"),
}


@dataclass(frozen=True, slots=True)
class NameSuggestion:
    """A name, and the list that choosing it leads to."""

    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SuggestionGroup:
    """Names of one kind."""

    name: str
    legend: Promise
    suggestions: tuple[NameSuggestion, ...]


def name_suggestions(
    text: str, query: ListQuery, labels: Labels, *, day: datetime.date
) -> list[SuggestionGroup]:
    """The names of which some word begins with each word typed, grouped by kind.

    Only those by which something is found: of hosts of offers that are listed today, and of
    subjects that bring something with what is chosen (two queries, and one for each facet of
    these in use). An address keeps what is chosen; the words typed become the name.
    """
    words = query_words(text[:LONGEST])
    if sum(map(len, words)) < SHORTEST:
        return []
    counts = values_brought(query, day=day)
    groups = [
        SuggestionGroup(facet, legend, tuple(values_of(facet, words, counts, query, labels)))
        for facet, legend in FACETS.items()
    ]
    hosts = tuple(hosts_named(words, query, day=day))
    groups.append(SuggestionGroup("host", _("Host organisations"), hosts))
    return [group for group in groups if group.suggestions]


def values_brought(query: ListQuery, *, day: datetime.date) -> Mapping[str, Mapping[str, int]]:
    """How many offers each country, sector and topic brings, as the filters tell it."""
    asked = CatalogueQuery(
        day=day,
        language=reader_language(),
        selections={FacetName(name): values for name, values in query.chosen.items()},
        facets=frozenset(FACETS),
    )
    counts: Counts = defaultdict(dict)
    count_facets(asked, offers(asked), counts)
    return counts


def values_of(
    facet: FacetName,
    words: tuple[str, ...],
    counts: Mapping[str, Mapping[str, int]],
    query: ListQuery,
    labels: Labels,
) -> Iterator[NameSuggestion]:
    """The values of a facet that begin so, those of most offers first."""
    found = [
        (counts[facet][value], label, value)
        for value, label in labels.names[facet].items()
        if value in counts.get(facet, {}) and begins(label, words)
    ]
    for count, label, value in sorted(found, key=lambda one: (-one[0], one[1]))[:SHOWN_OF_EACH]:
        yield NameSuggestion(label, f"?{with_value(query, facet, value)}", count)


def with_value(query: ListQuery, facet: FacetName, value: str) -> str:
    """The address of the list with one more value, as if its box were ticked, without words."""
    values = tuple(dict.fromkeys((*query.chosen.get(facet, ()), value)))
    chosen = {**query.chosen, facet: values}
    return replace(query, q="", chosen=chosen).querystring()


def hosts_named(
    words: tuple[str, ...], query: ListQuery, *, day: datetime.date
) -> Iterator[NameSuggestion]:
    """The hosts of listed offers that are called so, in one query."""
    offered = ExchangeOfferPage.objects.listed(on=day, see=visible_few).order_by()
    entries = readable(day, reader_language()).filter(
        Exists(offered.filter(offer__host_organisation_id=OuterRef("object_id"))),
        kind=Kind.ORGANISATION,
    )
    for word in words:
        named = beginning_with(word).filter(weight=TITLE_WEIGHT)
        entries = entries.filter(pk__in=named.values("entry"))
    names = entries.order_by("title").values_list("title", flat=True)[:SHOWN_OF_EACH]
    for name in names:
        yield NameSuggestion(name, f"?{query.querystring(q=name)}")


def begins(label: str, words: tuple[str, ...]) -> bool:
    """Whether each word is the beginning of some word of a label."""
    pieces = words_of(label)
    return all(any(piece.startswith(word) for piece in pieces) for word in words)
