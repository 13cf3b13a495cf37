"""Who may act for an organisation."""

import datetime
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RepresentativeState(models.TextChoices):
    """Whether a person acts for an organisation, is about to, or did."""

    INVITED = "INVITED", _("Invited")
    REQUESTED = "REQUESTED", _("Waiting for approval")
    ACTIVE = "ACTIVE", _("Acts for it")
    DECLINED = "DECLINED", _("Declined")
    LEFT = "LEFT", _("Left")
    REMOVED = "REMOVED", _("Removed")


LIVE_STATES = frozenset(
    {RepresentativeState.INVITED, RepresentativeState.REQUESTED, RepresentativeState.ACTIVE}
)


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    """Representatives by where they stand; who may see which is in `exchanges.representation`."""

    def active(self) -> "RepresentativeQuerySet":
        """Those who act for an organisation."""
        return self.filter(state=RepresentativeState.ACTIVE)

    def requested(self) -> "RepresentativeQuerySet":
        """Those who wait for an approval."""
        return self.filter(state=RepresentativeState.REQUESTED)

    def live(self) -> "RepresentativeQuerySet":
        """Those who act, and those who are about to."""
        return self.filter(state__in=LIVE_STATES)

    def invited(self) -> "RepresentativeQuerySet":
        """Invitations without an answer, those that are too old included."""
        return self.filter(state=RepresentativeState.INVITED)


class Representative(models.Model):
    """A person and an organisation: that the one may act for the other, or did.

    Only `exchanges.services.representation` changes a state. An invitation goes to an address: the
    account that it has, or will have, is not known before it is accepted, so that inviting tells
    nobody who has one. What is over stays on record; another row begins anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="representatives",
    )
    user = models.ForeignKey(
        "core.User",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="representations",
    )
    state = models.CharField(_("state"), max_length=20, choices=RepresentativeState.choices)
    invited_email = models.EmailField(
        _("invited address"), blank=True, help_text=_("Kept while the invitation is open.")
    )
    invited_by = models.ForeignKey(
        "core.User",
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("since"))
    state_changed_at = models.DateTimeField(_("state changed at"))
    expires_at = models.DateTimeField(_("invitation valid until"), null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=RepresentativeState.INVITED,
                    user__isnull=True,
                    expires_at__isnull=False,
                )
                & ~Q(invited_email="")
                | Q(
                    state__in=[
                        RepresentativeState.REQUESTED,
                        RepresentativeState.ACTIVE,
                        RepresentativeState.DECLINED,
                        RepresentativeState.LEFT,
                    ],
                    user__isnull=False,
                    invited_email="",
                )
                | Q(state=RepresentativeState.REMOVED, invited_email=""),
                name="exchanges_representative_state_whole",
            ),
            models.UniqueConstraint(
                fields=("organisation", "user"),
                condition=Q(state__in=LIVE_STATES),
                name="exchanges_representative_one_live",
            ),
            models.UniqueConstraint(
                fields=("organisation", "invited_email"),
                condition=Q(state=RepresentativeState.INVITED),
                name="exchanges_representative_one_invitation",
            ),
        ]
        indexes = [
            models.Index(
                fields=["invited_email"],
                condition=Q(state=RepresentativeState.INVITED),
                name="exchanges_representative_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user or self.invited_email}: {self.organisation}"

    @property
    def is_active(self) -> bool:
        """Whether the person acts for the organisation."""
        return self.state == RepresentativeState.ACTIVE

    def is_open_invitation(self, *, at: datetime.datetime) -> bool:
        """Whether it is an invitation that can still be answered."""
        return (
            self.state == RepresentativeState.INVITED
            and self.expires_at is not None
            and self.expires_at > at
        )

    @property
    def is_requested(self) -> bool:
        """Whether the person waits for an approval."""
        return self.state == RepresentativeState.REQUESTED
