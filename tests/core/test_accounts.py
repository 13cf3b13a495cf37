"""Signing in, out, and getting a new password, as people do it."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from core.models import ProgrammeSettings, User
from tests.factories.outbox import empty_mailbox, mailbox
from tests.factories.people import PASSWORD, make_user

NEW_PASSWORD = "another sentence of mine"


@pytest.fixture(autouse=True)
def programme(db: None) -> None:
    """A programme with a name."""
    settings = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name = "Harbour Links"
    settings.save()


@pytest.fixture
def person() -> User:
    """Somebody with an account."""
    return make_user("ana@example.org", first_name="Ana", last_name="Ábel")


def sign_in(client: Client, email: str = "ana@example.org", password: str = PASSWORD) -> Any:
    """Send the form."""
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_people_go_to_their_place_and_editors_to_the_admin(client: Client, person: User) -> None:
    assert sign_in(client, "ANA@example.org")["Location"] == "/my/"
    assert get_user(client) == person

    make_user("edda@example.org", "Editors")
    assert sign_in(Client(), "edda@example.org")["Location"] == "/admin/"


def test_the_address_that_was_asked_for_wins_if_it_is_ours(person: User) -> None:
    for wanted, got in (("/news/", "/news/"), ("https://example.com/", "/my/")):
        response = Client().post(
            f"/accounts/login/?next={wanted}",
            {"login": person.email, "password": PASSWORD, "next": wanted},
        )
        assert response["Location"] == got


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(person: User) -> None:
    answers = [
        sign_in(Client(), email, "wrong").content.decode()
        for email in (person.email, "xxx@example.org")
    ]
    texts = [
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text.replace(email, ""))
        for text, email in zip(answers, (person.email, "xxx@example.org"), strict=True)
    ]

    assert "The e-mail address or the password is not right." in texts[0]
    assert 'class="error-summary"' in texts[0]
    assert texts[0] == texts[1]


def make_people() -> list[str]:
    """Accounts of every kind, and the address of each."""
    make_user("off@example.org", is_active=False)
    User.objects.create_user("una@example.org", PASSWORD)
    User.objects.create_user("nopassword@example.org")
    return ["off@example.org", "una@example.org", "nopassword@example.org"]


def test_an_unknown_address_costs_as_much_hashing_as_a_known_one(
    person: User, hashed: list[str]
) -> None:
    costs = {}
    for email in ("xxx@example.org", person.email, "ANA@example.org", *make_people()):
        hashed.clear()
        sign_in(Client(), email, "wrong")
        costs[email] = len(hashed)

    assert costs["xxx@example.org"] > 0
    assert set(costs.values()) == {costs["xxx@example.org"]}, costs


def test_asking_for_a_new_password_costs_one_mail_and_no_hashing(
    person: User, hashed: list[str]
) -> None:
    costs = {}
    for email in ("xxx@example.org", person.email, *make_people()):
        hashed.clear()
        empty_mailbox()
        Client().post("/accounts/password/reset/", {"email": email})
        costs[email] = (len(hashed), len(mailbox()))

    assert set(costs.values()) == {(0, 1)}, costs


def test_a_new_password_by_mail(client: Client, person: User) -> None:
    response = client.post("/accounts/password/reset/", {"email": "Ana@example.org"})
    assert response["Location"] == "/accounts/password/reset/done/"
    [message] = mailbox()
    assert message.to == ["ana@example.org"]
    assert message.from_email == "Harbour Links <noreply@example.org>"
    assert message.subject == "Choose a new password"
    assert message.body.startswith("Hello,\n\nSomebody, probably you, asked for a new password")
    assert message.body.rstrip().endswith("Harbour Links\nhttp://testserver/")
    assert "&" not in message.body

    link = re.search(r"http://testserver(\S+/key/\S+)", message.body)
    assert link is not None
    form = client.get(link[1], follow=True)
    assert "Choose a new password" in form.content.decode()
    done = client.post(
        form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assert done.status_code == 302
    assert sign_in(Client(), password=NEW_PASSWORD)["Location"] == "/my/"
    assert get_user(client).is_anonymous
    again = client.get(link[1], follow=True).content.decode()
    assert "This link does not work" in again


def test_asking_for_an_unknown_address_is_answered_alike(client: Client, person: User) -> None:
    answers = [
        client.post("/accounts/password/reset/", {"email": email})
        for email in (person.email, "xxx@example.org")
    ]

    assert [answer["Location"] for answer in answers] == ["/accounts/password/reset/done/"] * 2
    assert [message.to for message in mailbox()] == [["ana@example.org"], ["xxx@example.org"]]
    assert mailbox()[1].subject == "There is no account with this address"


def test_people_change_their_password(client: Client, person: User) -> None:
    client.force_login(person)
    address = "/accounts/password/change/"
    wrong = client.post(
        address,
        {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert 'class="error-summary"' in wrong.content.decode()

    right = client.post(
        address,
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        follow=True,
    )

    assert "Your password is changed." in right.content.decode()
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


def test_signing_out_asks_first(client: Client, person: User) -> None:
    client.force_login(person)
    assert "Do you want to sign out" in client.get("/accounts/logout/").content.decode()
    assert get_user(client) == person

    assert client.post("/accounts/logout/")["Location"] == "/"
    assert get_user(client).is_anonymous


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/logout/",
        "/accounts/inactive/",
        "/accounts/signup/",
        "/accounts/reauthenticate/",
        "/accounts/email/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/nothing/",
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-set-password/",
        "/accounts/login/code/confirm/",
        "/accounts/",
        "/accounts/name/",
        "/accounts/2fa/",
        "/accounts/2fa/authenticate/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/recovery-codes/generate/",
    ],
)
def test_each_page_stands_in_our_frame(
    client: Client, person: User, address: str, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(person)

    response = client.get(address, follow=True)
    text = response.content.decode()

    assert response.status_code == 200
    # Where we were sent on to the front page, there is none in this test: Wagtail's own.
    if response.request["PATH_INFO"] != "/":
        assert 'class="site-header"' in text
        assert len(re.findall(r"<h1[ >]", text)) == 1
        assert "<strong>Menu:</strong>" not in text


FORMS_OF_WAGTAIL = ("wagtailadmin/login.html", "wagtailcore/login.html", "registration/login.html")


@pytest.mark.parametrize(
    "address",
    ["/admin/login/", "/admin/", "/admin/pages/", "/_util/login/", "/de/_util/login/"],
)
def test_wagtails_own_forms_let_nobody_in(client: Client, address: str) -> None:
    make_user("edda@example.org", "Editors")
    data = {"username": "edda@example.org", "password": PASSWORD, "next": "/admin/"}

    for response in (client.get(address, follow=True), client.post(address, data, follow=True)):
        assert not {template.name for template in response.templates} & set(FORMS_OF_WAGTAIL)
        assert re.fullmatch(r"(/de)?/accounts/login/", response.request["PATH_INFO"])
    assert get_user(client).is_anonymous


@pytest.mark.parametrize(
    "address",
    [
        "/admin/password_reset/",
        "/admin/password_reset/done/",
        "/admin/password_reset/confirm/MQ/x-y/",
    ],
)
def test_wagtails_password_reset_is_off(client: Client, address: str) -> None:
    response = client.get(address, follow=True)

    assert response.request["PATH_INFO"] == "/accounts/login/" or response.status_code == 404
    client.post(address, {"email": "edda@example.org"})
    assert mailbox() == []


def test_a_private_page_asks_for_our_sign_in(client: Client) -> None:
    assert reverse("wagtailcore_login") == "/_util/login/"
    response = client.get(reverse("wagtailcore_login") + "?next=/about/")

    assert response["Location"] == "/accounts/login/?next=/about/"


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/login/", "/_util/login/?next=/about/"]
)
def test_people_who_may_not_enter_are_told_so(client: Client, person: User, address: str) -> None:
    """The sign-in would send them back again, without end."""
    client.force_login(person)

    response = client.get(address, follow=True)

    assert response.status_code == 403
    assert "You may not see this page" in response.content.decode()


def test_editors_are_led_on_from_wagtails_sign_in_but_not_to_others_pages(client: Client) -> None:
    client.force_login(make_user("edda@example.org", "Editors"))

    assert client.get("/admin/login/")["Location"] == "/admin/"
    assert client.get("/_util/login/?next=/about/").status_code == 403


def test_fields_are_named_once_and_hold_no_words(client: Client, person: User) -> None:
    client.force_login(person)
    shown = {}
    for address in ("/accounts/password/change/", "/accounts/email/", "/accounts/reauthenticate/"):
        text = client.get(address).content.decode()
        assert "placeholder" not in text.split('<main id="main"')[1].split("</main>")[0]
        shown[address] = re.findall(r'<label class="field__label" for="\w+">([^<]+)</label>', text)

    assert shown == {
        "/accounts/password/change/": [
            "Current password",
            "New password",
            "New password, once more",
        ],
        "/accounts/email/": ["New e-mail address"],
        "/accounts/reauthenticate/": ["Password"],
    }


def test_a_changed_password_is_told_by_mail(client: Client, person: User) -> None:
    client.force_login(person)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    [message] = mailbox()
    assert (message.to, message.subject) == (
        ["ana@example.org"],
        "Your password was changed",
    )
    assert "The password of your account was changed." in message.body
