"""What editors fill in when they choose an offer for a page, or make one while choosing."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from exchanges.models import Offer
from partnerships.models import OrganisationKind

# Wagtail's index on SQLite finds no row with a UUID as its key, so offers are asked for directly.
SEARCHED_FIELDS = ("host_organisation__name", "partnership__acronym", "pages__title")


class OfferFilterForm(BaseFilterForm):
    """Finds offers by host, partnership or the title of their page."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Host or partnership")}),
    )

    def filter(self, objects: QuerySet[Offer]) -> QuerySet[Offer]:
        """Those that have every word somewhere."""
        offers: QuerySet[Offer] = super().filter(objects)
        text = self.cleaned_data.get("q", "")
        for word in text.split():
            found = Q()
            for field in SEARCHED_FIELDS:
                found |= Q(**{f"{field}__icontains": word})
            offers = offers.filter(found)
        if text:
            self.is_searching = True
            self.search_query = text
        return offers.distinct()


class OfferForm(WagtailAdminModelForm):
    """Makes an offer inside the chooser; plain lists, because no chooser opens within another."""

    class Meta:
        model = Offer
        fields = [
            "host_organisation",
            "partnership",
            "places_per_exchange",
            "places_total",
            "is_sample",
        ]
        widgets = {"host_organisation": forms.Select, "partnership": forms.Select}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = self.fields["host_organisation"]
        hosts.queryset = hosts.queryset.exclude(kind=OrganisationKind.PLATFORM).order_by("name")
        partnerships = self.fields["partnership"]
        partnerships.queryset = partnerships.queryset.order_by("acronym")
