"""Sample events fall on working days, whatever the day of loading."""

from datetime import date, timedelta

import pytest

from home.loading.articles import first_working_day

MONDAY = date(2026, 3, 2)
FRIDAY, SATURDAY = MONDAY + timedelta(days=4), MONDAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("day", "distances", "first"),
    [
        (MONDAY, {0}, MONDAY),
        (SATURDAY, {0}, SATURDAY + timedelta(days=2)),
        (FRIDAY, {0, 1}, MONDAY + timedelta(days=7)),
        (FRIDAY, {0, 4, 6}, FRIDAY),
        # Six days in a row always meet a weekend; then only the first day is looked after.
        (SATURDAY, {0, 1, 2, 3, 4, 5}, SATURDAY + timedelta(days=2)),
    ],
)
def test_an_event_is_moved_on_to_working_days(day: date, distances: set[int], first: date) -> None:
    assert first_working_day(day, distances) == first
