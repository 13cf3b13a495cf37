"""The offers that take visitors, for search engines."""

from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap

from exchanges.calendar import programme_today
from exchanges.models import ExchangeOfferPage


class OfferSitemap(Sitemap):
    """What the catalogue lists today, without the invented ones."""

    def items(self) -> QuerySet[ExchangeOfferPage]:
        """In the order of the tree, because search engines fetch it in pieces."""
        listed = ExchangeOfferPage.objects.listed(on=programme_today())
        offers: QuerySet[ExchangeOfferPage] = listed.filter(is_sample=False).order_by("path")
        return offers
