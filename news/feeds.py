"""RSS and Atom of the news, for all and for everything that the list can be filtered by."""

import datetime
import unicodedata
import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.db.models import Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from wagtail.models import Page, Site

from core.models import ProgrammeSettings
from core.querysets import visible
from news import listing
from news.models import NewsIndexPage, NewsPage

FEED_LENGTH = 30


def printable(text: str) -> str:
    """The text without control characters, which no XML can hold."""
    return "".join(
        character
        for character in text
        if character in "\t\n" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


def find_index(request: HttpRequest) -> NewsIndexPage:
    """The published news list of the site in the reader's language; 404 when there is none."""
    site = Site.find_for_request(request)
    if site is not None:
        homes = Page.objects.filter(
            translation_key=site.root_page.translation_key, locale__language_code=get_language()
        )
        index = visible(NewsIndexPage.objects.live()).filter(
            path__startswith=Subquery(homes.values("path")[:1])
        )
        found = index.order_by("path").first()
        if found is not None:
            return found
    raise Http404("no published news list")


class Selection:
    """What a feed shows: the list page, the query in the address and the programme's name."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.index = find_index(request)
        news = listing.published_news(self.index)
        self.query = listing.parse_query(request.GET, news)
        self.news = listing.chosen_news(news, self.query).filter(
            is_sample=False, date__isnull=False
        )
        self.programme = ProgrammeSettings.for_request(request)

    @property
    def heading(self) -> str:
        """What the feed shows, with the programme's name."""
        heading = listing.heading(self.query, self.index.title)
        return f"{heading} – {self.programme.name}" if self.programme.name else heading

    @property
    def querystring(self) -> str:
        """The parameters, with their question mark; empty when there are none."""
        querystring = self.query.querystring()
        return f"?{querystring}" if querystring else ""


if TYPE_CHECKING:
    SelectionFeed = Feed[NewsPage, Selection]
else:
    SelectionFeed = Feed


class NewsRssFeed(SelectionFeed):
    """The newest news as RSS 2.0; invented samples stay out."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Selection:
        """Read what the address asks for."""
        return Selection(request)

    def title(self, selection: Selection) -> str:
        """What the feed shows."""
        return printable(selection.heading)

    def description(self, selection: Selection) -> str:
        """The lead of the list."""
        return printable(
            selection.index.lead or selection.index.summary or selection.programme.tagline
        )

    def subtitle(self, selection: Selection) -> str:
        """Atom's word for the description."""
        return self.description(selection)

    def link(self, selection: Selection) -> str:
        """The list that shows the same."""
        return selection.index.get_full_url(selection.request) + selection.querystring

    def feed_url(self, selection: Selection) -> str:
        """The address of this feed, with what is known of its parameters."""
        return selection.request.build_absolute_uri(selection.request.path) + selection.querystring

    def author_name(self, selection: Selection) -> str:
        """The programme, for items without an author of their own."""
        return printable(selection.programme.name or selection.index.title)

    def items(self, selection: Selection) -> list[NewsPage]:
        """The newest, each with its tags and partnerships (three queries in all)."""
        return list(
            selection.news.defer("body", "sources").prefetch_related(
                "partnerships", "tagged_items__tag"
            )[:FEED_LENGTH]
        )

    def item_title(self, item: NewsPage) -> str:
        """Its title."""
        return printable(item.title)

    def item_description(self, item: NewsPage) -> str:
        """Its lead."""
        return printable(item.summary)

    def item_link(self, item: NewsPage) -> str:
        """Its full address."""
        return str(item.get_full_url())

    def item_guid(self, item: NewsPage) -> str:
        """An id that stays when the page is renamed or moved; translations have their own."""
        return uuid.uuid5(item.translation_key, str(get_language())).urn

    item_guid_is_permalink = False

    def item_author_name(self, item: NewsPage) -> str | None:
        """Who submitted it."""
        return printable(item.author_name) or None

    def item_pubdate(self, item: NewsPage) -> datetime.datetime:
        """The start of the day that it is dated."""
        assert item.date is not None  # noqa: S101  the selection leaves undated pages out
        return timezone.make_aware(datetime.datetime.combine(item.date, datetime.time()))

    def item_updateddate(self, item: NewsPage) -> datetime.datetime:
        """When it was last published."""
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item: NewsPage) -> list[str]:
        """Its kind, partnerships and tags."""
        names = [str(item.get_kind_display())]
        names += [partnership.acronym for partnership in item.listed_partnerships]
        names += [tagged_item.tag.name for tagged_item in item.tagged_items.all()]
        return [printable(name) for name in names]


class NewsAtomFeed(NewsRssFeed):
    """The same as Atom 1.0."""

    feed_type = Atom1Feed
