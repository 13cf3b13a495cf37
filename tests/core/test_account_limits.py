"""How often one may try, and that an office full of people is no attacker."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from core.models import User
from tests.core.test_accounts import NEW_PASSWORD, sign_in
from tests.core.test_sign_up import new_person, sign_up
from tests.factories.outbox import mailbox
from tests.factories.people import make_user


@pytest.fixture
def person(db: None) -> User:
    """Somebody with an account."""
    return make_user("ana@example.org")


def ask_for_password(email: str) -> Any:
    """Send the form that mails a link."""
    return Client().post("/accounts/password/reset/", {"email": email})


def test_attempts_on_one_account_are_limited(person: User) -> None:
    wrong = [sign_in(Client(), password="wrong").status_code for _attempt in range(5)]

    answer = sign_in(Client())

    assert wrong == [200] * 5
    assert "There were too many attempts. Wait five minutes" in answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert 'value="ana@example.org"' in answer.content.decode()


def test_an_unknown_address_is_limited_alike(db: None) -> None:
    answers = [sign_in(Client(), "nobody@example.org", "wrong") for _attempt in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_a_new_password_ends_the_waiting(person: User) -> None:
    for _attempt in range(5):
        sign_in(Client(), password="wrong")
    ask_for_password(person.email)
    link = str(mailbox()[0].body).split("http://testserver")[1].split()[0]
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert sign_in(client, password=NEW_PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("action", "attempt"),
    [
        ("login", lambda number: sign_in(Client(), f"nobody-{number}@example.org", "wrong")),
        ("login_failed", lambda number: sign_in(Client(), f"nobody-{number}@example.org", "wrong")),
        ("signup", lambda number: sign_up(Client(), **new_person(number))),
        ("reset_password", lambda number: ask_for_password(f"nobody-{number}@example.org")),
    ],
)
def test_attempts_from_one_place_are_limited(
    db: None, settings: Any, action: str, attempt: Callable[[int], Any]
) -> None:
    """With smaller numbers than the real ones, which let an office full of people in."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        action: re.sub(r"^\d+(?=/5m/ip)", "3", settings.ACCOUNT_RATE_LIMITS[action])
    }

    answers = [attempt(number) for number in range(4)]

    assert 429 not in {answer.status_code for answer in answers[:-1]}
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "300")


def test_the_page_in_place_of_another_is_ours(db: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/5m/ip"}

    sign_in(Client())
    answer = sign_in(Client())

    assert "Too many attempts" in answer.content.decode()
    assert 'class="site-header"' in answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")


def test_no_header_makes_one_place_into_many(db: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/5m/ip"}

    answers = [
        Client(headers={"X-Forwarded-For": f"192.0.2.{number}"}).post("/accounts/login/")
        for number in range(4)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_links_for_a_new_password_are_limited_for_one_address_known_or_not(person: User) -> None:
    for email in (person.email, "nobody@example.org"):
        answers = [ask_for_password(email).status_code for _time in range(4)]
        assert answers == [302, 302, 302, 429]

    assert len(mailbox()) == 6


def test_thirty_people_behind_one_address_sign_up_and_in_with_mistakes(db: None) -> None:
    """Each forgets something once and mistypes the password once."""
    people = [new_person(number) for number in range(30)]

    incomplete = [sign_up(Client(), **person | {"last_name": ""}).status_code for person in people]
    signed_up = [sign_up(Client(), **person)["Location"] for person in people]
    for user in User.objects.all():
        user.emailaddress_set.update(verified=True)
    wrong = [sign_in(Client(), str(p["email"]), "wrong").status_code for p in people]
    right = [sign_in(Client(), str(p["email"]), str(p["password1"])).status_code for p in people]

    assert incomplete == wrong == [200] * 30
    assert signed_up == ["/accounts/confirm-email/"] * 30
    assert right == [302] * 30
