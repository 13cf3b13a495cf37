"""What the template of an event shows."""

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _

from core.addresses import page_address
from events.calendar_file import CALENDAR_PATH
from events.choices import EventState
from events.facts import EventFacts
from events.ical import has_calendar_entry
from events.labels import clock_label
from events.moments import PROGRAMME_ZONE, zone_label, zone_of

if TYPE_CHECKING:
    from events.models import EventPage


def event_context(
    event: "EventPage", linked: EventFacts, request: HttpRequest, *, now: datetime.datetime
) -> dict[str, Any]:
    """Sessions, documents and facts, and what can be done now (two queries)."""
    state = event.state(now)
    list_url = page_address(event.url_path.rstrip("/").rpartition("/")[0] + "/")
    schedule = event.schedule
    zone = zone_of(event.time_zone)
    return {
        "linked": linked,
        "sessions": event.listed_sessions,
        "documents": list(event.documents.select_related("document").all()),
        "is_now": state is EventState.NOW,
        "is_past": state is EventState.PAST,
        "is_registration_open": is_registration_open(event, now),
        "registration_deadline": moment_label(event.registration_deadline),
        "has_calendar_entry": has_calendar_entry(event),
        "calendar_url": f"{event.get_url(request) or ''}{CALENDAR_PATH}",
        "address": event.get_full_url(request),
        "zone": zone_label(schedule.span.starts_at.astimezone(zone)) if schedule.span else "",
        "facts": event_strip(event, linked),
        "report_figures": report_figures(event),
        "tag_chips": [
            {"label": tag.label, "url": f"{list_url}?tag={tag.code}"} for tag in linked.tags
        ],
    }


def is_registration_open(event: "EventPage", now: datetime.datetime) -> bool:
    """Whether one can still register."""
    return (
        bool(event.registration_url)
        and not event.is_off
        and event.is_upcoming(now)
        and (event.registration_deadline is None or now <= event.registration_deadline)
    )


def moment_label(moment: datetime.datetime | None) -> str:
    """A moment in the programme's zone: "3 March 2021, 12:00 CET"."""
    if moment is None:
        return ""
    local = moment.astimezone(zone_of(PROGRAMME_ZONE))
    return f"{formats.date_format(local, 'j F Y')}, {clock_label(local)} {zone_label(local)}"


def event_strip(event: "EventPage", linked: EventFacts) -> list[tuple[Any, ...]]:
    """Label and value of each fact; the template leaves out what is not known.

    Type, place and attendance stand at the head of the page already.
    """
    return [
        (_("For whom"), ", ".join(event.audience_labels)),
        (_("Places"), event.capacity or ""),
        (_("Sectors"), ", ".join(sector.label for sector in linked.sectors)),
        (_("Countries"), ", ".join(country.label for country in linked.countries)),
        (_("Time zone"), event.time_zone.replace("_", " ") if event.has_clock_times else ""),
    ]


def report_figures(event: "EventPage") -> list[dict[str, str]]:
    """The counts of the report, for components/figures.html."""
    counts = [
        (event.report_participants, _("participants")),
        (event.report_organisations, _("clusters and organisations")),
        (event.report_country_count, _("countries")),
    ]
    return [{"value": str(count), "label": label} for count, label in counts if count is not None]
