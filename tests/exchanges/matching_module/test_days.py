"""Which days the matching compares, whatever day of the week it is."""

import datetime

import pytest

from exchanges.matching_module.days import AHEAD, days_ahead
from matching.answers import working_spans

MONDAY = datetime.date(2026, 3, 2)
SATURDAY, SUNDAY = datetime.date(2026, 3, 7), datetime.date(2026, 3, 8)
DAY = datetime.timedelta(days=1)
WEEK = [MONDAY + number * DAY for number in range(7)]


@pytest.mark.parametrize("on", WEEK)
@pytest.mark.parametrize("last", [*WEEK, MONDAY - 400 * DAY, MONDAY + 400 * DAY, None])
@pytest.mark.parametrize("first", [*WEEK, MONDAY - 400 * DAY, MONDAY + 400 * DAY, None])
def test_what_is_left_has_a_working_day_and_none_that_was_not_meant(
    first: datetime.date | None, last: datetime.date | None, on: datetime.date
) -> None:
    for found in days_ahead(first, last, on=on):
        assert working_spans([found])
        assert found.first == max(first or on, on)
        assert found.last == (last or found.first + AHEAD)


@pytest.mark.parametrize(
    ("first", "last", "on"),
    [
        (None, SUNDAY, SATURDAY),
        (MONDAY, SUNDAY, SUNDAY),
        (SATURDAY, SUNDAY, MONDAY),
        (MONDAY, MONDAY + DAY, SATURDAY),
        (None, MONDAY, MONDAY + DAY),
    ],
    ids=["only Sunday left", "its last day", "a weekend to come", "over", "over since yesterday"],
)
def test_where_no_working_day_is_left_there_is_nothing(
    first: datetime.date | None, last: datetime.date, on: datetime.date
) -> None:
    assert days_ahead(first, last, on=on) == ()


def test_the_last_day_that_there_is_has_nothing_behind_it() -> None:
    [found] = days_ahead(datetime.date.max, None, on=MONDAY)
    assert found.last == datetime.date.max
