"""The values that an answer of a matching profile can take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum

from matching.errors import ProfileError


class Role(Enum):
    """The side on which a profile stands."""

    VISITOR = "visitor"
    HOST = "host"

    @property
    def counterpart(self) -> Role:
        """The role a profile of this role is matched with."""
        return Role.HOST if self is Role.VISITOR else Role.VISITOR


class Mode(Enum):
    """How the exchange takes place."""

    PHYSICAL = "physical"
    VIRTUAL = "virtual"
    EITHER = "either"


class EcosystemWish(Enum):
    """Whether the partner should work in one's own industrial ecosystem.

    The programme supports exchanges "within a similar or from different industrial ecosystems".
    """

    SAME = "same"
    DIFFERENT = "different"
    EITHER = "either"


class LanguageLevel(IntEnum):
    """How well the people of an organisation speak a language (A, B, C of the CEFR)."""

    BASIC = 1
    WORKING = 2
    FLUENT = 3


class Development(Enum):
    """Level of economic development of a region, as the EU's cohesion policy names it."""

    LESS_DEVELOPED = "less developed"
    TRANSITION = "transition"
    MORE_DEVELOPED = "more developed"


class Maturity(Enum):
    """Stage of development and experience of a cluster organisation."""

    EMERGING = "emerging"
    DEVELOPING = "developing"
    MATURE = "mature"


@dataclass(frozen=True, slots=True, order=True)
class DayRange:
    """Days on which an organisation is available, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse anything but two dates in order."""
        for name in ("first", "last"):
            if type(getattr(self, name)) is not date:
                raise ProfileError("availability", getattr(self, name), f"{name} is not a date")
        if self.last < self.first:
            raise ProfileError(
                "availability",
                f"{self.first.isoformat()}..{self.last.isoformat()}",
                "the last day is before the first day",
            )


def working_day(day: date, *, forward: bool) -> int:
    """Count of Mondays to Fridays up to `day`; a weekend moves to Monday or back to Friday."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    if weekday < 5:
        return weeks * 5 + weekday
    return weeks * 5 + (5 if forward else 4)


def day_of(count: int) -> date:
    """The Monday to Friday with this count: the way back from `working_day`."""
    weeks, weekday = divmod(count, 5)
    return date.fromordinal(weeks * 7 + weekday + 1)


def working_spans(ranges: Iterable[DayRange]) -> tuple[tuple[int, int], ...]:
    """Ranges as spans of consecutive working days, first and last included.

    A Friday and the following Monday are consecutive. Ranges that only cover a weekend vanish.
    """
    spans = []
    for days in ranges:
        first, last = working_day(days.first, forward=True), working_day(days.last, forward=False)
        if first <= last:
            spans.append((first, last))
    return join_spans(spans)


def join_spans(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, with those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)
