"""Makes entries of what is published, some hundred things at a time in few queries."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from wagtail.models import Page, get_page_models

from core.models import SitePage
from core.querysets import visible
from events.models import EventPage
from exchanges.models import ExchangeOfferPage
from news.models import NewsPage
from partnerships.models import PartnershipPage
from search.models import Kind
from search.projection.articles import project_events, project_news
from search.projection.gathering import page_values, prose, readers_of
from search.projection.offers import project_offers
from search.projection.projected import Key, Projected, lines
from search.projection.register import project_organisations, project_partnerships

Reader = Callable[[Collection[int]], Iterable[Projected]]

# Lists and plain pages are pages; these are what the site is about.
PAGE_READERS: Mapping[type[SitePage], Reader] = {
    PartnershipPage: project_partnerships,
    ExchangeOfferPage: project_offers,
    EventPage: project_events,
    NewsPage: project_news,
}
EVERYONE = readers_of([settings.LANGUAGE_CODE])[settings.LANGUAGE_CODE]


def project_plain_pages(model: type[SitePage], ids: Collection[int]) -> Iterator[Projected]:
    """Those pages of a type without a reader of its own that anyone may see."""
    for page in visible(model._default_manager.filter(pk__in=ids)).select_related("locale"):
        yield Projected(
            **page_values(page, Kind.PAGE), text=lines([getattr(page, "lead", ""), prose(page)])
        )


def read_pages(ids: Collection[int]) -> dict[Key, Projected]:
    """The entries of pages; those that may not be seen have none.

    The pages must come with all their translations (`with_translations`): these share the readers.
    """
    by_type: dict[int, set[int]] = defaultdict(set)
    groups: dict[Any, list[int]] = defaultdict(list)
    rows = Page.objects.filter(pk__in=ids).values_list("pk", "content_type_id", "translation_key")
    for pk, content_type_id, translation_key in rows:
        by_type[content_type_id].add(pk)
        groups[translation_key].append(pk)
    found: dict[int, Projected] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for model, content_type in content_types().items():
            if wanted := by_type.get(content_type.pk):
                reader = PAGE_READERS.get(model)
                entries = reader(wanted) if reader else project_plain_pages(model, wanted)
                found |= {entry.object_id: entry for entry in entries if entry.url}
    translations = ([found[pk] for pk in group if pk in found] for group in groups.values())
    return {entry.key: entry for group in translations for entry in share_readers(group)}


def read_organisations(ids: Collection[int]) -> dict[Key, Projected]:
    """The entries of organisations; those that are not public have none."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            entry.key: dataclasses.replace(entry, readers=EVERYONE)
            for entry in project_organisations(ids)
        }


def share_readers(translations: list[Projected]) -> list[Projected]:
    """The translations of a page, each with the readers that get it."""
    if not translations:
        return []
    readers = readers_of([entry.language for entry in translations])
    return [dataclasses.replace(entry, readers=readers[entry.language]) for entry in translations]


def with_translations(ids: Collection[int]) -> set[int]:
    """Pages and all their translations."""
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    return {*ids, *Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)}


def content_types() -> dict[type[SitePage], ContentType]:
    """Our types of pages."""
    models = [model for model in get_page_models() if issubclass(model, SitePage)]
    found = ContentType.objects.get_for_models(*models)
    return {model: found[model] for model in models}
