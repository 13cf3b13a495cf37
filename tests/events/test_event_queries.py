"""What the pages of events cost the database."""

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from events.models import EventIndexPage
from home.models import StandardPage
from tests.factories.events import make_event
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)

CONTENT_QUERIES = 5


def queries_of(client: Client, address: str) -> int:
    """How many queries the first visit needs: nothing is remembered from before."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


ADDRESSES = (
    "/events/",
    "/events/calendar/?month=2020-11",
    "/events/calendar.ics",
    "/events/event-0/",
    "/events/event-0/calendar.ics",
)


def make_full_events(event_index: EventIndexPage, numbers: range) -> None:
    country = CountryFactory(code="ES")
    partnerships = [PartnershipFactory(), PartnershipFactory()]
    sectors = [SectorFactory(), SectorFactory()]
    organisers = [OrganisationFactory(country=country), OrganisationFactory(country=country)]
    for number in numbers:
        make_event(
            event_index,
            f"Event {number}",
            slug=f"event-{number}",
            start_date="2020-11-01",
            end_date="2020-11-30",
            country=country,
            countries=[country],
            partnerships=partnerships,
            sectors=sectors,
            organisers=organisers,
            report_countries=[country],
            tags=["learning", "textiles"],
            sessions=[
                {"title": "One", "date": "2020-11-16", "start_time": "09:00"},
                {"title": "Two", "date": "2020-11-17", "start_time": "09:00"},
            ],
        )


def test_a_page_costs_the_same_with_ten_times_as_many_events(
    event_index: EventIndexPage, client: Client
) -> None:
    event_index.get_parent().add_child(instance=StandardPage(title="Plain", slug="plain"))
    client.get("/plain/")
    frame = queries_of(client, "/plain/")
    make_full_events(event_index, range(3))
    few = {address: queries_of(client, address) for address in ADDRESSES}
    make_full_events(event_index, range(3, 30))
    many = {address: queries_of(client, address) for address in ADDRESSES}
    assert many == few
    over = {address: count for address, count in many.items() if count > frame + CONTENT_QUERIES}
    assert over == {}
