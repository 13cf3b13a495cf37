"""The list of events, its calendar and its subscription."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import SitePage
from events.calendar_file import CALENDAR_PATH, calendar_response, webcal_address
from events.listing import filter_events, parse_query, visible_events
from events.listing_context import list_context, month_context


class EventIndexPage(RoutablePageMixin, SitePage):
    """What is on and what was: a list, a month at a time, and a calendar to subscribe to."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("lead"), SitePage.summary_panel]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("event list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What every view of the list shows: filters, chips, subscription."""
        context = super().get_context(request, *args, **kwargs)
        events = visible_events(self)
        query = parse_query(events, request.GET)
        context["query"] = query
        context["events"] = events
        context["list_url"] = self.get_url(request) or ""
        context["calendar_url"] = f"{context['list_url']}{self.reverse_subpage('month_view')}"
        subscription = f"{self.get_full_url(request) or ''}{CALENDAR_PATH}"
        filters = query.querystring(without="month")
        context["subscription_url"] = f"{subscription}?{filters}" if filters else subscription
        context["webcal_url"] = webcal_address(context["subscription_url"])
        return context

    @path("")
    def list_view(self, request: HttpRequest) -> HttpResponseBase:
        """Upcoming events first, then past ones, in pages."""
        request.is_preview = getattr(request, "is_preview", False)  # type: ignore[attr-defined]
        context = self.get_context(request)
        context |= list_context(context["events"], context["query"], at=timezone.now())
        context["chips"] = context["query"].chips(context["list_url"])
        return TemplateResponse(request, "events/event_index_page.html", context)

    @path("calendar/")
    def month_view(self, request: HttpRequest) -> HttpResponseBase:
        """One month as a calendar."""
        context = self.get_context(request)
        context |= month_context(context["events"], context["query"], now=timezone.now())
        context["canonical_url"] = f"{self.get_full_url(request)}calendar/"
        context["breadcrumbs"] = [
            *context["breadcrumbs"],
            {"title": self.title, "url": context["list_url"]},
        ]
        context["chips"] = [
            chip
            for chip, (name, _value) in zip(
                context["query"].chips(context["calendar_url"]),
                context["query"].pairs,
                strict=True,
            )
            if name != "month"
        ]
        return TemplateResponse(request, "events/event_calendar.html", context)

    @path(f"{CALENDAR_PATH}/")
    def calendar_file(self, request: HttpRequest) -> HttpResponseBase:
        """The list as a calendar to subscribe to; reached through `events.urls`."""
        events = visible_events(self)
        query = parse_query(events, request.GET)
        chosen = (
            filter_events(events, query)
            .select_related("country")
            .prefetch_related("sessions")
            .order_by("starts_at", "pk")
        )
        address = request.build_absolute_uri()
        return calendar_response(request, chosen, name=self.title, slug=self.slug, source=address)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A collection of events."""
        return super().structured_data(request) | {"@type": "CollectionPage"}
