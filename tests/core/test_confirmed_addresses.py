"""One address for each person, and only one that is theirs."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.test import Client

from core.models import User
from tests.core.test_accounts import NEW_PASSWORD, sign_in
from tests.core.test_sign_up import confirm, link_of, new_person, sign_up
from tests.factories.outbox import empty_mailbox, mailbox
from tests.factories.people import PASSWORD, make_user

ADDRESS = "/accounts/email/"


@pytest.fixture
def person(db: None) -> User:
    """Somebody with an account."""
    return make_user("ana@example.org")


@pytest.fixture
def owner(client: Client, person: User) -> Client:
    """The browser of that person, who has just given the password once more."""
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get(ADDRESS)  # takes the greeting away
    return client


def ask_to_change(client: Client, email: str) -> Any:
    """Send the form with a new address."""
    return client.post(ADDRESS, {"action_add": "", "email": email})


def addresses() -> list[tuple[str, bool]]:
    """All addresses, and which are confirmed."""
    return list(EmailAddress.objects.order_by("email").values_list("email", "verified"))


def test_the_password_is_asked_for_before_a_change(client: Client, person: User) -> None:
    sign_in(client)

    response = ask_to_change(client, "new@example.org")
    assert response["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert addresses() == [("ana@example.org", True)]

    client.post(response["Location"], {"password": PASSWORD, "next": ADDRESS})
    assert addresses() == [("ana@example.org", True), ("new@example.org", False)]


def test_the_old_address_counts_until_the_new_one_is_confirmed(owner: Client, person: User) -> None:
    ask_to_change(owner, "New@example.org")

    page = owner.get(ADDRESS).content.decode()
    assert "new@example.org" in page.split("Not yet confirmed")[1]
    [message] = mailbox()
    assert message.to == ["new@example.org"]
    person.refresh_from_db()
    assert person.email == "ana@example.org"
    assert sign_in(Client())["Location"] == "/my/"

    response = confirm(owner, link_of(message))
    assert response["Location"] == "/accounts/"
    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert addresses() == [("new@example.org", True)]
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), "new@example.org")["Location"] == "/my/"
    assert [(sent.to, sent.subject) for sent in mailbox()[1:]] == [
        (["ana@example.org"], "Your e-mail address was changed")
    ]


def test_a_change_can_be_taken_back(owner: Client, person: User) -> None:
    ask_to_change(owner, "new@example.org")
    owner.post(ADDRESS, {"action_remove": "", "email": "new@example.org"})

    assert addresses() == [("ana@example.org", True)]
    assert "This link has been used before" in owner.get(link_of(mailbox()[0])).content.decode()


@pytest.mark.parametrize("data", [{}, {"action_send": ""}, {"action_remove": "", "email": "\x00"}])
def test_a_broken_form_changes_nothing(owner: Client, data: dict[str, str]) -> None:
    assert owner.post(ADDRESS, data)["Location"] == ADDRESS
    assert addresses() == [("ana@example.org", True)]


def test_the_address_of_another_account_is_answered_alike_and_not_given(owner: Client) -> None:
    make_user("bea@example.org")
    pages = []
    for email in ("bea@example.org", "free@example.org"):
        response = ask_to_change(owner, email)
        page = owner.get(response["Location"]).content.decode()
        pages.append(re.sub(r'middlewaretoken" value="\w+"', "", page).replace(email, ""))
    assert pages[0] == pages[1]

    ask_to_change(owner, "bea@example.org")
    page = owner.get(link_of(mailbox()[0])).content.decode()
    assert "This link has been used before" in page or "belongs to another account" in page
    assert (
        not EmailAddress.objects.filter(email="bea@example.org")
        .exclude(user__email="bea@example.org")
        .filter(verified=True)
    )


def test_an_address_that_was_only_asked_for_opens_no_account(owner: Client) -> None:
    """Somebody may mistype the new address: its owner must not get in."""
    ask_to_change(owner, "stranger@example.org")
    empty_mailbox()

    Client().post("/accounts/password/reset/", {"email": "stranger@example.org"})

    [message] = mailbox()
    assert message.subject == "There is no account with this address"


def test_an_address_that_was_only_asked_for_is_free_for_its_owner(owner: Client) -> None:
    ask_to_change(owner, "nora-0@example.org")
    old_link = link_of(mailbox()[0])
    empty_mailbox()

    sign_up(Client(), **new_person())

    assert addresses() == [("ana@example.org", True), ("nora-0@example.org", False)]
    assert User.objects.get(email="nora-0@example.org").first_name == "Nora"
    assert "This link has been used before" in owner.get(old_link).content.decode()


def test_an_account_that_took_the_address_meanwhile_keeps_it(owner: Client, person: User) -> None:
    ask_to_change(owner, "bea@example.org")
    User.objects.create_user("bea@example.org", PASSWORD)

    response = owner.post(link_of(mailbox()[0]), follow=True)

    assert "bea@example.org already belongs to another account." in response.content.decode()
    person.refresh_from_db()
    assert person.email == "ana@example.org"


def test_a_link_for_a_new_password_confirms_the_address(db: None) -> None:
    """Also for people whom an administrator gave an account."""
    user = User.objects.create_user("bea@example.org")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "bea@example.org"})
    form = client.get(link_of(mailbox()[0]), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert addresses() == [("bea@example.org", True)]
    assert sign_in(client, "bea@example.org", NEW_PASSWORD)["Location"] == "/my/"
    assert get_user(client) == user


def test_an_administrator_gives_another_address(person: User) -> None:
    person.email = "ana.abel@example.org"
    person.save()

    assert addresses() == []
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), person.email)["Location"] == "/accounts/confirm-email/"
    assert mailbox()[0].to == ["ana.abel@example.org"]


def test_other_changes_of_a_person_leave_the_address_confirmed(person: User) -> None:
    person.first_name = "Anna"
    person.save()

    assert addresses() == [("ana@example.org", True)]


def test_the_first_administrator_needs_no_mail(db: None) -> None:
    User.objects.create_superuser("root@example.org", PASSWORD)

    assert sign_in(Client(), "root@example.org")["Location"] == "/admin/"


def test_wagtails_own_forms_for_address_and_password_are_off(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))

    page = client.get("/admin/account/").content.decode()

    assert 'name="locale-preferred_language"' in page
    assert 'name="name_email-email"' not in page
    assert 'name="password-old_password"' not in page
