"""Events by their place in time."""

import datetime

from django.db.models import Case, F, IntegerField, Q, Value, When
from wagtail.models import PageQuerySet

from events.choices import DatePrecision


class EventPageQuerySet(PageQuerySet):
    """Events, upcoming and past as of a moment that is passed in."""

    def upcoming(self, *, at: datetime.datetime) -> "EventPageQuerySet":
        """Those not over yet, the next one first; without a date they come last."""
        return self.filter(Q(ends_at__gt=at) | Q(ends_at__isnull=True)).order_by(
            F("starts_at").asc(nulls_last=True), "pk"
        )

    def past(self, *, at: datetime.datetime) -> "EventPageQuerySet":
        """Those that are over, the latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")

    def in_time_order(self, *, at: datetime.datetime) -> "EventPageQuerySet":
        """Upcoming events, the next one first, and then past ones, the latest first."""
        return self.annotate(
            is_over=Case(
                When(ends_at__lte=at, then=Value(1)), default=Value(0), output_field=IntegerField()
            )
        ).order_by(
            "is_over",
            Case(When(is_over=0, then=F("starts_at"))).asc(nulls_last=True),
            F("starts_at").desc(nulls_last=True),
            "pk",
        )

    def between(self, start: datetime.datetime, end: datetime.datetime) -> "EventPageQuerySet":
        """Those that take place at some time in between, their month at least being known."""
        return self.filter(
            starts_at__lt=end,
            ends_at__gt=start,
            precision__in=[DatePrecision.DAY, DatePrecision.MONTH],
        )
