"""What else to read after a piece of news: the earlier, the later and related ones."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from core.querysets import visible
from news.models import NewsPage, NewsTag

RELATED_SHOWN = 3
PARTNERSHIP_WEIGHT = 2
PARTNERSHIP_LINKS = NewsPage.partnerships.through


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The news around a piece of news."""

    earlier: NewsPage | None = None
    later: NewsPage | None = None
    related: tuple[NewsPage, ...] = ()


def find_neighbours(
    page: NewsPage, *, partnership_ids: Collection[int], tag_ids: Collection[int]
) -> Neighbours:
    """Find all of them in one query, however much news there is.

    A shared partnership counts twice a shared tag; of equally near ones the newest come first.
    """
    if page.date is None or not page.path:
        return Neighbours()
    others = visible(
        NewsPage.objects.filter(path__startswith=page.path[: -page.steplen], depth=page.depth)
    ).exclude(pk=page.pk)
    # The page on its way to be created has no number yet and will have the highest.
    if page.pk is None:
        before, after = Q(date__lte=page.date), Q(date__gt=page.date)
    else:
        before = Q(date__lt=page.date) | Q(date=page.date, pk__lt=page.pk)
        after = Q(date__gt=page.date) | Q(date=page.date, pk__gt=page.pk)
    earlier = others.filter(before).order_by("-date", "-pk")
    later = others.filter(after).order_by("date", "pk")
    scored = others.annotate(nearness=_nearness(partnership_ids, tag_ids))
    # Two more than are shown, because the earlier and the later one may be among them.
    related = scored.filter(nearness__gt=0).order_by("-nearness", "-date", "-pk")
    wanted = (
        Q(pk=Subquery(earlier.values("pk")[:1]))
        | Q(pk=Subquery(later.values("pk")[:1]))
        | Q(pk__in=Subquery(related.values("pk")[: RELATED_SHOWN + 2]))
    )
    found = list(
        scored.filter(wanted).defer("body", "sources").order_by("-nearness", "-date", "-pk")
    )

    def place(other: NewsPage) -> tuple[object, int]:
        return other.date, other.pk

    here = (page.date, page.pk or float("inf"))
    earlier_page = max((other for other in found if place(other) < here), key=place, default=None)
    later_page = min((other for other in found if place(other) > here), key=place, default=None)
    return Neighbours(
        earlier=earlier_page,
        later=later_page,
        related=tuple(
            other for other in found if other.nearness and other not in (earlier_page, later_page)
        )[:RELATED_SHOWN],
    )


def _nearness(partnership_ids: Collection[int], tag_ids: Collection[int]) -> Combinable:
    """How much another piece of news shares with these partnerships and tags."""
    partnerships = PARTNERSHIP_LINKS.objects.filter(
        newspage_id=OuterRef("pk"), partnership_id__in=partnership_ids
    )
    tags = NewsTag.objects.filter(content_object_id=OuterRef("pk"), tag_id__in=tag_ids)
    return _number(partnerships, "newspage_id") * PARTNERSHIP_WEIGHT + _number(
        tags, "content_object_id"
    )


def _number(rows: QuerySet[Any], group: str) -> Coalesce:
    """How many rows there are for the page, as part of another query."""
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
