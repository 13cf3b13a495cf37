"""One application as its partnership sees it."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import OutboxMessage
from exchanges.models import AnswerChange, Application, Message, PrivateNote
from exchanges.services.correspondence import send_message, write_note
from exchanges.services.decisions import ask_for_more, hand_over
from exchanges.services.participation import change_answers
from partnerships.models import PartnershipManager
from tests.exchanges.manage.conftest import another_sent, browser
from tests.exchanges.services.conftest import NOW, Cast
from tests.factories.partnerships import OrganisationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def address(application: Application, part: str = "") -> str:
    return f"/manage/applications/{application.pk}/{part}"


def change(cast: Cast, application: Application, **answers: object) -> None:
    application.refresh_from_db()
    change_answers(
        application_id=application.pk,
        actor=cast.applicant,
        answers=answers,
        expected_version=application.answers_version,
        at=NOW,
    )


def test_answers_are_read_in_words_by_step(cast: Cast, manager: Client, sent: Application) -> None:
    groups = manager.get(address(sent)).context["groups"]
    read = {row.label: row.values for group in groups for row in group.rows}
    assert [group.title for group in groups[:2]] == ["Role", "Organisation"]
    assert read["Takes part as"] == ("Visitor", "Host")
    assert read["Kind of organisation"] == ("SME",)
    assert read["Sectors"] == ("Textiles",)
    assert read["Languages"] == ("French (First language)", "English (C1)")
    assert read["How to meet"] == ("On site or virtual",)
    assert read["Partnership"] == (cast.partnership.acronym,)
    assert read["Member of the cluster"] == ("Another cluster",)


def test_what_was_asked_for_is_marked(cast: Cast, manager: Client, sent: Application) -> None:
    ask_for_more(application_id=sent.pk, actor=cast.manager, at=NOW, fields=["mode"], words="How?")
    groups = manager.get(address(sent)).context["groups"]
    marked = [row.name for group in groups for row in group.rows if row.is_asked_for]
    assert marked == ["mode"]


def test_what_the_rules_say_is_told_with_what_follows(
    cast: Cast, manager: Client, sent: Application
) -> None:
    context = manager.get(address(sent)).context
    assert [(one.title, one.text) for one in context["findings"]] == [
        (
            "The cluster is not in the register: check that it is a cluster organisation.",
            "To be kept in mind; it hinders nothing.",
        )
    ]
    assert [link["label"] for link in context["decisions"]] == [
        "Accept",
        "Ask for more information",
        "Hand over to another partnership",
        "Reject",
    ]


def test_lookalikes_of_others_are_told_without_anything_about_them(
    cast: Cast, manager: Client, sent: Application
) -> None:
    def others(client: Client) -> tuple[list[tuple[str, tuple[str, ...]]], bool]:
        found = client.get(address(sent)).context["duplicates"]
        return [(one.title, one.reasons) for one in found.found], found.is_elsewhere

    UserFactory.create()
    public = another_sent(
        cast,
        UserFactory.create(email="lea@gmail.com"),
        cast.other_partnership,
        organisation_name="LINEN-WÖRKS",
    )
    another_sent(
        cast,
        UserFactory.create(email="somebody@else.example"),
        cast.other_partnership,
        organisation_name="Quite Another",
    )
    OrganisationFactory.create(name="Linen works", slug="linen-works-registered")
    same_name = ("Linen works", ("same name",))
    assert others(manager) == ([same_name], True)
    page = manager.get(address(sent)).content.decode()
    assert "ask the support office" in page
    for secret in (public.reference, "LINEN-W", "lea@gmail.com", cast.other_partnership.acronym):
        assert secret not in page
    assert others(browser(cast.office.user)) == (
        [(f"{public.reference}, LINEN-WÖRKS", ("same name",)), same_name],
        False,
    )


def test_nothing_looks_alike(cast: Cast, manager: Client, sent: Application) -> None:
    another_sent(
        cast,
        UserFactory.create(email="somebody@else.example"),
        cast.other_partnership,
        organisation_name="Quite Another",
    )
    found = manager.get(address(sent)).context["duplicates"]
    assert (found.found, found.is_elsewhere) == ((), False)


def test_what_changed_after_acceptance_is_shown_and_marked_as_seen(
    cast: Cast, manager: Client, accepted: Application
) -> None:
    change(cast, accepted, motivation="We changed our mind.")
    shown = AnswerChange.objects.get()
    (read,) = manager.get(address(accepted)).context["changes"]
    assert [(one.label, one.before, one.after) for one in read.answers] == [
        (
            "Motivation",
            ("We would like to learn how others recycle linen.",),
            ("We changed our mind.",),
        )
    ]
    change(cast, accepted, motivation="And again.")
    newer = AnswerChange.objects.exclude(pk=shown.pk).get()
    AnswerChange.objects.filter(pk=newer.pk).update(changed_at=NOW.replace(year=2027))

    manager.post(address(accepted, "changes/seen/"), {"newest": shown.pk})

    shown.refresh_from_db()
    newer.refresh_from_db()
    assert shown.seen_at is not None
    assert newer.seen_at is None
    assert manager.get("/manage/").context["tiles"][4].number == 1


def test_a_message_is_kept_and_mailed_once(cast: Cast, manager: Client, sent: Application) -> None:
    OutboxMessage.objects.all().delete()
    once = manager.get(address(sent)).context["message_form"]["once"].value()
    data = {"message-body": "Which week?\r\nMay?", "message-once": once}
    for _time in range(2):
        response = manager.post(address(sent, "messages/"), data)
        assert response["Location"] == address(sent, "#messages").replace("//", "/")
    message = Message.objects.get()
    assert (message.body, message.is_from_partnership, message.read_at) == (
        "Which week?\nMay?",
        True,
        None,
    )
    mail = OutboxMessage.objects.get()
    assert mail.payload["to"] == cast.applicant.user.email
    assert "Which week?\nMay?" in mail.payload["body"]


def test_a_one_time_word_of_another_form_sends_all_the_same(
    cast: Cast, manager: Client, sent: Application
) -> None:
    other = another_sent(cast, UserFactory.create(), cast.partnership, organisation_name="Flax")
    once = uuid.uuid4()
    for application in (sent, other):
        data = {"message-body": "Hello", "message-once": once}
        assert manager.post(address(application, "messages/"), data).status_code == 302
    assert Message.objects.filter(application=sent).count() == 1
    assert Message.objects.filter(application=other).count() == 1


def test_what_the_applicant_writes_reaches_every_manager_and_counts_as_read_when_opened(
    cast: Cast, manager: Client, sent: Application
) -> None:
    colleague = UserFactory.create(email="cora@example.org")
    PartnershipManager.objects.create(partnership=cast.partnership, user=colleague)
    OutboxMessage.objects.all().delete()
    send_message(
        application_id=sent.pk, actor=cast.applicant, at=NOW, body="In May.", once=uuid.uuid4()
    )
    assert sorted(row.payload["to"] for row in OutboxMessage.objects.all()) == [
        "cora@example.org",
        cast.manager.user.email,
    ]
    message = Message.objects.get()
    browser(cast.other_manager.user).get(address(sent))
    browser(cast.office.user).get(address(sent))
    message.refresh_from_db()
    assert message.read_at is None
    assert "New</span>" in manager.get(address(sent)).content.decode()
    message.refresh_from_db()
    assert message.read_at is not None
    assert "New</span>" not in manager.get(address(sent)).content.decode()


def test_a_message_that_is_wrong_is_shown_again(
    cast: Cast, manager: Client, sent: Application
) -> None:
    once = uuid.uuid4()
    too_long = "x" * 5_001
    for body, words in ((" ", "Write your message."), (too_long, "at most 5000 fit")):
        response = manager.post(
            address(sent, "messages/"), {"message-body": body, "message-once": once}
        )
        assert response.status_code == 422
        assert words in response.content.decode()
    assert f">\n{too_long}</textarea>" in response.content.decode()
    broken = manager.post(
        address(sent, "messages/"), {"message-body": "Hello", "message-once": "x"}
    )
    assert broken.status_code == 422
    assert Message.objects.count() == 0


def test_private_notes_are_read_by_the_same_partnership_alone(
    cast: Cast, manager: Client, sent: Application
) -> None:
    data = {"note-body": "Call Ana first.", "note-once": uuid.uuid4()}
    for _time in range(2):
        assert manager.post(address(sent, "notes/"), data).status_code == 302
    assert PrivateNote.objects.get().partnership == cast.partnership
    assert "Call Ana first." in manager.get(address(sent)).content.decode()

    office = browser(cast.office.user)
    assert "Call Ana first." not in office.get(address(sent)).content.decode()
    assert office.post(address(sent, "notes/"), data).status_code == 404

    hand_over(
        application_id=sent.pk,
        actor=cast.manager,
        at=NOW,
        partnership=cast.other_partnership,
        reason="Nearer.",
    )
    other = browser(cast.other_manager.user)
    write_note(
        application_id=sent.pk, actor=cast.other_manager, at=NOW, body="Ours.", once=uuid.uuid4()
    )
    page = other.get(address(sent)).content.decode()
    assert "Ours." in page
    assert "Call Ana first." not in page
    assert manager.get(address(sent)).status_code == 404


def test_one_application_needs_as_many_queries_with_much_in_it(
    cast: Cast, manager: Client, accepted: Application
) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(address(accepted)).status_code == 200
        return len(queries)

    def fill(number: int) -> None:
        for turn in range(number):
            change(cast, accepted, motivation=f"Because {turn} of {number}.")
            for body in ("One", "Two"):
                Message.objects.create(
                    application=accepted,
                    author=cast.applicant.user,
                    is_from_partnership=True,
                    body=body,
                    sent_at=NOW,
                )
                PrivateNote.objects.create(
                    application=accepted,
                    partnership=cast.partnership,
                    author=cast.manager.user,
                    body=body,
                    written_at=NOW,
                )

    fill(1)
    manager.get(address(accepted))
    few = count()
    fill(6)
    for number in range(3):
        another_sent(
            cast, UserFactory.create(), cast.partnership, organisation_name=f"Linen Works {number}"
        )
    assert count() == few
    assert few <= 26
