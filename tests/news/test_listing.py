"""The list of news: filters, counts, archive and heading, whatever the address says."""

import datetime
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from wagtail.models import PageViewRestriction

from core.facet_counts import with_counts
from core.listing import ListQuery
from news import listing
from news.models import NewsIndexPage, NewsKind, NewsPage
from tests.factories.news import make_news_page
from tests.factories.partnerships import PartnershipFactory


@pytest.fixture
def stories(news_index: NewsIndexPage) -> dict[str, NewsPage]:
    """Four pieces of news that differ in everything that can be filtered by."""
    extratex = PartnershipFactory(acronym="EXTRATEX")
    blues = PartnershipFactory(acronym="BLUES")
    PartnershipFactory(acronym="CELIS")
    return {
        "visit": make_news_page(
            news_index,
            title="A visit to Liberec",
            kind=NewsKind.SUCCESS_STORY,
            date=datetime.date(2021, 11, 30),
            partnerships=[extratex],
            tags=["Textiles", "Plastics"],
        ),
        "webinar": make_news_page(
            news_index,
            title="Final webinar",
            summary="What the pilot learnt",
            date=datetime.date(2021, 11, 1),
            partnerships=[extratex, blues],
            tags=["Textiles"],
        ),
        "call": make_news_page(
            news_index,
            title="Call for hosts",
            kind=NewsKind.CALL,
            date=datetime.date(2021, 12, 1),
            author_name="Cluster of Ports",
            partnerships=[blues],
        ),
        "start": make_news_page(
            news_index, title="The start", date=datetime.date(2020, 2, 3), tags=["Kick-off"]
        ),
    }


def ask(index: NewsIndexPage, address: str) -> ListQuery:
    return listing.parse_query(QueryDict(address), listing.published_news(index))


def shown(client: Client, address: str) -> list[str]:
    """The titles in the order in which the list shows them."""
    context = client.get(address).context
    featured = [context["featured"]] if context["featured"] else []
    return [page.title for page in [*featured, *context["news"]]]


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ("", ["call", "visit", "webinar", "start"]),
        ("kind=CALL", ["call"]),
        ("kind=CALL&kind=SUCCESS_STORY", ["call", "visit"]),
        ("partnership=extratex", ["visit", "webinar"]),
        ("partnership=extratex&partnership=blues", ["call", "visit", "webinar"]),
        ("partnership=celis", []),
        ("tag=textiles", ["visit", "webinar"]),
        ("tag=plastics&tag=kick-off", ["visit", "start"]),
        ("month=2021-11", ["visit", "webinar"]),
        ("month=2021-12", ["call"]),
        ("month=2021-10", []),
        ("q=liberec", ["visit"]),
        ("q=pilot+WEBINAR", ["webinar"]),
        ("q=ports", ["call"]),
        ("q=textil", ["visit", "webinar"]),
        ("q=blues", ["call", "webinar"]),
        ("q=pilot+ports", []),
        # The eleventh word and those after it are not searched for: each would cost much.
        ("q=" + 10 * "pilot+" + "ports", ["webinar"]),
        ("partnership=extratex&month=2021-11&kind=NEWS&tag=textiles&q=final", ["webinar"]),
    ],
)
def test_filters_show_what_fits(
    client: Client, stories: dict[str, NewsPage], parameters: str, names: list[str]
) -> None:
    assert shown(client, f"/news/?{parameters}") == [stories[name].title for name in names]


@pytest.mark.parametrize(
    ("parameters", "unknown"),
    [
        ("kind=RUMOUR", "RUMOUR"),
        ("partnership=atlantis", "atlantis"),
        ("tag=nothing", "nothing"),
        ("month=2021-13", "2021-13"),
        ("month=yesterday", "yesterday"),
    ],
)
def test_unknown_values_are_left_out_and_told(
    client: Client, stories: dict[str, NewsPage], parameters: str, unknown: str
) -> None:
    response = client.get(f"/news/?{parameters}")
    assert response.status_code == 200
    assert len(response.context["news"]) == 3
    text = unescape(response.content.decode())
    assert f"“{unknown}” is not known, so it was left out." in text


@pytest.mark.parametrize("page", ["abc", "-1", "0", "1.5", ""])
def test_broken_page_numbers_mean_the_first(
    client: Client, stories: dict[str, NewsPage], page: str
) -> None:
    assert client.get(f"/news/?page={page}").context["page_obj"].number == 1


def test_too_high_page_number_means_the_last(client: Client, news_index: NewsIndexPage) -> None:
    for _number in range(14):
        make_news_page(news_index)
    response = client.get("/news/?page=99999")
    assert response.context["page_obj"].number == 2
    assert len(response.context["news"]) == 1
    assert response.context["featured"] is None
    assert response.context["canonical_url"].endswith("/news/?page=2")


@pytest.mark.parametrize("words", ["x" * 5000, "%00", "a%00b", "%F0%9F%98%80'\"%25_\\", "%ff"])
def test_no_words_break_the_list(client: Client, stories: dict[str, NewsPage], words: str) -> None:
    for address in (f"/news/?q={words}", f"/news/rss.xml?q={words}&tag={words}"):
        assert client.get(address).status_code == 200


def test_newest_is_featured_on_the_unfiltered_first_page_only(
    client: Client, stories: dict[str, NewsPage]
) -> None:
    assert client.get("/news/").context["featured"] == stories["call"]
    assert client.get("/news/?kind=CALL").context["featured"] is None


def test_counts_leave_a_filters_own_choice_out_of_account(
    news_index: NewsIndexPage, stories: dict[str, NewsPage]
) -> None:
    query = ask(news_index, "partnership=extratex&kind=NEWS")
    counts = listing.count_news(listing.published_news(news_index), query)
    facets = {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in with_counts(query, counts).facets
    }
    assert counts.total == 1
    assert facets == {
        "kind": {"NEWS": 1, "SUCCESS_STORY": 1},
        "partnership": {"extratex": 1, "blues": 1},
        "tag": {"textiles": 1},
    }


def test_archive_counts_each_month_and_keeps_other_filters(
    news_index: NewsIndexPage, stories: dict[str, NewsPage]
) -> None:
    query = ask(news_index, "month=2021-11&q=e")
    counts = listing.count_news(listing.published_news(news_index), query)
    rows = [
        (f"{row.month:%Y-%m}", row.count, row.querystring, row.is_chosen)
        for row in listing.archive(query, counts)
    ]
    assert rows == [
        ("2021-12", 1, "q=e&month=2021-12", False),
        ("2021-11", 2, "q=e&month=2021-11", True),
        ("2020-02", 1, "q=e&month=2020-02", False),
    ]


@pytest.mark.parametrize(
    ("parameters", "heading"),
    [
        ("", "All news"),
        ("page=2", "All news"),
        ("kind=CALL&kind=SUCCESS_STORY", "Calls and Success stories"),
        ("partnership=extratex&month=2021-11", "All news about EXTRATEX, November 2021"),
        ("kind=NEWS&partnership=blues&partnership=extratex", "News about BLUES or EXTRATEX"),
        ("tag=textiles", "All news tagged “Textiles”"),
        ("q=final+webinar", "All news with the words “final webinar”"),
        ("tag=unknown", "All news"),
    ],
)
def test_heading_says_what_is_shown(
    client: Client,
    news_index: NewsIndexPage,
    stories: dict[str, NewsPage],
    parameters: str,
    heading: str,
) -> None:
    assert listing.heading(ask(news_index, parameters), "All news") == heading


def test_only_published_unrestricted_news_of_this_list_is_shown(
    client: Client, news_index: NewsIndexPage
) -> None:
    shown_page = make_news_page(news_index, tags=["open"])
    make_news_page(news_index, live=False, tags=["draft"])
    secret = make_news_page(news_index, tags=["secret"])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/news/")
    assert shown(client, "/news/") == [shown_page.title]
    assert response.context["page_obj"].paginator.count == 1
    options: list[dict[str, Any]] = next(
        group["options"] for group in response.context["facet_groups"] if group["name"] == "tag"
    )
    assert [option["label"] for option in options] == ["open"]


def test_empty_lists_say_what_to_do(client: Client, news_index: NewsIndexPage) -> None:
    assert "No news yet" in client.get("/news/").content.decode()
    assert "No news fits these filters" in client.get("/news/?kind=CALL").content.decode()


def test_page_offers_the_feeds_of_what_it_shows(
    client: Client, stories: dict[str, NewsPage]
) -> None:
    text = unescape(client.get("/news/?tag=textiles&page=1").content.decode())
    assert (
        '<link rel="alternate" type="application/rss+xml" '
        'title="News tagged “Textiles” (RSS)" href="/news/rss.xml?tag=textiles">'
    ) in text
    assert 'type="application/atom+xml"' in text
    assert 'href="/news/atom.xml?tag=textiles"' in text
