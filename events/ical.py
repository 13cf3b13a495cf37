"""Events for calendar programmes (RFC 5545).

What stands in a calendar: every event of which the days are exactly known, by its sessions where it
has some. An event of which only the month or year is known is left out, and its page says so. One
that was postponed without a new date keeps its last entry, marked as cancelled, so that nobody
waits at the old time; the new date brings the same UID back with a higher SEQUENCE.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from events.choices import NEEDS_LINK, DatePrecision, EventStatus
from events.moments import zone_of
from events.schedule import Span, session_span

if TYPE_CHECKING:
    from events.models import EventPage, EventSession

PRODUCT = "-//Programme site//Events//EN"
SESSION_FACTS = ("ical_uid", "date", "start_time", "end_time", "title")
REFRESH = datetime.timedelta(hours=6)


def calendar_digest(event: "EventPage", sessions: "Sequence[EventSession]") -> str:
    """A fingerprint of what calendars show; when it changes, so does SEQUENCE."""
    facts = [
        event.title,
        event.status,
        event.time_zone,
        event.precision,
        str(event.starts_at),
        str(event.ends_at),
        event.is_all_day,
        event.venue,
        event.city,
        event.country_id,
        event.attendance,
        event.online_url,
        event.is_sample,
        [[str(getattr(session, name)) for name in SESSION_FACTS] for session in sessions],
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def has_calendar_entry(event: "EventPage") -> bool:
    """Whether calendars can show it (or must unlearn it)."""
    return event.precision == DatePrecision.DAY or is_withdrawn(event)


def is_withdrawn(event: "EventPage") -> bool:
    """Whether calendars know a date of it that no longer holds, and there is no other."""
    return (
        event.precision != DatePrecision.DAY
        and event.status in {EventStatus.POSTPONED, EventStatus.CANCELLED}
        and event.announced_starts_at is not None
    )


def build_calendar(events: "Iterable[EventPage]", *, name: str, source: str = "") -> bytes:
    """An iCalendar file of these events; give `source` for one that is subscribed to."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("NAME", name)
    if source:
        calendar.add("SOURCE", source, parameters={"VALUE": "URI"})
        calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for event in events:
        for entry in entries_of(event):
            calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def entries_of(event: "EventPage") -> list[Event]:
    """The entries of an event: one for each dated session, else one for the whole."""
    if is_withdrawn(event):
        span = Span(
            event.announced_starts_at or event.ical_changed_at,  # type: ignore[arg-type]
            event.announced_ends_at or event.announced_starts_at,  # type: ignore[arg-type]
            is_all_day=event.announced_all_day,
        )
        return [_entry(event, str(event.ical_uid), _title(event), span)]
    if event.precision != DatePrecision.DAY:
        return []
    zone = zone_of(event.time_zone)
    entries = []
    for session in event.sessions.all() if event.session_count else []:
        span_of_session = session_span(session, zone)
        if span_of_session is not None:
            title = f"{_title(event)}: {session.title}" if session.title else _title(event)
            uid = str(session.ical_uid)
            has_end = session.end_time is not None
            entries.append(_entry(event, uid, title, span_of_session, has_end=has_end))
    span_of_event = event.schedule.span
    if not entries and span_of_event is not None:
        uid = str(event.ical_uid)
        has_end = event.end_time is not None or event.end_date is not None
        entries.append(_entry(event, uid, _title(event), span_of_event, has_end=has_end))
    return entries


def _title(event: "EventPage") -> str:
    return _("%(title)s (Sample)") % {"title": event.title} if event.is_sample else event.title


def _entry(
    event: "EventPage",
    uid: str,
    title: str,
    span: Span,
    *,
    has_end: bool = True,
) -> Event:
    entry = Event()
    entry.add("UID", uid)
    entry.add("SEQUENCE", event.ical_sequence)
    changed_at = max(
        (moment for moment in (event.last_published_at, event.ical_changed_at) if moment),
        default=span.starts_at,
    ).astimezone(datetime.UTC)
    entry.add("DTSTAMP", changed_at)
    entry.add("LAST-MODIFIED", changed_at)
    _add_times(entry, event, span, has_end=has_end)
    if event.status == EventStatus.POSTPONED and is_withdrawn(event):
        title = _("Postponed: %(title)s") % {"title": title}
    elif event.status == EventStatus.CANCELLED:
        title = _("Cancelled: %(title)s") % {"title": title}
    entry.add("SUMMARY", title)
    is_off = event.status == EventStatus.CANCELLED or is_withdrawn(event)
    entry.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("TRANSP", "TRANSPARENT" if is_off or span.is_all_day else "OPAQUE")
    if event.where:
        entry.add("LOCATION", event.where)
    address = event.full_url or ""
    description = "\n\n".join(part for part in (event.summary, _links(event), address) if part)
    if description:
        entry.add("DESCRIPTION", description)
    if address:
        entry.add("URL", address)
    return entry


def _add_times(entry: Event, event: "EventPage", span: Span, *, has_end: bool) -> None:
    zone = zone_of(event.time_zone)
    starts_at = span.starts_at.astimezone(zone)
    ends_at = span.ends_at.astimezone(zone)
    if span.is_all_day:
        entry.add("DTSTART", starts_at.date())
        entry.add("DTEND", ends_at.date())
        return
    entry.add("DTSTART", starts_at)
    # An unknown end is left out rather than invented; calendars then show the beginning.
    if has_end and ends_at > starts_at:
        entry.add("DTEND", ends_at)


def _links(event: "EventPage") -> str:
    lines = []
    if event.online_url and event.attendance in NEEDS_LINK:
        lines.append(_("Join: %(address)s") % {"address": event.online_url})
    if event.registration_url:
        lines.append(_("Register: %(address)s") % {"address": event.registration_url})
    return "\n".join(lines)
