"""Calendar files: what they say, and what an update does to them."""

import datetime

import pytest
from django.test import Client
from icalendar import Calendar

from events.choices import Attendance, EventStatus
from events.models import EventIndexPage, EventPage, EventSession
from tests.factories.events import make_event, utc
from tests.factories.partnerships import CountryFactory, PartnershipFactory


def entries(client: Client, address: str) -> list:  # type: ignore[type-arg]
    """The entries of a calendar file."""
    response = client.get(address)
    assert response.status_code == 200
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def publish(event: EventPage, **changes: object) -> EventPage:
    """Edit in a draft and publish it, as editors do."""
    draft = event.get_latest_revision_as_object()
    for field, value in changes.items():
        setattr(draft, field, value)
    draft.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def make_forum(event_index: EventIndexPage, **fields: object) -> EventPage:
    return make_event(
        event_index,
        "Forum; with, commas",
        **{
            "slug": "forum",
            "start_time": "09:00",
            "end_time": "12:30",
            "summary": "Meet the others.",
            "attendance": Attendance.ON_SITE,
            "city": "Brussels",
            "country": CountryFactory(code="BE", name="Belgium"),
            **fields,
        },
    )


def test_an_event_as_a_calendar_file(event_index: EventIndexPage, client: Client) -> None:
    event = make_forum(event_index)
    response = client.get("/events/forum/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="forum.ics"'
    calendar = Calendar.from_ical(response.content)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]
    (entry,) = calendar.walk("VEVENT")
    assert entry["UID"] == str(event.ical_uid)
    assert entry["SUMMARY"] == "Forum; with, commas"
    assert entry["LOCATION"] == "Brussels, Belgium"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["SEQUENCE"] == 0
    assert entry["URL"] == event.full_url
    assert entry["DESCRIPTION"] == f"Meet the others.\n\n{event.full_url}"
    assert entry["DTSTART"].dt == utc(2020, 11, 16, 8)
    assert entry["DTEND"].dt == utc(2020, 11, 16, 11, 30)
    assert entry["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert entry["DTSTAMP"].dt == entry["LAST-MODIFIED"].dt


def test_days_without_times_are_all_day(event_index: EventIndexPage, client: Client) -> None:
    make_event(event_index, slug="fair", start_date="2021-03-27", end_date="2021-03-29")
    (entry,) = entries(client, "/events/fair/calendar.ics")
    assert entry["DTSTART"].dt == datetime.date(2021, 3, 27)
    assert entry["DTEND"].dt == datetime.date(2021, 3, 30)


def test_an_unknown_end_is_not_invented(event_index: EventIndexPage, client: Client) -> None:
    make_event(event_index, slug="open", start_time="11:00")
    (entry,) = entries(client, "/events/open/calendar.ics")
    assert entry["DTSTART"].dt == utc(2020, 11, 16, 10)
    assert "DTEND" not in entry


def test_each_session_is_an_entry(event_index: EventIndexPage, client: Client) -> None:
    event = make_event(
        event_index,
        "Training",
        slug="training",
        start_date="2020-11-27",
        end_date="2020-12-18",
        sessions=[
            {"title": "Funding", "date": "2020-11-27", "start_time": "09:00", "end_time": "12:00"},
            {"title": "Strategy", "date": "2020-12-18", "start_time": "14:00"},
        ],
    )
    found = entries(client, "/events/training/calendar.ics")
    assert [(str(entry["SUMMARY"]), entry["DTSTART"].dt) for entry in found] == [
        ("Training: Funding", utc(2020, 11, 27, 8)),
        ("Training: Strategy", utc(2020, 12, 18, 13)),
    ]
    assert [entry["UID"] for entry in found] == [
        str(session.ical_uid) for session in event.sessions.all()
    ]
    assert len({entry["UID"] for entry in found}) == 2


@pytest.mark.parametrize("start", ["2021-02", "2021"])
def test_what_has_no_exact_day_is_left_out_and_the_page_says_so(
    event_index: EventIndexPage, client: Client, start: str
) -> None:
    make_event(event_index, slug="vague", start_date=start)
    assert entries(client, "/events/vague/calendar.ics") == []
    assert entries(client, "/events/calendar.ics") == []
    content = client.get("/events/vague/").content.decode()
    assert "The exact day is not known, so there is no calendar entry." in content
    assert "/events/vague/calendar.ics" not in content


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        ({"start_time": datetime.time(10)}, 1),
        ({"title": "Forum"}, 1),
        ({"city": "Ghent"}, 1),
        ({"status": EventStatus.CANCELLED}, 1),
        ({"time_zone": "Europe/Athens"}, 1),
        ({"summary": "Meet each other."}, 0),
        ({"capacity": 20}, 0),
    ],
)
def test_a_change_of_what_calendars_show_raises_the_sequence(
    event_index: EventIndexPage, client: Client, changes: dict[str, object], sequence: int
) -> None:
    event = make_forum(event_index)
    changed = publish(event, **changes)
    (entry,) = entries(client, "/events/forum/calendar.ics")
    assert (entry["UID"], entry["SEQUENCE"]) == (str(event.ical_uid), sequence)
    assert publish(changed).ical_sequence == sequence


def test_a_changed_session_keeps_its_name(event_index: EventIndexPage, client: Client) -> None:
    event = make_event(
        event_index,
        slug="training",
        sessions=[{"title": "One", "date": "2020-11-16"}, {"title": "Two", "date": "2020-11-16"}],
    )
    before = [str(session.ical_uid) for session in event.sessions.all()]
    draft = event.get_latest_revision_as_object()
    sessions = list(draft.sessions.all())
    sessions[0].start_time = datetime.time(9)
    draft.sessions = [*sessions, EventSession(title="Three", date="2020-11-16", sort_order=2)]
    draft.save_revision().publish()
    event = EventPage.objects.get(pk=event.pk)
    event = publish(event, summary="Changed")
    event = publish(event, summary="Changed again")
    found = entries(client, "/events/training/calendar.ics")
    assert [entry["UID"] for entry in found][:2] == before
    assert [entry["SEQUENCE"] for entry in found] == [1, 1, 1]
    assert len({entry["UID"] for entry in found}) == 3
    third = found[2]["UID"]
    publish(event, summary="And again")
    assert entries(client, "/events/training/calendar.ics")[2]["UID"] == third


def test_an_old_revision_does_not_bring_back_an_old_sequence(
    event_index: EventIndexPage,
) -> None:
    event = make_forum(event_index)
    old = event.save_revision()
    for hour in (10, 11):
        event = publish(event, start_time=datetime.time(hour))
    assert event.ical_sequence == 2
    old.publish()
    restored = EventPage.objects.get(pk=event.pk)
    assert (restored.start_time, restored.ical_sequence) == (datetime.time(9), 3)
    assert restored.ical_uid == event.ical_uid


def test_an_unpublished_change_is_not_announced(
    event_index: EventIndexPage, client: Client
) -> None:
    event = make_forum(event_index)
    draft = event.get_latest_revision_as_object()
    draft.start_time = datetime.time(10)
    draft.save_revision()
    (entry,) = entries(client, "/events/forum/calendar.ics")
    assert (entry["DTSTART"].dt, entry["SEQUENCE"]) == (utc(2020, 11, 16, 8), 0)


def test_a_cancelled_event_says_so(event_index: EventIndexPage, client: Client) -> None:
    event = publish(make_forum(event_index), status=EventStatus.CANCELLED)
    (entry,) = entries(client, "/events/calendar.ics")
    assert entry["STATUS"] == "CANCELLED"
    assert entry["SUMMARY"] == "Cancelled: Forum; with, commas"
    assert (entry["UID"], entry["SEQUENCE"]) == (str(event.ical_uid), 1)


def test_a_postponed_event_withdraws_its_date_and_returns_with_the_new_one(
    event_index: EventIndexPage, client: Client
) -> None:
    event = make_forum(event_index)
    event = publish(
        event, status=EventStatus.POSTPONED, start_date=None, start_time=None, end_time=None
    )
    (entry,) = entries(client, "/events/forum/calendar.ics")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (
        utc(2020, 11, 16, 8),
        utc(2020, 11, 16, 11, 30),
    )
    assert entry["SUMMARY"] == "Postponed: Forum; with, commas"
    assert "New date to be announced" in client.get("/events/forum/").content.decode()
    publish(event, start_date="2021-02-01")
    (entry,) = entries(client, "/events/forum/calendar.ics")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CONFIRMED", 2)
    assert entry["DTSTART"].dt == datetime.date(2021, 2, 1)
    assert entry["UID"] == str(event.ical_uid)


def test_a_copy_is_another_entry(event_index: EventIndexPage) -> None:
    event = make_event(event_index, sessions=[{"title": "One", "date": "2020-11-16"}])
    copy = event.copy(update_attrs={"slug": "copy", "title": "Copy"}, copy_revisions=True)
    copy = EventPage.objects.get(pk=copy.pk)
    names = {event.ical_uid, event.sessions.get().ical_uid}
    names |= {copy.ical_uid, copy.sessions.get().ical_uid}
    assert len(names) == 4
    name = copy.sessions.get().ical_uid
    assert publish(copy, summary="Changed").sessions.get().ical_uid == name


def test_a_list_is_a_subscription_with_the_same_filters(
    event_index: EventIndexPage, client: Client
) -> None:
    blues = PartnershipFactory(acronym="BLUES", slug="blues")
    make_event(event_index, "Ours", partnerships=[blues], is_sample=True)
    make_event(event_index, "Theirs")
    context = client.get("/events/?partnership=blues&month=2020-11").context
    assert context["subscription_url"] == ("http://localhost/events/calendar.ics?partnership=blues")
    assert context["webcal_url"] == "webcal://localhost/events/calendar.ics?partnership=blues"
    found = entries(client, "/events/calendar.ics?partnership=blues")
    assert [str(entry["SUMMARY"]) for entry in found] == ["Ours (Sample)"]
    assert len(entries(client, "/events/calendar.ics")) == 2


def test_nothing_new_is_not_sent_again(event_index: EventIndexPage, client: Client) -> None:
    make_forum(event_index)
    first = client.get("/events/calendar.ics")
    again = client.get("/events/calendar.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    event = EventPage.objects.get()
    publish(event, city="Ghent")
    changed = client.get("/events/calendar.ics", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("address", ["/events/nothing/calendar.ics", "/calendar.ics"])
def test_no_page_no_file(event_index: EventIndexPage, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
