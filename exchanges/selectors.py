"""What the public pages read about offers, in few queries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from taggit.models import Tag

from core.listing import Option
from core.querysets import OptionSource, fetch_options
from exchanges.models import ExchangeOfferPage, LanguageLevel, OfferKeyword, OfferLanguage

SIMILAR_SHOWN = 3
# What an offer is about says more than what one would do there.
SHARED_WEIGHTS = {"sectors": 2, "topics": 2, "technologies": 2, "activity_kinds": 1}


@dataclass(frozen=True, slots=True)
class OfferSubjects:
    """What an offer is about and in which languages; each entry a code and its label."""

    activity_kinds: tuple[Option, ...]
    sectors: tuple[Option, ...]
    topics: tuple[Option, ...]
    technologies: tuple[Option, ...]
    keywords: tuple[Option, ...]
    languages: tuple[OfferLanguage, ...]


def published_subjects(page: ExchangeOfferPage) -> OfferSubjects:
    """The subjects of a published offer in one query."""

    def register(name: str) -> OptionSource:
        model = ExchangeOfferPage._meta.get_field(name).related_model
        links = getattr(ExchangeOfferPage, name).through.objects.filter(exchangeofferpage=page.pk)
        entries = model.objects.filter(pk__in=links.values(_entry_field(name)))
        return OptionSource(entries, translations="names")

    tag_ids = OfferKeyword.objects.filter(content_object=page.pk).values("tag")
    found = fetch_options(
        {
            "activity_kinds": register("activity_kinds"),
            "sectors": register("sectors"),
            "topics": register("topics"),
            "technologies": register("technologies"),
            "keywords": OptionSource(Tag.objects.filter(pk__in=tag_ids), value="slug"),
            "languages": OptionSource(
                OfferLanguage.objects.filter(page=page.pk), value="language", label="level"
            ),
        }
    )
    languages = (
        OfferLanguage(language=option.value, level=option.label)
        for option in found.pop("languages")
    )
    return OfferSubjects(**found, languages=_best_first(languages))


def draft_subjects(page: ExchangeOfferPage) -> OfferSubjects:
    """The subjects of an offer as they are being edited, which no query could find."""

    def entries(related: Any) -> tuple[Option, ...]:
        return tuple(Option(entry.code, entry.label) for entry in related.all())

    return OfferSubjects(
        activity_kinds=entries(page.activity_kinds),
        sectors=entries(page.sectors),
        topics=entries(page.topics),
        technologies=entries(page.technologies),
        keywords=tuple(Option(tag.slug, tag.name) for tag in page.keywords.all()),
        languages=_best_first(page.languages.all()),
    )


def _best_first(languages: Iterable[OfferLanguage]) -> tuple[OfferLanguage, ...]:
    """The languages that the host speaks best stand first."""
    order = {level: place for place, level in enumerate(reversed(LanguageLevel.values))}
    return tuple(
        sorted(
            languages,
            key=lambda language: (
                order.get(language.level, len(order)),
                str(language.get_language_display()),
            ),
        )
    )


def similar_offers(page: ExchangeOfferPage, *, on: datetime.date) -> list[ExchangeOfferPage]:
    """Other offers that take visitors, most in common first: one query, whatever their number.

    Subjects count more than activities; of equally much in common the newest is first. Offers that
    share nothing are none, so the list may be empty.
    """

    def shared(name: str) -> Coalesce:
        through = getattr(ExchangeOfferPage, name).through
        entry = _entry_field(name)
        mine = through.objects.filter(exchangeofferpage=page.pk).values(entry)
        number = (
            through.objects.filter(exchangeofferpage=OuterRef("pk"), **{f"{entry}__in": mine})
            .order_by()
            .values("exchangeofferpage")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return Coalesce(Subquery(number, output_field=IntegerField()), Value(0))

    in_common: Any = Value(0)
    for name, weight in SHARED_WEIGHTS.items():
        in_common = in_common + shared(name) * weight
    offers: QuerySet[ExchangeOfferPage] = (
        ExchangeOfferPage.objects.listed(on=on)
        .filter(locale_id=page.locale_id)
        .exclude(pk=page.pk)
        .exclude(offer=page.offer_id)
        .annotate(in_common=in_common)
        .filter(in_common__gt=0)
        .in_brief()
        .order_by("-in_common", "-first_published_at", "-pk")
    )
    return list(offers[:SIMILAR_SHOWN])


def _entry_field(name: str) -> str:
    """The name of the column that links to the register in a table of links."""
    model = ExchangeOfferPage._meta.get_field(name).related_model
    return str(model._meta.model_name)
