"""What is written down about accounts, and that it tells nobody who they are."""

import logging

import pytest
from django.test import Client

from core.models import AuditEntry, User
from tests.core.test_accounts import NEW_PASSWORD, sign_in
from tests.core.test_sign_up import confirm, link_of, new_person, sign_up
from tests.factories.outbox import mailbox
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_factors import set_up_second_factor

pytestmark = pytest.mark.django_db


def trail() -> list[str]:
    """What was done, in order."""
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_life_of_an_account(client: Client) -> None:
    sign_up(client, **new_person())
    confirm(client, link_of(mailbox()[0]))
    sign_in(client, "nora-0@example.org")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    set_up_second_factor(client, NEW_PASSWORD)
    client.post("/accounts/2fa/totp/deactivate/")
    client.post("/accounts/sessions/end/")

    assert trail() == [
        "SIGN_UP",
        "CONFIRM_ADDRESS",
        "CHANGE_PASSWORD",
        "ADD_SECOND_FACTOR",
        "REMOVE_SECOND_FACTOR",
        "REMOVE_SECOND_FACTOR",
        "END_SESSIONS",
    ]
    user = User.objects.get()
    assert {(entry.actor, entry.subject_id, entry.role) for entry in AuditEntry.objects.all()} == {
        (user, user.pk, "PERSON")
    }
    kept = str(list(AuditEntry.objects.values()))
    assert "nora" not in kept.lower()


def test_the_log_tells_who_was_let_in_without_an_address(caplog: pytest.LogCaptureFixture) -> None:
    person = make_user("ana@example.org", first_name="Ana")
    caplog.set_level(logging.INFO)

    sign_in(Client(), password="wrong")
    sign_in(Client(), "nobody@example.org", "wrong")
    sign_in(Client())

    said = [record.getMessage() for record in caplog.records if record.name.startswith("core")]
    assert said == ["A sign-in failed", "A sign-in failed", f"Signed in: {person.pk}"]
    assert "example.org" not in caplog.text
    assert "Ana" not in caplog.text
