"""What a host offers: the record that is counted and locked, apart from its published text."""

import datetime
import uuid
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.querysets import visible_few
from core.signals import AnnouncingQuerySet
from partnerships.models import OrganisationState, PartnershipPage


class OfferStatus(models.TextChoices):
    """Whether an offer takes visitors."""

    OPEN = "OPEN", _("Open")
    PAUSED = "PAUSED", _("Paused")
    CLOSED = "CLOSED", _("Closed")


def partnership_path(link: str) -> models.Subquery:
    """Where the public page of a row's partnership is; nothing when there is none."""
    pages = visible_few(PartnershipPage.objects.filter(partnership=models.OuterRef(link)))
    return models.Subquery(pages.values("url_path")[:1])


class OfferQuerySet(AnnouncingQuerySet["Offer"]):
    """Offers, also those of a partnership or of an organisation (`partnership.offers`)."""

    def with_host(self) -> "OfferQuerySet":
        """Together with host, place and partnership, which knows where its page is.

        And whether the host did not agree to be in the catalogue, or is not public, as
        `is_unlisted`.
        """
        return self.select_related("host_organisation__country", "partnership").annotate(
            partnership_path=partnership_path("partnership"),
            is_unlisted=models.ExpressionWrapper(
                Q(profile__isnull=False) & Q(profile__is_listed=False)
                | Q(host_organisation__state=OrganisationState.ACCEPTED),
                output_field=models.BooleanField(),
            ),
        )

    def open_pages(self, *, on: datetime.date) -> models.QuerySet[Any]:
        """Those of their pages that the catalogue lists on a day, with host and partnership."""
        pages = apps.get_model("exchanges", "ExchangeOfferPage").objects
        return pages.listed(on=on).in_brief().filter(offer__in=self)


class Offer(models.Model):
    """A host organisation's places, offered through one partnership.

    Publishing a revision overwrites a page's own fields, so what changes with each exchange is
    held here and `ExchangeOfferPage` holds the text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host_organisation = models.ForeignKey(
        "partnerships.Organisation",
        verbose_name=_("host organisation"),
        on_delete=models.PROTECT,
        related_name="offers",
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        verbose_name=_("partnership"),
        on_delete=models.PROTECT,
        related_name="offers",
        help_text=_("The partnership that looks after this offer."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=OfferStatus.choices, default=OfferStatus.OPEN
    )
    places_per_exchange = models.PositiveSmallIntegerField(
        _("places per exchange"), default=1, help_text=_("How many visitors at the same time.")
    )
    places_total = models.PositiveSmallIntegerField(
        _("places in total"), default=1, help_text=_("Over the whole time of the offer.")
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented; kept out of the figures.")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = OfferQuerySet.as_manager()

    panels = [
        FieldPanel("host_organisation"),
        FieldPanel("partnership"),
        FieldRowPanel([FieldPanel("places_per_exchange"), FieldPanel("places_total")]),
        FieldPanel("status"),
        FieldPanel("is_sample"),
    ]

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OfferStatus.values), name="exchanges_offer_status_known"
            ),
            models.CheckConstraint(
                condition=Q(places_per_exchange__gte=1)
                & Q(places_total__gte=models.F("places_per_exchange")),
                name="exchanges_offer_places_order",
                violation_error_message=_(
                    "Give at least one place, and in total no fewer places than for one exchange."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host_organisation} ({self.partnership})"

    def clean(self) -> None:
        """Tell at the field which number of places cannot be."""
        super().clean()
        errors: dict[str, Any] = {}
        at_once, total = self.places_per_exchange, self.places_total
        if at_once is not None and at_once < 1:
            errors["places_per_exchange"] = _("Give at least one place.")
        elif at_once is not None and total is not None and total < at_once:
            errors["places_total"] = _("In all there are fewer places than for one exchange.")
        if errors:
            raise ValidationError(errors)
