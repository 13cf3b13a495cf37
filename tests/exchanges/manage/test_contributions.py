"""Managers write news and events; moderators publish them."""

import datetime
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import EventPage
from home.editors import set_up_editors
from home.models import HomePage
from news.models import NewsPage
from partnerships.models import PartnershipManager
from tests.exchanges.manage.conftest import browser
from tests.exchanges.services.conftest import Cast
from tests.factories.events import make_event_index
from tests.factories.news import make_news_index_page
from tests.factories.partnerships import CountryFactory
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
TODAY = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
NEWS = {
    "title": "Linen meets solar 🧵",
    "kind": "SUCCESS_STORY",
    "date": "2026-11-20",
    "summary": "Two clusters, one loom.",
    "text": "First <b>paragraph</b>.\r\n\r\nSecond.",
    "author_name": "Linen Works",
}
EVENT = {
    "title": "Open looms",
    "event_type": "STUDY_VISIT",
    "summary": "See how linen is woven.",
    "start_date": "2027-03-15",
    "start_time": "09:30",
    "end_time": "17:00",
    "attendance": "ON_SITE",
    "venue": "The mill",
    "city": "Ghent",
    "country": "BE",
    "online_url": "",
    "registration_url": "example.org/looms",
    "text": "Bring boots.",
}


@pytest.fixture
def lists(cast: Cast, home_page: HomePage) -> None:
    """Places for news and events, and moderators who approve them."""
    CountryFactory.create(code="BE")
    make_event_index(home_page)
    make_news_index_page(home_page)
    set_up_editors()


def send(client: Client, address: str, values: dict[str, Any], **changes: Any) -> Any:
    with time_machine.travel(TODAY, tick=False):
        return client.post(address, {"once": uuid.uuid4(), **values, **changes})


def states(client: Client) -> list[tuple[str, str]]:
    page = client.get("/manage/contributions/")
    return [(one.page.draft_title, one.state.name) for one in page.context["contributions"]]


def moderate(action: str, page: Any, comment: str = "") -> None:
    moderator = make_user("moritz@example.org", "Moderators")
    task = page.current_workflow_state.current_task_state
    getattr(task, action)(user=moderator, **({"comment": comment} if comment else {}))


def test_news_goes_through_the_workflow(cast: Cast, manager: Client, lists: None) -> None:
    once = uuid.uuid4()
    for _time in range(2):
        response = send(manager, "/manage/news/new/", NEWS, once=once)
        assert response["Location"] == "/manage/contributions/"
    page = NewsPage.objects.get()
    assert (page.live, page.owner) == (False, cast.manager.user)
    draft = page.get_latest_revision_as_object()
    assert (draft.kind, draft.date, draft.author_name) == (
        "SUCCESS_STORY",
        datetime.date(2026, 11, 20),
        "Linen Works",
    )
    assert [one.acronym for one in draft.partnerships.all()] == [cast.partnership.acronym]
    assert draft.body[0].value.source == (
        "<p>First &lt;b&gt;paragraph&lt;/b&gt;.</p><p>Second.</p>"
    )
    assert states(manager) == [("Linen meets solar 🧵", "WAITING")]
    address = f"/manage/news/{page.translation_key}/"
    busy = send(manager, address, NEWS, title="Another")
    assert busy.status_code == 409
    assert 'value="Another"' in busy.content.decode()

    moderate("approve", page)
    page.refresh_from_db()
    assert page.live
    assert states(manager) == [("Linen meets solar 🧵", "PUBLISHED")]
    assert manager.get(address).status_code == 409


def test_what_moderators_send_back_is_changed_and_sent_again(
    cast: Cast, manager: Client, lists: None
) -> None:
    send(manager, "/manage/events/new/", EVENT)
    page = EventPage.objects.get()
    assert (page.city, str(page.start_date), page.registration_url) == (
        "Ghent",
        "2027-03-15",
        "https://example.org/looms",
    )
    moderate("reject", page, comment="Where exactly?")
    assert states(manager) == [("Open looms", "SENT_BACK")]
    address = f"/manage/events/{page.translation_key}/"
    form_page = manager.get(address)
    assert "Where exactly?" in form_page.content.decode()
    shown = form_page.context["form"]
    values = {name: shown[name].value() for name in shown.fields}
    assert (values["start_date"], values["country"], values["text"]) == (
        "2027-03-15",
        "BE",
        "Bring boots.",
    )
    data = {name: value or "" for name, value in values.items()} | {"venue": "The old mill"}
    assert send(manager, address, data)["Location"] == "/manage/contributions/"
    assert states(manager) == [("Open looms", "WAITING")]
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().venue == "The old mill"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": " "}, "title", "Write a title."),
        ({"text": ""}, "text", "Write a text."),
        ({"start_date": "31 February"}, "start_date", "Enter a day like 2027-03-15."),
        ({"start_time": "9"}, "start_time", "Enter a time like 09:30."),
        ({"end_time": "08:00"}, "end_time", "The end is not after the start. Check both times."),
        (
            {"end_date": "2027-03-14"},
            "end_date",
            "The end is before the start. Choose a later day.",
        ),
        (
            {"attendance": "ONLINE", "registration_url": ""},
            "online_url",
            "An online event needs an address to join, or one to register.",
        ),
        ({"country": "XX"}, "country", "Choose from the list."),
        ({"event_type": "PARTY"}, "event_type", "Choose from the list."),
        ({"online_url": "javascript:alert(1)"}, "online_url", None),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    cast: Cast,
    manager: Client,
    lists: None,
    changes: dict[str, str],
    field: str,
    words: str | None,
) -> None:
    response = send(manager, "/manage/events/new/", EVENT, **changes)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert words is None or errors[field] == [words]
    assert EventPage.objects.count() == 0
    assert "See how linen is woven.</textarea>" in response.content.decode()


def test_news_far_ahead_is_refused_by_the_rules_of_news(
    cast: Cast, manager: Client, lists: None
) -> None:
    response = send(manager, "/manage/news/new/", NEWS, date="2029-01-01")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["date"]
    assert NewsPage.objects.count() == 0


def test_a_title_without_letters_still_has_an_address(
    cast: Cast, manager: Client, lists: None
) -> None:
    assert send(manager, "/manage/news/new/", NEWS, title="🧵🧵").status_code == 302
    assert send(manager, "/manage/news/new/", NEWS, title="🧵🧵").status_code == 302
    assert len({page.slug for page in NewsPage.objects.all()}) == 2


def test_only_ones_own_partnerships_can_be_chosen(cast: Cast, manager: Client, lists: None) -> None:
    send(manager, "/manage/news/new/", NEWS, partnership=cast.other_partnership.slug)
    (only,) = NewsPage.objects.get().get_latest_revision_as_object().partnerships.all()
    assert only == cast.partnership
    PartnershipManager.objects.create(partnership=cast.other_partnership, user=cast.manager.user)
    missing = send(manager, "/manage/news/new/", NEWS)
    assert list(missing.context["form"].errors) == ["partnership"]
    chosen = send(manager, "/manage/news/new/", NEWS, partnership=cast.other_partnership.slug)
    assert chosen.status_code == 302


def test_what_another_wrote_is_not_there(cast: Cast, manager: Client, lists: None) -> None:
    send(manager, "/manage/news/new/", NEWS)
    page = NewsPage.objects.get()
    moderate("reject", page, comment="Shorter, please.")
    other = browser(cast.other_manager.user)
    address = f"/manage/news/{page.translation_key}/"
    assert [other.get(address).status_code, send(other, address, NEWS).status_code] == [404, 404]
    assert other.get("/manage/contributions/").context["contributions"] == []
    assert manager.get(f"/manage/events/{page.translation_key}/").status_code == 404


def test_blocks_of_an_editor_are_not_overwritten(cast: Cast, manager: Client, lists: None) -> None:
    send(manager, "/manage/news/new/", NEWS)
    page = NewsPage.objects.get()
    draft = page.get_latest_revision_as_object()
    draft.body = [("quote", {"quote": "Linen!", "name": "Ana"})]
    draft.save_revision()
    page.refresh_from_db()
    moderate("reject", page, comment="See my quote.")
    address = f"/manage/news/{page.translation_key}/"
    assert "text" not in manager.get(address).context["form"].fields
    assert send(manager, address, NEWS, title="New title").status_code == 302
    page.refresh_from_db()
    changed = page.get_latest_revision_as_object()
    assert (changed.title, changed.body[0].block_type) == ("New title", "quote")


def test_without_lists_nothing_is_lost(cast: Cast, manager: Client) -> None:
    response = send(manager, "/manage/news/new/", NEWS)
    assert response.status_code == 409
    assert "Two clusters, one loom.</textarea>" in response.content.decode()
