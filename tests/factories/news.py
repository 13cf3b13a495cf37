"""Makes news and the list they stand in."""

import datetime
import itertools
from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from news.models import NewsIndexPage, NewsPage
from partnerships.models import Partnership

numbers = itertools.count(1)


def make_news_index_page(home_page: Page, **fields: Any) -> NewsIndexPage:
    """The list of news under the front page."""
    page = NewsIndexPage(**{"title": "News", "slug": "news", "show_in_menus": True, **fields})
    home_page.add_child(instance=page)
    return page


def make_news_page(
    index: Page,
    *,
    partnerships: Iterable[Partnership] = (),
    tags: Iterable[str] = (),
    events: Iterable[Page] = (),
    **fields: Any,
) -> NewsPage:
    """A published piece of news of 9 November 2021 unless told otherwise."""
    number = next(numbers)
    page = NewsPage(
        **{
            "title": f"News {number}",
            "slug": f"news-{number}",
            "date": datetime.date(2021, 11, 9),
            "author_name": "Programme team",
            **fields,
        }
    )
    page.partnerships = list(partnerships)
    page.tags.add(*tags)
    page.events = list(events)
    index.add_child(instance=page)
    if page.live:
        page.save_revision().publish()
        page.refresh_from_db()
    return page
