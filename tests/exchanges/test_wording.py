"""How conditions are said in words."""

import datetime

import pytest

from exchanges.offers.wording import period_wording, stay_wording

START, END = datetime.date(2026, 12, 22), datetime.date(2027, 4, 21)


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        (None, None, ""),
        (4, 6, "4 to 6 working days"),
        (5, 5, "5 working days"),
        (1, 1, "1 working day"),
        (3, None, "At least 3 working days"),
        (1, None, "At least 1 working day"),
        (None, 10, "Up to 10 working days"),
        (None, 1, "Up to 1 working day"),
    ],
)
def test_stay(minimum: int | None, maximum: int | None, expected: str) -> None:
    assert stay_wording(minimum, maximum) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (START, END, "22 December 2026 – 21 April 2027"),
        (START, None, "From 22 December 2026"),
        (None, END, "Until 21 April 2027"),
        (None, None, "At any time"),
        (START, START, "22 December 2026"),
    ],
)
def test_period(start: datetime.date | None, end: datetime.date | None, expected: str) -> None:
    assert period_wording(start, end) == expected
