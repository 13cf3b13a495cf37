"""The list of events, its filters and its archive."""

import datetime

import pytest
from django.test import Client
from time_machine import TimeMachineFixture
from wagtail.models import PageViewRestriction

from events.choices import Attendance, Audience, EventStatus, EventType
from events.listing import ArchiveMonth, archive_of
from events.models import EventIndexPage, EventPage
from tests.factories.events import make_event, utc
from tests.factories.partnerships import CountryFactory, PartnershipFactory, SectorFactory

NOW = utc(2021, 3, 10, 12)


def titles(response) -> list[str]:  # type: ignore[no-untyped-def]
    return [event.title for event in response.context["page_obj"].object_list]


def make_five(event_index: EventIndexPage) -> None:
    make_event(event_index, "Long ago", start_date="2020-02-03")
    make_event(event_index, "Lately", start_date="2021-03-09")
    make_event(event_index, "Now", start_date="2021-03-09", end_date="2021-03-11")
    make_event(event_index, "Tomorrow", start_date="2021-03-11")
    make_event(event_index, "Next month", start_date="2021-04")
    make_event(event_index, "Some day", start_date=None, status=EventStatus.POSTPONED)


@pytest.mark.django_db
def test_what_is_next_comes_first_and_then_what_was_last(event_index: EventIndexPage) -> None:
    make_five(event_index)
    found = EventPage.objects.in_time_order(at=NOW)
    assert [event.title for event in found] == [
        "Now",
        "Tomorrow",
        "Next month",
        "Some day",
        "Lately",
        "Long ago",
    ]
    assert [event.title for event in EventPage.objects.upcoming(at=NOW)] == [
        "Now",
        "Tomorrow",
        "Next month",
        "Some day",
    ]
    assert [event.title for event in EventPage.objects.past(at=NOW)] == ["Lately", "Long ago"]


def test_the_list_is_grouped_by_time(
    event_index: EventIndexPage, client: Client, time_machine: TimeMachineFixture
) -> None:
    make_five(event_index)
    time_machine.move_to(NOW, tick=False)
    context = client.get("/events/").context
    assert [event.title for event in context["now_events"]] == ["Now"]
    assert [event.title for event in context["upcoming_events"]] == [
        "Tomorrow",
        "Next month",
        "Some day",
    ]
    assert [event.title for event in context["past_events"]] == ["Lately", "Long ago"]


def test_with_nothing_upcoming_the_list_says_what_to_do(
    event_index: EventIndexPage, client: Client
) -> None:
    make_event(event_index, "Long ago", start_date="2020-02-03")
    content = client.get("/events/").content.decode()
    assert "Nothing is planned at the moment" in content
    assert "Subscribe to the calendar" in content


def make_varied(event_index: EventIndexPage) -> None:
    clamtex = PartnershipFactory(acronym="CLAMTEX", slug="clamtex")
    blues = PartnershipFactory(acronym="BLUES", slug="blues")
    spain = CountryFactory(code="ES", name="Spain")
    france = CountryFactory(code="FR", name="France")
    textiles = SectorFactory(code="textiles", name="Textiles")
    make_event(
        event_index,
        "Kick-off in Terrassa",
        start_date="2020-03-04",
        event_type=EventType.MEETING,
        attendance=Attendance.ON_SITE,
        city="Terrassa",
        country=spain,
        countries=[france],
        partnerships=[clamtex, blues],
        sectors=[SectorFactory(code="technical-textiles", parent=textiles)],
        audience=[Audience.PARTNERSHIPS, Audience.SMES],
        tags=["Kick-off", "Textiles"],
    )
    make_event(
        event_index,
        "Peer learning",
        start_date="2020-12-11",
        attendance=Attendance.ONLINE,
        partnerships=[blues],
        audience=[Audience.SMES],
        tags=["Learning"],
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("partnership=clamtex", ["Kick-off in Terrassa"]),
        ("partnership=clamtex&partnership=blues", ["Peer learning", "Kick-off in Terrassa"]),
        ("partnership=blues&type=webinar", ["Peer learning"]),
        ("partnership=clamtex&type=webinar", []),
        ("country=ES", ["Kick-off in Terrassa"]),
        ("country=fr", ["Kick-off in Terrassa"]),
        ("country=ES&country=FR", ["Kick-off in Terrassa"]),
        ("sector=technical-textiles", ["Kick-off in Terrassa"]),
        ("sector=textiles", ["Kick-off in Terrassa"]),
        ("audience=smes", ["Peer learning", "Kick-off in Terrassa"]),
        ("audience=partnerships", ["Kick-off in Terrassa"]),
        ("attendance=online", ["Peer learning"]),
        ("tag=kick-off&tag=textiles", ["Kick-off in Terrassa"]),
        ("tag=learning", ["Peer learning"]),
        ("q=TERRASSA+kick", ["Kick-off in Terrassa"]),
        ("q=terrassa+learning", []),
        ("month=2020-12", ["Peer learning"]),
        ("month=2020-11", []),
    ],
)
def test_filters(
    event_index: EventIndexPage, client: Client, filters: str, found: list[str]
) -> None:
    make_varied(event_index)
    assert titles(client.get(f"/events/?{filters}")) == found


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("/events/?month=2021-13", "“2021-13” is not known, so it was left out."),
        ("/events/?country=Atlantis", "“Atlantis” is not known, so it was left out."),
        ("/events/calendar/?month=x&tag=%00y", "“y” is not known, so it was left out."),
    ],
)
def test_unknown_values_are_told(
    event_index: EventIndexPage, client: Client, address: str, note: str
) -> None:
    make_varied(event_index)
    response = client.get(address)
    assert response.status_code == 200
    assert note in response.context["query"].left_out_notes
    assert note in response.content.decode()


@pytest.mark.parametrize("page", ["abc", "0", "-1", "99999"])
def test_any_page_number_is_answered(
    event_index: EventIndexPage, client: Client, page: str
) -> None:
    for number in range(21):
        make_event(event_index, f"Event {number}", start_date="2020-02-03")
    shown = client.get(f"/events/?page={page}").context["page_obj"].number
    assert shown == (2 if page == "99999" else 1)


@pytest.mark.parametrize("words", ["x" * 5000, "%00", "%00" * 300 + "peer", "'", '"', "%5C", "%25"])
def test_any_words_are_answered(event_index: EventIndexPage, client: Client, words: str) -> None:
    make_varied(event_index)
    found = titles(client.get(f"/events/?q={words}"))
    assert found == (
        ["Peer learning"]
        if words.endswith("peer")
        else ["Peer learning", "Kick-off in Terrassa"]
        if words == "%00"
        else []
    )


def test_options_are_only_those_that_some_event_has(
    event_index: EventIndexPage, client: Client
) -> None:
    make_varied(event_index)
    PartnershipFactory(acronym="CELIS", slug="celis")
    CountryFactory(code="PT", name="Portugal")
    facets = {
        facet.name: [option.value for option in facet.options]
        for facet in client.get("/events/").context["query"].facets
    }
    assert facets["partnership"] == ["blues", "clamtex"]
    assert facets["country"] == ["FR", "ES"]
    assert sorted(facets["sector"]) == ["technical-textiles", "textiles"]
    assert facets["tag"] == ["kick-off", "learning", "textiles"]


@pytest.mark.django_db
def test_the_archive_counts_what_the_month_finds(event_index: EventIndexPage) -> None:
    make_event(event_index, "In two months", start_date="2021-01-20", end_date="2021-02-24")
    make_event(event_index, "In a month", start_date="2021-02")
    make_event(event_index, "In a year", start_date="2021")
    make_event(event_index, "Last day", start_date="2021-01-31")
    make_event(event_index, "Unknown", start_date=None, status=EventStatus.POSTPONED)
    months, total = archive_of(EventPage.objects.all())
    assert total == 5
    assert months == [
        ArchiveMonth(datetime.date(2021, 2, 1), 2),
        ArchiveMonth(datetime.date(2021, 1, 1), 2),
    ]
    for month in months:
        from events.listing import month_bounds

        found = EventPage.objects.between(*month_bounds(month.month))
        assert found.count() == month.count


def test_the_archive_keeps_the_filters(event_index: EventIndexPage, client: Client) -> None:
    make_varied(event_index)
    archive = client.get("/events/?partnership=blues&month=2020-12").context["archive"]
    assert [(entry["querystring"], entry["is_current"]) for entry in archive] == [
        ("partnership=blues&month=2020-12", True),
        ("partnership=blues&month=2020-03", False),
    ]


def test_drafts_and_restricted_events_are_not_listed(
    event_index: EventIndexPage, client: Client
) -> None:
    make_event(event_index, "Public")
    make_event(event_index, "Draft", live=False)
    closed = make_event(event_index, "Closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client.get("/events/")) == ["Public"]
    for address in ("/events/calendar.ics", "/events/calendar/?month=2020-11"):
        content = client.get(address).content.decode()
        assert ("Public" in content, "Draft" in content, "Closed" in content) == (
            True,
            False,
            False,
        )


def test_samples_are_marked(event_index: EventIndexPage, client: Client) -> None:
    make_event(event_index, "Invented", is_sample=True)
    assert '<span class="sample-mark">Sample</span>' in client.get("/events/").content.decode()
    calendar = client.get("/events/calendar/?month=2020-11").content.decode()
    assert '<span class="sample-mark">Sample</span>' in calendar
