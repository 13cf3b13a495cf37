"""Changing the words of e-mails in the admin."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from core.audit import entries_for
from core.emails import EmailKind, register_email
from core.emails.kinds import EMAIL_KINDS
from core.emails.rendering import draft_email
from core.models import AuditEntry, EmailTemplate
from home.editors import ADMINISTRATORS, EDITORS, MODERATORS, set_up_editors
from home.models import HomePage
from tests.core.test_emails import CONTEXT, WELCOME
from tests.core.test_outbox_admin import signed_in, text_of

pytestmark = pytest.mark.django_db

ADDRESS = f"/admin/emails/{WELCOME.code}/en/"
WORDS = {"subject": "Good day, {name}", "body": "Go on:\r\n{link}\r\n"}


@pytest.fixture(autouse=True)
def welcome(home_page: HomePage) -> Iterator[EmailKind]:
    """A kind of e-mail for these tests, and the rights as `load_programme` sets them."""
    set_up_editors()
    yield register_email(WELCOME)
    del EMAIL_KINDS[WELCOME.code]


@pytest.fixture
def administrator() -> Client:
    """The browser of an administrator."""
    return signed_in(ADMINISTRATORS)


def test_the_list_names_every_email_and_what_was_changed(administrator: Client) -> None:
    Locale.objects.get_or_create(language_code="de")
    EmailTemplate.objects.create(code=WELCOME.code, language="de", subject="x", body="{link}")

    page = administrator.get("/admin/emails/")

    assert page.status_code == 200
    assert "Welcome Sent to tests. English , German changed" in text_of(page)


def test_the_form_shows_the_words_in_force_and_how_they_look(administrator: Client) -> None:
    page = administrator.get(ADDRESS)
    form, preview = page.context["form"], page.context["preview"]

    assert (form["subject"].value(), form["body"].value()) == (WELCOME.subject, WELCOME.body)
    assert preview.subject == "Welcome, Ana Ábel"
    assert "One line\nAnother" in preview.text
    source = page.content.decode()
    assert 'sandbox srcdoc="&lt;!doctype html&gt;' in source
    assert "Back to the default" not in source
    assert "{link} must be there" in text_of(page)


def test_words_are_kept_used_and_written_down(administrator: Client) -> None:
    answer = administrator.post(ADDRESS, WORDS, follow=True)

    assert "The words of “Welcome” are kept." in text_of(answer)
    assert "Back to the default" in text_of(answer)
    draft = draft_email(WELCOME.code, CONTEXT)
    assert (draft.subject, draft.body) == (
        "Good day, Ana",
        "Go on:\nhttp://testserver/my/?a=1&b=2",
    )
    entry = entries_for(EmailTemplate.objects.get()).get()
    assert (entry.action, entry.detail) == ("change", {"code": WELCOME.code, "language": "en"})


def test_a_preview_keeps_nothing(administrator: Client) -> None:
    page = administrator.post(ADDRESS, {**WORDS, "preview": "on"})

    assert page.context["preview"].subject == "Good day, Ana Ábel"
    assert page.context["form"]["subject"].value() == WORDS["subject"]
    assert EmailTemplate.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        (
            {"subject": "Dear {surname}"},
            "subject",
            "{surname} cannot be filled in here. There is: {name}, {link}, {note}.",
        ),
        (
            {"body": "{link} {Name} {}"},
            "body",
            "{Name}, {} cannot be filled in here. There is: {name}, {link}, {note}.",
        ),
        (
            {"body": "Hello"},
            "body",
            "{link} must be in the text: without it the e-mail is of no use.",
        ),
        ({"subject": " \u200b "}, "subject", "This field is required."),
        ({"body": ""}, "body", "This field is required."),
        (
            {"body": "{link}" + "x" * 10_000},
            "body",
            "Ensure this value has at most 10000 characters (it has 10006).",
        ),
    ],
)
def test_mistakes_are_told_at_the_field_and_nothing_typed_is_lost(
    administrator: Client, changes: dict[str, str], field: str, error: str
) -> None:
    answer = administrator.post(ADDRESS, {**WORDS, **changes})

    assert answer.status_code == 422
    form = answer.context["form"]
    assert dict(form.errors) == {field: [error]}
    assert form[field].value() == changes[field]
    assert EmailTemplate.objects.count() == 0


def test_a_subject_has_one_line(administrator: Client) -> None:
    administrator.post(ADDRESS, {**WORDS, "subject": "Good\r\nBcc: x@example.org"})

    assert EmailTemplate.objects.get().subject == "Good Bcc: x@example.org"


def test_going_back_to_the_default(administrator: Client) -> None:
    administrator.post(ADDRESS, WORDS)

    answer = administrator.post(f"{ADDRESS}default/", follow=True)

    assert "“Welcome” has its default words again." in text_of(answer)
    assert EmailTemplate.objects.count() == 0
    assert [entry.action for entry in AuditEntry.objects.all()] == ["change", "reset"]


def test_the_default_is_not_kept_as_a_change(administrator: Client) -> None:
    administrator.post(ADDRESS, WORDS)
    administrator.post(ADDRESS, {"subject": WELCOME.subject, "body": WELCOME.body})

    assert EmailTemplate.objects.count() == 0


@pytest.mark.parametrize(
    "address", ["/admin/emails/unheard-of/en/", f"/admin/emails/{WELCOME.code}/xx/"]
)
def test_an_email_or_language_that_is_not_there_is_not_found(
    administrator: Client, address: str
) -> None:
    assert administrator.get(address).status_code == 404
    assert administrator.post(f"{address}default/").status_code == 404


@pytest.mark.parametrize("groups", [(), (EDITORS,), (MODERATORS,)])
def test_nobody_else_reads_or_changes_the_words(groups: tuple[str, ...]) -> None:
    client = signed_in(*groups)
    answers: list[Any] = [
        client.get("/admin/emails/"),
        client.get(ADDRESS),
        client.post(ADDRESS, WORDS),
        client.post(f"{ADDRESS}default/"),
    ]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert not any(answer["Location"].startswith("/admin/emails") for answer in answers)
    assert EmailTemplate.objects.count() == 0
    if groups:
        assert "/admin/emails/" not in client.get("/admin/").content.decode()
