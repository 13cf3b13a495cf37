"""A site with a list of news."""

import pytest

from news.models import NewsIndexPage
from tests.factories.home import make_home_page
from tests.factories.news import make_news_index_page


@pytest.fixture
def news_index(db: None) -> NewsIndexPage:
    """The empty list at /news/."""
    return make_news_index_page(make_home_page())
