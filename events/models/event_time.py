"""The dates and times of an event, and the moments computed from them."""

import datetime
import zoneinfo
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.partial_dates import PartialDate, PartialDateField
from events.choices import DatePrecision, EventState
from events.models.session import EventSession
from events.moments import PROGRAMME_ZONE, zone_of
from events.schedule import Schedule, Span, compute_schedule, state_at

TIME_FIELDS = ("start_date", "end_date", "start_time", "end_time")
SESSION_TIME_FIELDS = ("date", "start_time", "end_time")


def validate_time_zone(name: str) -> None:
    """The name is one of the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write for example Europe/Brussels."),
            params={"name": name},
        )


class EventTime(models.Model):
    """When an event takes place.

    Dates and times are kept as people give them; `compute_time` brings the moments that lists are
    ordered by up to date, from the sessions where there are some.
    """

    start_date = PartialDateField(_("first day"), null=True, blank=True)
    end_date = PartialDateField(
        _("last day"), null=True, blank=True, help_text=_("Empty when it is over on the first day.")
    )
    start_time = models.TimeField(_("start"), null=True, blank=True)
    end_time = models.TimeField(_("end"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default=PROGRAMME_ZONE, validators=[validate_time_zone]
    )

    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    precision = models.CharField(
        max_length=10,
        choices=DatePrecision.choices,
        default=DatePrecision.UNKNOWN,
        editable=False,
    )
    is_all_day = models.BooleanField(default=False, editable=False)
    session_count = models.PositiveSmallIntegerField(default=0, editable=False)

    sessions: Any

    class Meta:
        abstract = True

    @property
    def schedule(self) -> Schedule:
        """When it takes place, from what was computed at the last save (no query)."""
        if not self.session_count or self.starts_at is None or self.ends_at is None:
            return compute_schedule(self, [])
        zone = zone_of(self.time_zone)
        last_moment = max(self.starts_at, self.ends_at - datetime.timedelta(microseconds=1))
        return Schedule(
            PartialDate.from_date(self.starts_at.astimezone(zone).date()),
            PartialDate.from_date(last_moment.astimezone(zone).date()),
            DatePrecision.DAY,
            Span(self.starts_at, self.ends_at, is_all_day=self.is_all_day),
        )

    @property
    def has_clock_times(self) -> bool:
        """Whether any clock time is known."""
        return self.starts_at is not None and not self.is_all_day

    def state(self, now: datetime.datetime) -> EventState:
        """Whether it is upcoming, going on or past at that moment."""
        return state_at(now, self.starts_at, self.ends_at, self.precision)

    def is_upcoming(self, now: datetime.datetime) -> bool:
        """Whether it is not over yet."""
        return self.state(now) is not EventState.PAST

    def compute_time(self) -> None:
        """Bring the computed fields up to date with dates, times and sessions."""
        sessions = self.parsed_sessions()
        schedule = compute_schedule(self, sessions)
        self.starts_at = schedule.span.starts_at if schedule.span else None
        self.ends_at = schedule.span.ends_at if schedule.span else None
        self.is_all_day = bool(schedule.span and schedule.span.is_all_day)
        self.precision = schedule.precision
        self.session_count = sum(session.date is not None for session in sessions)

    def parsed_sessions(self) -> list[EventSession]:
        """The sessions, after turning texts in time fields (of a loader) into dates and times."""
        sessions: list[EventSession] = list(self.sessions.all())
        owners: list[tuple[models.Model, Sequence[str]]] = [(self, TIME_FIELDS)]
        owners += [(session, SESSION_TIME_FIELDS) for session in sessions]
        for owner, fields in owners:
            for name in fields:
                field = owner._meta.get_field(name)
                try:
                    value = field.to_python(getattr(owner, name))  # type: ignore[union-attr]
                except ValidationError:
                    value = None
                setattr(owner, name, value)
        return sessions
