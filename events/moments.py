"""Local dates and times turned into moments.

Twice a year a clock time does not exist or exists twice. Nothing here fails for that: computing
takes the first of two readings, and `clock_problem` tells the editor.
"""

import datetime
import enum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PROGRAMME_ZONE = "Europe/Brussels"


class ClockProblem(enum.Enum):
    """Why a clock time names no single moment."""

    DOES_NOT_EXIST = "does not exist"
    EXISTS_TWICE = "exists twice"


def zone_of(name: str) -> datetime.tzinfo:
    """The time zone of that IANA name; the programme's own when there is none such."""
    try:
        return ZoneInfo(name or PROGRAMME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(PROGRAMME_ZONE)


def moment_of(
    date: datetime.date, time: datetime.time | None, zone: datetime.tzinfo
) -> datetime.datetime:
    """The moment in UTC; without a time, the beginning of the day."""
    local = datetime.datetime.combine(date, time or datetime.time.min, tzinfo=zone)
    return local.astimezone(datetime.UTC)


def end_of_day(date: datetime.date, zone: datetime.tzinfo) -> datetime.datetime:
    """The moment at which the day is over."""
    return moment_of(date + datetime.timedelta(days=1), None, zone)


def clock_problem(
    date: datetime.date, time: datetime.time, zone: datetime.tzinfo
) -> ClockProblem | None:
    """What is wrong with a clock time on that day, if anything."""
    local = datetime.datetime.combine(date, time, tzinfo=zone)
    back = local.astimezone(datetime.UTC).astimezone(zone)
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        return ClockProblem.DOES_NOT_EXIST
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return ClockProblem.EXISTS_TWICE
    return None


def zone_label(moment: datetime.datetime) -> str:
    """How people call the zone at that moment: "CET"; "UTC+3" where it has no letters."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name
