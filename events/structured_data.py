"""An event as schema.org describes one, for search engines."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from events.choices import Attendance, DatePrecision, EventStatus
from events.facts import EventFacts
from events.moments import zone_of
from events.schedule import Span, session_span

if TYPE_CHECKING:
    from events.models import EventPage, EventSession

STATUSES = {
    EventStatus.SCHEDULED: "https://schema.org/EventScheduled",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
    EventStatus.POSTPONED: "https://schema.org/EventPostponed",
}
RESCHEDULED = "https://schema.org/EventRescheduled"
ATTENDANCE = {
    Attendance.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Attendance.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Attendance.MIXED: "https://schema.org/MixedEventAttendanceMode",
}


def event_data(
    event: "EventPage",
    facts: EventFacts,
    sessions: "Sequence[EventSession]",
    request: HttpRequest,
) -> dict[str, Any]:
    """The object; what is not known is empty and left out by the caller."""
    url = event.get_full_url(request)
    data: dict[str, Any] = {
        "@type": "Event",
        "name": event.title,
        "description": event.search_description or event.summary,
        "url": url,
        "eventStatus": _status(event),
        "location": _locations(event, url),
        "organizer": _organisers(event, facts, request),
        "keywords": ", ".join(tag.label for tag in facts.tags),
        "subEvent": _sessions(event, sessions),
    }
    if event.attendance:
        data["eventAttendanceMode"] = ATTENDANCE[Attendance(event.attendance)]
    if event.capacity:
        data["maximumAttendeeCapacity"] = event.capacity
    if event.recording_url:
        data["recordedIn"] = {"@type": "CreativeWork", "url": event.recording_url}
    return data | _dates(event)


def _status(event: "EventPage") -> str:
    if event.status == EventStatus.POSTPONED and event.precision != DatePrecision.UNKNOWN:
        return RESCHEDULED
    return STATUSES[EventStatus(event.status)]


def _dates(event: "EventPage") -> dict[str, str]:
    schedule = event.schedule
    if schedule.first is None or schedule.last is None or schedule.span is None:
        return {}
    if schedule.precision != DatePrecision.DAY or schedule.span.is_all_day:
        return {"startDate": str(schedule.first), "endDate": str(schedule.last)}
    has_end = bool(event.session_count or event.end_time)
    return _moments(schedule.span, zone_of(event.time_zone), has_end=has_end)


def _moments(span: Span, zone: datetime.tzinfo, *, has_end: bool) -> dict[str, str]:
    starts_at, ends_at = span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)
    if span.is_all_day:
        return {"startDate": starts_at.date().isoformat()}
    moments = {"startDate": starts_at.isoformat()}
    if has_end:
        moments["endDate"] = ends_at.isoformat()
    return moments


def _locations(event: "EventPage", url: str) -> list[dict[str, Any]]:
    locations: list[dict[str, Any]] = []
    address = {
        "@type": "PostalAddress",
        "addressLocality": event.city,
        "addressCountry": event.country.code if event.country else "",
    }
    if event.venue or event.city or event.country:
        known = {key: value for key, value in address.items() if value}
        locations.append({"@type": "Place", "name": event.venue or event.city, "address": known})
    if event.attendance in {Attendance.ONLINE, Attendance.MIXED}:
        link = event.online_url or event.registration_url or url
        locations.append({"@type": "VirtualLocation", "url": link})
    return locations


def _organisers(
    event: "EventPage", facts: EventFacts, request: HttpRequest
) -> list[dict[str, Any]]:
    organisers: list[dict[str, Any]] = []
    for organiser in facts.organisers:
        data = {"@type": "Organization", "name": organiser.label}
        if organiser.url:
            data["url"] = request.build_absolute_uri(organiser.url)
        organisers.append(data)
    names = (name.strip() for name in event.organiser_names.split(","))
    organisers += [{"@type": "Organization", "name": name} for name in names if name]
    return organisers


def _sessions(event: "EventPage", sessions: "Sequence[EventSession]") -> list[dict[str, Any]]:
    zone = zone_of(event.time_zone)
    data = []
    for session in sessions:
        span = session_span(session, zone)
        if span is not None:
            moments = _moments(span, zone, has_end=session.end_time is not None)
            data.append({"@type": "Event", "name": session.title, **moments})
    return data
