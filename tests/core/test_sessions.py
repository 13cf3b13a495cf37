"""Which session keys are looked for."""

import pytest
from django.conf import settings
from django.test import Client

from core.models import User
from core.sessions import SessionStore
from home.models import HomePage

A_KEY = "k3" * 16


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (A_KEY, A_KEY),
        ("short", None),
        ("", None),
        ("\0" + A_KEY, None),
        (A_KEY.upper(), None),
        (A_KEY + "é", None),
    ],
)
def test_only_keys_as_django_makes_them_are_looked_for(key: str, expected: str | None) -> None:
    assert SessionStore(key).session_key == expected


def test_a_cookie_with_nul_breaks_no_page(client: Client, home_page: HomePage) -> None:
    cookie = f'{settings.SESSION_COOKIE_NAME}="\\000{A_KEY}"'
    assert client.get("/", HTTP_COOKIE=cookie).status_code == 200


def test_sessions_are_kept_by_this_store(client: Client, db: None) -> None:
    user = User.objects.create_user("ana@example.org")
    client.force_login(user)
    assert type(client.session) is SessionStore
    assert client.session["_auth_user_id"] == str(user.pk)
