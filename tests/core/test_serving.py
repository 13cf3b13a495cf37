"""Our one query finds what Wagtail's walk through the tree finds."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction, Site

from core.context_processors import main_menu
from core.serving import find_route
from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(tiny_programme: None, db: None) -> HomePage:
    """A small programme with a page two levels down and one that is a draft."""
    above = StandardPage.objects.get(slug="taking-part")
    above.add_child(instance=StandardPage(title="Below", slug="below"))
    above.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    return HomePage.objects.get()


def requested(path: str) -> HttpRequest:
    """A request for an address."""
    return RequestFactory().get(path)


def by_wagtail(path: str) -> tuple[object, ...] | None:
    """What Wagtail's own walk finds."""
    result = Page.route_for_request(requested(path), path)
    return result and (result.page, type(result.page), repr(result[1]), result[2])


def by_us(path: str) -> tuple[object, ...] | None:
    """What our query finds."""
    result = find_route(requested(path), Site.objects.get(), path)
    return result and (result.page, type(result.page), repr(result[1]), result[2])


@pytest.mark.parametrize(
    "path",
    [
        "/events/calendar/",
        "/events/first-meeting/calendar/",
        "/taking-part/below/",
        "/taking-part/draft/",
        "/taking-part/nowhere/",
        "/nowhere/taking-part/",
        "/nowhere/",
        "/below/",
        "/",
    ],
)
def test_finds_what_wagtail_finds(tree: HomePage, path: str) -> None:
    assert by_us(path) == by_wagtail(path)


def test_finds_every_page(tree: HomePage) -> None:
    paths = [page.url for page in Page.objects.descendant_of(tree, inclusive=True).live()]
    assert len(paths) > 10
    assert [by_us(path) for path in paths] == [by_wagtail(path) for path in paths]


def test_takes_one_query_for_the_way_and_one_for_the_page(
    tree: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    site = Site.objects.select_related("root_page").get()
    request = requested("/taking-part/below/")
    with django_assert_num_queries(2):
        find_route(request, site, "/taking-part/below/")
    with django_assert_num_queries(0):
        ancestors = [page.title for page in request.page_ancestors]  # type: ignore[attr-defined]
    assert ancestors == ["Alpine Bridge", "Taking part"]


def test_the_menu_comes_with_it(tree: HomePage) -> None:
    request = requested("/news/")
    alone = [item.title for item in main_menu(request)]
    find_route(request, Site.objects.get(), "/news/")
    items = main_menu(request)
    assert [item.title for item in items] == alone
    assert alone == [
        "Open workshops",
        "Circles",
        "Dates",
        "Reports",
        "Taking part",
        "Knock at the door",
    ]
    assert [item.title for item in items if item.is_current] == ["Reports"]


@pytest.mark.parametrize("slug", ["taking-part", "below"])
def test_a_restriction_holds_for_what_is_below_too(
    tree: HomePage, client: Client, slug: str
) -> None:
    assert client.get("/taking-part/below/").status_code == 200
    PageViewRestriction.objects.create(
        page=Page.objects.get(slug=slug), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get("/taking-part/below/").status_code == 302
    assert client.get("/events/").status_code == 200


def test_an_alias_keeps_the_restriction_of_its_source(tree: HomePage, client: Client) -> None:
    source = Page.objects.get(slug="below")
    alias = source.specific.create_alias(parent=tree, update_slug="copy")
    assert client.get(alias.url).status_code == 200
    PageViewRestriction.objects.create(page=source, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(alias.url).status_code == 302


def test_another_language_takes_wagtails_way(tree: HomePage, client: Client) -> None:
    with translation.override("de"):
        assert by_wagtail("/taking-part/") == by_us("/taking-part/")
    assert client.get("/de/taking-part/").status_code == 200


def test_an_address_of_a_thousand_parts_is_not_found(
    tree: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    site = Site.objects.select_related("root_page").get()
    path = "part/" * 1_000
    with django_assert_num_queries(0):
        assert find_route(requested("/"), site, path) is None


def test_a_page_with_a_password_asks_for_it_in_our_frame(tree: HomePage, client: Client) -> None:
    PageViewRestriction.objects.create(
        page=Page.objects.get(slug="below"),
        restriction_type=PageViewRestriction.PASSWORD,
        password="open sesame",
    )
    content = client.get("/taking-part/below/").content.decode()
    assert "<title>Password required – Alpine Bridge</title>" in content
    assert [part in content for part in ('type="password"', 'name="return_url"')] == [True, True]


def test_no_page_is_read_that_is_neither_on_the_way_nor_in_the_menu(tree: HomePage) -> None:
    kind = ContentType.objects.get_for_model(StandardPage)
    Page.objects.bulk_create(
        Page(
            title=slug,
            draft_title=slug,
            slug=slug,
            path=f"{tree.path}Z{number:03}",
            depth=tree.depth + 1,
            url_path=f"{tree.url_path}{slug}/",
            content_type=kind,
            locale=tree.locale,
        )
        for number, slug in enumerate(f"more-{number}" for number in range(1000))
    )
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)
        for page in Page.objects.filter(path__startswith=f"{tree.path}Z")
    )
    with CaptureQueriesContext(connection) as queries:
        find_route(requested("/taking-part/below/"), Site.objects.get(), "/taking-part/below/")
    (way,) = [query["sql"] for query in queries if "url_path" in query["sql"].partition("WHERE")[2]]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailcore_page")
        cursor.execute("ANALYZE wagtailcore_pageviewrestriction")
        explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + way)
        plan = "\n".join(str(line[-1]) for line in cursor.fetchall())
    assert "core_pages_in_menus" in plan, plan
    assert "page_slug_" in plan, plan
    assert not re.search(r"Seq Scan on wagtailcore_page |SCAN (wagtailcore_page|U1)\b", plan), plan
