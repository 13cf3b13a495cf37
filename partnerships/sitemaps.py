"""The public organisations, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from partnerships.models import Organisation


class OrganisationSitemap(Sitemap[Organisation]):
    """Every organisation that has a public page, without the invented ones."""

    def items(self) -> QuerySet[Organisation]:
        """In a fixed order, because search engines fetch it in pieces."""
        return Organisation.objects.public().filter(is_sample=False).order_by("pk")
