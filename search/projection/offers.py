"""Entries of offers."""

from collections.abc import Collection, Iterable, Iterator

from exchanges.models import ExchangeOfferPage, OfferKeyword, OfferLanguage
from partnerships.models.vocabulary import Entry
from search.facets import FacetName, lengths_of, modes_of
from search.models import Kind
from search.projection.gathering import (
    labels,
    linked,
    organisation_names,
    page_values,
    partnership_names,
    prose,
    with_ecosystems,
)
from search.projection.projected import Projected, Term, lines

SUBJECTS = {
    FacetName.ACTIVITY: "activity_kinds",
    FacetName.TOPIC: "topics",
    FacetName.TECHNOLOGY: "technologies",
}


def project_offers(ids: Collection[int]) -> Iterator[Projected]:
    """Those offers among the pages that the catalogue lists, were it not for their last day.

    The day is asked for with each query, and so is the reader's language.
    """
    pages = ExchangeOfferPage.objects.filter(pk__in=ids).listable()
    sectors = linked(ExchangeOfferPage, "sectors", ids)
    subjects = {facet: linked(ExchangeOfferPage, name, ids) for facet, name in SUBJECTS.items()}
    keywords = keywords_of(ids)
    languages = languages_of(ids)
    for page in pages.select_related(
        "locale", "offer__host_organisation__country", "offer__partnership"
    ):
        yield project_offer(
            page,
            sectors=with_ecosystems(sectors.get(page.pk, [])),
            subjects={facet: found.get(page.pk, []) for facet, found in subjects.items()},
            keywords=keywords.get(page.pk, []),
            languages=languages.get(page.pk, []),
        )


def project_offer(
    page: ExchangeOfferPage,
    *,
    sectors: list[Entry],
    subjects: dict[FacetName, list[Entry]],
    keywords: list[str],
    languages: list[str],
) -> Projected:
    """The entry of an offer that may be seen."""
    assert page.offer is not None  # noqa: S101  only such pages are read
    host, partnership = page.offer.host_organisation, page.offer.partnership
    entries = [*sectors, *(entry for found in subjects.values() for entry in found)]
    texts = [
        prose(page),
        page.host_provides,
        page.looks_for,
        page.accommodation,
        page.accessibility,
    ]
    terms: set[Term] = {
        (FacetName.PARTNERSHIP, partnership.slug),
        (FacetName.ORGANISATION_TYPE, host.kind),
        *((FacetName.SECTOR, sector.code) for sector in sectors),
        *((facet, entry.code) for facet, found in subjects.items() for entry in found),
        *((FacetName.LANGUAGE, language) for language in languages),
        *((FacetName.MODE, str(mode)) for mode in modes_of(page.mode)),
        *(
            (FacetName.LENGTH, str(length))
            for length in lengths_of(page.minimum_working_days, page.maximum_working_days)
        ),
    }
    if host.country is not None:
        terms.add((FacetName.COUNTRY, host.country.code))
    return Projected(
        **page_values(page, Kind.OFFER),
        names=lines(
            [
                *organisation_names(host),
                *partnership_names([partnership]),
                *labels(entries),
                *keywords,
            ]
        ),
        text=lines(texts),
        partnership=partnership.slug,
        starts_on=page.period_start,
        ends_on=page.period_end,
        expires_on=page.period_end,
        terms=frozenset(terms),
    )


def keywords_of(ids: Collection[int]) -> dict[int, list[str]]:
    """The extra words of offers."""
    return grouped(
        OfferKeyword.objects.filter(content_object__in=ids)
        .order_by("tag__name", "tag_id")
        .values_list("content_object_id", "tag__name")
    )


def languages_of(ids: Collection[int]) -> dict[int, list[str]]:
    """In which languages the hosts of offers can work."""
    return grouped(
        OfferLanguage.objects.filter(page__in=ids)
        .order_by("language")
        .values_list("page_id", "language")
    )


def grouped(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Texts by the object that they belong to, in their order."""
    found: dict[int, list[str]] = {}
    for key, text in rows:
        found.setdefault(key, []).append(text)
    return found
