"""The pages of the site, for search engines."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from exchanges.models import ExchangeOfferPage


class PageSitemap(Sitemap):
    """Every public page. Offers have a part of their own, which knows which take visitors."""

    def items(self) -> "PageQuerySet[Page]":
        """In the order of the tree."""
        pages: PageQuerySet[Page] = super().items()
        return pages.not_exact_type(ExchangeOfferPage)
