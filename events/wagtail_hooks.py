"""Events in Wagtail's admin."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from events.choices import EventStatus
from events.models import EventPage


def state_and_status(event: EventPage) -> str:
    """Where the event stands in time, and whether it takes place."""
    state = str(event.state(timezone.now()).label)
    is_scheduled = event.status == EventStatus.SCHEDULED
    return state if is_scheduled else f"{state}, {event.get_status_display()}"


class EventListingViewSet(PageListingViewSet):
    """All events in one list, whatever the list page they stand under."""

    model = EventPage
    name = "events"
    icon = "date"
    menu_label = _("Events")
    menu_order = 210
    add_to_admin_menu = True
    list_filter = ["event_type", "status", "attendance", "partnerships", "country", "is_sample"]
    ordering = "-starts_at"

    @property
    def columns(self) -> list[Column]:
        """When, type, where and state, after what every list of pages has."""
        base = {column.name: column for column in self.index_view_class.base_columns}
        own = [
            Column("when", label=_("When"), accessor="when", sort_key="starts_at"),
            Column("kind", label=_("Type"), accessor="get_event_type_display"),
            Column("where", label=_("Where"), accessor="where"),
            Column("state", label=_("State"), accessor=state_and_status),
        ]
        title = [base[name] for name in ("bulk_actions", "title") if name in base]
        rest = [base[name] for name in ("parent", "status") if name in base]
        return [*title, *own, *rest]


@hooks.register("register_admin_viewset")
def register_event_listing() -> Any:
    """The listing at /admin/events/."""
    return EventListingViewSet()
