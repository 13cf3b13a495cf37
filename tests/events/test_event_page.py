"""An event in public."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Page

from core.partial_dates import PartialDate
from events.choices import Attendance, Audience, EventStatus
from events.labels import DateBlock
from events.models import EventIndexPage, EventPage, EventTag
from partnerships.models import OrganisationState
from tests.factories.events import make_event, utc
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)


def data_of(client: Client, address: str) -> dict[str, Any]:
    """The JSON-LD of a page."""
    content = client.get(address).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', content)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


SESSIONS = [
    {"title": "One", "date": "2020-11-27", "start_time": "09:00", "end_time": "12:00"},
    {"title": "Two", "date": "2020-12-18", "start_time": "09:00", "end_time": "12:00"},
]


@pytest.mark.parametrize(
    ("fields", "when", "block"),
    [
        (
            {"start_time": "09:00", "end_time": "12:30"},
            "16 November 2020, 09:00–12:30 CET",
            DateBlock("16", "November", "2020", "09:00–12:30 CET"),
        ),
        (
            {"start_date": "2021-09-29", "start_time": "11:00"},
            "29 September 2021, 11:00 CEST",
            DateBlock("29", "September", "2021", "11:00 CEST"),
        ),
        (
            {"start_time": "09:00", "time_zone": "Europe/Athens"},
            "16 November 2020, 09:00 EET",
            DateBlock("16", "November", "2020", "09:00 EET"),
        ),
        (
            {"start_date": "2021-09-20", "end_date": "2021-09-24"},
            "20–24 September 2021",
            DateBlock("20–24", "September", "2021"),
        ),
        (
            {"start_date": "2021-01-20", "end_date": "2021-02-24"},
            "20 January – 24 February 2021",
            DateBlock("20", "January", "2021", "to 24 February"),
        ),
        (
            {
                "start_date": "2021-10-30",
                "end_date": "2021-10-31",
                "start_time": "09:00",
                "end_time": "12:00",
            },
            "30 October 2021, 09:00 CEST – 31 October 2021, 12:00 CET",
            DateBlock("30–31", "October", "2021"),
        ),
        ({"start_date": "2021-02"}, "February 2021", DateBlock("", "February", "2021")),
        ({"start_date": "2021"}, "2021", DateBlock("", "", "2021")),
        (
            {"start_date": None, "status": EventStatus.POSTPONED},
            "New date to be announced",
            DateBlock("", "New date to be announced"),
        ),
        (
            {"start_date": None, "sessions": SESSIONS},
            "27 November – 18 December 2020, 2 sessions",
            DateBlock("27", "November", "2020", "to 18 December"),
        ),
        (
            {"start_date": None, "sessions": SESSIONS[:1]},
            "27 November 2020, 09:00–12:00 CET",
            DateBlock("27", "November", "2020", "09:00–12:00 CET"),
        ),
    ],
)
@pytest.mark.django_db
def test_when_it_is_as_exactly_as_it_is_known(
    event_index: EventIndexPage, fields: dict[str, Any], when: str, block: DateBlock
) -> None:
    event = make_event(event_index, **fields)
    assert (event.when, event.date_block) == (when, block)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, ""),
        ({"attendance": Attendance.ONLINE, "city": "Brussels"}, "Online"),
        ({"city": "Brussels", "venue": "Hall 3"}, "Hall 3, Brussels"),
        ({"attendance": Attendance.MIXED, "city": "Berlin"}, "Berlin and online"),
        ({"attendance": Attendance.MIXED}, "On site and online"),
    ],
)
@pytest.mark.django_db
def test_where_it_is(fields: dict[str, Any], where: str) -> None:
    assert EventPage(title="Event", **fields).where == where


def test_a_full_event(event_index: EventIndexPage, client: Client) -> None:
    spain = CountryFactory(code="ES", name="Spain")
    make_event(
        event_index,
        "Training",
        slug="training",
        start_date="2020-11-27",
        end_date="2020-12-18",
        attendance=Attendance.ONLINE,
        country=spain,
        partnerships=[PartnershipFactory(acronym="CLAMTEX")],
        organisers=[
            OrganisationFactory(name="AEI Textils", slug="aei"),
            OrganisationFactory(name="Unknown cluster", state=OrganisationState.UNVERIFIED),
        ],
        organiser_names="Somebody else",
        sectors=[SectorFactory(code="textiles", name="Textiles")],
        countries=[CountryFactory(code="FR", name="France")],
        audience=[Audience.SMES],
        tags=["Funding"],
        sessions=[{**SESSIONS[0], "text": "<p>How to apply</p>", "speaker_names": "Ann\n\n Bob"}],
        recording_url="https://example.org/recording",
        report_participants=40,
        report_country_count=9,
        report_countries=[spain],
        report_objectives="<p>To learn.</p>",
        report_testimonials=[{"type": "quote", "value": {"quote": "Very good", "name": "Eve"}}],
        sources=[{"type": "source", "value": {"title": "Seed", "url": "https://example.org/s"}}],
    )
    response = client.get("/events/training/")
    content = response.content.decode()
    linked = response.context["linked"]
    assert [partnership.acronym for partnership in linked.partnerships] == ["CLAMTEX"]
    assert [(organiser.label, organiser.url) for organiser in linked.organisers] == [
        ("AEI Textils", "/partnerships/organisations/aei/")
    ]
    assert response.context["report_figures"] == [
        {"value": "40", "label": "participants"},
        {"value": "9", "label": "countries"},
    ]
    for text in (
        "27 November 2020, 09:00–12:00 CET",
        "Somebody else",
        "How to apply",
        "Ann, Bob",
        "Watch the recording",
        "Very good",
        "To learn.",
        "/events/?tag=funding",
        "https://example.org/s",
        "/events/training/calendar.ics",
    ):
        assert (text, text in content) == (text, True)


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"registration_deadline": utc(2020, 11, 10, 11)}, True),
        ({"registration_deadline": utc(2020, 11, 10, 9)}, False),
        ({"status": EventStatus.CANCELLED}, False),
        ({"start_date": "2020-11-09"}, False),
    ],
)
def test_registration(
    event_index: EventIndexPage,
    client: Client,
    time_machine: Any,
    fields: dict[str, Any],
    is_open: bool,
) -> None:
    make_event(event_index, slug="x", registration_url="https://example.org/register", **fields)
    time_machine.move_to(utc(2020, 11, 10, 10), tick=False)
    content = client.get("/events/x/").content.decode()
    assert ("https://example.org/register" in content) is is_open


def test_a_cancelled_event_says_so_first(event_index: EventIndexPage, client: Client) -> None:
    make_event(event_index, slug="x", status=EventStatus.CANCELLED)
    assert (
        '<p class="status status--warning">Cancelled</p>'
        in client.get("/events/x/").content.decode()
    )
    assert (
        '<p class="status status--warning">Cancelled</p>' in client.get("/events/").content.decode()
    )


def test_structured_data(event_index: EventIndexPage, client: Client) -> None:
    make_event(
        event_index,
        slug="x",
        summary="Meet.",
        start_time="09:00",
        end_time="12:30",
        attendance=Attendance.MIXED,
        city="Brussels",
        country=CountryFactory(code="BE", name="Belgium"),
        online_url="https://example.org/join",
        organiser_names="ECCP, EISMEA",
    )
    data = data_of(client, "/events/x/")
    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Forum of European Cluster Partnerships",
        "description": "Meet.",
        "url": "http://localhost/events/x/",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "startDate": "2020-11-16T09:00:00+01:00",
        "endDate": "2020-11-16T12:30:00+01:00",
        "location": [
            {
                "@type": "Place",
                "name": "Brussels",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Brussels",
                    "addressCountry": "BE",
                },
            },
            {"@type": "VirtualLocation", "url": "https://example.org/join"},
        ],
        "organizer": [
            {"@type": "Organization", "name": "ECCP"},
            {"@type": "Organization", "name": "EISMEA"},
        ],
    }


@pytest.mark.parametrize(
    ("fields", "status", "start"),
    [
        ({"status": EventStatus.CANCELLED}, "EventCancelled", "2020-11-16"),
        ({"status": EventStatus.POSTPONED}, "EventRescheduled", "2020-11-16"),
        ({"status": EventStatus.POSTPONED, "start_date": None}, "EventPostponed", None),
        ({"start_date": "2020-11"}, "EventScheduled", "2020-11"),
    ],
)
def test_structured_data_tells_what_changed_and_only_what_is_known(
    event_index: EventIndexPage,
    client: Client,
    fields: dict[str, Any],
    status: str,
    start: str | None,
) -> None:
    make_event(event_index, slug="x", **fields)
    data = data_of(client, "/events/x/")
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data.get("startDate") == start


def test_sessions_are_parts_of_the_event(event_index: EventIndexPage, client: Client) -> None:
    make_event(event_index, slug="x", start_date=None, sessions=SESSIONS)
    assert data_of(client, "/events/x/")["subEvent"][0] == {
        "@type": "Event",
        "name": "One",
        "startDate": "2020-11-27T09:00:00+01:00",
        "endDate": "2020-11-27T12:00:00+01:00",
    }


def test_a_sample_is_told_to_people_and_not_to_machines(
    event_index: EventIndexPage, client: Client
) -> None:
    make_event(event_index, slug="x", is_sample=True)
    content = client.get("/events/x/").content.decode()
    assert "invented example" in content
    assert "application/ld+json" not in content


@pytest.mark.django_db
def test_a_draft_shows_what_it_holds_in_a_preview(event_index: EventIndexPage) -> None:
    event = make_event(event_index, slug="x", partnerships=[PartnershipFactory(acronym="OLD")])
    draft = event.get_latest_revision_as_object()
    draft.start_date = PartialDate(2022, 5)
    draft.partnerships = [PartnershipFactory(acronym="NEW")]
    draft.tags.add("fresh")
    response = draft.make_preview_request(original_request=RequestFactory().get("/"))
    content = response.render().content.decode() if hasattr(response, "render") else ""
    assert ("May 2022" in content, "NEW" in content, "OLD" in content) == (True, True, False)
    assert "fresh" in content


@pytest.mark.django_db
def test_an_empty_draft_can_be_previewed(event_index: EventIndexPage) -> None:
    draft = EventPage(title="Draft", slug="draft", live=False)
    event_index.add_child(instance=draft)
    response = draft.make_preview_request(original_request=RequestFactory().get("/"))
    assert "Date to be announced" in response.render().content.decode()


def test_the_page_tree() -> None:
    assert EventPage.allowed_parent_page_models() == [EventIndexPage]
    assert EventPage.allowed_subpage_models() == []
    assert EventIndexPage.allowed_subpage_models() == [EventPage]
    assert [model.__name__ for model in EventIndexPage.allowed_parent_page_models()] == ["HomePage"]


@pytest.mark.django_db
def test_there_is_one_list(event_index: EventIndexPage) -> None:
    assert EventIndexPage.can_create_at(Page.objects.get(pk=event_index.get_parent().pk)) is False


@pytest.mark.django_db
def test_texts_of_a_loader_become_dates(event_index: EventIndexPage) -> None:
    event = make_event(event_index, start_time="09:00", sessions=[], tags=["one"])
    assert event.start_date == PartialDate(2020, 11, 16)
    assert event.start_time == datetime.time(9)
    assert EventTag.objects.filter(content_object=event).count() == 1
