"""What an event must not say."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.choices import Attendance, EventStatus
from events.models import EventIndexPage, EventPage, EventSession, EventType
from events.rules import check_event
from tests.factories.events import make_event, utc

NOW = utc(2021, 3, 10, 12)

# A page looks up its type when it is made.
pytestmark = pytest.mark.django_db


def findings(
    *sessions: dict[str, Any], is_complete: bool = False, **fields: Any
) -> list[tuple[str, int | None]]:
    """Field and session of everything that is wrong."""
    event = EventPage(title="Event", slug="event", event_type=EventType.MEETING, **fields)
    event.sessions = [EventSession(**session) for session in sessions]
    parsed = event.parsed_sessions()
    found = check_event(event, parsed, now=NOW, is_complete=is_complete)
    return [(finding.field, finding.session) for finding in found]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"start_date": "2021-02", "end_date": "2021-02-03"}, []),
        ({"start_date": "2021-02-03", "end_date": "2021-02-02"}, [("end_date", None)]),
        ({"start_date": "2021-02-03", "end_date": "2021-01"}, [("end_date", None)]),
        ({"end_date": "2021-02-03"}, [("start_date", None)]),
        ({"start_date": "0001"}, [("start_date", None)]),
        ({"start_date": "2021-02-03", "start_time": "09:00", "end_time": "12:30"}, []),
        (
            {"start_date": "2021-02-03", "start_time": "09:00", "end_time": "09:00"},
            [("end_time", None)],
        ),
        (
            {
                "start_date": "2021-02-03",
                "end_date": "2021-02-04",
                "start_time": "14:00",
                "end_time": "12:00",
            },
            [],
        ),
        ({"start_date": "2021-02-03", "end_time": "12:00"}, [("start_time", None)]),
        ({"start_date": "2021-02", "start_time": "09:00"}, [("start_time", None)]),
        (
            {
                "start_date": "2021-02-03",
                "end_date": "2021-03",
                "start_time": "09:00",
                "end_time": "10:00",
            },
            [("end_time", None)],
        ),
        ({"start_date": "2021-03-28", "start_time": "02:30"}, [("start_time", None)]),
        ({"start_date": "2021-10-31", "start_time": "02:30"}, [("start_time", None)]),
        ({"start_date": "2021-10-31", "start_time": "02:30", "time_zone": "UTC"}, []),
        (
            {"start_date": "2021-04-01", "registration_deadline": utc(2021, 4, 1, 21)},
            [],
        ),
        (
            {"start_date": "2021-04-01", "registration_deadline": utc(2021, 4, 1, 23)},
            [("registration_deadline", None)],
        ),
        (
            {
                "start_date": "2021-04-01",
                "start_time": "09:00",
                "registration_deadline": utc(2021, 4, 1, 7, 1),
            },
            [("registration_deadline", None)],
        ),
        (
            {"start_date": "2021-02", "status": EventStatus.POSTPONED, "report_participants": 5},
            [("report_participants", None)],
        ),
        ({"start_date": "2021-04", "report_lessons": "<p>x</p>"}, [("report_participants", None)]),
        ({"start_date": "2021-02", "report_participants": 5}, []),
        ({}, []),
    ],
)
def test_contradictions_are_told_at_the_field(
    fields: dict[str, Any], found: list[tuple[str, int | None]]
) -> None:
    assert findings(**fields) == found


DAYS = {"start_date": "2021-02-03", "end_date": "2021-02-05"}
MORNING = {"start_date": "2021-02-03", "start_time": "09:00", "end_time": "12:00"}


@pytest.mark.parametrize(
    ("fields", "session", "found"),
    [
        (DAYS, {"date": "2021-02-05"}, []),
        (DAYS, {"date": "2021-02-06"}, [("date", 0)]),
        (DAYS, {"date": "2021-02-02"}, [("date", 0)]),
        ({"start_date": "2021-02"}, {"date": "2021-02-28"}, []),
        ({"start_date": "2021-02"}, {"date": "2021-03-01"}, [("date", 0)]),
        ({}, {"date": "2021-03-01"}, []),
        (DAYS, {"date": "9999-12-31"}, [("date", 0)]),
        (
            DAYS,
            {"date": "2021-02-03", "start_time": "10:00", "end_time": "10:00"},
            [("end_time", 0)],
        ),
        (DAYS, {"date": "2021-02-03", "end_time": "10:00"}, [("start_time", 0)]),
        (MORNING, {"date": "2021-02-03", "start_time": "09:00", "end_time": "12:00"}, []),
        (
            MORNING,
            {"date": "2021-02-03", "start_time": "08:59", "end_time": "12:00"},
            [("start_time", 0)],
        ),
        (
            MORNING,
            {"date": "2021-02-03", "start_time": "09:00", "end_time": "12:01"},
            [("end_time", 0)],
        ),
        ({}, {"date": "2021-03-28", "start_time": "02:30"}, [("start_time", 0)]),
        ({}, {}, []),
    ],
)
def test_sessions_lie_inside_the_event(
    fields: dict[str, Any], session: dict[str, Any], found: list[tuple[str, int | None]]
) -> None:
    assert findings(session, **fields) == found


ONLINE = {"start_date": "2021-04-01", "attendance": Attendance.ONLINE}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [("start_date", None)]),
        ({"status": EventStatus.POSTPONED}, []),
        (ONLINE, [("online_url", None)]),
        (ONLINE | {"attendance": Attendance.MIXED}, [("online_url", None)]),
        (ONLINE | {"attendance": Attendance.ON_SITE}, []),
        (ONLINE | {"online_url": "https://example.org/"}, []),
        (ONLINE | {"registration_url": "https://example.org/"}, []),
        (ONLINE | {"start_date": "2021-03-09"}, []),
        (ONLINE | {"start_date": "2021-03-10"}, [("online_url", None)]),
        (ONLINE | {"status": EventStatus.CANCELLED}, []),
    ],
)
def test_what_is_missing_is_told_only_for_publishing(
    fields: dict[str, Any], found: list[tuple[str, int | None]]
) -> None:
    assert findings(**fields, is_complete=True) == found
    assert findings(**fields) == []


def test_a_published_event_is_checked_and_a_draft_may_be_incomplete(
    event_index: EventIndexPage,
) -> None:
    draft = EventPage(title="Draft", live=False)
    event_index.add_child(instance=draft)
    assert (draft.starts_at, draft.precision) == (None, "UNKNOWN")
    with pytest.raises(ValidationError) as caught:
        make_event(event_index, "Bad", end_date="2020-11-15", event_type="PARTY", time_zone="Mars")
    assert sorted(caught.value.message_dict) == ["end_date", "event_type", "time_zone"]


def test_a_session_outside_is_told_by_name(event_index: EventIndexPage) -> None:
    with pytest.raises(ValidationError) as caught:
        make_event(event_index, sessions=[{"title": "Smart grids", "date": "2020-12-01"}])
    message = "The session is outside the event (16 November 2020). Change one of the two."
    assert caught.value.message_dict == {"__all__": [f"Smart grids: {message}"]}


@pytest.mark.parametrize(
    "values",
    [
        {"event_type": "PARTY"},
        {"status": "MAYBE"},
        {"attendance": "ELSEWHERE"},
        {"capacity": 0},
        {"starts_at": utc(2021, 1, 2), "ends_at": utc(2021, 1, 1)},
    ],
)
def test_the_database_refuses_what_no_event_is(
    event_index: EventIndexPage, values: dict[str, Any]
) -> None:
    event = make_event(event_index)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(**values)


def test_the_database_refuses_a_reversed_session(event_index: EventIndexPage) -> None:
    event = make_event(event_index)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventSession.objects.create(
            page=event, title="x", start_time=datetime.time(10), end_time=datetime.time(9)
        )
