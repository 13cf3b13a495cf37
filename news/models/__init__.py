"""News pages, the list they stand in, and what belongs to them."""

from news.models.attached import NewsAttachment, NewsEvent, NewsTag
from news.models.index_page import NewsIndexPage
from news.models.news_page import NewsKind, NewsPage

__all__ = ["NewsAttachment", "NewsEvent", "NewsIndexPage", "NewsKind", "NewsPage", "NewsTag"]
