"""What an accepted organisation says of itself on one side: current, and in the matching."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.signals import AnnouncingQuerySet
from exchanges.domain import lifecycle
from exchanges.domain.eligibility import Side

SIDE_CHOICES = [(side.value, side.value) for side in Side]


class ProfileQuerySet(AnnouncingQuerySet["Profile"]):
    """Profiles of accepted applications."""

    def in_the_matching(self) -> "ProfileQuerySet":
        """Of applications that are accepted and not paused."""
        return self.filter(application__status__in=lifecycle.IN_THE_MATCHING)

    def of_side(self, side: Side) -> "ProfileQuerySet":
        """Of hosts or of visitors."""
        return self.filter(side=side)


class Profile(models.Model):
    """One side of an accepted application. Whether it counts now is the application's status.

    The answers stand in the application alone; organisation and partnership too. What is held here
    is what an acceptance adds: the offer that a host's answers became, and the consents on which
    others may see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        "exchanges.Application", on_delete=models.CASCADE, related_name="profiles"
    )
    side = models.CharField(_("side"), max_length=10, choices=SIDE_CHOICES)
    is_listed = models.BooleanField(
        _("shown to others"),
        default=False,
        help_text=_("Consent to the catalogue: hosts are listed, visitors are shown to hosts."),
    )
    offer = models.OneToOneField(
        "exchanges.Offer",
        verbose_name=_("offer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="profile",
    )
    accepted_at = models.DateTimeField(_("accepted at"))

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=[side.value for side in Side]),
                name="exchanges_profile_side_known",
            ),
            models.UniqueConstraint(
                fields=("application", "side"), name="exchanges_profile_one_for_side"
            ),
            models.CheckConstraint(
                condition=Q(offer__isnull=True) | Q(side=Side.HOST),
                name="exchanges_profile_only_hosts_offer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.side}"
