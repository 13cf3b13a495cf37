"""What an event must not say: contradictions always, missing facts only when it is published."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.partial_dates import PartialDate
from events.choices import NEEDS_LINK, EventState, EventStatus
from events.moments import ClockProblem, clock_problem, end_of_day, zone_of
from events.schedule import YEARS, Schedule, compute_schedule, session_span, state_at

if TYPE_CHECKING:
    from events.models import EventPage, EventSession


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right, at the field where it is put right."""

    field: str
    message: str
    session: int | None = None


def check_event(
    event: "EventPage",
    sessions: "Sequence[EventSession]",
    *,
    now: datetime.datetime,
    is_complete: bool,
) -> list[Finding]:
    """Everything that is wrong; with `is_complete` also what is missing for publishing."""
    findings = [*_dates(event), *_times(event), *_clock(event, sessions)]
    findings += _sessions(event, sessions)
    schedule = compute_schedule(event, sessions)
    findings += _report(event, schedule, now)
    findings += _deadline(event, schedule)
    if is_complete:
        findings += _missing(event, schedule, now)
    return findings


def _dates(event: "EventPage") -> Iterator[Finding]:
    for field, value in (("start_date", event.start_date), ("end_date", event.end_date)):
        if value is not None and value.year not in YEARS:
            yield Finding(field, _("Check the year: %(year)s.") % {"year": value.year})
    if event.end_date and not event.start_date:
        yield Finding("start_date", _("There is an end, so give the start too."))
    if event.start_date and event.end_date and event.end_date.latest < event.start_date.earliest:
        yield Finding("end_date", _("The end is before the start. Choose a later day."))


def _times(event: "EventPage") -> Iterator[Finding]:
    last = event.end_date or event.start_date
    if event.end_time and not event.start_time:
        yield Finding("start_time", _("There is an end time, so give the start time too."))
    if event.start_time and event.start_date and not event.start_date.is_exact:
        yield Finding("start_time", _("Only an exact day can have a time. Complete the day."))
    if event.end_time and last and not last.is_exact:
        yield Finding("end_time", _("Only an exact day can have a time. Complete the day."))
    if (
        event.start_time
        and event.end_time
        and last == event.start_date
        and event.end_time <= event.start_time
    ):
        yield Finding("end_time", _("The end is not after the start. Check both times."))


def _clock(event: "EventPage", sessions: "Sequence[EventSession]") -> Iterator[Finding]:
    last = event.end_date or event.start_date
    readings: list[tuple[str, PartialDate | None, datetime.time | None, int | None]] = [
        ("start_time", event.start_date, event.start_time, None),
        ("end_time", last, event.end_time, None),
    ]
    for index, session in enumerate(sessions):
        day = PartialDate.from_date(session.date) if session.date else None
        readings.append(("start_time", day, session.start_time, index))
        readings.append(("end_time", day, session.end_time, index))
    zone = zone_of(event.time_zone)
    for field, date, time, number in readings:
        if date is None or time is None or not date.is_exact or date.year not in YEARS:
            continue
        problem = clock_problem(date.earliest, time, zone)
        if problem is not None:
            yield Finding(field, _clock_message(problem, event.time_zone), number)


def _clock_message(problem: ClockProblem, zone: str) -> str:
    if problem is ClockProblem.DOES_NOT_EXIST:
        text = _("The clocks in %(zone)s go forward then, so this time does not exist that day.")
    else:
        text = _(
            "The clocks in %(zone)s go back then, so this time exists twice that day. Choose"
            " another time, or give it in the time zone UTC."
        )
    return text % {"zone": zone}


def _sessions(event: "EventPage", sessions: "Sequence[EventSession]") -> Iterator[Finding]:
    first = event.start_date
    last = event.end_date or first
    own = compute_schedule(event, [])
    zone = zone_of(event.time_zone)
    for number, session in enumerate(sessions):
        if session.date and session.date.year not in YEARS:
            message = _("Check the year: %(year)s.") % {"year": session.date.year}
            yield Finding("date", message, number)
            continue
        if session.end_time and not session.start_time:
            message = _("There is an end time, so give the start time too.")
            yield Finding("start_time", message, number)
        if session.start_time and session.end_time and session.end_time <= session.start_time:
            message = _("The end is not after the start. Check both times.")
            yield Finding("end_time", message, number)
            continue
        if session.date is None or first is None or last is None:
            continue
        if not first.earliest <= session.date <= last.latest:
            message = _("The session is outside the event (%(period)s). Change one of the two.")
            period = f"{first.label} – {last.label}" if last != first else first.label
            yield Finding("date", message % {"period": period}, number)
            continue
        span = session_span(session, zone)
        if span is None or own.span is None or span.is_all_day or own.span.is_all_day:
            continue
        message = _("The session is outside the event's times. Change one of the two.")
        if span.starts_at < own.span.starts_at:
            yield Finding("start_time", message, number)
        elif session.end_time and span.ends_at > own.span.ends_at:
            yield Finding("end_time", message, number)


def _report(event: "EventPage", schedule: Schedule, now: datetime.datetime) -> Iterator[Finding]:
    if not event.has_report:
        return
    if event.status != EventStatus.SCHEDULED:
        yield Finding(
            "report_participants",
            _("A cancelled or postponed event has no report. Empty it, or change the status."),
        )
    elif schedule.span is not None and schedule.span.starts_at > now:
        yield Finding(
            "report_participants",
            _("The event is still to come, so there is nothing to report yet."),
        )


def _deadline(event: "EventPage", schedule: Schedule) -> Iterator[Finding]:
    if event.registration_deadline is None or schedule.span is None or schedule.first is None:
        return
    latest = schedule.span.starts_at
    if schedule.span.is_all_day:
        latest = end_of_day(schedule.first.latest, zone_of(event.time_zone))
    if event.registration_deadline > latest:
        yield Finding("registration_deadline", _("The deadline is after the start of the event."))


def _missing(event: "EventPage", schedule: Schedule, now: datetime.datetime) -> Iterator[Finding]:
    if schedule.first is None and event.status != EventStatus.POSTPONED:
        yield Finding(
            "start_date", _("Say when it is, or mark the event as postponed until you know.")
        )
    if event.status != EventStatus.SCHEDULED or event.attendance not in NEEDS_LINK:
        return
    span = schedule.span
    state = state_at(
        now, span.starts_at if span else None, span.ends_at if span else None, schedule.precision
    )
    if state is not EventState.PAST and not event.online_url and not event.registration_url:
        yield Finding(
            "online_url", _("An online event needs an address to join, or one to register.")
        )
