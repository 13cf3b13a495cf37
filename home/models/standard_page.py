"""Plain pages."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.addresses import page_address
from core.models import SitePage
from core.querysets import visible
from partnerships.blocks import BodyBlock


class StandardPage(SitePage):
    """Says something that needs no form of its own: how to take part, privacy, and so on."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
        SitePage.sources_panel,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage", "home.FAQPage"]

    class Meta:
        verbose_name = _("standard page")

    def child_pages(self) -> list[dict[str, Any]]:
        """What cards show of the pages below this one, in the editors' order (one query)."""
        if not self.numchild:
            return []
        queries = [
            visible(model.objects.child_of(self))
            .order_by()
            .values("path", "url_path", "title", "summary", "is_sample")
            for model in self.clean_subpage_models()
        ]
        rows = queries[0].union(*queries[1:], all=True)
        return [
            {**row, "url": page_address(row["url_path"])}
            for row in sorted(rows, key=lambda row: row["path"])
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below this one."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["child_pages"] = self.child_pages()
        return context
