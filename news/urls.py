"""The feeds; the pages themselves are Wagtail's. Their addresses do not change with the slug."""

from django.urls import path

from news.feeds import NewsAtomFeed, NewsRssFeed

urlpatterns = [
    path("rss.xml", NewsRssFeed(), name="news_rss"),
    path("atom.xml", NewsAtomFeed(), name="news_atom"),
]
