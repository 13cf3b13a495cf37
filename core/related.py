"""Fetches what a page's text refers to: each kind of thing in one query for the whole page.

Wagtail asks anew for the links of each piece of rich text and for each kind of block, so that a
page of thirty answers costs thirty queries. Here a page names all that its fields refer to before
it is rendered; blocks and links then find it. What nobody named is fetched when it is met.
"""

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from asgiref.local import Local
from django.conf import settings
from django.core.signals import request_started
from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

Reference = tuple[type[Model], Any]

ANCHOR = re.compile(r"<a\b[^>]*>")
PAGE_ID = re.compile(r'\bid="(\d+)"')

_store = Local()


def forget(**_kwargs: object) -> None:
    """Let go of everything; each request starts so."""
    _store.objects = defaultdict(dict)


request_started.connect(forget, dispatch_uid="core.related.forget")


def fetch(model: type[Model], keys: Iterable[Any]) -> dict[Any, Model]:
    """Objects by key; those not met before in this request are fetched in one query."""
    if not hasattr(_store, "objects"):
        forget()
    known: dict[Any, Model | None] = _store.objects[model]
    wanted = {model._meta.pk.to_python(key) for key in keys if key}
    missing = wanted.difference(known)
    if missing:
        found = _queryset(model).in_bulk(missing)
        known.update({key: found.get(key) for key in missing})
    return {key: thing for key in wanted if (thing := known[key]) is not None}


def gather(page: Page) -> None:
    """Fetch all that the text fields of a page refer to, one query for each kind of thing."""
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for field in page._meta.fields:
        for model, key in _references_of_field(field, page):
            keys[model].add(key)
    for model, some in keys.items():
        fetch(model, some)


def _queryset(model: type[Model]) -> QuerySet[Any]:
    queryset: QuerySet[Any] = model._default_manager.all()
    if issubclass(model, AbstractImage):
        return queryset.prefetch_renditions()  # type: ignore[attr-defined]
    return queryset


def _references_of_field(field: Any, page: Page) -> Iterator[Reference]:
    value = getattr(page, field.attname)
    if isinstance(field, RichTextField):
        yield from _references_of_text(value or "")
    elif isinstance(field, StreamField):
        yield from _references(field.stream_block, value.raw_data)


def _references_of_text(text: str) -> Iterator[Reference]:
    for anchor in ANCHOR.findall(text):
        match = PAGE_ID.search(anchor)
        if match and 'linktype="page"' in anchor:
            yield Page, int(match[1])


def _references(block: Any, raw: Any) -> Iterator[Reference]:
    """What a block in its stored form refers to, without turning it into objects."""
    if not raw:
        return
    if isinstance(block, SharedLookup):
        yield block.model_class, raw
    elif isinstance(block, blocks.RichTextBlock):
        yield from _references_of_text(raw)
    else:
        for child_block, child in _children(block, raw):
            yield from _references(child_block, child)


def _children(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """The blocks inside a block, each with its stored form."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in raw:
            if child["type"] in block.child_blocks:
                yield block.child_blocks[child["type"]], child["value"]
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child_block in block.child_blocks.items():
            yield child_block, raw.get(name)
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield block.child_block, item["value"] if is_wrapped else item


class SharedLookup:
    """Mixin for a chooser block: looks among what was fetched for the page before it asks."""

    model_class: ClassVar[type[Model]]

    def to_python(self, value: Any) -> Model | None:
        """The chosen object, `None` when it is gone."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Model | None]:
        """The chosen objects in order; each its own, as a picture carries the block's words."""
        found = fetch(self.model_class, values)
        convert = self.model_class._meta.pk.to_python
        return [copy.copy(found.get(convert(value))) if value else None for value in values]


def in_language(page: Page) -> Page:
    """The page in the reader's language; asks for a translation only where one may be needed."""
    return page if get_language() == settings.LANGUAGE_CODE else page.localized
