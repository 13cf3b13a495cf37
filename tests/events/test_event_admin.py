"""Events in Wagtail's admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.models import User
from events.models import EventIndexPage, EventPage
from tests.factories.events import make_event, utc


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Somebody who may do everything."""
    client.force_login(User.objects.create_superuser(email="editor@example.org", password="x"))
    return client


def form_data(sessions: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """What the editor's form posts for an event."""
    data = {
        "title": "Forum",
        "slug": "forum",
        "event_type": "WEBINAR",
        "status": "SCHEDULED",
        "start_date": "2020-11-16",
        "time_zone": "Europe/Brussels",
        "body": streamfield([]),
        "sources": streamfield([]),
        "report_testimonials": streamfield([]),
        "sessions": inline_formset(
            [{"text": "null", "ical_uid": "", **session} for session in sessions or []]
        ),
        "documents": inline_formset([]),
        "comments": inline_formset([]),
        "report_objectives": "null",
        "report_lessons": "null",
    }
    return nested_form_data({**data, **fields})


def create(editor: Client, index: EventIndexPage, data: dict[str, Any], *, publish: bool) -> Any:
    """Post the form of a new event."""
    address = reverse("wagtailadmin_pages:add", args=("events", "eventpage", index.pk))
    return editor.post(address, data | ({"action-publish": "1"} if publish else {}))


def test_a_form_makes_an_event(event_index: EventIndexPage, editor: Client) -> None:
    data = form_data(
        [{"title": "One", "date": "2020-11-16", "start_time": "09:00", "end_time": "10:00"}],
    )
    data["audience"] = ["SMES"]
    response = create(editor, event_index, data, publish=True)
    assert response.status_code == 302
    event = EventPage.objects.get()
    assert (event.live, event.audience, event.starts_at) == (True, ["SMES"], utc(2020, 11, 16, 8))
    assert event.sessions.get().ical_uid is not None


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (form_data(end_date="2020-11-15"), "end_date"),
        (form_data(start_date="2020-13"), "start_date"),
        (form_data(start_date="2021-03-28", start_time="02:30"), "start_time"),
        (form_data(time_zone="Mars/Olympus"), "time_zone"),
        (form_data(start_date=""), "start_date"),
        (form_data(start_date="2090-01-01", attendance="ONLINE"), "online_url"),
        (form_data(event_type="PARTY"), "event_type"),
    ],
)
def test_mistakes_are_told_at_the_field(
    event_index: EventIndexPage, editor: Client, data: dict[str, Any], field: str
) -> None:
    response = create(editor, event_index, data, publish=True)
    assert list(response.context["form"].errors) == [field]
    assert EventPage.objects.count() == 0


def test_an_event_of_none_of_the_types_is_shown_without_one(
    event_index: EventIndexPage, editor: Client, client: Client
) -> None:
    create(editor, event_index, form_data(event_type=""), publish=True)
    event = EventPage.objects.get()
    assert (event.live, event.event_type) == (True, "")
    assert 'class="eyebrow"' not in client.get(event.url).content.decode()


@pytest.mark.parametrize(
    ("session", "field"),
    [
        ({"title": "One", "date": "2020-11-17"}, "date"),
        (
            {"title": "One", "date": "2020-11-16", "start_time": "10:00", "end_time": "09:00"},
            "end_time",
        ),
    ],
)
def test_mistakes_in_a_session_are_told_there(
    event_index: EventIndexPage, editor: Client, session: dict[str, Any], field: str
) -> None:
    response = create(editor, event_index, form_data([session]), publish=True)
    form = response.context["form"]
    assert form.errors == {}
    assert [list(errors) for errors in form.formsets["sessions"].errors] == [[field]]


def test_a_draft_may_be_incomplete_but_not_contradict_itself(
    event_index: EventIndexPage, editor: Client
) -> None:
    empty = form_data(start_date="", event_type="", attendance="ONLINE")
    assert create(editor, event_index, empty, publish=False).status_code == 302
    assert EventPage.objects.get().live is False
    wrong = form_data(slug="wrong", end_date="2020-11-15")
    response = create(editor, event_index, wrong, publish=False)
    assert list(response.context["form"].errors) == ["end_date"]


def test_dates_and_sessions_can_move_together(event_index: EventIndexPage, editor: Client) -> None:
    event = make_event(event_index, sessions=[{"title": "One", "date": "2020-11-16"}])
    session = event.sessions.get()
    moved = {"id": session.pk, "title": "One", "date": "2021-02-01", "text": "null"}
    moved["ical_uid"] = str(session.ical_uid)
    data = form_data(start_date="2021-02-01", slug=event.slug)
    data |= nested_form_data({"sessions": inline_formset([moved], initial=1)})
    address = reverse("wagtailadmin_pages:edit", args=(event.pk,))
    response = editor.post(address, data | {"action-publish": "1"})
    assert response.status_code == 302
    event = EventPage.objects.get(pk=event.pk)
    assert event.starts_at == utc(2021, 1, 31, 23)
    assert (event.sessions.get().ical_uid, event.ical_sequence) == (session.ical_uid, 1)


def test_the_listing_says_when_what_and_where(
    event_index: EventIndexPage, editor: Client, time_machine: Any
) -> None:
    make_event(event_index, "First", start_date="2020-02-03", city="Brussels")
    make_event(event_index, "Second", start_date="2020-11-16", status="CANCELLED")
    time_machine.move_to(utc(2020, 10, 1), tick=False)
    # The session of the sign-in has its own dates.
    editor.force_login(User.objects.get())
    response = editor.get(reverse("events:index"))
    table = response.context["table"]
    rows = [
        [
            str(table.columns[name].get_value(row.instance))
            for name in ("when", "kind", "where", "state")
        ]
        for row in table.rows
    ]
    assert rows == [
        ["16 November 2020", "Webinar", "", "Upcoming, Cancelled"],
        ["3 February 2020", "Webinar", "Brussels", "Past"],
    ]
    filtered = editor.get(reverse("events:index"), {"status": "CANCELLED"})
    assert [page.title for page in filtered.context["object_list"]] == ["Second"]
