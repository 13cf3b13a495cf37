"""When an event begins and ends, from its dates, times and sessions."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.partial_dates import PartialDate
from events.choices import DatePrecision, EventState
from events.moments import end_of_day, moment_of, zone_of

# What is plainly mistyped must not break the arithmetic; `events.rules` tells the editor.
YEARS = range(1950, 2151)


class Dated(Protocol):
    """What has a day and clock times: a session."""

    date: datetime.date | None
    start_time: datetime.time | None
    end_time: datetime.time | None


class Scheduled(Protocol):
    """What an event says about its time."""

    start_date: PartialDate | None
    end_date: PartialDate | None
    start_time: datetime.time | None
    end_time: datetime.time | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another; `is_all_day` when no clock time is known."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    is_all_day: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The computed time of an event."""

    first: PartialDate | None = None
    last: PartialDate | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    span: Span | None = None


def session_span(session: Dated, zone: datetime.tzinfo) -> Span | None:
    """When a session takes place; one without an end lasts until the day is over."""
    if session.date is None or session.date.year not in YEARS:
        return None
    if session.start_time is None:
        return Span(
            moment_of(session.date, None, zone), end_of_day(session.date, zone), is_all_day=True
        )
    ends_at = (
        moment_of(session.date, session.end_time, zone)
        if session.end_time
        else end_of_day(session.date, zone)
    )
    starts_at = moment_of(session.date, session.start_time, zone)
    return Span(starts_at, max(starts_at, ends_at), is_all_day=False)


def compute_schedule(event: Scheduled, sessions: Iterable[Dated]) -> Schedule:
    """The time of an event: that of its sessions where there are some, else its own dates."""
    zone = zone_of(event.time_zone)
    spans = [span for session in sessions if (span := session_span(session, zone))]
    if spans:
        return _from_sessions(spans, zone)
    if event.start_date is None:
        return Schedule()
    first = event.start_date
    last = event.end_date or first
    if first.year not in YEARS or last.year not in YEARS:
        return Schedule()
    precision = coarsest(first, last)
    starts_at = moment_of(first.earliest, event.start_time if first.is_exact else None, zone)
    ends_at = (
        moment_of(last.latest, event.end_time, zone)
        if event.end_time and last.is_exact
        else end_of_day(last.latest, zone)
    )
    is_all_day = event.start_time is None or not first.is_exact
    span = Span(starts_at, max(starts_at, ends_at), is_all_day=is_all_day)
    return Schedule(first, last, precision, span)


def _from_sessions(spans: Sequence[Span], zone: datetime.tzinfo) -> Schedule:
    starts_at = min(span.starts_at for span in spans)
    ends_at = max(span.ends_at for span in spans)
    last_start = max(span.starts_at for span in spans)
    return Schedule(
        PartialDate.from_date(starts_at.astimezone(zone).date()),
        PartialDate.from_date(last_start.astimezone(zone).date()),
        DatePrecision.DAY,
        Span(starts_at, ends_at, is_all_day=all(span.is_all_day for span in spans)),
    )


def coarsest(first: PartialDate, last: PartialDate) -> DatePrecision:
    """How exactly both ends are known."""
    if first.is_exact and last.is_exact:
        return DatePrecision.DAY
    if first.month and last.month:
        return DatePrecision.MONTH
    return DatePrecision.YEAR


def state_at(
    now: datetime.datetime,
    starts_at: datetime.datetime | None,
    ends_at: datetime.datetime | None,
    precision: str,
) -> EventState:
    """Upcoming, now or past; what has no date is still to come.

    Where only the month or year is known, nobody can say that it is happening now.
    """
    if starts_at is None or ends_at is None:
        return EventState.UPCOMING
    if ends_at <= now:
        return EventState.PAST
    if starts_at <= now and precision == DatePrecision.DAY:
        return EventState.NOW
    return EventState.UPCOMING
