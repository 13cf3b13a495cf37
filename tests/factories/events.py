"""Makes event lists and events."""

import datetime
from typing import Any

from wagtail.models import Page

from events.models import EventIndexPage, EventPage, EventSession, EventType


def make_event_index(parent: Page, **fields: Any) -> EventIndexPage:
    """The event list at /events/."""
    page = EventIndexPage(**{"title": "Events", "slug": "events", **fields})
    parent.add_child(instance=page)
    return page


def make_event(
    parent: EventIndexPage, title: str = "Forum of European Cluster Partnerships", **fields: Any
) -> EventPage:
    """A webinar on 16 November 2020 unless told otherwise; `sessions` are dicts.

    Relations are given by their names: `partnerships=[…]`, `tags=["…"]`.
    """
    sessions = fields.pop("sessions", [])
    relations = {
        name: fields.pop(name)
        for name in ("partnerships", "organisers", "sectors", "countries", "report_countries")
        if name in fields
    }
    tags = fields.pop("tags", [])
    values = {"event_type": EventType.WEBINAR, "start_date": "2020-11-16"}
    page = EventPage(title=title, **{**values, **fields})
    page.sessions = [
        EventSession(sort_order=number, **session) for number, session in enumerate(sessions)
    ]
    for name, entries in relations.items():
        setattr(page, name, entries)
    if tags:
        page.tags.add(*tags)
    parent.add_child(instance=page)
    return EventPage.objects.get(pk=page.pk)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime.datetime:
    """A moment in UTC."""
    return datetime.datetime(year, month, day, hour, minute, tzinfo=datetime.UTC)
