"""The outbox in the admin: figures, reasons, trying again; nothing personal."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.audit import entries_for
from core.emails.sending import EMAIL
from core.models import OutboxMessage
from core.models.outbox import OutboxState
from core.outbox.status import LATE, Status, outbox_status
from home.editors import ADMINISTRATORS, EDITORS, MODERATORS, set_up_editors
from home.models import HomePage
from tests.factories.outbox import NOON
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

LIST, RETRY = "/admin/reports/outbox/", "/admin/reports/outbox/retry/"


@pytest.fixture(autouse=True)
def groups(home_page: HomePage) -> None:
    """The rights as `load_programme` sets them."""
    set_up_editors()


@pytest.fixture
def administrator() -> Client:
    """The browser of an administrator."""
    return signed_in(ADMINISTRATORS)


def signed_in(*groups: str) -> Client:
    """The browser of a member of these groups."""
    client = Client()
    client.force_login(make_user(f"{'-'.join(groups) or 'nobody'}@tests.example.org", *groups))
    return client


def message(**values: Any) -> OutboxMessage:
    """An e-mail that was given up."""
    given = {
        "kind": EMAIL,
        "payload": {"code": "gone", "to": "ana.canary@mail.example", "body": "Canary text"},
        "state": OutboxState.DEAD,
        "attempts": 20,
        "last_error": "SMTPDataError 451",
        "available_at": NOON,
        "created_at": NOON,
    }
    return OutboxMessage.objects.create(**{**given, **values})


def text_of(response: Any) -> str:
    """The words of a page."""
    page = response.content.decode()
    return " ".join(re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", " ", page).split())


def test_what_was_given_up_is_shown_with_its_reason_and_nothing_personal(
    administrator: Client,
) -> None:
    message()
    page = administrator.get(LIST)

    assert page.status_code == 200
    words = text_of(page)
    for shown in ("0 messages wait. 1 was given up.", "SMTPDataError 451", "mail.example", "20"):
        assert shown in words
    for hidden in ("ana.canary", "Canary text"):
        assert hidden not in page.content.decode()


def test_the_list_and_its_parts_open_and_are_exported(administrator: Client) -> None:
    for state in OutboxState:
        message(
            state=state,
            lease_token="0" * 32 if state == OutboxState.LEASED else None,
            delivered_at=NOON if state == OutboxState.DELIVERED else None,
        )
    for address in (
        LIST,
        f"{LIST}results/",
        f"{LIST}?state=DEAD&kind=email&possibly_duplicate=false",
        f"{LIST}?state=NONE&p=99&ordering=payload",
    ):
        assert administrator.get(address).status_code == 200
    exported = b"".join(administrator.get(f"{LIST}?export=csv").streaming_content).decode()
    assert len(exported.splitlines()) == 5
    assert "canary" not in exported


def test_filters_choose(administrator: Client) -> None:
    dead = message()
    message(state=OutboxState.WAITING)

    rows = administrator.get(f"{LIST}?state=DEAD").context["object_list"]

    assert list(rows) == [dead]


def test_the_list_needs_the_same_queries_for_many(
    administrator: Client, django_assert_max_num_queries: Any
) -> None:
    message()
    administrator.get(LIST)
    with django_assert_max_num_queries(30) as few:
        administrator.get(LIST)
    for _time in range(40):
        message()
    with django_assert_max_num_queries(len(few)):
        administrator.get(LIST)


def test_ticked_messages_are_tried_again_and_that_is_written_down(administrator: Client) -> None:
    first, second, other = message(), message(), message()

    answer = administrator.post(RETRY, {"message": [first.pk, second.pk]}, follow=True)

    assert "2 messages are tried again." in text_of(answer)
    states = {row.pk: (row.state, row.attempts) for row in OutboxMessage.objects.all()}
    assert states == {
        first.pk: (OutboxState.WAITING, 0),
        second.pk: (OutboxState.WAITING, 0),
        other.pk: (OutboxState.DEAD, 20),
    }
    entry = entries_for(first).get()
    assert (entry.action, str(entry.actor)) == ("retry", "administrators@tests.example.org")
    assert entries_for(other).count() == 0


def test_all_that_were_given_up_are_tried_again_and_no_other(administrator: Client) -> None:
    for _time in range(3):
        message()
    delivered = message(state=OutboxState.DELIVERED, delivered_at=NOON)

    administrator.post(RETRY, {"everything": "on"})

    assert OutboxMessage.objects.filter(state=OutboxState.WAITING).count() == 3
    delivered.refresh_from_db()
    assert delivered.state == OutboxState.DELIVERED


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "Tick the messages to try again."),
        (["nonsense"], "Some of them are not given up any more."),
        (["5f0c3a6e-0000-4000-8000-000000000000"], "Some of them are not given up any more."),
    ],
)
def test_a_wrong_choice_is_told(administrator: Client, ids: list[str], words: str) -> None:
    message()
    answer = administrator.post(RETRY, {"message": ids}, follow=True)

    assert answer.status_code == 200
    assert words in text_of(answer)
    assert OutboxMessage.objects.get().state == OutboxState.DEAD


@pytest.mark.parametrize("groups", [(), (EDITORS,), (MODERATORS,)])
def test_nobody_else_sees_or_retries_anything(groups: tuple[str, ...]) -> None:
    message()
    client = signed_in(*groups)

    for answer in (
        client.get(LIST),
        client.get(f"{LIST}results/"),
        client.get(f"{LIST}?export=csv"),
        client.post(RETRY, {"everything": "on"}),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith(("/admin/", "/accounts/login/"))
        assert not answer["Location"].startswith(LIST)
    assert OutboxMessage.objects.get().state == OutboxState.DEAD
    if groups:
        assert LIST not in client.get("/admin/").content.decode()


def test_retrying_needs_a_post(administrator: Client) -> None:
    message()
    assert administrator.get(f"{RETRY}?everything=on").status_code == 405
    assert OutboxMessage.objects.get().state == OutboxState.DEAD


@pytest.mark.parametrize("rows", ["dead", "late", "none"])
def test_the_dashboard_tells_administrators(administrator: Client, rows: str) -> None:
    now = timezone.now()
    message(state=OutboxState.WAITING, available_at=now + LATE)
    if rows == "dead":
        message()
    if rows == "late":
        message(state=OutboxState.WAITING, available_at=now - 2 * LATE)

    words = text_of(administrator.get("/admin/"))

    assert ("1 message could not be delivered and was given up." in words) == (rows == "dead")
    assert ("what waits longest was due 30 minutes ago." in words) == (rows == "late")


def test_the_figures() -> None:
    assert outbox_status(NOON) == Status(waiting=0, dead=0, late_since=None)
    message()
    message(state=OutboxState.WAITING, available_at=NOON - LATE + datetime.timedelta(seconds=1))
    assert outbox_status(NOON) == Status(waiting=1, dead=1, late_since=None)
    message(state=OutboxState.WAITING, available_at=NOON - LATE)
    message(state=OutboxState.LEASED, lease_token="0" * 32, available_at=NOON + LATE)
    assert outbox_status(NOON) == Status(waiting=3, dead=1, late_since=NOON - LATE)
