"""The mails about accounts: each has our words, and none is cut or forgotten."""

import datetime
from pathlib import Path
from urllib.parse import unquote

import allauth
import pytest
from django.test import Client

from core.account_mails import MAILS, AccountMail
from core.emails.rendering import draft_email, render_email
from core.models import OutboxMessage
from tests.core.test_accounts import sign_in
from tests.core.test_sign_up import new_person, sign_up
from tests.factories.outbox import mailbox
from tests.factories.people import make_user

GIVEN = {
    "email": "ana@example.org",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
    "activate_url": "http://testserver/accounts/confirm-email/KEY/",
    "password_reset_url": "http://testserver/accounts/password/reset/",
    "signup_url": "http://testserver/accounts/signup/",
    "timestamp": datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC),
    "ip": "192.0.2.1",
    "user_agent": "Browser",
}
# Ways of signing in that this site does not have, and mails that nothing sends.
OF_OTHER_WAYS = {
    "account/email/email_confirm",
    "account/email/login_code",
    "account/email/password_reset_code",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
}


def test_every_mail_of_allauth_has_our_words() -> None:
    templates = Path(allauth.__file__).parent / "templates"
    theirs = {
        str(path.relative_to(templates)).removesuffix("_subject.txt")
        for app in ("account", "mfa")
        for path in (templates / app / "email").glob("*_subject.txt")
    }

    assert theirs - OF_OTHER_WAYS == set(MAILS)


@pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)
def test_each_mail_is_filled_in(db: None, mail: AccountMail) -> None:
    context = mail.context(GIVEN)
    draft = draft_email(mail.kind.code, context)
    html = render_email(mail.kind.code, context).html

    assert draft.subject
    assert draft.body.startswith("Hello,\n\n")
    assert "{" not in draft.body
    for ours, value in context.items():
        assert value in draft.body, ours
    if "address" in context:
        assert f'href="{context["address"]}"' in html
    if "time" in context:
        assert context["time"] == "24 November 2026, 10:30 CET"


def test_a_long_way_on_is_not_cut(client: Client, db: None) -> None:
    wanted = "/apply/?" + "&".join(f"sector=sector-{number}" for number in range(20))

    sign_up(client, **new_person(), next=wanted)

    [message] = mailbox()
    assert unquote(unquote(str(message.body))).count("sector=sector-") == 20


def test_pages_do_not_wait_for_the_mail_server(client: Client, db: None) -> None:
    """Nothing is sent before the outbox delivers, whatever the mail server does."""
    make_user("ana@example.org")
    for email in ("ana@example.org", "nobody@example.org"):
        assert client.post("/accounts/password/reset/", {"email": email}).status_code == 302

    assert sorted(OutboxMessage.objects.values_list("payload__code", "payload__to")) == [
        ("account-new-password", "ana@example.org"),
        ("account-unknown", "nobody@example.org"),
    ]
    assert sign_in(client)["Location"] == "/my/"
