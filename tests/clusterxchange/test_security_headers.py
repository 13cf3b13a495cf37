"""The headers that every answer carries, public pages and the admin apart."""

import pytest
from django.test import Client

from core.models import ProgrammeSettings
from home.models import ContactPage, FAQPage, HomePage, StandardPage
from tests.factories.people import make_user

PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
ADMIN_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-ancestors": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
OTHER_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
PUBLIC_ADDRESSES = {
    "/": 200,
    "/about/": 200,
    "/questions/": 200,
    "/contact/": 200,
    "/contact/?sent=1": 200,
    "/about": 301,
    "/nothing-here/": 404,
    "/accounts/login/": 200,
    "/accounts/signup/": 200,
    "/accounts/password/reset/": 200,
    "/robots.txt": 200,
    "/sitemap.xml": 200,
    "/favicon.ico": 302,
    "/healthz": 200,
    "/readyz": 200,
    "/.well-known/security.txt": 200,
}


def policy(header: str) -> dict[str, str]:
    """A content security policy by its directives."""
    pairs = (directive.strip().split(" ", 1) for directive in header.split(";"))
    return dict(pairs)


@pytest.fixture
def site(home_page: HomePage, programme: ProgrammeSettings) -> None:
    """One page of each plain type."""
    for page in (
        StandardPage(title="About", slug="about"),
        FAQPage(title="Questions", slug="questions"),
        ContactPage(title="Contact", slug="contact"),
    ):
        home_page.add_child(instance=page)


@pytest.mark.parametrize(("address", "status"), PUBLIC_ADDRESSES.items())
def test_public_addresses_have_the_strict_policy(
    client: Client, site: None, address: str, status: int
) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert policy(response["Content-Security-Policy"]) == PUBLIC_POLICY
    assert "Content-Security-Policy-Report-Only" not in response
    assert {name: response.get(name) for name in OTHER_HEADERS} == OTHER_HEADERS


def test_a_visit_leaves_no_cookie(client: Client, site: None) -> None:
    for address in ("/", "/about/", "/questions/"):
        client.get(address)

    assert dict(client.cookies) == {}


def test_the_admin_has_its_own_policy(client: Client, site: None) -> None:
    client.force_login(make_user("ada@example.org", is_superuser=True, is_staff=True))

    response = client.get("/admin/")

    assert response.status_code == 200
    assert policy(response["Content-Security-Policy"]) == ADMIN_POLICY
    assert {name: response.get(name) for name in OTHER_HEADERS} == OTHER_HEADERS
