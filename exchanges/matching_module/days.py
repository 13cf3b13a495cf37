"""On which days somebody is there, as the matching compares them."""

import datetime

from matching import DayRange
from matching.answers import working_spans

AHEAD = datetime.timedelta(days=2 * 365)
"""How far a period without an end is taken to reach."""


def days_ahead(
    first: datetime.date | None, last: datetime.date | None, *, on: datetime.date
) -> tuple[DayRange, ...]:
    """A period from a day on, even if it began earlier: nobody can come in the past.

    Nothing where no working day of it is left: it is over, or a weekend remains.
    """
    first = max(first or on, on)
    last = last or first + min(AHEAD, datetime.date.max - first)
    days = (DayRange(first, last),) if first <= last else ()
    return days if working_spans(days) else ()
