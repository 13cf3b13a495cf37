"""The list of all news."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.facet_counts import with_counts
from core.listing import paginate
from core.models import SitePage

PER_PAGE = 13


class NewsIndexPage(SitePage):
    """Lists the news: the newest large, filters, words and an archive by month."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        SitePage.summary_panel,
        SitePage.sources_panel,
    ]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsPage"]
    max_count_per_parent = 1
    page_description = _("The list of all news, with filters, archive and feeds.")

    class Meta:
        verbose_name = _("news list")

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A list of pages."""
        return super().structured_data(request) | {"@type": "CollectionPage"}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the news that the address asks for, and what else could be asked."""
        # The list reads the models of this package, so it can only be imported once they are there.
        from news import listing

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = listing.published_news(self)
        query = listing.parse_query(request.GET, news)
        counts = listing.count_news(news, query)
        query = with_counts(query, counts)
        items = listing.chosen_news(news, query).defer("body", "sources")
        page_obj = paginate(
            items.prefetch_related("partnerships"), query, PER_PAGE, count=counts.total
        )
        querystring = query.querystring()
        address = {"page": str(page_obj.number)} if page_obj.number > 1 else {}
        canonical = query.querystring(**address)
        if canonical:
            context["canonical_url"] = f"{context['canonical_url']}?{canonical}"
        feed_parameters = f"?{querystring}" if querystring else ""
        is_front = not query.is_filtered and page_obj.number == 1
        shown = list(page_obj)
        context |= {
            "query": query,
            "querystring": querystring,
            "heading": listing.heading(query, self.title),
            "facet_groups": query.facet_groups(),
            "chips": query.chips(request.path),
            "archive": listing.archive(query, counts),
            "page_obj": page_obj,
            "featured": shown[0] if is_front and shown else None,
            "news": shown[1:] if is_front else shown,
            "rss_url": reverse("news_rss") + feed_parameters,
            "atom_url": reverse("news_atom") + feed_parameters,
        }
        return context
