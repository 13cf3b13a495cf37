"""Another programme uses the site by its data alone: no page names ClusterXchange."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

OURS = re.compile(r"cluster\s*x?change|\bcxc\b|european cluster|\bescp\b|\bcosme\b", re.IGNORECASE)
LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')
FILES = ["/robots.txt", "/sitemap.xml", "/news/rss.xml", "/news/atom.xml", "/events/calendar.ics"]
MORE_THAN = 30

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]


def crawl(client: Client) -> Iterator[tuple[str, int, str]]:
    """Every address that is reached by links from the front page, with what it answers."""
    waiting, seen = ["/", "/no-such-page/", *FILES], set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/static/", "/media/", "/admin/")):
            continue
        seen.add(address)
        response = client.get(address.replace("&amp;", "&"), follow=True)
        content = response.getvalue().decode(errors="replace")
        yield address, response.status_code, content
        waiting += LINK.findall(content)


def test_no_page_names_the_programme_that_ships(client: Client) -> None:
    pages = list(crawl(client))
    assert len(pages) > MORE_THAN
    named = {
        address: match[0]
        for address, _status, content in pages
        if (match := OURS.search(content.replace("clusterxchange.settings", "")))
    }
    assert named == {}
    statuses = {address: status for address, status, _content in pages if status != 200}
    assert statuses == {"/no-such-page/": 404}


def test_its_own_names_are_there(client: Client) -> None:
    content = client.get("/").content.decode()
    assert "<title>Alpine Bridge" in content
    assert [name in content for name in ("RING", "RIND", "ECHO", "Learn a craft")] == [True] * 4
