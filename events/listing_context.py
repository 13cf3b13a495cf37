"""What the templates of the event list show."""

import datetime
from itertools import groupby
from typing import Any

from core.listing import ListQuery, paginate
from events.choices import EventState
from events.listing import (
    ZONE,
    archive_of,
    filter_events,
    month_bounds,
    next_month,
    previous_month,
)
from events.models.queryset import EventPageQuerySet
from events.month import build_month

PER_PAGE = 20


def list_context(
    events: EventPageQuerySet, query: ListQuery, *, at: datetime.datetime
) -> dict[str, Any]:
    """A page of the list: what is on now, what is upcoming, what is past (three queries)."""
    without_month = filter_events(events, query, with_month=False)
    archive, total = archive_of(without_month)
    if query.month:
        total = next((item.count for item in archive if item.month == query.month), 0)
    ordered = (
        filter_events(events, query)
        .select_related("country")
        .in_time_order(at=at)
        .prefetch_related("partnerships")
        .defer_streamfields()
    )
    page = paginate(ordered, query, PER_PAGE, count=total)
    groups = {
        state: list(found)
        for state, found in groupby(page.object_list, key=lambda event: event.state(at))
    }
    return {
        "page_obj": page,
        "querystring": query.querystring(),
        "now_events": groups.get(EventState.NOW, []),
        "upcoming_events": groups.get(EventState.UPCOMING, []),
        "past_events": groups.get(EventState.PAST, []),
        "archive": [
            {
                "item": item,
                "querystring": query.querystring(month=item.value),
                "is_current": item.month == query.month,
            }
            for item in archive
        ],
        "without_month": query.querystring(without="month"),
    }


def month_context(
    events: EventPageQuerySet, query: ListQuery, *, now: datetime.datetime
) -> dict[str, Any]:
    """One month and the ways to its neighbours (two queries)."""
    today = now.astimezone(ZONE).date()
    first = query.month or today.replace(day=1)
    start, end = month_bounds(first)
    found = (
        filter_events(events, query, with_month=False)
        .between(start, end)
        .select_related("country")
        .prefetch_related("sessions")
        .order_by("starts_at", "pk")
        .defer_streamfields()
    )
    month = build_month(first, found, today)
    neighbours = {"previous": previous_month(first), "next": next_month(first)}
    return {
        "month": month,
        "neighbours": {
            name: {"month": date, "querystring": query.querystring(month=f"{date:%Y-%m}")}
            for name, date in neighbours.items()
        },
        "this_month": query.querystring(without="month"),
        "is_this_month": first == today.replace(day=1),
    }
