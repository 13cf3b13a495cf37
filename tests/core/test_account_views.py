"""The page of one's account, and the menu that leads there."""

import re

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import workplaces
from core.models import User
from core.workplaces import Workplace, register_workplace
from exchanges.permissions import MANAGES
from home.models import HomePage
from partnerships.models import PartnershipManager
from tests.core.test_accounts import sign_in
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import PASSWORD, make_user


@pytest.fixture
def person(db: None) -> User:
    """Somebody with an account."""
    return make_user("ana@example.org", first_name="Ana", last_name="Ábel")


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three places whose addresses are there, and one whose address is not."""
    monkeypatch.setattr(workplaces, "_workplaces", {})
    register_workplace(Workplace("search", "Mine", None, order=30))
    register_workplace(Workplace("account_name", "Manage", MANAGES, order=20))
    register_workplace(workplaces.ADMIN)
    register_workplace(Workplace("nowhere", "Nowhere", None, order=1))


def menu_of(client: Client) -> list[tuple[str, str]]:
    """Where the first account menu of a page leads, and what it says."""
    page = client.get("/search/").content.decode()
    menu = re.search(r'<ul class="account-menu__list">.*?</ul>', page, re.DOTALL)
    if menu is None:
        return re.findall(r'<a class="tool-link" href="(/accounts/[^"]*)">([^<]*)</a>', page)[:1]
    return re.findall(r'href="([^"]*)">([^<]*)</a>', menu[0])


def test_the_account_at_a_glance(client: Client, person: User) -> None:
    client.force_login(person)

    page = client.get("/accounts/").content.decode()

    assert re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)", page)[:2] == [
        ("Name", "Ana Ábel"),
        ("E-mail address", "ana@example.org"),
    ]
    assert "With one, a stolen password alone opens nothing." in page


def test_nobody_else_sees_it(client: Client, db: None) -> None:
    assert client.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"
    assert client.post("/accounts/sessions/end/")["Location"].startswith("/accounts/login/")


def test_a_name_is_changed(client: Client, person: User) -> None:
    client.force_login(person)

    refused = client.post("/accounts/name/", {"first_name": "\u200b", "last_name": "Abel"})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"first_name": ["Enter your first name."]}
    assert 'value="Abel"' in refused.content.decode()

    client.post("/accounts/name/", {"first_name": "Anna\nMaria", "last_name": "Abel"})
    person.refresh_from_db()
    assert person.get_full_name() == "Anna Maria Abel"


def test_all_other_sessions_are_ended(client: Client, person: User) -> None:
    other, stranger = Client(), Client()
    sign_in(client)
    sign_in(other)
    make_user("bea@example.org")
    sign_in(stranger, "bea@example.org", PASSWORD)

    response = client.post("/accounts/sessions/end/", follow=True)

    assert "You are signed out everywhere else." in response.content.decode()
    assert get_user(client) == person
    assert get_user(other).is_anonymous
    assert get_user(stranger).is_authenticated
    assert client.get("/accounts/sessions/end/").status_code == 405


def test_a_new_password_ends_all_other_sessions(client: Client, person: User) -> None:
    other = Client()
    sign_in(client)
    sign_in(other)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "a new sentence", "password2": "a new sentence"},
    )

    assert get_user(client) == person
    assert get_user(other).is_anonymous


def test_the_menu_shows_everybody_their_places(places: None, db: None) -> None:
    manager = make_user("mara@example.org")
    PartnershipManager.objects.create(user=manager, partnership=PartnershipFactory())
    people = [make_user("ana@example.org"), manager, make_user("edda@example.org", "Editors")]
    own = [("/accounts/", "Account"), ("/accounts/logout/", "Sign out")]

    menus = [menu_of(Client())]
    for user in people:
        client = Client()
        client.force_login(user)
        menus.append(menu_of(client))

    assert menus == [
        [("/accounts/login/", "Sign in")],
        [("/search/", "Mine"), *own],
        [("/accounts/name/", "Manage"), ("/search/", "Mine"), *own],
        [("/admin/", "Admin"), ("/search/", "Mine"), *own],
    ]


def test_after_the_sign_in_people_come_to_their_first_place(places: None, person: User) -> None:
    manager = make_user("mara@example.org")
    PartnershipManager.objects.create(user=manager, partnership=PartnershipFactory())
    make_user("edda@example.org", "Editors")

    assert [
        sign_in(Client(), email)["Location"]
        for email in ("ana@example.org", "mara@example.org", "edda@example.org")
    ] == ["/search/", "/accounts/name/", "/admin/"]


def test_anonymous_visitors_cost_no_query_for_the_menu_and_get_no_cookie(
    client: Client, home_page: HomePage
) -> None:
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get("/")

    tables = ("core_user", "django_session", "auth_", "account_", "mfa_", "partnershipmanager")
    assert [q["sql"] for q in queries if any(table in q["sql"] for table in tables)] == []
    assert not response.cookies
    assert "no-store" not in response.get("Cache-Control", "")
