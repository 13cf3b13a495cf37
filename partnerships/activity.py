"""What the other apps hold about a partnership or an organisation: offers, events, news.

This package imports none of them: it follows the relations that they lay to the register.
"""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from core.querysets import in_one_language, visible
from partnerships.models.organisation import Organisation
from partnerships.models.partnership import Partnership

OFFERS_SHOWN = 6
EVENTS_SHOWN = 5
NEWS_SHOWN = 4


def partnership_activity(partnership: Partnership) -> dict[str, Any]:
    """What a partnership offers now, its events and its news, each with the address of all."""
    parameters = {"partnership": partnership.slug}
    return {
        "offers": list(open_offer_pages(partnership.offers)[:OFFERS_SHOWN]),
        "offers_url": list_address("offers/", parameters),
        "events": list(events_in_order(partnership.event_pages)[:EVENTS_SHOWN]),
        "events_url": list_address("events/", parameters),
        "news": list(
            in_one_language(visible(partnership.news_pages.all())).order_by("-date")[:NEWS_SHOWN]
        ),
        "news_url": list_address("news/", parameters),
    }


def organisation_activity(organisation: Organisation) -> dict[str, Any]:
    """What an organisation offers now, and the events it organises."""
    return {
        "offers": list(open_offer_pages(organisation.offers)[:OFFERS_SHOWN]),
        "events": list(events_in_order(organisation.organised_events)[:EVENTS_SHOWN]),
    }


def open_offer_pages(offers: Any) -> QuerySet[Any]:
    """The pages of those offers that the catalogue lists today, by title."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return offers.open_pages(on=today).order_by("title")


def events_in_order(events: Any) -> QuerySet[Any]:
    """Events that anyone may read: the next first, then the past ones, latest first."""
    in_order = events.in_time_order(at=timezone.now())
    return in_one_language(visible(in_order)).select_related("country")


def list_address(path: str, parameters: dict[str, str]) -> str:
    """The address of a list page, filtered."""
    return f"{reverse('wagtail_serve', args=(path,))}?{urlencode(parameters)}"
