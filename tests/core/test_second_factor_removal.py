"""Helping somebody who lost phone and recovery codes."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from core.models import AuditEntry, User
from core.second_factor.removal import remove_second_factor
from tests.core.test_accounts import sign_in
from tests.factories.outbox import empty_mailbox, mailbox
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_factors import set_up_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    """Somebody with a second factor."""
    user = make_user("ana@example.org")
    client = Client()
    sign_in(client)
    set_up_second_factor(client, PASSWORD)
    empty_mailbox()
    return user


@pytest.fixture
def office(client: Client) -> Client:
    """The browser of an administrator."""
    client.force_login(User.objects.create_superuser("ada@example.org", PASSWORD))
    return client


def address(user: User) -> str:
    return f"/admin/users/{user.pk}/second-factor/"


def test_the_office_turns_it_off(ana: User, office: Client) -> None:
    signed_in = Client()
    ana.refresh_from_db()
    signed_in.force_login(ana)
    assert address(ana) in office.get("/admin/users/").content.decode()
    assert (
        "Make sure that it is really ana@example.org" in office.get(address(ana)).content.decode()
    )
    assert Authenticator.objects.filter(user=ana).exists()

    response = office.post(address(ana), follow=True)

    assert "The second factor is off, and the person is told." in response.content.decode()
    assert not Authenticator.objects.filter(user=ana).exists()
    assert get_user(signed_in).is_anonymous
    assert sign_in(Client())["Location"] == "/my/"
    assert [(message.to, message.subject) for message in mailbox()] == [
        (["ana@example.org"], "The second factor is off")
    ]
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry is not None
    assert (entry.action, entry.subject_id, str(entry.actor)) == (
        "REMOVE_SECOND_FACTOR",
        ana.pk,
        "ada@example.org",
    )


def test_nobody_else_does(ana: User) -> None:
    for groups in ((), ("Editors",), ("Moderators",)):
        client = Client()
        client.force_login(make_user(f"{len(groups)}{groups[:1]}@example.org", *groups))
        for method in (client.get, client.post):
            response: Any = method(address(ana), follow=True)
            assert "I have made sure" not in response.content.decode()
    assert Authenticator.objects.filter(user=ana).exists()
    assert mailbox() == []


def test_without_one_nothing_is_done(office: Client) -> None:
    bea = make_user("bea@example.org")

    assert "bea@example.org has no second factor." in office.get(address(bea)).content.decode()
    office.post(address(bea))

    assert mailbox() == []
    assert not AuditEntry.objects.filter(subject_id=bea.pk).exists()


def test_ones_own_is_turned_off_on_the_page_of_the_account(office: Client) -> None:
    ada = User.objects.get(email="ada@example.org")

    assert office.post(address(ada))["Location"] == "/accounts/2fa/"
    with pytest.raises(ValueError, match="One's own"):
        remove_second_factor(user=ada, actor=ada, at=timezone.now())
