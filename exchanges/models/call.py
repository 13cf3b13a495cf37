"""A call: the time in which applications are taken, under the rules in force."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class CallQuerySet(models.QuerySet["Call"]):
    """Calls, filtered by time."""

    def open(self, *, at: datetime.datetime) -> "CallQuerySet":
        """Those that take applications at a moment."""
        return self.filter(opens_at__lte=at).filter(Q(closes_at__isnull=True) | Q(closes_at__gt=at))


class Call(models.Model):
    """An invitation to apply. The pilot had one without a closing date."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    reference_prefix = models.SlugField(
        _("prefix of references"),
        max_length=10,
        help_text=_("References of applications begin with it, for example CXC-2026-00042."),
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("Empty: applications are taken at any time."),
    )
    days_to_check = models.PositiveSmallIntegerField(
        _("days to check an application"),
        default=10,
        help_text=_("After so many days an application that nobody checked is overdue."),
    )

    objects = CallQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("reference_prefix")]),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("days_to_check"),
    ]

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=models.F("opens_at")),
                name="exchanges_call_order",
                violation_error_message=_("The call closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(days_to_check__gte=1), name="exchanges_call_days_to_check_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, *, at: datetime.datetime) -> bool:
        """Whether it takes applications at a moment."""
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)

    def is_over(self, *, at: datetime.datetime) -> bool:
        """Whether it took applications and does not any more."""
        return self.closes_at is not None and self.closes_at <= at

    def check_due(self, *, since: datetime.datetime) -> datetime.datetime:
        """Until when a partnership checks what waits for it since a moment."""
        return since + datetime.timedelta(days=self.days_to_check)


class ReferenceCounter(models.Model):
    """The last number given under a prefix and in a year; its row is locked for the next one."""

    prefix = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("prefix", "year"), name="exchanges_referencecounter_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last_number:05d}"
