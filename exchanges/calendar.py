"""The programme's day: offers and rules begin and end with the day in the programme's zone."""

import datetime

from django.utils import timezone


def programme_today() -> datetime.date:
    """Today where the programme is run, whatever zone the reader or editor has chosen."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def programme_day(at: datetime.datetime) -> datetime.date:
    """The day of a moment where the programme is run."""
    return timezone.localdate(at, timezone=timezone.get_default_timezone())
