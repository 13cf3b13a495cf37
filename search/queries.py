"""What the engines are asked and what they answer: plain values, the same for every engine."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from django.utils.safestring import SafeString

from core.listing import parse_month
from search.asking import Ask, Synonyms, ask_for
from search.facets import FacetName
from search.models import Kind, SearchEntry
from search.projection.projected import Key
from search.words import query_words

# Elasticsearch goes no further; nobody reads so far, and both engines stop at the same page.
REACHABLE_HITS: Final = 10_000
MONTHS_AHEAD: Final = 12


class Sort(StrEnum):
    """The order of hits; the value is the parameter in the address."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    SOONEST = "soonest"


@dataclass(frozen=True, kw_only=True)
class CatalogueQuery:
    """A question to the catalogue of offers.

    Values of a facet widen the result, facets narrow each other, all words must be found (the last
    may be the beginning of one). `selections` holds values as they stand in addresses; those that
    no offer has find nothing. `day` decides what has expired, `language` who reads. Hits come
    `size` at a time; `size=0` only counts.
    """

    day: datetime.date
    language: str
    text: str = ""
    selections: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 12
    # Which facets are to be counted.
    facets: frozenset[FacetName] = frozenset(FacetName)
    # Only these offers (keys of their pages), for example those that are new; all of them if None.
    within: frozenset[int] | None = None
    # Groups of expressions that mean the same.
    synonyms: tuple[Synonyms, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words that are asked for."""
        return query_words(self.text)

    @cached_property
    def asked(self) -> tuple[Ask, ...]:
        """What the words ask for."""
        return ask_for(self.words, self.synonyms)

    @cached_property
    def chosen(self) -> Mapping[FacetName, tuple[str, ...]]:
        """The facets in which anything is chosen, with values that every engine can take."""
        return {
            facet: tuple(map(harmless, values))
            for facet, values in self.selections.items()
            if values
        }

    @cached_property
    def months(self) -> tuple[datetime.date, ...]:
        """The months that are counted, by their first day: the next twelve and the chosen ones."""
        first = self.day.replace(day=1)
        ahead = [add_months(first, number) for number in range(MONTHS_AHEAD)]
        chosen = map(month_of, self.chosen.get(FacetName.MONTH, ()))
        return tuple(sorted({*ahead, *(month for month in chosen if month is not None)}))


@dataclass(frozen=True, kw_only=True)
class SiteQuery:
    """A question to the search of the whole site, by words alone.

    Without a kind the first `size` hits of every kind are wanted, with one a page of its hits.
    An event that is not over comes before one that is.
    """

    day: datetime.date
    language: str
    text: str
    kind: Kind | None = None
    page: int = 1
    size: int = 4
    synonyms: tuple[Synonyms, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words that are asked for."""
        return query_words(self.text)

    @cached_property
    def asked(self) -> tuple[Ask, ...]:
        """What the words ask for."""
        return ask_for(self.words, self.synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an engine found: the entries in their order, how many there are, and the counts.

    `counts` has for each counted facet the values that at least one offer has, a facet's own
    selection left out.
    """

    entries: tuple[Key, ...]
    total: int
    page: int = 1
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # The entries themselves, where the engine has read them already.
    rows: tuple[SearchEntry, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found, as it is shown."""

    kind: Kind
    object_id: int
    title: SafeString
    text: SafeString
    url: str
    is_sample: bool
    partnership: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value of a facet with its name and how many offers choosing it would bring."""

    value: str
    label: str
    count: int
    is_chosen: bool
    # For a specialisation the value of its ecosystem.
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """The answer to a `SiteQuery`: hits by kind in the order of kinds, and how many there are."""

    hits: Mapping[Kind, tuple[Hit, ...]]
    counts: Mapping[Kind, int]
    page: int
    # A query that would find something, or nothing.
    suggestion: str
    engine: str
    is_degraded: bool

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueResult:
    """The answer to a `CatalogueQuery`."""

    hits: tuple[Hit, ...]
    total: int
    # Which page the hits are of: the last one where a higher one was asked for.
    page: int
    facets: Mapping[FacetName, tuple[FacetValue, ...]]
    # A query that would find something, or nothing.
    suggestion: str
    # The name of the engine that answered.
    engine: str
    # Whether another engine should have answered and could not.
    is_degraded: bool


def harmless(value: str) -> str:
    """A value of a facet without what a database or a request could not carry."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()


def add_months(first: datetime.date, number: int) -> datetime.date:
    """The first day of the month that many months later."""
    years, month = divmod(first.month - 1 + number, 12)
    return datetime.date(first.year + years, month + 1, 1)


def last_day(first: datetime.date) -> datetime.date:
    """The last day of a month, given its first."""
    return add_months(first, 1) - datetime.timedelta(days=1)


def month_of(text: str) -> datetime.date | None:
    """The first day of a month as it stands in an address (2026-03); None for anything else."""
    return parse_month(text)


def month_text(month: datetime.date) -> str:
    """A month as it stands in an address."""
    return f"{month:%Y-%m}"


def bounds(page: int, size: int) -> tuple[int, int]:
    """Where the hits of a page begin and end; none lies beyond what can be reached."""
    start = (page - 1) * size
    return start, min(start + size, REACHABLE_HITS)


def reachable_page(page: int, size: int, total: int) -> int:
    """The page that is shown: the one asked for, or the last one that can be reached."""
    if size < 1:
        return 1
    return max(1, min(page, -(-min(total, REACHABLE_HITS) // size)))
