"""RSS and Atom: what readers' programs get."""

import datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import Client

from news.models import NewsIndexPage, NewsKind
from tests.factories.news import make_news_page
from tests.factories.partnerships import PartnershipFactory

FEEDS = ["/news/rss.xml", "/news/atom.xml"]
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    parsed = feedparser.parse(response.content)
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("address", FEEDS)
def test_feed_says_everything_about_an_item(
    client: Client, news_index: NewsIndexPage, address: str
) -> None:
    page = make_news_page(
        news_index,
        title="Three & a half <days>",
        summary="A lead.",
        kind=NewsKind.SUCCESS_STORY,
        author_name="Hélène Exemple",
        partnerships=[PartnershipFactory(acronym="EXTRATEX")],
        tags=["Textiles"],
    )
    [entry] = read(client, address).entries
    assert entry.link == f"http://localhost{page.url}"
    assert entry.summary == "A lead."
    assert entry.author == "Hélène Exemple"
    assert [tag.term for tag in entry.tags] == ["Success story", "EXTRATEX", "Textiles"]
    assert entry.published_parsed[:5] == (2021, 11, 8, 23, 0)
    assert "Three" in entry.title


def test_atom_says_when_an_item_was_changed(client: Client, news_index: NewsIndexPage) -> None:
    page = make_news_page(news_index)
    [entry] = read(client, "/news/atom.xml").entries
    updated = datetime.datetime.fromisoformat(entry.updated)
    assert page.last_published_at is not None
    assert updated == page.last_published_at


@pytest.mark.parametrize("address", FEEDS)
def test_ids_stay_when_a_page_is_renamed(
    client: Client, news_index: NewsIndexPage, address: str
) -> None:
    page = make_news_page(news_index, slug="before")
    [before] = read(client, address).entries
    page.slug = "after"
    page.title = "Another title"
    page.save_revision().publish()
    [after] = read(client, address).entries
    assert after.link == "http://localhost/news/after/"
    assert after.id == before.id
    assert before.id.startswith("urn:uuid:")


@pytest.mark.parametrize("address", FEEDS)
def test_samples_and_drafts_stay_out(
    client: Client, news_index: NewsIndexPage, address: str
) -> None:
    make_news_page(news_index, title="Invented", is_sample=True)
    make_news_page(news_index, title="Draft", live=False)
    make_news_page(news_index, title="Real")
    assert [entry.title for entry in read(client, address).entries] == ["Real"]


@pytest.mark.parametrize(
    ("parameters", "titles"),
    [
        ("kind=CALL", ["Call"]),
        ("partnership=extratex", ["Visit"]),
        ("tag=textiles", ["Visit"]),
        ("month=2021-12", ["Call"]),
        ("q=call", ["Call"]),
        ("page=7", ["Call", "Visit"]),
        ("kind=RUMOUR", ["Call", "Visit"]),
    ],
)
@pytest.mark.parametrize("address", FEEDS)
def test_feed_takes_the_filters_of_the_list(
    client: Client, news_index: NewsIndexPage, address: str, parameters: str, titles: list[str]
) -> None:
    make_news_page(
        news_index,
        title="Visit",
        partnerships=[PartnershipFactory(acronym="EXTRATEX")],
        tags=["Textiles"],
    )
    make_news_page(news_index, title="Call", kind=NewsKind.CALL, date=datetime.date(2021, 12, 1))
    parsed = read(client, f"{address}?{parameters}")
    assert [entry.title for entry in parsed.entries] == titles


def test_feed_names_itself_and_the_list(client: Client, news_index: NewsIndexPage) -> None:
    make_news_page(news_index, tags=["Textiles"])
    for address in FEEDS:
        feed = read(client, f"{address}?tag=textiles&kind=RUMOUR").feed
        assert feed.title == "News tagged “Textiles”"
        assert feed.link == "http://localhost/news/?tag=textiles"
        own = [link.href for link in feed.links if link.rel == "self"]
        assert own == [f"http://testserver{address}?tag=textiles"]
        assert feed.language == "en"


@pytest.mark.parametrize("address", FEEDS)
def test_empty_feed_and_odd_characters_are_valid(
    client: Client, news_index: NewsIndexPage, address: str
) -> None:
    assert read(client, address).entries == []
    make_news_page(news_index, title="Form\x0cfeed", summary="Bell\x07", author_name="\x01")
    [entry] = read(client, address).entries
    assert entry.title == "Formfeed"
    assert entry.summary == "Bell"


def test_atom_has_all_that_its_standard_asks_for(client: Client, news_index: NewsIndexPage) -> None:
    """RFC 4287: feed and entries have id, title and updated; an author is somewhere."""
    make_news_page(news_index, author_name="")
    root = ElementTree.fromstring(client.get("/news/atom.xml").content)
    [entry] = root.findall("atom:entry", ATOM)
    for element in (root, entry):
        for name in ("id", "title", "updated"):
            [found] = element.findall(f"atom:{name}", ATOM)
            assert found.text
    author = root.find("atom:author/atom:name", ATOM)
    assert author is not None
    assert author.text


def test_feed_is_as_long_as_is_useful(client: Client, news_index: NewsIndexPage) -> None:
    for _number in range(32):
        make_news_page(news_index)
    assert len(read(client, "/news/rss.xml").entries) == 30


def test_feed_of_a_site_without_a_published_list_is_not_there(
    client: Client, news_index: NewsIndexPage
) -> None:
    news_index.unpublish()
    for address in FEEDS:
        assert client.get(address).status_code == 404


def test_feed_keeps_its_address_when_the_list_is_renamed(
    client: Client, news_index: NewsIndexPage
) -> None:
    news_index.slug = "what-is-new"
    news_index.save_revision().publish()
    make_news_page(NewsIndexPage.objects.get(), slug="one")
    [entry] = read(client, "/news/rss.xml").entries
    assert entry.link == "http://localhost/what-is-new/one/"
