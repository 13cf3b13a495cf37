"""Offers like another one: the more they share, and the fewer others have it, the more alike."""

import datetime
from math import log
from typing import Final

from django.db.models import Case, Count, IntegerField, QuerySet, Sum, Value, When

from core.listing import Option
from exchanges.models import ExchangeOfferPage
from exchanges.selectors import OfferSubjects
from search.catalogue.listing import listed_pages, reader_language
from search.engines.database import readable_offers
from search.facets import FacetName
from search.models import Kind, SearchEntry, SearchTerm
from search.projection.changes import project_touched

SHOWN: Final = 3
# A few more: what may not be listed since the search table was written is left out.
CANDIDATES: Final = 12
# What an offer is about says more than what one would do there.
WEIGHTS: Final = {
    FacetName.SECTOR: 2,
    FacetName.TOPIC: 2,
    FacetName.TECHNOLOGY: 2,
    FacetName.ACTIVITY: 1,
}
# Scores are whole numbers, so that equal ones are equal on every database.
PRECISION: Final = 1_000

Term = tuple[str, str]


def similar_offers(
    page: ExchangeOfferPage, subjects: OfferSubjects, *, day: datetime.date
) -> list[ExchangeOfferPage]:
    """Other offers that take visitors, most alike first, equally alike the newest (three queries).

    What they share counts by its inverse document frequency. Offers that share nothing are none,
    so the list may be empty.
    """
    terms = terms_of(subjects)
    if not terms:
        return []
    project_touched()
    scores = scores_of(terms)
    keys = most_alike(page, scores, day=day) if scores else []
    pages = listed_pages(keys, day=day)
    others = (pages[key] for key in keys if key in pages)
    return [other for other in others if other.offer_id != page.offer_id][:SHOWN]


def terms_of(subjects: OfferSubjects) -> set[Term]:
    """What an offer is about, as the search table has it."""
    entries: dict[FacetName, tuple[Option, ...]] = {
        FacetName.SECTOR: subjects.sectors,
        FacetName.TOPIC: subjects.topics,
        FacetName.TECHNOLOGY: subjects.technologies,
        FacetName.ACTIVITY: subjects.activity_kinds,
    }
    return {(facet, option.value) for facet, options in entries.items() for option in options}


def scores_of(terms: set[Term]) -> dict[Term, int]:
    """What sharing each of some terms counts; terms that no offer in the catalogue has are out."""
    number = SearchEntry.objects.filter(kind=Kind.OFFER).order_by().values("kind")
    rows = (
        _rows(terms)
        .values_list("facet", "value")
        .annotate(having=Count("pk"), offers=number.annotate(number=Count("pk")).values("number"))
    )
    return {
        (facet, value): round(PRECISION * WEIGHTS[FacetName(facet)] * log(1 + offers / having))
        for facet, value, having, offers in rows
        if (facet, value) in terms
    }


def most_alike(
    page: ExchangeOfferPage, scores: dict[Term, int], *, day: datetime.date
) -> list[int]:
    """The keys of the offers with the highest sum of what they share."""
    shared = Case(
        *(
            When(facet=facet, value=value, then=Value(score))
            for (facet, value), score in scores.items()
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    others = readable_offers(day, reader_language()).exclude(object_id=page.pk)
    rows = (
        _rows(set(scores))
        .filter(entry__in=others)
        .values_list("entry__object_id", flat=True)
        .annotate(in_common=Sum(shared))
        .filter(in_common__gt=0)
        .order_by("-in_common", "-entry__published_at", "-entry__object_id")
    )
    return list(rows[:CANDIDATES])


def _rows(terms: set[Term]) -> QuerySet[SearchTerm]:
    """The rows of some terms, and perhaps a few with the value of one and the facet of another."""
    facets, values = zip(*terms, strict=True)
    return SearchTerm.objects.filter(facet__in=set(facets), value__in=set(values)).order_by()
