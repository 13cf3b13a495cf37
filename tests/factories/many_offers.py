"""Writes many invented offers as bulk rows, as nothing but tests and measurements may."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max, Model
from wagtail.models import Page, PageViewRestriction

from exchanges.models import ExchangeOfferPage, Offer, OfferLanguage
from partnerships.models import (
    ActivityKind,
    Country,
    Organisation,
    OrganisationState,
    Partnership,
    Sector,
    Technology,
    Topic,
)
from tests.factories.invented_offers import Host, Label, OfferFacts, Population
from tests.snapshot import tell_the_planner

ROWS_AT_ONCE = 1_000


def store(population: Population, catalogue: Page) -> dict[int, int]:
    """Write it all, without telling anybody; the number of each offer by the key of its page."""
    register = store_register(population)
    organisations = store_hosts(population, register)
    pages: dict[int, int] = {}
    for some in portions(population.offers):
        pages |= store_offers(some, catalogue, register, organisations)
    Page.objects.filter(pk=catalogue.pk).update(numchild=len(pages))
    tell_the_planner()
    return pages


def portions(offers: Sequence[OfferFacts]) -> Iterator[Sequence[OfferFacts]]:
    """Offers, some at a time."""
    for start in range(0, len(offers), ROWS_AT_ONCE):
        yield offers[start : start + ROWS_AT_ONCE]


def store_register(population: Population) -> dict[Label, Any]:
    """The entries of the register by their label."""
    found: dict[Label, Any] = {}
    for model, labels in (
        (Country, population.countries),
        (ActivityKind, population.activity_kinds),
        (Topic, population.topics),
        (Technology, population.technologies),
        (Sector, tuple(label for label in population.sectors if label.parent is None)),
        (Sector, tuple(label for label in population.sectors if label.parent is not None)),
    ):
        rows = [
            model(
                code=label.code,
                name=label.name,
                **({"parent": found[label.parent]} if label.parent else {}),
            )
            for label in labels
        ]
        found |= zip(labels, model._default_manager.bulk_create(rows), strict=True)
    partnerships = Partnership.objects.bulk_create(
        Partnership(acronym=label.name[:40], slug=label.code, hue=place % 13 + 1)
        for place, label in enumerate(population.partnerships)
    )
    return found | dict(zip(population.partnerships, partnerships, strict=True))


def store_hosts(population: Population, register: dict[Label, Any]) -> dict[Host, Organisation]:
    """The host organisations."""
    rows = [
        Organisation(
            name=host.name,
            slug=f"host-{place}",
            city=host.city,
            kind=host.kind,
            country=register[host.country],
            state=OrganisationState.VERIFIED if host.is_public else OrganisationState.UNVERIFIED,
        )
        for place, host in enumerate(population.hosts)
    ]
    stored = Organisation.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    return dict(zip(population.hosts, stored, strict=True))


def store_offers(
    facts: Sequence[OfferFacts],
    catalogue: Page,
    register: dict[Label, Any],
    organisations: dict[Host, Organisation],
) -> dict[int, int]:
    """Some offers with their pages, links and languages."""
    records = Offer.objects.bulk_create(
        Offer(
            host_organisation=organisations[one.host],
            partnership=register[one.partnership],
            status=one.status,
        )
        for one in facts
    )
    pages = [page_of(one, record, catalogue) for one, record in zip(facts, records, strict=True)]
    bases = store_bases(pages, catalogue)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = base.pk
    insert_rows(ExchangeOfferPage, pages)
    for name in ("sectors", "activity_kinds", "topics", "technologies"):
        link(name, facts, pages, register)
    OfferLanguage.objects.bulk_create(
        OfferLanguage(page_id=page.pk, language=language)
        for one, page in zip(facts, pages, strict=True)
        for language in one.languages
    )
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)
        for one, page in zip(facts, pages, strict=True)
        if one.is_private
    )
    return {page.pk: one.number for one, page in zip(facts, pages, strict=True)}


def page_of(one: OfferFacts, record: Offer, catalogue: Page) -> ExchangeOfferPage:
    """The page of an offer, without its place in the tree."""
    slug = f"many-{one.number}"
    return ExchangeOfferPage(
        title=one.title,
        draft_title=one.title,
        slug=slug,
        url_path=f"{catalogue.url_path}{slug}/",
        depth=catalogue.depth + 1,
        locale_id=catalogue.locale_id,
        translation_key=uuid.uuid4(),
        live=not one.is_draft,
        first_published_at=one.published_at,
        summary=one.summary,
        programme=f"<p>{one.programme.replace('&', '&amp;')}</p>" if one.programme else "",
        offer=record,
        mode=one.mode,
        period_start=one.start,
        period_end=one.end,
        minimum_working_days=one.minimum_days,
        maximum_working_days=one.maximum_days,
    )


def store_bases(pages: Sequence[ExchangeOfferPage], catalogue: Page) -> list[Page]:
    """The rows that every page has, below the catalogue."""
    path = Page.objects.child_of(catalogue).aggregate(last=Max("path"))["last"]
    bases = []
    for page in pages:
        path = Page(path=path)._inc_path() if path else f"{catalogue.path}0001"
        values = {
            field.attname: getattr(page, field.attname)
            for field in Page._meta.concrete_fields
            if not field.primary_key
        }
        bases.append(Page(**values | {"path": path}))
    return Page.objects.bulk_create(bases)


def insert_rows(model: type[Model], rows: Sequence[Model]) -> None:
    """Write the rows of a model that inherits another: Django's `bulk_create` refuses to."""
    quote = connection.ops.quote_name
    fields = model._meta.local_concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", values
        )


def link(
    name: str,
    facts: Sequence[OfferFacts],
    pages: Sequence[ExchangeOfferPage],
    register: dict[Label, Any],
) -> None:
    """Write the links of pages to entries of the register."""
    field: Any = ExchangeOfferPage._meta.get_field(name)
    through = field.remote_field.through
    through.objects.bulk_create(
        [
            through(
                **{
                    f"{field.m2m_field_name()}_id": page.pk,
                    field.m2m_reverse_field_name(): register[label],
                }
            )
            for one, page in zip(facts, pages, strict=True)
            for label in getattr(one, name)
        ],
        batch_size=ROWS_AT_ONCE,
    )
