"""Addresses for machines."""

import datetime
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import path
from django.views.defaults import server_error
from wagtail.models import PageViewRestriction

from core.models import ProgrammeSettings
from exchanges.calendar import programme_today
from exchanges.models import OfferStatus
from home.models import HomePage, StandardPage
from home.views import alive
from partnerships.models import OrganisationState
from tests.factories.exchanges import OfferFactory, make_catalogue, make_offer_page
from tests.factories.partnerships import OrganisationFactory

SITEMAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def sitemap_entries(client: Client) -> dict[str, str | None]:
    """The addresses of the sitemap with the day of their last change."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)
    return {
        entry.findtext("map:loc", namespaces=SITEMAP) or "": entry.findtext(
            "map:lastmod", namespaces=SITEMAP
        )
        for entry in tree.findall("map:url", SITEMAP)
    }


def test_robots_txt(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /accounts/\nDisallow: /search/\n"
        "Disallow: /offers/fit/\nDisallow: /offers/export.csv\n\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


def test_the_icon_is_found_without_reading_a_page(client: Client) -> None:
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, "/static/img/favicon.ico")


def test_the_sitemap_lists_what_is_public(client: Client, home_page: HomePage) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)):
        for title in ("About", "Private"):
            page = StandardPage(title=title, slug=title.lower())
            home_page.add_child(instance=page)
            page.save_revision().publish()
        home_page.add_child(instance=StandardPage(title="Sample", slug="sample", is_sample=True))
        home_page.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    PageViewRestriction.objects.create(
        page=StandardPage.objects.get(slug="private"), restriction_type=PageViewRestriction.LOGIN
    )

    assert sitemap_entries(client) == {
        "http://localhost/": None,
        "http://localhost/about/": "2026-03-02",
    }


def test_the_sitemap_has_the_public_organisations(client: Client, home_page: HomePage) -> None:
    public, sample, unverified = (
        OrganisationFactory(name=name, slug=name.lower(), state=state, is_sample=is_sample)
        for name, state, is_sample in (
            ("Harbour", OrganisationState.VERIFIED, False),
            ("Invented", OrganisationState.VERIFIED, True),
            ("Unknown", OrganisationState.UNVERIFIED, False),
        )
    )

    addresses = [address.split("/", 3)[3] for address in sitemap_entries(client)]

    assert public.get_absolute_url()[1:] in addresses
    assert sample.get_absolute_url()[1:] not in addresses
    assert unverified.get_absolute_url()[1:] not in addresses


def test_the_sitemap_has_the_offers_that_take_visitors(client: Client, home_page: HomePage) -> None:
    catalogue = make_catalogue(home_page)
    unverified = OrganisationFactory(state=OrganisationState.UNVERIFIED)
    yesterday = programme_today() - datetime.timedelta(days=1)
    make_offer_page(catalogue, slug="open")
    make_offer_page(catalogue, slug="paused", offer=OfferFactory(status=OfferStatus.PAUSED))
    make_offer_page(catalogue, slug="hostless", offer=OfferFactory(host_organisation=unverified))
    make_offer_page(catalogue, slug="over", period_end=yesterday)
    make_offer_page(catalogue, slug="invented", is_sample=True)

    offers = [address for address in sitemap_entries(client) if "/offers/" in address]

    assert offers == ["http://localhost/offers/", "http://localhost/offers/open/"]


@time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC), tick=False)
def test_security_txt_names_the_contact(client: Client, programme: ProgrammeSettings) -> None:
    assert client.get("/.well-known/security.txt").content.decode() == (
        "Contact: mailto:office@example.org\n"
        "Expires: 2026-08-29T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: http://testserver/.well-known/security.txt\n"
    )


def test_without_a_contact_there_is_no_security_txt(client: Client, home_page: HomePage) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.fixture
def database_is_away(db: None) -> Iterator[None]:
    """Every statement fails as it does when the server is gone."""

    def refuse(*_args: Any) -> None:
        raise OperationalError("server closed the connection: secret-host")

    with connection.execute_wrapper(refuse):
        yield


def test_the_process_is_well_without_a_database() -> None:
    """No mark for the database: a query would raise here."""
    response = alive(RequestFactory().get("/healthz"))

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_asks_the_database(client: Client, db: None) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")


def test_not_ready_while_the_database_is_away(client: Client, database_is_away: None) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"not ready\n")
    assert client.get("/healthz").status_code == 200


def test_a_missing_page_helps_to_go_on(
    client: Client, home_page: HomePage, programme: ProgrammeSettings
) -> None:
    home_page.add_child(instance=StandardPage(title="About", slug="about", show_in_menus=True))

    response = client.get("/nothing/here/")
    page = response.content.decode()

    assert response.status_code == 404
    assert "<title>This page is not here – Harbour Links</title>" in page
    assert 'role="search"' in page
    assert '<a class="button button--quiet" href="/about/">About</a>' in page


def test_the_page_for_our_own_faults_needs_no_database() -> None:
    """No mark for the database: a query would raise here."""
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in response.content.decode()


def fail(_request: Any) -> None:
    """A view with a fault."""
    raise RuntimeError


urlpatterns = [path("fault/", fail)]


@pytest.mark.urls(__name__)
def test_a_fault_is_answered_with_that_page() -> None:
    response = Client(raise_request_exception=False).get("/fault/")

    assert response.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in response.content.decode()


def test_a_form_without_its_cookie_is_explained(home_page: HomePage, programme: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})

    assert response.status_code == 403
    assert "The form could not be checked" in response.content.decode()
