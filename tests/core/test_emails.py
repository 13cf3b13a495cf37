"""E-mails: words, placeholders, the frame, and the way through the outbox."""

import datetime
import smtplib
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend

from core.emails import EmailKind, Placeholder, register_email
from core.emails.filling import missing_names, unknown_names
from core.emails.kinds import EMAIL_KINDS
from core.emails.rendering import draft_email, render_email
from core.emails.sending import queue_email, without_sending
from core.models import EmailTemplate, OutboxMessage, ProgrammeSettings
from core.models.outbox import OutboxState
from core.outbox import Summary, deliver_due
from tests.home.conftest import programme as programme_fixture

programme = programme_fixture

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
WELCOME = EmailKind(
    code="tests-welcome",
    title="Welcome",
    description="Sent to tests.",
    placeholders=(
        Placeholder("name", "the person's name", "Ana Ábel"),
        Placeholder("link", "where to go on", "http://testserver/my/", is_required=True),
        Placeholder("note", "what was written", "One line\nAnother", is_multiline=True),
    ),
    subject="Welcome, {name}",
    body="Dear {name},\n\n{note}\n\nGo on:\n{link}\n\nSee you",
)
CONTEXT = {"name": "Ana", "link": "http://testserver/my/?a=1&b=2", "note": "Well\n\ndone"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programme", "home_page")]


@pytest.fixture(autouse=True)
def welcome() -> Iterator[EmailKind]:
    """A kind of e-mail for these tests."""
    yield register_email(WELCOME)
    del EMAIL_KINDS[WELCOME.code]


def queue(**values: Any) -> OutboxMessage:
    """Queue the e-mail for Ana."""
    given = {"code": WELCOME.code, "to": "ana@example.org", "context": CONTEXT, "at": NOON}
    return queue_email(**{**given, **values})


def test_the_default_is_filled_in() -> None:
    draft = draft_email(WELCOME.code, CONTEXT)

    assert draft.subject == "Welcome, Ana"
    assert draft.body == (
        "Dear Ana,\n\nWell\n\ndone\n\nGo on:\nhttp://testserver/my/?a=1&b=2\n\nSee you"
    )


def test_an_empty_value_leaves_no_gap() -> None:
    draft = draft_email(WELCOME.code, CONTEXT | {"note": ""})

    assert draft.body.startswith("Dear Ana,\n\nGo on:\n")


def test_text_and_html_say_the_same_in_the_programmes_frame() -> None:
    email = render_email(WELCOME.code, CONTEXT)

    foot = "This e-mail was sent by Harbour Links"
    assert email.text.endswith(f"See you\n\n-- \n{foot}\nhttp://testserver/\n")
    assert '<a class="button" href="http://testserver/my/?a=1&amp;b=2">Go on</a>' in email.html
    assert "<p>Dear Ana,</p>" in email.html
    assert f'<p class="small">{foot}<br>' in email.html
    assert "<title>Welcome, Ana</title>" in email.html


def test_the_words_of_an_administrator_come_first_in_their_language() -> None:
    EmailTemplate.objects.create(
        code=WELCOME.code, language="de", subject="Willkommen, {name}", body="Weiter:\n{link}"
    )

    assert draft_email(WELCOME.code, CONTEXT, "de").subject == "Willkommen, Ana"
    assert draft_email(WELCOME.code, CONTEXT, "en").subject == "Welcome, Ana"


@pytest.mark.parametrize(
    "context",
    [{}, {"name": "Ana", "link": "x"}, {**CONTEXT, "surname": "Ábel"}],
)
def test_values_that_do_not_fit_are_told(context: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        draft_email(WELCOME.code, context)


def test_a_code_that_nobody_registered_is_an_error() -> None:
    with pytest.raises(KeyError):
        draft_email("unheard-of", {})


def test_a_second_kind_of_the_same_code_is_refused() -> None:
    with pytest.raises(ValueError, match="already"):
        register_email(EmailKind(WELCOME.code, "Other", "", (), "", ""))


@pytest.mark.parametrize("evil", ["Ana\r\nBcc: x@example.org", "Ana\u2028Bcc: x@example.org"])
def test_a_value_stays_in_its_line(evil: str) -> None:
    draft = draft_email(WELCOME.code, CONTEXT | {"name": evil})

    assert draft.subject == "Welcome, Ana Bcc: x@example.org"
    assert draft.body.splitlines()[0] == "Dear Ana Bcc: x@example.org,"


def test_a_value_is_no_markup_no_placeholder_and_no_foreign_link() -> None:
    context = {
        "name": "<b>{link}</b>",
        "link": "http://testserver/my/",
        "note": "Win:\nhttps://evil.example/",
    }
    email = render_email(WELCOME.code, context)

    assert "Dear &lt;b&gt;{link}&lt;/b&gt;," in email.html
    assert "Win:<br>https://evil.example/" in email.html
    assert 'evil.example/"' not in email.html


@pytest.mark.parametrize(
    "address",
    [
        "http://testserver.evil.example/",
        "http://testserver@evil.example/",
        "http://testserver:81/",
        "http://testserver-evil.example/",
    ],
)
def test_an_address_that_only_begins_like_ours_is_no_link(address: str) -> None:
    html = render_email(WELCOME.code, CONTEXT | {"note": f"See {address}"}).html

    assert f"See {address}" in html
    assert f'href="{address}"' not in html


def test_an_address_in_a_sentence_is_a_link_without_its_full_stop() -> None:
    html = render_email(
        WELCOME.code, CONTEXT | {"note": "See http://testserver/a/, or (http://testserver/b)."}
    ).html

    assert '<a href="http://testserver/a/">http://testserver/a/</a>, or' in html
    assert '(<a href="http://testserver/b">http://testserver/b</a>).' in html


def test_wrong_placeholders_are_found() -> None:
    assert unknown_names(WELCOME, "{name} {surname} { link } {}") == ["surname", " link ", ""]
    assert missing_names(WELCOME, "{name}") == ["link"]
    assert missing_names(WELCOME, "{link}") == []


def test_an_email_goes_through_the_outbox() -> None:
    message = queue(reply_to="office@example.org")
    assert mail.outbox == []

    assert deliver_due(now=NOON) == Summary(delivered=1)
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.reply_to) == (
        ["ana@example.org"],
        "Welcome, Ana",
        ["office@example.org"],
    )
    assert sent.from_email == "Harbour Links <noreply@example.org>"
    head = sent.message()
    assert head["Message-ID"] == f"<{message.pk}@example.org>"
    assert head["Auto-Submitted"] == "auto-generated"
    assert sent.body.startswith("Dear Ana,")
    [(html, kind)] = sent.alternatives
    assert kind == "text/html"
    assert "Dear Ana," in str(html)


def test_the_words_are_those_of_the_moment_when_it_was_queued() -> None:
    queue()
    EmailTemplate.objects.create(code=WELCOME.code, subject="Later", body="{link}")
    deliver_due(now=NOON)

    assert mail.outbox[0].subject == "Welcome, Ana"


def test_an_edited_draft_is_what_is_sent() -> None:
    queue(subject="Dear\nAna", body="  By hand.\n\nGo on:\nhttp://testserver/my/  ")
    deliver_due(now=NOON)

    [sent] = mail.outbox
    assert sent.subject == "Dear Ana"
    assert sent.body.startswith("By hand.\n\nGo on:")
    assert '<a class="button" href="http://testserver/my/">Go on</a>' in sent.alternatives[0][0]


def test_invented_people_get_nothing_and_others_do() -> None:
    with without_sending():
        message = queue(to="invented@example.org", key="invented")
        with pytest.raises(ValueError, match="do not fit"):
            queue(context={})
    assert (message.payload["to"], OutboxMessage.objects.count()) == ("invented@example.org", 0)
    queue()
    deliver_due(now=NOON)

    assert [sent.to for sent in mail.outbox] == [["ana@example.org"]]


def test_the_same_key_is_sent_once() -> None:
    queue(key="welcome-1")
    queue(key="welcome-1")
    deliver_due(now=NOON)
    queue(key="welcome-1")
    deliver_due(now=NOON)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "to", ["", "ana", "ana@example.org, b@example.org", "a@b.org\nBcc: c@d.org"]
)
def test_what_is_no_address_is_refused_when_it_is_queued(to: str) -> None:
    with pytest.raises(ValidationError):
        queue(to=to)


@pytest.mark.parametrize(
    ("error", "state", "reason", "is_uncertain"),
    [
        (smtplib.SMTPDataError(451, b"for ana@example.org"), "WAITING", "SMTPDataError 451", False),
        (smtplib.SMTPServerDisconnected("x"), "WAITING", "SMTPServerDisconnected", True),
        (TimeoutError("x"), "WAITING", "TimeoutError", True),
        (
            smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"ana?")}),
            "DEAD",
            "SMTPRecipientsRefused 550",
            False,
        ),
        (
            smtplib.SMTPRecipientsRefused({"ana@example.org": (450, b"later")}),
            "WAITING",
            "SMTPRecipientsRefused",
            False,
        ),
    ],
)
def test_what_goes_wrong_decides_what_becomes_of_it(
    error: Exception, state: str, reason: str, is_uncertain: bool
) -> None:
    queue()
    with mock.patch.object(EmailBackend, "send_messages", side_effect=error):
        deliver_due(now=NOON)

    row = OutboxMessage.objects.get()
    assert (row.state, row.last_error, row.possibly_duplicate) == (
        OutboxState(state),
        reason,
        is_uncertain,
    )


@pytest.mark.parametrize(
    "error",
    [ConnectionRefusedError(111, "no"), smtplib.SMTPServerDisconnected("x"), TimeoutError("x")],
)
def test_a_server_that_is_not_reached_has_taken_nothing(error: Exception) -> None:
    queue()
    with mock.patch.object(EmailBackend, "open", side_effect=error):
        deliver_due(now=NOON)

    row = OutboxMessage.objects.get()
    assert (row.state, row.possibly_duplicate) == (OutboxState.WAITING, False)


def test_a_server_that_ends_badly_has_taken_the_mail() -> None:
    queue()
    error = smtplib.SMTPResponseException(500, b"Line too long")
    with mock.patch.object(EmailBackend, "close", side_effect=error):
        assert deliver_due(now=NOON) == Summary(delivered=1)


def test_characters_that_no_database_keeps_are_left_out() -> None:
    queue(context=CONTEXT | {"name": "A\x00n\ud800a", "note": "one\x00\r\n\ud800two\rthree\x0b"})
    deliver_due(now=NOON)

    assert mail.outbox[0].body.startswith("Dear A na,\n\none\ntwo\nthree\n\nGo on:")
    queue(body="by\x00 hand")
    deliver_due(now=NOON)
    assert mail.outbox[1].body.startswith("by hand\n")


@pytest.mark.parametrize("reply_to", ["nobody", "a@example.org\nBcc: b@example.org"])
def test_a_wrong_address_for_answers_is_refused_when_it_is_queued(reply_to: str) -> None:
    with pytest.raises(ValidationError):
        queue(reply_to=reply_to)


def test_a_programme_without_settings_can_send(programme: ProgrammeSettings) -> None:
    programme.delete()
    queue()

    assert deliver_due(now=NOON) == Summary(delivered=1)
    assert mail.outbox[0].from_email == "noreply@example.org"
