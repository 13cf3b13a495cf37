"""What is still to be done outside the database: written with a change, delivered after it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """How far a message has come."""

    WAITING = "WAITING", _("Waiting")
    LEASED = "LEASED", _("Being delivered")
    DELIVERED = "DELIVERED", _("Delivered")
    DEAD = "DEAD", _("Given up")


PENDING = (OutboxState.WAITING, OutboxState.LEASED)


class OutboxMessage(models.Model):
    """One thing to deliver: a mail, an update of an index.

    Written by `core.outbox.enqueue` and friends, moved on by `core.outbox.delivery` alone. `kind`
    names the handler. `key` makes a message unique among those of its kind, for as long as the row
    is kept. `subject` is what a message of a batch kind is about: all that wait for the same
    subject are delivered as one. What was delivered keeps no payload.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200, null=True, blank=True)  # noqa: DJ001
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    payload = models.JSONField(_("content"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OutboxState.choices, default=OutboxState.WAITING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    available_at = models.DateTimeField(
        _("next attempt"), help_text=_("While it is being delivered: when somebody else may try.")
    )
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    last_error = models.CharField(_("reason"), max_length=200, blank=True)
    possibly_duplicate = models.BooleanField(_("possibly delivered twice"), default=False)
    created_at = models.DateTimeField(_("written at"))
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        constraints = [
            # Rows without a key are NULL there and so never the same.
            models.UniqueConstraint(fields=["kind", "key"], name="core_outbox_key_unique"),
            models.CheckConstraint(
                condition=Q(state__in=OutboxState.values), name="core_outbox_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=OutboxState.LEASED, lease_token__isnull=False)
                | (~Q(state=OutboxState.LEASED) & Q(lease_token__isnull=True)),
                name="core_outbox_lease_has_token",
            ),
            models.CheckConstraint(
                condition=Q(state=OutboxState.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=OutboxState.DELIVERED) & Q(delivered_at__isnull=True)),
                name="core_outbox_delivered_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "available_at", "created_at"], name="core_outbox_pending"
            ),
            models.Index(
                fields=["lease_token"],
                condition=Q(lease_token__isnull=False),
                name="core_outbox_leased",
            ),
            models.Index(fields=["state", "delivered_at"], name="core_outbox_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
