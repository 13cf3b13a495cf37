"""How links of rich text to pages are written.

Apart from `core.related`, which the models need: Wagtail 8 cannot load its own handler before all
models are there.
"""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from core.related import fetch, in_language


class SharedPageLinkHandler(PageLinkHandler):
    """Links of rich text to pages, from what was fetched for the whole page."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        """The pages that anchors name, in order."""
        found = fetch(Page, [attrs.get("id") for attrs in attrs_list])
        return [found.get(int(attrs.get("id") or 0)) for attrs in attrs_list]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The opening tags; a page that is gone or not public any more is no link."""
        addresses = [
            in_language(page).url if page and page.live else None
            for page in cls.get_many(attrs_list)
        ]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in addresses]
