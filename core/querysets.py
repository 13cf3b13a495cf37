"""Queries that the list pages of several apps share, each a single one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db.models import Exists, F, Func, JSONField, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Length, Substr
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from core.listing import Option

Pages = TypeVar("Pages", bound=QuerySet[Any])
# Site, front page, index and page are four.
FEW_DEEPEST: Final = 8


def visible(pages: Pages) -> Pages:
    """Those pages that anyone may read: live, and neither they nor a page above are restricted.

    Wagtail's `public()` says the same but asks the database for each restriction's page first.
    """
    restriction = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    )
    return pages.filter(~Exists(restriction), live=True)


def visible_few(pages: Pages) -> Pages:
    """The same of a handful of pages, however many others there are, restricted or not.

    Looks for each page above by its place, which pays for few pages only. What stands deeper than
    `FEW_DEEPEST` is left out.
    """
    return pages.filter(~Exists(restrictions_above(FEW_DEEPEST)), live=True, depth__lte=FEW_DEEPEST)


def restrictions_above(depth: int) -> QuerySet[PageViewRestriction]:
    """The restrictions of a page outside, and of those above it, down to a depth."""
    ends = (Page.steplen * level for level in range(1, depth + 1))
    # One expression of ours: Django would put several together anew in every query.
    template = ", ".join(f"SUBSTR(%(expressions)s, 1, {end})" for end in ends)
    above = Func(OuterRef("path"), template=template, output_field=TextField())
    return PageViewRestriction.objects.filter(page__path__in=[above])


def in_one_language(pages: Pages) -> Pages:
    """Each page once: in the reader's language where it is translated, else in its own.

    For lists that look beyond one branch of the tree; each language is a branch of its own.
    """
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    translations = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    return pages.filter(Q(locale__language_code=language) | ~Exists(visible(translations)))


@dataclass(frozen=True, slots=True)
class OptionSource:
    """Where the options of a filter come from: rows, and the fields that name them."""

    rows: QuerySet[Any]
    value: str = "code"
    label: str = "name"
    translations: str | None = None


def fetch_options(sources: Mapping[str, OptionSource]) -> dict[str, tuple[Option, ...]]:
    """The options of several filters in one query, in the order of their labels."""
    found = read_options(options_query(sources)) if sources else {}
    return {name: found.get(name, ()) for name in sources}


def options_query(sources: Mapping[str, OptionSource]) -> QuerySet[Any]:
    """The query for the options of at least one filter."""
    queries = []
    for name, source in sources.items():
        translations = (
            F(source.translations) if source.translations else Value({}, output_field=JSONField())
        )
        queries.append(
            source.rows.order_by()
            .annotate(option_facet=Value(name), option_translations=translations)
            .values_list("option_facet", source.value, source.label, "option_translations")
        )
    return queries[0].union(*queries[1:], all=True)


def read_options(rows: QuerySet[Any]) -> dict[str, tuple[Option, ...]]:
    """What the query for the options of filters finds, named in the reader's language."""
    found: defaultdict[str, set[Option]] = defaultdict(set)
    language = (get_language() or "")[:2]
    for name, value, label, translated in rows:
        found[name].add(Option(str(value), (translated or {}).get(language) or label))
    return {
        name: tuple(sorted(options, key=lambda option: (option.label.casefold(), option.value)))
        for name, options in found.items()
    }
