"""Pieces of entries that several kinds of things have in common."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import ManyToManyField, Model
from wagtail.fields import RichTextField, StreamField

from core.addresses import page_address
from core.models import SitePage
from partnerships.models import Country, Organisation, Partnership, Sector
from partnerships.models.vocabulary import Entry
from search.models import Kind
from search.projection.projected import lines

# Where the facts of a page come from is no part of what it says.
LEFT_OUT = frozenset({"sources"})


def page_values(page: SitePage, kind: Kind) -> dict[str, Any]:
    """What is the same for pages of every type; the page comes with its locale."""
    return {
        "kind": kind,
        "object_id": page.pk,
        "language": page.locale.language_code,
        "title": page.title,
        "summary": page.summary,
        "url": page_address(page.url_path),
        "published_at": page.first_published_at,
        "is_sample": page.is_sample,
    }


def prose(thing: Model) -> str:
    """All running text of a thing, without markup: its rich text and the blocks of its body."""
    texts: list[str] = []
    for field in thing._meta.fields:
        if isinstance(field, (RichTextField, StreamField)) and field.name not in LEFT_OUT:
            texts += searchable(field, thing)
    return lines(texts)


def searchable(field: Any, thing: Model) -> list[str]:
    """What a rich text or stream field holds, as Wagtail reads it for its own search."""
    content: list[str] = field.get_searchable_content(field.value_from_object(thing))
    return content


def linked(model: type[Model], name: str, ids: Collection[int]) -> dict[int, list[Any]]:
    """The entries that a many-to-many field ties to each of some objects, in one query.

    Read from the table of links: a page's own managers would ask once for each page.
    """
    field = model._meta.get_field(name)
    assert isinstance(field, ManyToManyField)  # noqa: S101
    owner, entry = field.m2m_field_name(), field.m2m_reverse_field_name()
    related = [f"{entry}__parent"] if field.related_model is Sector else [entry]
    links: Any = field.remote_field.through
    rows = (
        links._default_manager.filter(**{f"{owner}__in": ids})
        .select_related(*related)
        .order_by(f"{entry}_id")
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, f"{owner}_id")].append(getattr(row, entry))
    return found


def labels(entries: Iterable[Entry | None]) -> Iterator[str]:
    """What entries of the register are called, in every language: people search in theirs."""
    for entry in entries:
        if entry is not None:
            yield entry.name
            yield from (name for _language, name in sorted(entry.names.items()))


def with_ecosystems(sectors: Iterable[Sector]) -> list[Sector]:
    """Sectors and the industrial ecosystems above them."""
    found = {}
    for sector in sectors:
        found[sector.pk] = sector
        if sector.parent is not None:
            found[sector.parent.pk] = sector.parent
    return [found[key] for key in sorted(found)]


def organisation_names(organisation: Organisation) -> Iterator[str]:
    """What an organisation is called and where it is."""
    yield from (organisation.name, organisation.short_name, organisation.city, organisation.region)
    yield from labels([organisation.country])


def partnership_names(partnerships: Iterable[Partnership]) -> Iterator[str]:
    """What partnerships are called."""
    for partnership in partnerships:
        yield from (partnership.acronym, partnership.title)


def country_names(countries: Iterable[Country]) -> Iterator[str]:
    """What countries are called, each once."""
    yield from labels({country.pk: country for country in countries}.values())


def readers_of(languages: Collection[str]) -> dict[str, str]:
    """Which readers get which of a thing's translations, by the language of the translation.

    Each language of the site gets its own translation; where there is none, that in the default
    language, or else the first in the order of the settings.
    """
    order = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    fallback = min(
        languages,
        key=lambda code: (order.index(code) if code in order else len(order), code),
    )
    shares: dict[str, list[str]] = {language: [] for language in languages}
    for code, _name in settings.LANGUAGES:
        shares[code if code in shares else fallback].append(code)
    return {language: f" {' '.join(codes)} " for language, codes in shares.items()}
