"""Entries of events and news."""

import datetime
from collections.abc import Collection, Iterator

from django.utils import timezone

from core.querysets import visible
from events.models import EventPage, EventSession, EventTag
from news.models import NewsPage, NewsTag
from search.models import Kind
from search.projection.gathering import (
    country_names,
    labels,
    linked,
    page_values,
    partnership_names,
    prose,
    searchable,
    with_ecosystems,
)
from search.projection.offers import grouped
from search.projection.projected import Projected, lines


def project_events(ids: Collection[int]) -> Iterator[Projected]:
    """Those events among the pages that anyone may see."""
    partnerships = linked(EventPage, "partnerships", ids)
    organisers = linked(EventPage, "organisers", ids)
    countries = linked(EventPage, "countries", ids)
    sectors = linked(EventPage, "sectors", ids)
    tags = tags_of(EventTag, ids)
    sessions = sessions_of(ids)
    pages = visible(EventPage.objects.filter(pk__in=ids))
    for page in pages.select_related("locale", "country"):
        places = [page.country] if page.country else []
        yield Projected(
            **page_values(page, Kind.EVENT),
            names=lines(
                [
                    page.venue,
                    page.city,
                    *partnership_names(partnerships.get(page.pk, [])),
                    *(one.name for one in organisers.get(page.pk, []) if one.is_public),
                    page.organiser_names,
                    *country_names([*places, *countries.get(page.pk, [])]),
                    *labels(with_ecosystems(sectors.get(page.pk, []))),
                    *tags.get(page.pk, []),
                ]
            ),
            text=lines([prose(page), *sessions.get(page.pk, [])]),
            starts_on=day_of(page.starts_at),
            ends_on=last_day_of(page.starts_at, page.ends_at),
        )


def project_news(ids: Collection[int]) -> Iterator[Projected]:
    """Those pieces of news among the pages that anyone may see."""
    partnerships = linked(NewsPage, "partnerships", ids)
    tags = tags_of(NewsTag, ids)
    pages = visible(NewsPage.objects.filter(pk__in=ids))
    for page in pages.select_related("locale"):
        values = page_values(page, Kind.NEWS)
        if page.date is not None:
            values["published_at"] = datetime.datetime.combine(
                page.date, datetime.time.min, tzinfo=timezone.get_default_timezone()
            )
        yield Projected(
            **values,
            names=lines(
                [
                    page.author_name,
                    *partnership_names(partnerships.get(page.pk, [])),
                    *tags.get(page.pk, []),
                ]
            ),
            text=prose(page),
            starts_on=page.date,
            ends_on=page.date,
        )


def tags_of(through: type[EventTag] | type[NewsTag], ids: Collection[int]) -> dict[int, list[str]]:
    """The tags of pages."""
    return grouped(
        through.objects.filter(content_object__in=ids)
        .order_by("tag__name", "tag_id")
        .values_list("content_object_id", "tag__name")
    )


def sessions_of(ids: Collection[int]) -> dict[int, list[str]]:
    """What the sessions of events are about, and who speaks."""
    text = EventSession._meta.get_field("text")
    return grouped(
        (session.page_id, line)
        for session in EventSession.objects.filter(page__in=ids).order_by("sort_order", "pk")
        for line in (session.title, *searchable(text, session), session.speaker_names)
    )


def day_of(moment: datetime.datetime | None) -> datetime.date | None:
    """The day of a moment in the programme's zone."""
    return (
        None
        if moment is None
        else timezone.localdate(moment, timezone=timezone.get_default_timezone())
    )


def last_day_of(
    start: datetime.datetime | None, end: datetime.datetime | None
) -> datetime.date | None:
    """The last day of what is over at a moment: midnight belongs to the day before."""
    if end is None:
        return None
    last_moment = end - datetime.timedelta(microseconds=1)
    return day_of(last_moment if start is None else max(start, last_moment))
