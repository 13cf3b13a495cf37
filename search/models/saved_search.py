"""Questions to the catalogue that people keep, and which offers they were told of."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 80
QUERY_LENGTH = 5_000


class Frequency(models.TextChoices):
    """How soon somebody is told of a new offer."""

    AT_ONCE = "AT_ONCE", _("At once")
    DAILY = "DAILY", _("Once a day")
    WEEKLY = "WEEKLY", _("Once a week")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches."""

    def active(self) -> "SavedSearchQuerySet":
        """Those whose owner wants e-mails and still has an account."""
        return self.filter(is_paused=False, owner__is_active=True)


class SavedSearch(models.Model):
    """A question to the catalogue, kept by a person who is told of new offers that fit.

    `querystring` is the state of the list as it stands in its address, without order and page.
    Offers that were in the catalogue before `since` are not new.
    """

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    querystring = models.TextField(blank=True, max_length=QUERY_LENGTH)
    language = models.CharField(max_length=10, help_text="In which its owner reads.")
    frequency = models.CharField(
        _("tell me"), max_length=10, choices=Frequency.choices, default=Frequency.DAILY
    )
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    since = models.DateTimeField(help_text="When it was saved or last taken up again.")
    looked_at = models.DateTimeField(help_text="When it was last looked for new offers.")

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="search_saved_search_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="search_saved_search_named"),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="search_saved_search_frequency"
            ),
        ]
        indexes = [models.Index(fields=["frequency", "looked_at"], name="search_saved_search_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def parameters(self) -> QueryDict:
        """The state of the list."""
        return QueryDict(self.querystring)


class ToldOffer(models.Model):
    """That the owner of a saved search was told of an offer: once, whatever becomes of it."""

    wagtail_reference_index_ignore = True

    saved_search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="told")
    offer = models.ForeignKey("exchanges.Offer", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("told offer")
        verbose_name_plural = _("told offers")
        constraints = [
            models.UniqueConstraint(fields=["saved_search", "offer"], name="search_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.saved_search_id} {self.offer_id}"


class CatalogueArrival(models.Model):
    """When an offer was in the catalogue for the first time; it comes back without being new."""

    wagtail_reference_index_ignore = True

    offer = models.OneToOneField("exchanges.Offer", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("arrival of an offer")
        verbose_name_plural = _("arrivals of offers")

    def __str__(self) -> str:
        return f"{self.offer_id} {self.at}"
