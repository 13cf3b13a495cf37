"""The contact page: one message, one mail, nothing stored, nothing lost."""

import datetime
import re
import threading
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory, override_settings

from core.models import ProgrammeSettings
from home import contact
from home.forms import ContactForm
from home.models import ContactPage, HomePage

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
TYPED = {
    "name": "Ana Ábel",
    "email": "ana@example.org",
    "subject": "Opening hours",
    "message": "First line\nsecond line",
    "website": "",
}


@pytest.fixture
def contact_page(home_page: HomePage, programme: ProgrammeSettings) -> ContactPage:
    """A contact page of a programme that can be written to."""
    page = ContactPage(title="Contact", slug="contact", thank_you="<p>It is on my desk.</p>")
    home_page.add_child(instance=page)
    return page


def stamp_of(client: Client) -> str:
    """The stamp of a form that is fetched now."""
    page = client.get("/contact/").content.decode()
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def send(client: Client, **values: str) -> Any:
    """Fetch the form, wait as a person does, and send it."""
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = values.pop("stamp", None) or stamp_of(client)
        clock.shift(10)
        return client.post("/contact/", {**TYPED, "stamp": stamp, **values})


def test_a_message_becomes_one_mail_from_the_programme(
    client: Client, contact_page: ContactPage
) -> None:
    response = send(client)

    assert (response.status_code, response["Location"]) == (302, "/contact/?sent=1")
    [message] = mail.outbox
    assert message.to == ["office@example.org"]
    assert message.from_email == "Harbour Links <noreply@example.org>"
    assert message.subject == "Harbour Links: Opening hours"
    assert str(message.message()["Reply-To"]) == "=?utf-8?b?QW5hIMOBYmVs?= <ana@example.org>"
    assert message.body == (
        "First line\nsecond line\n\n-- \n"
        "Sent by Ana Ábel (ana@example.org) with the form at http://testserver/contact/\n"
    )
    page = client.get("/contact/?sent=1").content.decode()
    assert "It is on my desk." in page
    assert '<form class="form"' not in page


def test_the_page_is_not_kept_by_caches(client: Client, contact_page: ContactPage) -> None:
    assert "no-store" in client.get("/contact/")["Cache-Control"]


def test_contacts_come_from_the_settings_and_without_an_address_there_is_no_form(
    client: Client, contact_page: ContactPage, programme: ProgrammeSettings
) -> None:
    page = client.get("/contact/").content.decode()
    assert page.count('<dd class="facts__value"><a href="mailto:office@example.org">') == 1
    assert '<dt class="facts__label">Harbour desk</dt>' in page

    stamp = stamp_of(client)
    programme.contact_email = ""
    programme.save()

    assert 'name="stamp"' not in client.get("/contact/").content.decode()
    client.post("/contact/", {**TYPED, "stamp": stamp})
    assert mail.outbox == []


def test_an_address_in_other_letters_is_answered_as_mail_servers_know_it(
    client: Client, contact_page: ContactPage
) -> None:
    response = send(client, email="ana@bücher.example")

    assert response.status_code == 302
    [message] = mail.outbox
    assert message.message()["Reply-To"] == "=?utf-8?b?QW5hIMOBYmVs?= <ana@xn--bcher-kva.example>"
    assert "(ana@bücher.example)" in str(message.body)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Ana\r\nBcc: all@example.org"),
        ("subject", "Hello\nBcc: all@example.org"),
        ("subject", "Hello\rBcc: all@example.org"),
        ("subject", "Hello\u2028Bcc: all@example.org"),
    ],
)
def test_no_line_of_the_head_can_be_smuggled_in(
    client: Client, contact_page: ContactPage, field: str, value: str
) -> None:
    response = send(client, **{field: value})

    assert response.status_code == 302
    [message] = mail.outbox
    sent = message.message()
    assert sent["Bcc"] is None
    assert message.recipients() == ["office@example.org"]
    assert not re.search(r"[\r\n\u2028]Bcc", sent.as_string())


@pytest.mark.parametrize("email", ["ana@example.org\nBcc: x@example.org", "ana", "a@b\x00.org"])
def test_a_wrong_address_is_told_at_the_field(
    client: Client, contact_page: ContactPage, email: str
) -> None:
    response = send(client, email=email)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert mail.outbox == []


def test_what_was_typed_comes_back_with_the_errors(
    client: Client, contact_page: ContactPage
) -> None:
    response = send(client, name="", message="<b>Kept</b>")
    page = response.content.decode()

    assert response.context["form"].errors == {"name": ["Enter your name."]}
    assert '<a href="#id_name">Your name: Enter your name.</a>' in page
    assert "&lt;b&gt;Kept&lt;/b&gt;" in page
    assert 'aria-invalid="true"' in page


def test_a_filled_trap_sends_nothing_and_lets_a_person_go_on(
    client: Client, contact_page: ContactPage
) -> None:
    response = send(client, website="https://example.org/")
    form = response.context["form"]

    assert form.non_field_errors() == ["Please send the form once more."]
    assert (form["website"].value(), form["message"].value()) == ("", TYPED["message"])
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("seconds", "error"),
    [
        (2, "That was very quick. Please send the form once more."),
        (3, None),
        (86_400, None),
        (
            86_401,
            "This page was open for a long time. Please read it over and send it again.",
        ),
    ],
)
def test_the_time_trap(seconds: int, error: str | None) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = ContactForm()["stamp"].value()
        clock.shift(seconds)
        form = ContactForm({**TYPED, "stamp": stamp})

        assert form.non_field_errors() == ([error] if error else [])


@pytest.mark.parametrize("stamp", ["", "x", "W10:1a2b:3c4d", "\x00"])
def test_a_forged_stamp_is_replaced_by_one_that_works(stamp: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        form = ContactForm({**TYPED, "stamp": stamp})
        assert not form.is_valid()
        clock.shift(10)
        assert ContactForm({**TYPED, "stamp": form["stamp"].value()}).is_valid()


def test_the_same_form_sent_twice_makes_one_mail(client: Client, contact_page: ContactPage) -> None:
    with time_machine.travel(NOON, tick=False):
        stamp = stamp_of(client)

    answers = [send(client, stamp=stamp)["Location"] for _time in range(2)]

    assert answers == ["/contact/?sent=1"] * 2
    assert len(mail.outbox) == 1


def test_two_clicks_at_once_make_one_mail(
    contact_page: ContactPage, programme: ProgrammeSettings
) -> None:
    """The second click comes while the mail server still thinks about the first."""
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = ContactForm()["stamp"].value()
        clock.shift(10)
        is_sending, may_go_on = threading.Event(), threading.Event()
        sent: list[EmailMessage] = []

        def slow_send(message: EmailMessage, fail_silently: bool = False) -> int:
            sent.append(message)
            is_sending.set()
            may_go_on.wait(10)
            return 1

        def sleep(_seconds: float) -> None:
            may_go_on.set()

        outcomes: list[contact.Outcome] = []

        def click() -> None:
            request = RequestFactory().post("/contact/", {**TYPED, "stamp": stamp})
            outcomes.append(contact.receive(request, programme, "/contact/"))

        with (
            mock.patch.object(EmailMessage, "send", slow_send),
            mock.patch.object(contact.time, "sleep", sleep),
        ):
            first = threading.Thread(target=click)
            first.start()
            assert is_sending.wait(10)
            second = threading.Thread(target=click)
            second.start()
            first.join(10)
            second.join(10)

    assert len(sent) == 1
    assert [outcome.is_sent for outcome in outcomes] == [True, True]


def test_a_click_that_waits_in_vain_keeps_the_text(
    client: Client, contact_page: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact, "WAIT_FOR_OTHER_SECONDS", 0.0)
    with time_machine.travel(NOON, tick=False):
        stamp = stamp_of(client)
    with time_machine.travel(NOON, tick=False) as clock:
        clock.shift(5)
        form = ContactForm({**TYPED, "stamp": stamp})
        assert form.is_valid()
        cache.set(f"contact:{form.nonce}", contact.Progress.SENDING)

    response = send(client, stamp=stamp)

    assert response.status_code == 503
    assert response.context["problem"] == (
        "Your message is still on its way. Wait a minute before you send it again."
    )
    assert mail.outbox == []


@override_settings(EMAIL_BACKEND="tests.home.broken_mail.BrokenBackend")
def test_when_the_mail_cannot_go_out_the_text_stays_and_can_be_sent_again(
    client: Client, contact_page: ContactPage
) -> None:
    with time_machine.travel(NOON, tick=False):
        stamp = stamp_of(client)
    response = send(client, stamp=stamp)
    page = response.content.decode()

    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "could not be sent, and nobody has received it" in page
    assert "or write to office@example.org." in page
    assert "First line\nsecond line</textarea>" in page

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        again = send(client, stamp=response.context["form"]["stamp"].value())
    assert again.status_code == 302
    assert len(mail.outbox) == 1


def test_one_browser_is_limited_and_told_when_to_come_back(
    client: Client, contact_page: ContactPage
) -> None:
    answers = [send(client) for _time in range(contact.BROWSER_LIMIT.amount + 1)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    # The window of ten minutes began at noon, the form was sent ten seconds later.
    assert answers[-1]["Retry-After"] == "590"
    assert "send it in 10 minutes" in answers[-1].content.decode()
    assert "second line</textarea>" in answers[-1].content.decode()
    assert len(mail.outbox) == 5


def test_thirty_people_behind_one_address_can_all_write(contact_page: ContactPage) -> None:
    answers = []
    for _person in range(30):
        browser = Client(enforce_csrf_checks=True)
        with time_machine.travel(NOON, tick=False) as clock:
            stamp = stamp_of(browser)
            clock.shift(10)
            token = browser.cookies["csrftoken"].value
            answers.append(
                browser.post(
                    "/contact/", {**TYPED, "stamp": stamp, "csrfmiddlewaretoken": token}
                ).status_code
            )

    assert answers == [302] * 30
    assert len(mail.outbox) == 30


def test_one_address_that_changes_its_browser_is_limited_too(contact_page: ContactPage) -> None:
    amount = contact.ADDRESS_LIMIT.amount
    answers = [send(Client(headers={"user-agent": str(n)})).status_code for n in range(amount + 1)]

    assert answers == [302] * amount + [429]


def test_mistakes_do_not_count_against_the_limit(client: Client, contact_page: ContactPage) -> None:
    for _time in range(contact.BROWSER_LIMIT.amount + 1):
        send(client, email="wrong")

    assert send(client).status_code == 302
