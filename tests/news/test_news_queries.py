"""How often public news pages ask the database."""

from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import SiteDocument
from home.models import StandardPage
from news.models import NewsAttachment, NewsIndexPage
from partnerships.models import Partnership
from tests.factories.news import make_news_page
from tests.factories.partnerships import PartnershipFactory

CONTENT_QUERIES = 5


@pytest.fixture
def count(client: Client, news_index: NewsIndexPage) -> Callable[[str], int]:
    """Counts the queries of a first visit."""
    plain = StandardPage(title="Plain", slug="plain")
    news_index.get_parent().add_child(instance=plain)
    client.get("/plain/")

    def count_queries(address: str) -> int:
        cache.clear()
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return count_queries


def add_news(index: NewsIndexPage, number: int) -> None:
    partnerships: list[Partnership] = [PartnershipFactory(), PartnershipFactory()]
    for _number in range(number):
        page = make_news_page(index, partnerships=partnerships, tags=["one", "two"])
        document = SiteDocument.objects.create(title="Agenda", file="agenda.pdf", file_size=1)
        NewsAttachment.objects.create(page=page, document=document)


@pytest.mark.parametrize(
    "address",
    [
        "/news/",
        "/news/?kind=NEWS&tag=one&month=2021-11&q=news",
        "/news/first/",
        "/news/rss.xml",
        "/news/atom.xml?tag=one",
    ],
)
def test_ten_times_the_news_need_no_more_queries(
    count: Callable[[str], int], news_index: NewsIndexPage, address: str
) -> None:
    make_news_page(news_index, slug="first", tags=["one"], partnerships=[PartnershipFactory()])
    add_news(news_index, 3)
    few = count(address)
    add_news(news_index, 27)
    assert count(address) == few


@pytest.mark.parametrize("address", ["/news/", "/news/?tag=one", "/news/first/"])
def test_content_needs_few_queries_beside_the_frame(
    count: Callable[[str], int], news_index: NewsIndexPage, address: str
) -> None:
    """The frame is what a page without any content of its own needs."""
    make_news_page(news_index, slug="first", tags=["one"], partnerships=[PartnershipFactory()])
    add_news(news_index, 3)
    frame = count("/plain/")
    assert count(address) - frame <= CONTENT_QUERIES
