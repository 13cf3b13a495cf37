"""Dates of which only the year, or the year and the month, may be known.

The programme's sources often give no more ("Feb 2020 - Feb 2022"). A partial date is shown as
exactly as it is known and never completed by a guess.
"""

import calendar
import datetime
import functools
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?")


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2020", "2020-02" or "2020-02-03"; raises `ValueError` for anything else."""
        match = PATTERN.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a year, month or day: {text!r}")
        parts = {name: int(value) for name, value in match.groupdict().items() if value}
        partial_date = cls(**parts)
        partial_date.earliest  # noqa: B018  raises for the 13th month or 30 February
        return partial_date

    @classmethod
    def from_date(cls, date: datetime.date) -> "PartialDate":
        """The day, exactly known."""
        return cls(date.year, date.month, date.day)

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def earliest(self) -> datetime.date:
        """The first day that it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        """The last day that it can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """The ISO 8601 form, shortened to what is known."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.earliest, self.latest) < (other.earliest, other.latest)

    @property
    def label(self) -> str:
        """For people, in their language: "3 February 2020", "February 2020" or "2020"."""
        if self.day:
            return formats.date_format(self.earliest, "j F Y")
        if self.month:
            return formats.date_format(self.earliest, "F Y")
        return str(self.year)


def period_label(start: PartialDate | None, end: PartialDate | None) -> str:
    """A period for people, without repeating what both ends share: "20–24 September 2021"."""
    if start is None or end is None or start == end:
        only = start or end
        return only.label if only else ""
    if start.is_exact and end.is_exact and start.year == end.year:
        if start.month == end.month:
            return f"{start.day}–{end.label}"
        return f"{formats.date_format(start.earliest, 'j F')} – {end.label}"
    if start.month and end.month and start.year == end.year and not start.day and not end.day:
        return f"{formats.date_format(start.earliest, 'F')} – {end.label}"
    return f"{start.label} – {end.label}"


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """Stores a `PartialDate` as its ISO text, which also sorts in the right order."""

    description = _("Year, month or day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault(
            "help_text",
            _("As exactly as it is known: 2020, 2020-02 or 2020-02-03."),
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """As a character field of fixed length."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: object) -> PartialDate | None:
        """Read what the database holds."""
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        """Accept a `PartialDate`, a date or text; raises `ValidationError`."""
        if value is None or value == "":
            return None
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, datetime.date):
            return PartialDate.from_date(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date. Write 2020, 2020-02 or 2020-02-03."),
                code="invalid",
                params={"value": value},
            ) from error

    def get_prep_value(self, value: Any) -> str | None:
        """Write the ISO text; an unknown date is NULL when the field allows it."""
        partial_date = self.to_python(value)
        if partial_date is None:
            return None if self.null else ""
        return str(partial_date)

    def value_to_string(self, obj: models.Model) -> str:
        """The text for serialised data (revisions)."""
        value = self.value_from_object(obj)
        return str(value) if value else ""

    def run_validators(self, value: Any) -> None:
        """Length is no matter of a value that could be parsed."""

    def clean(self, value: Any, model_instance: models.Model | None) -> PartialDate | None:
        """Parse, then check for emptiness."""
        partial_date = self.to_python(value)
        self.validate(partial_date, model_instance)
        return partial_date
