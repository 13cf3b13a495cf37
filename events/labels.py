"""How the time and place of an event are written for people."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from core.partial_dates import PartialDate, period_label
from events.choices import Attendance, EventStatus
from events.moments import zone_label, zone_of
from events.schedule import Schedule

if TYPE_CHECKING:
    from events.models import EventPage

CLOCK = "H:i"


@dataclass(frozen=True, slots=True)
class DateBlock:
    """The parts of components/date_block.html; what is not known is empty."""

    day: str = ""
    month: str = ""
    year: str = ""
    suffix: str = ""


def clock_label(time: datetime.time | datetime.datetime) -> str:
    """A clock time: "09:00"."""
    return formats.time_format(time, CLOCK)


def unknown_label(status: str) -> str:
    """What stands in place of a date that is not there."""
    if status == EventStatus.POSTPONED:
        return _("New date to be announced")
    return _("Date to be announced")


def time_label(event: "EventPage", schedule: Schedule) -> str:
    """The clock times of an event on one day, naming their zone: "09:00–12:30 CET"."""
    span = schedule.span
    if span is None or span.is_all_day or schedule.first != schedule.last:
        return ""
    zone = zone_of(event.time_zone)
    starts_at = span.starts_at.astimezone(zone)
    ends_at = span.ends_at.astimezone(zone)
    text = clock_label(starts_at)
    # Without a known end the span lasts until the day is over, which is not for people.
    if ends_at.date() == starts_at.date() and ends_at > starts_at:
        text = f"{text}–{clock_label(ends_at)}"
    return f"{text} {zone_label(starts_at)}"


def when_label(event: "EventPage", schedule: Schedule, session_count: int) -> str:
    """When it is, in one line that names the zone of every time in it."""
    if schedule.first is None or schedule.last is None or schedule.span is None:
        return unknown_label(event.status)
    period = period_label(schedule.first, schedule.last)
    if schedule.first == schedule.last:
        times = time_label(event, schedule)
        return f"{period}, {times}" if times else period
    if session_count:
        return _("%(period)s, %(count)d sessions") % {"period": period, "count": session_count}
    if schedule.span.is_all_day:
        return period
    return _ends_with_times(event, schedule)


def _ends_with_times(event: "EventPage", schedule: Schedule) -> str:
    """An event of several days of which the first and perhaps the last clock time is known."""
    zone = zone_of(event.time_zone)
    first, last, span = schedule.first, schedule.last, schedule.span
    if first is None or last is None or span is None:
        return ""
    starts_at = span.starts_at.astimezone(zone)
    ends_at = span.ends_at.astimezone(zone)
    start = f"{first.label}, {clock_label(starts_at)}"
    start_zone, end_zone = zone_label(starts_at), zone_label(ends_at)
    if not event.end_time:
        return f"{start} {start_zone} – {last.label}"
    end = f"{last.label}, {clock_label(ends_at)} {end_zone}"
    return f"{start} – {end}" if start_zone == end_zone else f"{start} {start_zone} – {end}"


def date_block(event: "EventPage", schedule: Schedule) -> DateBlock:
    """The large day, month and year, as exactly as they are known."""
    first, last = schedule.first, schedule.last
    if first is None or last is None:
        return DateBlock(month=unknown_label(event.status))
    if not first.day:
        month = formats.date_format(first.earliest, "F") if first.month else ""
        suffix = _("to %(date)s") % {"date": last.label} if last != first else ""
        return DateBlock(month=month, year=str(first.year), suffix=suffix)
    day = str(first.day)
    suffix = time_label(event, schedule)
    if last != first:
        if (last.year, last.month) == (first.year, first.month) and last.day:
            day = f"{first.day}–{last.day}"
        else:
            suffix = _("to %(date)s") % {"date": _short_end(first, last)}
    return DateBlock(
        day=day,
        month=formats.date_format(first.earliest, "F"),
        year=str(first.year),
        suffix=suffix,
    )


def _short_end(first: PartialDate, last: PartialDate) -> str:
    if last.day and last.year == first.year:
        return formats.date_format(last.earliest, "j F")
    return last.label


def where_label(event: "EventPage") -> str:
    """The place, or that it is online, or both; empty when nothing is known."""
    country = event.country.label if event.country else ""
    place = ", ".join(part for part in (event.venue, event.city, country) if part)
    if event.attendance == Attendance.ONLINE:
        return _("Online")
    if event.attendance == Attendance.MIXED:
        return _("%(place)s and online") % {"place": place} if place else _("On site and online")
    return place
