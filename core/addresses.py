"""The address of a page of which only the place in the tree is known."""

from django.urls import reverse
from django.utils import translation
from wagtail.models import Site


def page_address(url_path: str | None) -> str:
    """The address for a page's `url_path`, without fetching the page; empty when it has none.

    Lists annotate `url_path` by a subquery and so link to pages without a query for each.
    """
    if not url_path:
        return ""
    for root in Site.get_site_root_paths():
        if url_path.startswith(root.root_path):
            with translation.override(root.language_code):
                return reverse("wagtail_serve", args=(url_path[len(root.root_path) :],))
    return ""
