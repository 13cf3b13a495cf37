"""Opening an account: nothing works before it is confirmed, and nobody learns of others."""

import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.test import Client
from wagtail.models import Site

from core.account_forms import SignUpForm
from core.models import ProgrammeSettings, User
from tests.core.test_accounts import sign_in
from tests.factories.outbox import empty_mailbox, mailbox
from tests.factories.people import PASSWORD, make_user

NOON = 1_900_000_000.0


@pytest.fixture(autouse=True)
def programme(db: None) -> None:
    """A programme with a name."""
    settings = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name = "Harbour Links"
    settings.save()


def new_person(number: int = 0) -> dict[str, str]:
    """What somebody types."""
    return {
        "first_name": "Nora",
        "last_name": f"Nováková {number}",
        "email": f"nora-{number}@example.org",
        "password1": PASSWORD,
    }


def sign_up(client: Client, **typed: str) -> Any:
    """Fill in the form and send it ten seconds later."""
    with time_machine.travel(NOON, tick=False):
        data = {"stamp": SignUpForm.new_stamp(), **typed}
    with time_machine.travel(NOON + 10, tick=False):
        return client.post("/accounts/signup/", data)


def link_of(message: Any) -> str:
    """The path that a mail leads to."""
    found = re.search(r"http://testserver(/\S+)", message.body)
    assert found is not None
    return found[1]


def confirm(client: Client, link: str) -> Any:
    """Open the link of a mail and say yes."""
    page = client.get(link)
    assert "Yes, confirm it" in page.content.decode()
    next_field = re.search(r'name="next" value="([^"]*)"', page.content.decode())
    data = {"next": next_field[1].replace("&amp;", "&")} if next_field else {}
    return client.post(link.partition("?")[0], data)


def test_somebody_opens_an_account_and_is_signed_in_by_the_link(client: Client) -> None:
    response = sign_up(client, **new_person())

    assert response["Location"] == "/accounts/confirm-email/"
    assert "Look into your mailbox" in client.get(response["Location"]).content.decode()
    user = User.objects.get()
    assert (user.first_name, user.last_name, user.email) == (
        "Nora",
        "Nováková 0",
        "nora-0@example.org",
    )
    assert user.check_password(PASSWORD)
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (False, False, 0)
    assert get_user(client).is_anonymous
    [message] = mailbox()
    assert message.to == ["nora-0@example.org"]
    assert message.subject == "Please confirm your e-mail address"

    with time_machine.travel(NOON + 100, tick=False):
        response = confirm(client, link_of(message))

        assert response["Location"] == "/my/"
        assert get_user(client) == user
    assert EmailAddress.objects.get().verified


def test_nothing_works_before_the_address_is_confirmed() -> None:
    sign_up(Client(), **new_person())
    empty_mailbox()

    client = Client()
    with time_machine.travel(NOON + 1000, tick=False):
        response = sign_in(client, "nora-0@example.org")

    assert response["Location"] == "/accounts/confirm-email/"
    assert get_user(client).is_anonymous
    assert [message.subject for message in mailbox()] == ["Please confirm your e-mail address"]
    assert client.get("/accounts/email/")["Location"].startswith("/accounts/login/")


def test_the_wanted_page_survives_in_the_same_browser(client: Client) -> None:
    sign_up(client, **new_person(), next="/apply/?step=2")

    with time_machine.travel(NOON + 100, tick=False):
        assert confirm(client, link_of(mailbox()[0]))["Location"] == "/apply/?step=2"


def test_the_wanted_page_survives_on_another_device(client: Client) -> None:
    sign_up(client, **new_person(), next="/apply/?step=2")

    phone = Client()
    with time_machine.travel(NOON + 7200, tick=False):
        response = confirm(phone, link_of(mailbox()[0]))
        assert response["Location"] == "/accounts/login/?next=%2Fapply%2F%3Fstep%3D2"
        assert get_user(phone).is_anonymous
        data = {"login": "nora-0@example.org", "password": PASSWORD, "next": "/apply/?step=2"}
        assert phone.post("/accounts/login/", data)["Location"] == "/apply/?step=2"


@pytest.mark.parametrize(
    "wanted",
    ["https://example.com/", "//example.com/", "javascript:alert(1)", "http://[", r"\\example.com"],
)
def test_nobody_is_sent_to_another_site(client: Client, wanted: str) -> None:
    sign_up(client, **new_person(), next=wanted)
    [message] = mailbox()
    link = link_of(message)
    assert "?" not in link
    with time_machine.travel(NOON + 100, tick=False):
        assert client.post(link, {"next": wanted})["Location"] == "/my/"

    for page in ("/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"):
        assert Client().get(page, {"next": wanted}).status_code == 200


def test_the_pages_lead_to_each_other_and_keep_the_wanted_page(client: Client) -> None:
    sign_in_page = client.get("/accounts/login/?next=/apply/").content.decode()
    sign_up_page = client.get("/accounts/signup/?next=/apply/").content.decode()

    assert '<a href="/accounts/signup/?next=%2Fapply%2F">Open an account</a>' in sign_in_page
    assert '<a href="/accounts/login/?next=%2Fapply%2F">Sign in</a>' in sign_up_page
    assert '<input type="hidden" name="next" value="/apply/">' in sign_up_page


def test_an_address_with_an_account_is_answered_alike_and_its_owner_gets_a_mail() -> None:
    make_user("ana@example.org")
    pages = []
    for email in ("ana@example.org", "nora-0@example.org"):
        client = Client()
        response = sign_up(client, **new_person() | {"email": email})
        page = client.get(response["Location"]).content.decode().replace(email, "")
        cookies = sorted(client.cookies)
        pages.append((response.status_code, response["Location"], page, cookies))

    assert pages[0] == pages[1]
    mails = sorted(mailbox(), key=lambda message: message.to)
    assert [(message.to, message.subject) for message in mails] == [
        (["ana@example.org"], "You have an account already"),
        (["nora-0@example.org"], "Please confirm your e-mail address"),
    ]
    assert link_of(mails[0]) == "/accounts/password/reset/"
    assert User.objects.filter(email="ana@example.org").get().first_name == ""


def test_an_address_with_an_account_costs_as_much_hashing_and_mail(hashed: list[str]) -> None:
    make_user("ana@example.org")
    make_user("off@example.org", is_active=False)
    User.objects.create_user("una@example.org", PASSWORD)
    costs = {}
    for email in ("nora-0@example.org", "ANA@example.org", "off@example.org", "una@example.org"):
        hashed.clear()
        empty_mailbox()
        sign_up(Client(), **new_person() | {"email": email})
        costs[email] = (len(hashed), len(mailbox()))

    assert set(costs.values()) == {(1, 1)}, costs


def test_the_second_of_two_clicks_is_answered_alike(
    monkeypatch: pytest.MonkeyPatch, hashed: list[str]
) -> None:
    """Both find the address free; the database lets one through."""
    sign_up(Client(), **new_person())
    hashed.clear()
    monkeypatch.setattr("core.account_forms.is_taken", lambda _email: False)

    response = sign_up(Client(), **new_person())

    assert response["Location"] == "/accounts/confirm-email/"
    assert User.objects.count() == 1
    assert len(mailbox()) == 1
    assert len(hashed) == 1


def test_machines_are_kept_out() -> None:
    filled_in = sign_up(Client(), **new_person(), website="https://example.com/")
    forged = sign_up(Client(), **new_person(), stamp="x")
    with time_machine.travel(NOON, tick=False):
        data = {"stamp": SignUpForm.new_stamp(), **new_person()}
        quick = Client().post("/accounts/signup/", data)

    for response, told in (
        (filled_in, "Please send the form once more."),
        (forged, "This page was open for a long time."),
        (quick, "That was very quick."),
    ):
        page = response.content.decode()
        assert response.status_code == 200
        assert told in page
        assert 'value="Nora"' in page
    assert User.objects.count() == 0
    assert mailbox() == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("first_name", "", "Enter your first name."),
        ("last_name", " \t", "Enter your last name."),
        ("last_name", "\u200b", "Enter your last name."),
        ("email", "nora", "Enter an e-mail address like name@example.org."),
        ("email", "", "Enter an e-mail address."),
        ("password1", "short", "This password is too short."),
        ("password1", "nora-0@example.org", "The password is too similar to the"),
        ("password1", "1q2w3e4r5t6y", "This password is too common."),
        ("password1", "", "Enter a password."),
    ],
)
def test_mistakes_are_told_at_the_field(field: str, value: str, told: str) -> None:
    response = sign_up(Client(), **new_person() | {field: value})

    assert list(response.context["form"].errors) == [field]
    assert told in response.context["form"].errors[field][0]
    assert PASSWORD not in response.content.decode()
    assert User.objects.count() == 0


def test_names_are_one_line_without_invisible_characters() -> None:
    sign_up(Client(), **new_person() | {"first_name": " No\r\nra\u202e ", "last_name": "Ní  Éile"})

    user = User.objects.get()
    assert (user.first_name, user.last_name) == ("No ra", "Ní Éile")


def test_a_link_works_once(client: Client) -> None:
    sign_up(client, **new_person())
    link = link_of(mailbox()[0])
    with time_machine.travel(NOON + 100, tick=False):
        confirm(Client(), link)

        again = Client().get(link).content.decode()

    assert "This link has been used before" in again
    assert Client().post(link).status_code == 404


def test_a_link_of_last_week_works_no_more(client: Client) -> None:
    sign_up(client, **new_person())

    with time_machine.travel(NOON + 4 * 86_400, tick=False):
        page = client.get(link_of(mailbox()[0])).content.decode()

    assert "This link has been used before" in page
    assert not EmailAddress.objects.get().verified
