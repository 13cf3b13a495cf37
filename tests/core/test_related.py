"""What a page refers to is fetched once for the whole page."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from core.related import fetch, forget, gather
from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def text_linking_to(pages: list[Page]) -> str:
    """A text with one link to each page."""
    return "".join(f'<p><a linktype="page" id="{page.pk}">{page.pk}</a></p>' for page in pages)


def make_page(parent: Page, slug: str, blocks: list[dict[str, object]]) -> StandardPage:
    """A published page with this body."""
    page = StandardPage(title=slug, slug=slug, body=json.dumps(blocks))
    parent.add_child(instance=page)
    return page


@pytest.fixture
def targets(home_page: HomePage) -> list[Page]:
    """Pages to link to."""
    return [make_page(home_page, f"target-{number}", []) for number in range(12)]


def count_queries(client: Client, url: str) -> int:
    """The number of queries of an address."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_many_blocks_cost_as_much_as_one(
    home_page: HomePage, targets: list[Page], client: Client
) -> None:
    def block(target: Page) -> list[dict[str, object]]:
        action = {"title": "Go", "text": "", "label": "Go", "page": target.pk, "url": ""}
        return [
            {"type": "text", "value": text_linking_to([target])},
            {"type": "call_to_action", "value": action},
        ]

    few = make_page(home_page, "few", block(targets[0]))
    many = make_page(home_page, "many", [part for target in targets for part in block(target)])
    client.get(few.url)
    assert count_queries(client, many.url) == count_queries(client, few.url)
    content = client.get(many.url).content.decode()
    assert [content.count(f'href="{target.url}"') for target in targets] == [2] * 12


def test_a_page_that_is_gone_or_not_public_is_no_link(
    home_page: HomePage, targets: list[Page], client: Client
) -> None:
    page = make_page(home_page, "links", [{"type": "text", "value": text_linking_to(targets[:3])}])
    targets[0].unpublish()
    targets[1].delete()
    content = client.get(page.url).content.decode()
    assert [f'href="{target.url}"' in content for target in targets[:3]] == [False, False, True]


def test_each_request_looks_anew(home_page: HomePage, targets: list[Page], client: Client) -> None:
    page = make_page(home_page, "links", [{"type": "text", "value": text_linking_to(targets[:1])}])
    client.get(page.url)
    targets[0].slug = "moved"
    targets[0].save_revision().publish()
    assert 'href="/moved/"' in client.get(page.url).content.decode()


def test_gathered_pages_cost_nothing_more(
    home_page: HomePage, targets: list[Page], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    blocks = [{"type": "text", "value": text_linking_to([target])} for target in targets]
    page = make_page(home_page, "links", blocks)
    forget()
    with django_assert_num_queries(1):
        gather(page)
        found = fetch(Page, [target.pk for target in targets])
    assert len(found) == 12
