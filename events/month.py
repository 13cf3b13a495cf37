"""A month as a table of weeks, with what takes place on each day."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import formats

from events.choices import DatePrecision
from events.labels import clock_label
from events.moments import zone_label, zone_of
from events.schedule import session_span

if TYPE_CHECKING:
    from events.models import EventPage


@dataclass(frozen=True, slots=True)
class DayEntry:
    """An event, or one of its sessions, on one day."""

    event: "EventPage"
    title: str
    time: str = ""

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        return self.event.is_off


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of the table."""

    date: datetime.date
    is_in_month: bool
    is_today: bool
    entries: list[DayEntry]

    @property
    def label(self) -> str:
        """The whole date, for lists and for who cannot see the column."""
        return formats.date_format(self.date, "l j F")


@dataclass(frozen=True, slots=True)
class Month:
    """The table, and the events of which no day is known."""

    first: datetime.date
    weekdays: list[str]
    weeks: list[list[Day]]
    without_day: "list[EventPage]" = field(default_factory=list)

    @property
    def label(self) -> str:
        """Its name: "March 2021"."""
        return formats.date_format(self.first, "F Y")

    @property
    def is_empty(self) -> bool:
        """Whether nothing takes place."""
        days = (day for week in self.weeks for day in week if day.is_in_month)
        return not self.without_day and not any(day.entries for day in days)


def build_month(first: datetime.date, events: "Iterable[EventPage]", today: datetime.date) -> Month:
    """Put events into the weeks of a month, Monday first."""
    entries: dict[datetime.date, list[tuple[str, DayEntry]]] = defaultdict(list)
    without_day = []
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    for event in events:
        if event.precision == DatePrecision.DAY:
            for date, entry in _entries(event, weeks[0][0], weeks[-1][-1]):
                entries[date].append((entry.time, entry))
        else:
            without_day.append(event)
    days = {
        date: [entry for _time, entry in sorted(found, key=lambda pair: pair[0])]
        for date, found in entries.items()
    }
    return Month(
        first=first,
        weekdays=[formats.date_format(date, "l") for date in weeks[0]],
        weeks=[
            [
                Day(date, date.month == first.month, date == today, days.get(date, []))
                for date in week
            ]
            for week in weeks
        ],
        without_day=without_day,
    )


def _entries(
    event: "EventPage", start: datetime.date, end: datetime.date
) -> list[tuple[datetime.date, DayEntry]]:
    zone = zone_of(event.time_zone)
    if event.session_count:
        found = []
        for session in event.sessions.all():
            span = session_span(session, zone)
            if span is None or session.date is None:
                continue
            starts_at = span.starts_at.astimezone(zone)
            time = "" if span.is_all_day else f"{clock_label(starts_at)} {zone_label(starts_at)}"
            found.append((session.date, DayEntry(event, event.title, time)))
        return found
    schedule = event.schedule
    if schedule.first is None or schedule.last is None or schedule.span is None:
        return []
    starts_at = schedule.span.starts_at.astimezone(zone)
    time = "" if schedule.span.is_all_day else f"{clock_label(starts_at)} {zone_label(starts_at)}"
    date = max(schedule.first.earliest, start)
    last = min(schedule.last.latest, end)
    found = []
    while date <= last:
        is_first = date == schedule.first.earliest
        found.append((date, DayEntry(event, event.title, time if is_first else "")))
        date += datetime.timedelta(days=1)
    return found
