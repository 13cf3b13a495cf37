"""What somebody without an account writes: an interest in taking part, or a question."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchanges.models.correspondence import MESSAGE_LENGTH
from partnerships.models import OrganisationKind


class InterestStatus(models.TextChoices):
    """How far an expression of interest has come."""

    NEW = "NEW", _("New")
    ANSWERED = "ANSWERED", _("Answered")
    CLOSED = "CLOSED", _("Closed without an answer")


class InterestAim(models.TextChoices):
    """What somebody wants."""

    VISIT = "VISIT", _("Visit a host")
    HOST = "HOST", _("Host visitors")
    BOTH = "BOTH", _("Both")
    QUESTION = "QUESTION", _("Ask a question")


class Interest(models.Model):
    """One short form, sent from a partnership, an offer or the front page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    once = models.UUIDField(
        _("one-time word of the form"), unique=True, default=uuid.uuid4, editable=False
    )
    aim = models.CharField(_("aim"), max_length=10, choices=InterestAim.choices)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    organisation_kind = models.CharField(
        _("kind of organisation"), max_length=30, choices=OrganisationKind.choices, blank=True
    )
    country = models.ForeignKey(
        "partnerships.Country", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sector = models.ForeignKey(
        "partnerships.Sector", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    message = models.TextField(_("message"), max_length=MESSAGE_LENGTH, blank=True)
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        verbose_name=_("partnership"),
        on_delete=models.PROTECT,
        related_name="interests",
    )
    was_suggested = models.BooleanField(_("partnership was suggested"), default=False)
    offer = models.ForeignKey(
        "exchanges.Offer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="interests",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=InterestStatus.choices, default=InterestStatus.NEW
    )
    received_at = models.DateTimeField(_("received at"))
    answer = models.TextField(_("answer"), max_length=MESSAGE_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    application = models.ForeignKey(
        "exchanges.Application",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="interests",
        help_text=_("What it became when the person signed up."),
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=InterestStatus.values),
                name="exchanges_interest_status_known",
            ),
            models.CheckConstraint(
                condition=Q(aim__in=InterestAim.values), name="exchanges_interest_aim_known"
            ),
            models.CheckConstraint(
                condition=(Q(status=InterestStatus.ANSWERED) & Q(answered_at__isnull=False))
                | ~Q(status=InterestStatus.ANSWERED),
                name="exchanges_interest_answered_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "status", "-received_at"], name="exchanges_interest_work"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name or self.name} {self.received_at:%Y-%m-%d}"

    @property
    def is_new(self) -> bool:
        """Whether nobody has answered or closed it."""
        return self.status == InterestStatus.NEW

    @property
    def is_answered(self) -> bool:
        """Whether somebody has answered it."""
        return self.status == InterestStatus.ANSWERED
