"""The second factor: set up, asked for, and no way round it."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core.checks import run_checks
from django.test import Client

from core.models import User
from core.second_factor import Requirement, is_required_of
from core.second_factor.adapter import SecondFactorAdapter
from partnerships.models import PartnershipManager
from tests.core.test_accounts import sign_in
from tests.factories.outbox import mailbox
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_factors import (
    SET_UP,
    secret_on,
    set_up_second_factor,
    totp_code,
    turn_on,
)

CODE_PAGE = "/accounts/2fa/authenticate/"
ASK_AGAIN = "/accounts/2fa/reauthenticate/"
NOON = 1_900_000_020.0


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    """A clock that stands until a test moves it."""
    with time_machine.travel(NOON, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    """As in production."""
    settings.REQUIRE_SECOND_FACTOR = Requirement.MANAGERS


@pytest.fixture
def administrator() -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("ada@example.org", PASSWORD)


def secret_of(email: str) -> str:
    """Set up a second factor for somebody in a browser of its own; returns the secret."""
    client = Client()
    sign_in(client, email)
    return set_up_second_factor(client, PASSWORD)


def test_who_needs_one(settings: Any, administrator: User) -> None:
    person = make_user("ana@example.org")
    editor, moderator = make_user("e@example.org", "Editors"), make_user("m@example.org")
    moderator.groups.set(editor.groups.all())
    manager = make_user("mara@example.org")
    PartnershipManager.objects.create(user=manager, partnership=PartnershipFactory())
    everybody = (person, editor, manager, administrator)

    answers = {}
    for requirement in Requirement:
        settings.REQUIRE_SECOND_FACTOR = requirement.value
        answers[requirement.value] = [is_required_of(user) for user in everybody]

    assert answers == {
        "nobody": [False, False, False, False],
        "managers": [False, False, True, True],
        "staff": [False, True, True, True],
    }


def test_a_setting_that_is_none_is_found_and_lets_nobody_in(
    settings: Any, administrator: User
) -> None:
    settings.REQUIRE_SECOND_FACTOR = "yes"

    assert [error.id for error in run_checks() if error.id == "core.E002"] == ["core.E002"]
    with pytest.raises(ValueError, match="yes"):
        is_required_of(administrator)


def test_an_administrator_is_led_to_set_it_up_and_back(client: Client, administrator: User) -> None:
    assert sign_in(client, "ada@example.org")["Location"] == "/admin/"

    response = client.get("/admin/pages/?q=x")
    assert response["Location"] == SET_UP
    response = client.get(SET_UP)
    assert (
        response["Location"]
        == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
    )
    page = client.get(response["Location"]).content.decode()
    assert "Your role needs a second factor." in page
    response = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": SET_UP})
    assert response["Location"] == SET_UP

    answer = client.get(SET_UP)
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', answer.content.decode())
    assert picture is not None
    assert b"<svg" in base64.b64decode(picture[1])
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    turn_on(client, secret_on(answer))

    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code></li>", codes)) == 10
    assert '<a class="button button--primary" href="/admin/pages/?q=x">' in codes
    assert client.get("/admin/").status_code == 200
    assert "go on" not in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert [message.subject for message in mailbox()] == ["The second factor is on"]


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/pages/", "/admin/users/", "/manage/", "/de/manage/"]
)
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_nothing_answers_before(
    client: Client, administrator: User, path: str, method: str
) -> None:
    client.force_login(administrator)

    response = getattr(client, method)(path)

    language = "/de" if path.startswith("/de/") else ""
    assert (response.status_code, response["Location"]) == (302, language + SET_UP)


def test_a_manager_is_asked_when_the_right_is_given(client: Client) -> None:
    manager = make_user("mara@example.org")
    client.force_login(manager)
    assert client.get("/manage/").status_code == 404

    PartnershipManager.objects.create(user=manager, partnership=PartnershipFactory())

    assert client.get("/manage/")["Location"] == SET_UP
    assert client.get("/search/").status_code == 200


def test_editors_and_applicants_go_on_without(client: Client) -> None:
    client.force_login(make_user("edda@example.org", "Editors"))
    assert client.get("/admin/").status_code == 200


def test_the_password_alone_opens_nothing(administrator: User) -> None:
    secret_of("ada@example.org")
    client = Client()

    assert sign_in(client, "ada@example.org")["Location"] == CODE_PAGE
    assert get_user(client).is_anonymous
    for path in ("/admin/", "/accounts/", "/accounts/2fa/", "/accounts/2fa/recovery-codes/"):
        assert client.get(path, follow=True).request["PATH_INFO"] == CODE_PAGE
    wrong = client.post(CODE_PAGE, {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    assert get_user(client).is_anonymous


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_wagtails_forms_are_no_way_round(administrator: User, address: str) -> None:
    secret_of("ada@example.org")
    client = Client()
    data = {"username": "ada@example.org", "password": PASSWORD, "next": "/admin/"}

    response = client.post(address, data, follow=True)

    assert response.request["PATH_INFO"] == "/accounts/login/"
    assert get_user(client).is_anonymous
    assert client.get("/admin/password_reset/").status_code == 404


def test_the_code_signs_in_and_works_once(
    administrator: User, clock: time_machine.Traveller
) -> None:
    secret = secret_of("ada@example.org")
    clock.shift(60)
    code = totp_code(secret)
    client = Client()
    sign_in(client, "ada@example.org")
    assert client.post(CODE_PAGE, {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200

    for seconds, typed in ((0, code), (20, code), (15, f"{code[:3]}-{code[3:]}")):
        clock.shift(seconds)
        other = Client()
        sign_in(other, "ada@example.org")
        assert other.post(CODE_PAGE, {"code": typed}).status_code == 200
        assert get_user(other).is_anonymous


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_clocks_may_differ_a_little(
    administrator: User, clock: time_machine.Traveller, steps: int, is_right: bool
) -> None:
    secret = secret_of("ada@example.org")
    clock.shift(600)
    client = Client()
    sign_in(client, "ada@example.org")

    client.post(CODE_PAGE, {"code": totp_code(secret, steps)})

    assert get_user(client).is_authenticated == is_right


def test_a_recovery_code_signs_in_once(administrator: User, clock: time_machine.Traveller) -> None:
    owner = Client()
    sign_in(owner, "ada@example.org")
    set_up_second_factor(owner, PASSWORD)
    page = owner.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<li><code>(\d{8})</code></li>", page)
    saved = owner.get("/accounts/2fa/recovery-codes/download/")
    assert saved.content.decode().split() == codes

    client = Client()
    sign_in(client, "ada@example.org")
    assert client.post(CODE_PAGE, {"code": codes[3]})["Location"] == "/admin/"
    again = Client()
    sign_in(again, "ada@example.org")
    assert again.post(CODE_PAGE, {"code": codes[3]}).status_code == 200
    assert get_user(again).is_anonymous


def test_codes_cannot_be_guessed(administrator: User, clock: time_machine.Traveller) -> None:
    secret = secret_of("ada@example.org")
    client = Client()
    sign_in(client, "ada@example.org")

    answers = [client.post(CODE_PAGE, {"code": f"{n:06}"}).status_code for n in range(6)]
    assert answers == [200] * 5 + [429]
    clock.shift(30)
    assert client.post(CODE_PAGE, {"code": totp_code(secret)}).status_code == 429
    clock.shift(301)
    assert client.post(CODE_PAGE, {"code": totp_code(secret)})["Location"] == "/admin/"


def test_sessions_from_before_are_over(client: Client, administrator: User) -> None:
    """Who had the password alone is out as soon as the owner sets up a second factor."""
    sign_in(client, "ada@example.org")
    assert client.get("/accounts/").status_code == 200

    secret_of("ada@example.org")

    assert get_user(client).is_anonymous
    assert client.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"


def test_a_session_that_has_not_shown_it_is_asked(
    client: Client, administrator: User, clock: time_machine.Traveller
) -> None:
    secret = secret_of("ada@example.org")
    clock.shift(60)
    administrator.refresh_from_db()
    client.force_login(administrator)

    response = client.get("/admin/pages/?q=x")
    assert response["Location"] == f"{ASK_AGAIN}?next=%2Fadmin%2Fpages%2F%3Fq%3Dx"
    assert client.post("/admin/pages/")["Location"] == f"{ASK_AGAIN}?next=%2Fadmin%2F"
    data = {"code": totp_code(secret), "next": "/admin/pages/?q=x"}
    assert client.post(ASK_AGAIN, data)["Location"] == "/admin/pages/?q=x"
    assert client.get("/admin/").status_code == 200


def test_turned_off_it_is_asked_for_again(client: Client, administrator: User) -> None:
    sign_in(client, "ada@example.org")
    set_up_second_factor(client, PASSWORD)
    assert client.get("/admin/").status_code == 200

    page = client.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert "the password alone opens your account" in page
    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert client.get("/admin/")["Location"] == SET_UP
    assert "The second factor is off" in {message.subject for message in mailbox()}


def test_with_another_persons_session_nothing_is_shown(client: Client, administrator: User) -> None:
    """Who signs in after somebody else in the same browser does not inherit the code."""
    sign_in(client, "ada@example.org")
    set_up_second_factor(client, PASSWORD)
    other = User.objects.create_superuser("bea@example.org", PASSWORD)

    client.force_login(other)

    assert client.get("/admin/")["Location"] == SET_UP


def test_secrets_are_not_readable_in_the_database(administrator: User, settings: Any) -> None:
    secret = secret_of("ada@example.org")
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    adapter = SecondFactorAdapter()

    assert secret not in stored
    assert adapter.decrypt(stored) == secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert adapter.decrypt(stored) == secret
    settings.SECRET_KEY_FALLBACKS = []
    base64.b32decode(adapter.decrypt(stored))
    assert adapter.decrypt(stored) != secret


def test_without_the_key_no_code_fits_and_nothing_breaks(
    administrator: User, settings: Any, clock: time_machine.Traveller
) -> None:
    secret = secret_of("ada@example.org")
    clock.shift(60)
    settings.SECRET_KEY = "another"
    client = Client()
    sign_in(client, "ada@example.org")

    assert client.post(CODE_PAGE, {"code": totp_code(secret)}).status_code == 200
    assert client.post(CODE_PAGE, {"code": "12345678"}).status_code == 200
    assert get_user(client).is_anonymous


@pytest.mark.parametrize("code", ["", " ", "\x00", "١٢٣٤٥٦", "1" * 5000, "-", "½" * 6])
def test_broken_codes_are_told_at_the_field(client: Client, administrator: User, code: str) -> None:
    secret_of("ada@example.org")
    sign_in(client, "ada@example.org")

    response = client.post(CODE_PAGE, {"code": code})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]


def test_an_address_is_not_changed_under_a_second_factor(
    client: Client, administrator: User
) -> None:
    sign_in(client, "ada@example.org")
    set_up_second_factor(client, PASSWORD)

    page = client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})

    assert "Turn it off before you change the address" in page.content.decode()
