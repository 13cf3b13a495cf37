"""What the front page shows of the other apps."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse

from core.querysets import in_one_language, visible
from events.models import EventPage
from exchanges.calendar import programme_today
from news.models import NewsPage
from partnerships.finder import country_map_entries
from partnerships.models import Partnership
from search.catalogue.listing import latest_offers

SHOWN = 3

Article = TypeVar("Article", EventPage, NewsPage)


def front_page_content(*, now: datetime.datetime) -> dict[str, Any]:
    """The next events, the latest offers and news, all partnerships and their countries."""
    partnerships = {
        partnership.pk: partnership for partnership in Partnership.objects.order_by("acronym")
    }
    partnerships_url = reverse("wagtail_serve", args=("partnerships/",))
    upcoming = in_one_language(visible(EventPage.objects.upcoming(at=now))).select_related(
        "country"
    )
    latest = in_one_language(visible(NewsPage.objects.all())).order_by("-date", "-pk")
    return {
        "upcoming_events": _with_only_partnership(EventPage, upcoming, partnerships),
        "latest_offers": latest_offers(SHOWN, day=programme_today()),
        "latest_news": _with_only_partnership(NewsPage, latest, partnerships),
        "partnerships": list(partnerships.values()),
        "map_entries": country_map_entries(partnerships_url),
        "partnerships_url": partnerships_url,
        "events_url": reverse("wagtail_serve", args=("events/",)),
        "news_url": reverse("wagtail_serve", args=("news/",)),
        "offers_url": reverse("wagtail_serve", args=("offers/",)),
    }


def _with_only_partnership(
    model: type[Article], articles: QuerySet[Article], partnerships: Mapping[int, Partnership]
) -> list[Article]:
    """The first few, each with its partnership if it has a single one.

    What concerns several is the programme's, and gets no badge here; so the partnerships cost no
    query beside that of the articles.
    """
    links = model.partnerships.through.objects.filter(
        **{f"{model._meta.model_name}": OuterRef("pk")}
    )
    grouped = links.order_by().values(model._meta.model_name)
    found = list(
        articles.annotate(
            partnership_count=Subquery(grouped.annotate(number=Count("pk")).values("number")),
            first_partnership=Subquery(grouped.annotate(first=Min("partnership")).values("first")),
        )[:SHOWN]
    )
    for article in found:
        is_only = article.partnership_count == 1
        article.partnerships = [partnerships[article.first_partnership]] if is_only else []
    return found
