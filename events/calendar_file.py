"""Calendar files over HTTP."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from events.ical import build_calendar, has_calendar_entry

if TYPE_CHECKING:
    from events.models import EventPage

CALENDAR_PATH = "calendar.ics"


def webcal_address(address: str) -> str:
    """The address under which calendar programmes offer to subscribe."""
    parts = urlsplit(address)
    return urlunsplit(("webcal", *parts[1:])) if parts.netloc else ""


def calendar_response(
    request: HttpRequest,
    events: "Iterable[EventPage]",
    *,
    name: str,
    slug: str,
    source: str = "",
) -> HttpResponseBase:
    """The file, or 304 when the reader has it already."""
    shown = [event for event in events if has_calendar_entry(event)]
    body = build_calendar(shown, name=name, source=source)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "max-age=300"
    moments = [moment for event in shown for moment in _changes(event)]
    last_modified = int(max(moments)) if moments else None
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified)
    answer: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=last_modified, response=response
    )
    return response if answer is None else answer


def _changes(event: "EventPage") -> list[float]:
    moments = (event.last_published_at, event.ical_changed_at)
    return [moment.timestamp() for moment in moments if moment]
