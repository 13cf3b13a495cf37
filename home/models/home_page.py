"""The front page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, TextBlock
from wagtail.fields import StreamField

from core.blocks.links import LinkValue, TargetBlock
from core.models import SitePage
from home.front_page import front_page_content
from partnerships.blocks import BodyBlock


class DoorBlock(TargetBlock):
    """One of the ways in that the front page offers."""

    title = CharBlock(label=_("Title"), max_length=80)
    text = TextBlock(label=_("Text"), max_length=300)
    label = CharBlock(label=_("Words on the link"), max_length=60)

    class Meta:
        icon = "pick"
        label = _("Door")
        value_class = LinkValue


class HomePage(SitePage):
    """The front page."""

    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("One sentence on what this is.")
    )
    doors = StreamField([("door", DoorBlock())], blank=True, max_num=3, verbose_name=_("doors"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("doors"),
        FieldPanel("body"),
        SitePage.summary_panel,
    ]

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.ContactPage",
        "home.FAQPage",
        "home.StandardPage",
        "events.EventIndexPage",
        "exchanges.ApplicationPage",
        "news.NewsIndexPage",
        "partnerships.PartnershipIndexPage",
        "search.CataloguePage",
    ]
    max_count = 1

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is next, what is offered, what came of it, and where the partnerships are."""
        request.page_ancestors = []  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | front_page_content(now=timezone.now())
