"""The catalogue of what hosts offer."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from core.models import SitePage
from search.catalogue.ordering import is_personal
from search.limits import Use, refusal


class CataloguePage(SitePage):
    """Lists the published offers of host organisations; open to everyone."""

    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("Stands above the list.")
    )

    content_panels = [*SitePage.content_panels, FieldPanel("lead"), SitePage.summary_panel]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("summary"),
    ]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["exchanges.ExchangeOfferPage"]
    max_count_per_parent = 1
    page_description = _("All offers of hosts, with filters.")

    class Meta:
        verbose_name = _("catalogue of offers")

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A list of pages."""
        return super().structured_data(request) | {"@type": "CollectionPage"}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, unless its client has asked too often; what is one person's is not kept."""
        refused = refusal(request, Use.PAGES)
        if refused is not None:
            return refused
        answer: HttpResponseBase = super().serve(request, *args, **kwargs)
        if is_personal(request.GET):
            add_never_cache_headers(answer)
        return answer

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the offers that the address asks for, and what else can be chosen."""
        # The search reads these models.
        from search.catalogue.context import catalogue_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | catalogue_context(request)
