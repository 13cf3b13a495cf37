"""What the public pages read about offers, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from taggit.models import Tag

from core.listing import Option
from core.querysets import OptionSource, fetch_options
from exchanges.models import ExchangeOfferPage, LanguageLevel, OfferKeyword, OfferLanguage


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


def _entry_field(name: str) -> str:
    """The name of the column that links to the register in a table of links."""
    model = ExchangeOfferPage._meta.get_field(name).related_model
    return str(model._meta.model_name)
