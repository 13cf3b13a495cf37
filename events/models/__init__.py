"""Events: their pages, their sessions and the list of them."""

from events.choices import (
    NEEDS_LINK,
    Attendance,
    Audience,
    DatePrecision,
    EventState,
    EventStatus,
    EventType,
)
from events.models.event_page import EventPage, EventTag
from events.models.index_page import EventIndexPage
from events.models.session import EventDocument, EventSession

__all__ = [
    "NEEDS_LINK",
    "Attendance",
    "Audience",
    "DatePrecision",
    "EventDocument",
    "EventIndexPage",
    "EventPage",
    "EventSession",
    "EventState",
    "EventStatus",
    "EventTag",
    "EventType",
]
