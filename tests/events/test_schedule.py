"""When an event begins and ends."""

import datetime
from dataclasses import dataclass

import pytest

from core.partial_dates import PartialDate
from events.choices import DatePrecision, EventState
from events.moments import ClockProblem, clock_problem, moment_of, zone_label, zone_of
from events.schedule import compute_schedule, state_at
from tests.factories.events import utc

BRUSSELS = zone_of("Europe/Brussels")


@dataclass
class Dates:
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    start_time: datetime.time | None = None
    end_time: datetime.time | None = None
    time_zone: str = "Europe/Brussels"


@dataclass
class Part:
    date: datetime.date | None
    start_time: datetime.time | None = None
    end_time: datetime.time | None = None


@pytest.mark.parametrize(
    ("dates", "starts_at", "ends_at", "precision", "is_all_day"),
    [
        (("2021-02-03", None), utc(2021, 2, 2, 23), utc(2021, 2, 3, 23), "DAY", True),
        (("2021-02", None), utc(2021, 1, 31, 23), utc(2021, 2, 28, 23), "MONTH", True),
        (("2021", None), utc(2020, 12, 31, 23), utc(2021, 12, 31, 23), "YEAR", True),
        (("2020-10", "2022-01-20"), utc(2020, 9, 30, 22), utc(2022, 1, 20, 23), "MONTH", True),
        (("2021-03-27", "2021-03-28"), utc(2021, 3, 26, 23), utc(2021, 3, 28, 22), "DAY", True),
    ],
)
def test_days_without_times_last_from_midnight_to_midnight(
    dates: tuple[str, str | None],
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    precision: str,
    is_all_day: bool,
) -> None:
    start, end = dates
    schedule = compute_schedule(
        Dates(PartialDate.parse(start), PartialDate.parse(end) if end else None), []
    )
    assert schedule.span is not None
    assert (schedule.span.starts_at, schedule.span.ends_at) == (starts_at, ends_at)
    assert (schedule.precision, schedule.span.is_all_day) == (precision, is_all_day)


def test_times_are_those_of_the_zone() -> None:
    dates = Dates(
        PartialDate(2020, 11, 16), None, datetime.time(9), datetime.time(12, 30), "Europe/Athens"
    )
    span = compute_schedule(dates, []).span
    assert span is not None
    assert (span.starts_at, span.ends_at) == (utc(2020, 11, 16, 7), utc(2020, 11, 16, 10, 30))
    assert span.is_all_day is False


def test_without_an_end_time_it_lasts_until_the_day_is_over() -> None:
    span = compute_schedule(Dates(PartialDate(2020, 11, 16), None, datetime.time(9)), []).span
    assert span is not None
    assert (span.starts_at, span.ends_at) == (utc(2020, 11, 16, 8), utc(2020, 11, 16, 23))


def test_sessions_decide_where_there_are_some() -> None:
    schedule = compute_schedule(
        Dates(PartialDate(2020, 11), PartialDate(2020, 12)),
        [
            Part(datetime.date(2020, 12, 18), datetime.time(9), datetime.time(12)),
            Part(datetime.date(2020, 11, 27), datetime.time(14), datetime.time(17)),
            Part(None),
        ],
    )
    assert schedule.span is not None
    assert (schedule.span.starts_at, schedule.span.ends_at) == (
        utc(2020, 11, 27, 13),
        utc(2020, 12, 18, 11),
    )
    assert (schedule.first, schedule.last) == (PartialDate(2020, 11, 27), PartialDate(2020, 12, 18))
    assert schedule.precision == DatePrecision.DAY


def test_without_dates_there_is_nothing_to_compute() -> None:
    schedule = compute_schedule(Dates(), [])
    assert (schedule.span, schedule.precision) == (None, DatePrecision.UNKNOWN)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_mistyped_year_does_not_break_the_arithmetic(year: int) -> None:
    assert compute_schedule(Dates(PartialDate(year)), []).span is None
    assert compute_schedule(Dates(), [Part(datetime.date(year, 1, 1))]).span is None


@pytest.mark.parametrize(
    ("date", "time", "zone", "problem"),
    [
        ((2021, 3, 28), (2, 30), "Europe/Brussels", ClockProblem.DOES_NOT_EXIST),
        ((2021, 3, 28), (3, 0), "Europe/Brussels", None),
        ((2021, 10, 31), (2, 30), "Europe/Brussels", ClockProblem.EXISTS_TWICE),
        ((2021, 10, 31), (3, 0), "Europe/Brussels", None),
        ((2021, 10, 31), (1, 30), "Europe/London", ClockProblem.EXISTS_TWICE),
        ((2021, 10, 31), (2, 30), "UTC", None),
        ((2021, 7, 1), (2, 30), "Europe/Brussels", None),
    ],
)
def test_clock_times_at_the_change_of_clocks(
    date: tuple[int, int, int], time: tuple[int, int], zone: str, problem: ClockProblem | None
) -> None:
    assert clock_problem(datetime.date(*date), datetime.time(*time), zone_of(zone)) is problem


def test_a_time_that_does_not_exist_still_gives_a_moment() -> None:
    moment = moment_of(datetime.date(2021, 3, 28), datetime.time(2, 30), BRUSSELS)
    assert moment == utc(2021, 3, 28, 1, 30)


@pytest.mark.parametrize(
    ("zone", "label"),
    [("Europe/Brussels", "CET"), ("Europe/Lisbon", "WET"), ("Europe/Istanbul", "UTC+03")],
)
def test_zones_have_the_names_that_people_use(zone: str, label: str) -> None:
    assert zone_label(utc(2020, 11, 16).astimezone(zone_of(zone))) == label


def test_an_unknown_zone_is_read_as_the_programme_s() -> None:
    assert zone_of("Mars/Olympus") == BRUSSELS
    assert zone_of("../../etc/passwd") == BRUSSELS


@pytest.mark.parametrize(
    ("now", "precision", "state"),
    [
        (utc(2021, 2, 1), "DAY", EventState.UPCOMING),
        (utc(2021, 2, 3), "DAY", EventState.NOW),
        (utc(2021, 2, 4), "DAY", EventState.PAST),
        (utc(2021, 2, 3), "MONTH", EventState.UPCOMING),
        (utc(2021, 2, 4), "MONTH", EventState.PAST),
    ],
)
def test_state(now: datetime.datetime, precision: str, state: EventState) -> None:
    assert state_at(now, utc(2021, 2, 3), utc(2021, 2, 4), precision) is state


def test_what_has_no_date_is_still_to_come() -> None:
    assert state_at(utc(2021, 2, 3), None, None, "UNKNOWN") is EventState.UPCOMING
