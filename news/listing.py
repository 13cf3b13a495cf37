"""Which news a list or a feed shows, and what can be chosen there."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Model, Q, QuerySet
from django.db.models.functions import Cast, TruncMonth
from django.http import QueryDict
from django.utils import formats
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import Page

from core.facet_counts import FacetCounts, count, counted
from core.listing import Facet, ListQuery, Option, parse_month
from core.querysets import OptionSource, fetch_options, visible
from news.models.attached import NewsTag
from news.models.news_page import NewsKind, NewsPage
from partnerships.models import Partnership

PARTNERSHIP_LINKS: type[Model] = NewsPage.partnerships.through


@dataclass(frozen=True, slots=True)
class ArchiveMonth:
    """A month of the archive, with the number of news in it."""

    month: datetime.date
    count: int
    querystring: str
    is_chosen: bool


def published_news(index: Page) -> QuerySet[NewsPage]:
    """All news under an index that anyone may read, newest first."""
    return visible(NewsPage.objects.child_of(index)).order_by("-date", "-pk")


def parse_query(parameters: QueryDict, news: QuerySet[NewsPage]) -> ListQuery:
    """Read an address; partnerships and tags that can be chosen are looked up in one query."""
    options = fetch_options(
        {
            "partnership": OptionSource(Partnership.objects.all(), value="slug", label="acronym"),
            "tag": OptionSource(
                Tag.objects.filter(
                    pk__in=NewsTag.objects.filter(
                        content_object__in=news.order_by().values("pk")
                    ).values("tag")
                ),
                value="slug",
            ),
        }
    )
    kinds = tuple(Option(kind.value, str(kind.label)) for kind in NewsKind)
    facets = (
        Facet("kind", _("Kind"), kinds),
        Facet("partnership", _("Partnership"), options["partnership"]),
        Facet("tag", _("Tag"), options["tag"]),
    )
    return ListQuery.parse(parameters, facets, has_month=True)


def chosen_news(
    news: QuerySet[NewsPage], query: ListQuery, *, without: str = ""
) -> QuerySet[NewsPage]:
    """The news that a query asks for; `without` leaves one of its filters out of account."""
    conditions: dict[str, Callable[[], Q]] = {
        "kind": lambda: Q(kind__in=query.values("kind")),
        "partnership": lambda: Q(
            pk__in=PARTNERSHIP_LINKS.objects.filter(  # type: ignore[attr-defined]
                partnership__slug__in=query.values("partnership")
            ).values("newspage_id")
        ),
        "tag": lambda: Q(
            pk__in=NewsTag.objects.filter(tag__slug__in=query.values("tag")).values(
                "content_object_id"
            )
        ),
    }
    for name, condition in conditions.items():
        if name != without and query.values(name):
            news = news.filter(condition())
    if query.month and without != "month":
        following = (query.month + datetime.timedelta(days=31)).replace(day=1)
        news = news.filter(date__gte=query.month, date__lt=following)
    for word in query.words:
        news = news.filter(_has_word(word))
    return news


def _has_word(word: str) -> Q:
    """A word of title, lead or author, or of the name of a tag or a partnership."""
    return (
        Q(title__icontains=word)
        | Q(summary__icontains=word)
        | Q(author_name__icontains=word)
        | Q(pk__in=NewsTag.objects.filter(tag__name__icontains=word).values("content_object_id"))
        | Q(
            pk__in=PARTNERSHIP_LINKS.objects.filter(  # type: ignore[attr-defined]
                partnership__acronym__icontains=word
            ).values("newspage_id")
        )
    )


def count_news(news: QuerySet[NewsPage], query: ListQuery) -> FacetCounts:
    """Count the news for the list and each filter in one query.

    The counts of a filter leave its own choice out of account, so that they say what one more
    choice would bring.
    """

    def ids(without: str = "") -> QuerySet[Any]:
        return chosen_news(news, query, without=without).order_by().values("pk")

    pages = NewsPage.objects.all()
    partnership_links = PARTNERSHIP_LINKS.objects.filter(  # type: ignore[attr-defined]
        newspage_id__in=ids("partnership")
    )
    tag_links = NewsTag.objects.filter(content_object_id__in=ids("tag"))
    return count(
        pages.filter(pk__in=ids()),
        counted(pages.filter(pk__in=ids("kind")), "kind", F("kind")),
        counted(partnership_links, "partnership", F("partnership__slug"), "newspage_id"),
        counted(tag_links, "tag", F("tag__slug"), "content_object_id"),
        counted(
            pages.filter(pk__in=ids("month"), date__isnull=False),
            "month",
            Cast(TruncMonth("date"), CharField()),
        ),
    )


def archive(query: ListQuery, counts: FacetCounts) -> list[ArchiveMonth]:
    """The months that have news, newest first, each keeping the other filters."""
    numbers: dict[datetime.date, int] = {}
    for value, number in counts.values.get("month", {}).items():
        month = parse_month(value[:7])
        if month is not None:
            numbers[month] = number
    return [
        ArchiveMonth(
            month=month,
            count=numbers[month],
            querystring=query.querystring(month=f"{month:%Y-%m}"),
            is_chosen=month == query.month,
        )
        for month in sorted(numbers, reverse=True)
    ]


def heading(query: ListQuery, title: str | Promise) -> str:
    """Say what a list shows: "News about EXTRATEX, November 2021"; `title` when it is all."""
    if not query.is_filtered:
        return str(title)
    labels = {
        facet.name: [
            option.label for option in facet.options if option.value in query.values(facet.name)
        ]
        for facet in query.facets
    }
    kinds = [NewsKind(value).plural for value in query.values("kind")]
    text = get_text_list(kinds, _("and")) if kinds else str(title)
    if labels["partnership"]:
        text = _("%(news)s about %(partnerships)s") % {
            "news": text,
            "partnerships": get_text_list(labels["partnership"], _("or")),
        }
    if labels["tag"]:
        quoted = [_("“%(words)s”") % {"words": label} for label in labels["tag"]]
        text = _("%(news)s tagged %(tags)s") % {
            "news": text,
            "tags": get_text_list(quoted, _("or")),
        }
    if query.q:
        text = _("%(news)s with the words “%(words)s”") % {"news": text, "words": query.q}
    if query.month:
        text = _("%(news)s, %(month)s") % {
            "news": text,
            "month": formats.date_format(query.month, "F Y"),
        }
    return text
