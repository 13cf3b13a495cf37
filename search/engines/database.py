"""Answers from the search table through the ORM: on SQLite and on PostgreSQL, always fresh."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, Least, RowNumber

from search.asking import Ask
from search.facets import FacetName
from search.models import Kind, SearchEntry, SearchTerm, SearchWord
from search.projection.changes import project_touched
from search.queries import (
    CatalogueQuery,
    Found,
    SiteQuery,
    Sort,
    bounds,
    last_day,
    month_of,
    month_text,
    reachable_page,
)

# Comes after every word that begins the same; columns compare bytes.
AFTER_ALL: Final = "\U0010ffff"
NEWEST: Final = (F("published_at").desc(nulls_last=True), F("object_id").desc())

Counts = dict[str, dict[str, int]]


class DatabaseEngine:
    """Needs three queries for a page of the catalogue and one for each facet in use."""

    name = "database"

    def find_offers(self, query: CatalogueQuery) -> Found:
        """The offers that a query asks for, in its order, and its counts."""
        project_touched()
        entries = offers(query)
        total, counts = count_all(query, entries)
        page = reachable_page(query.page, query.size, total)
        rows = fetch_page(entries, query, page) if total and query.size else []
        return Found(
            entries=tuple((Kind(row.kind), row.object_id) for row in rows),
            total=total,
            page=page,
            counts=counts,
            rows=tuple(rows),
        )

    def find_site(self, query: SiteQuery) -> Found:
        """What has all words, of every kind or of one, and how many there are of each kind."""
        project_touched()
        entries = site_entries(query)
        counts = dict(entries.order_by().values_list("kind").annotate(number=Count("pk")))
        if query.kind is None:
            places = ranked(entries, query).filter(place__lte=query.size)
            found = sorted(places.values_list("kind", "place", "object_id"), key=by_kind)
            keys = tuple((Kind(kind), object_id) for kind, _place, object_id in found)
            return Found(entries=keys, total=sum(counts.values()), counts={"kind": counts})
        total = counts.get(query.kind, 0)
        page = reachable_page(query.page, query.size, total)
        start, end = bounds(page, query.size)
        of_kind = scored(entries.filter(kind=query.kind), query.asked).order_by(*site_order(query))
        ids = of_kind.values_list("object_id", flat=True)[start:end]
        return Found(
            entries=tuple((query.kind, object_id) for object_id in ids),
            total=total,
            page=page,
            counts={"kind": counts},
        )


def readable(day: datetime.date, language: str) -> QuerySet[SearchEntry]:
    """The entries that a reader may find on a day."""
    return SearchEntry.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=day), readers__contains=f" {language} "
    )


def readable_offers(day: datetime.date, language: str) -> QuerySet[SearchEntry]:
    """Those of them that are offers."""
    return readable(day, language).filter(kind=Kind.OFFER)


def site_entries(query: SiteQuery) -> QuerySet[SearchEntry]:
    """The entries that a query to the site asks for, of every kind."""
    return having(readable(query.day, query.language), query.asked)


def offers(query: CatalogueQuery, *, without: FacetName | None = None) -> QuerySet[SearchEntry]:
    """The entries that a query asks for; `without` leaves one facet's selection out."""
    entries = readable_offers(query.day, query.language)
    if query.within is not None:
        entries = entries.filter(object_id__in=query.within)
    for facet, values in query.chosen.items():
        if facet == without:
            continue
        if facet is FacetName.MONTH:
            entries = entries.filter(possible_in_any(values))
        else:
            terms = SearchTerm.objects.filter(facet=facet, value__in=values)
            entries = entries.filter(pk__in=terms.values("entry"))
    return having(entries, query.asked)


def possible_in_any(months: Iterable[str]) -> Q:
    """The offers possible in one of some months; those without a period are so in every month."""
    condition = Q(pk__in=())
    for text in months:
        if (month := month_of(text)) is not None:
            condition |= possible_in(month)
    return condition


def possible_in(month: datetime.date) -> Q:
    """The offers possible on some day of a month, given by its first day."""
    begins = Q(starts_on__isnull=True) | Q(starts_on__lte=last_day(month))
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=month)
    return begins & ends


def same_word(word: str) -> QuerySet[SearchWord]:
    """The rows of a word."""
    return SearchWord.objects.filter(word=word)


def beginning_with(beginning: str) -> QuerySet[SearchWord]:
    """The rows of the words that begin like this."""
    return SearchWord.objects.filter(begins_with(beginning))


def begins_with(beginning: str) -> Q:
    """Whether a word begins like this."""
    return Q(word__gte=beginning, word__lt=beginning + AFTER_ALL)


def having(entries: QuerySet[SearchEntry], asked: Iterable[Ask]) -> QuerySet[SearchEntry]:
    """Those of the entries that have all that is asked for."""
    for ask in asked:
        ways = [Q(*(Q(pk__in=rows.values("entry")) for rows in way)) for way in ways_of(ask)]
        entries = entries.filter(reduce(or_, ways))
    return entries


def ways_of(ask: Ask) -> list[list[QuerySet[SearchWord]]]:
    """The ways to find something: of each of these rows an entry has to have one.

    All single words are one way, so that many synonyms cost no more than one.
    """
    ways = [[*map(same_word, phrase)] for phrase in ask.phrases]
    *whole, last = ask.beginning or ("",)
    if whole:
        ways.append([*map(same_word, whole), beginning_with(last)])
    single = Q(word__in=ask.words) if ask.words else Q()
    if ask.beginning and not whole:
        single |= begins_with(last)
    return [[SearchWord.objects.filter(single)], *ways] if single else ways


def scored(entries: QuerySet[SearchEntry], asked: Iterable[Ask]) -> QuerySet[SearchEntry]:
    """The entries with the sum of what they score for each thing that is asked for."""
    score: Any = Value(0)
    for ask in asked:
        score = score + score_of(ask)
    return entries.annotate(score=score)


def score_of(ask: Ask) -> Any:
    """The best of the ways to find it; an expression counts as its least word."""
    ways = [least_or_only([best_place(rows) for rows in way]) for way in ways_of(ask)]
    return Greatest(*ways) if len(ways) > 1 else ways[0]


def least_or_only(scores: list[Any]) -> Any:
    """The least of some scores."""
    return Least(*scores) if len(scores) > 1 else scores[0]


def best_place(rows: QuerySet[SearchWord]) -> Any:
    """The weight of the best place where one of these words stands in an entry; 0 if in none."""
    best = (
        rows.filter(entry=OuterRef("pk"))
        .order_by()
        .values("entry")
        .annotate(best=Max("weight"))
        .values("best")
    )
    return Coalesce(Subquery(best, output_field=IntegerField()), Value(0))


def in_order(entries: QuerySet[SearchEntry], query: CatalogueQuery) -> QuerySet[SearchEntry]:
    """The entries as a query wants them sorted."""
    match query.sort:
        case Sort.SOONEST:
            return entries.order_by(F("starts_on").asc(nulls_first=True), *NEWEST)
        case Sort.RELEVANCE if query.asked:
            return scored(entries, query.asked).order_by(F("score").desc(), *NEWEST)
        case _:
            return entries.order_by(*NEWEST)


def fetch_page(
    entries: QuerySet[SearchEntry], query: CatalogueQuery, page: int
) -> list[SearchEntry]:
    """The entries of one page; sorted by their keys alone, so that no long text is carried."""
    start, end = bounds(page, query.size)
    keys = in_order(entries, query).values("pk")[start:end]
    return list(in_order(SearchEntry.objects.filter(pk__in=keys), query))


def site_order(query: SiteQuery) -> tuple[Any, ...]:
    """Events that are over last, then the best match, then the newest."""
    is_over = Case(
        When(kind=Kind.EVENT, ends_on__lt=query.day, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return (is_over.asc(), F("score").desc(), *NEWEST)


def ranked(entries: QuerySet[SearchEntry], query: SiteQuery) -> QuerySet[Any]:
    """The entries with their place among those of their kind."""
    return scored(entries, query.asked).annotate(
        place=Window(RowNumber(), partition_by=F("kind"), order_by=site_order(query))
    )


def by_kind(row: tuple[str, int, int]) -> tuple[int, int]:
    """Sorts rows by the order in which kinds are shown, and then by their place."""
    kind, place, _object_id = row
    return Kind.values.index(kind), place


def count_all(
    query: CatalogueQuery, entries: QuerySet[SearchEntry]
) -> tuple[int, Mapping[str, Mapping[str, int]]]:
    """How many offers there are in all, and for each value of each facet that is wanted."""
    counts: Counts = defaultdict(dict)
    is_month_open = FacetName.MONTH in query.facets - query.chosen.keys()
    total = count_entries(query, entries, counts, has_months=is_month_open)
    count_facets(query, entries, counts)
    return total, counts


def count_facets(query: CatalogueQuery, entries: QuerySet[SearchEntry], counts: Counts) -> None:
    """Count the entries for each value of each facet that is wanted; an open month is not one.

    A query for the open ones, and one for each that has a selection.
    """
    open_facets = query.facets - query.chosen.keys() - {FacetName.MONTH}
    if open_facets:
        count_terms(entries, open_facets, counts)
    for facet in sorted(query.facets & query.chosen.keys()):
        others = offers(query, without=facet)
        if facet is FacetName.MONTH:
            count_entries(query, others, counts, has_months=True)
        else:
            count_terms(others, {facet}, counts)


def count_entries(
    query: CatalogueQuery, entries: QuerySet[SearchEntry], counts: Counts, *, has_months: bool
) -> int:
    """How many entries there are; on request also in each month, added to the counts."""
    months = query.months if has_months else ()
    numbers = entries.order_by().aggregate(
        total=Count("pk"),
        **{month_text(month): Count("pk", filter=possible_in(month)) for month in months},
    )
    total: int = numbers.pop("total")
    if months:
        counts[FacetName.MONTH] = {month: number for month, number in numbers.items() if number}
    return total


def count_terms(
    entries: QuerySet[SearchEntry], facets: Iterable[FacetName], counts: Counts
) -> None:
    """Count the entries for each value of some facets."""
    rows = (
        SearchTerm.objects.filter(entry__in=entries.order_by().values("pk"), facet__in=facets)
        .order_by()
        .values_list("facet", "value")
        .annotate(number=Count("pk"))
    )
    for facet, value, number in rows:
        counts[facet][value] = number
