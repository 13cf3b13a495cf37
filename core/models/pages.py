"""What all our page types share."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from core.blocks.links import SourceBlock
from core.page_forms import SitePageForm
from core.querysets import visible
from core.related import gather
from core.reserved_slugs import check_slug
from core.structured_data import structured_data_text


class SitePage(Page):
    """Abstract base of every page: summary, social picture, sources, sample mark, structured data.

    A page type says what it is to machines by overriding `structured_data()`; to people by its
    template, which finds `breadcrumbs`, `canonical_url` and `structured_data` in the context.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences for lists, search results and shared links."),
    )
    social_image = models.ForeignKey(
        "core.SiteImage",
        verbose_name=_("social picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where the page is shared, and on top of cards. 1200 × 630 pixels."),
    )
    sources = StreamField(
        [("source", SourceBlock())],
        blank=True,
        verbose_name=_("sources"),
        help_text=_("Where the facts of this page come from. Shown at its end."),
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Invented content: marked as such, and kept out of sitemap and figures."),
    )

    base_form_class = SitePageForm

    summary_panel = FieldPanel("summary")
    sources_panel = FieldPanel("sources")
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldPanel("social_image"), FieldPanel("is_sample")], heading=_("Sharing")
        ),
    ]

    # Set by core.serving on the instance that answers a request, never stored.
    is_known_to_be_public = False
    is_known_to_stand_alone = False

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep the addresses that belong to one part of the site."""
        super().clean()
        self._check_slug_is_free()

    def minimal_clean(self) -> None:
        """Drafts keep them too."""
        super().minimal_clean()
        self._check_slug_is_free()

    def _check_slug_is_free(self) -> None:
        if self.depth:
            check_slug(self, self.slug, self.depth - 1)

    @property
    def cover_hues(self) -> list[int]:
        """The hues that the generated cover is drawn in; empty for the neutral one."""
        return []

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """The restrictions of this page and of those above; none if the routing found out so."""
        if self.is_known_to_be_public:
            return PageViewRestriction.objects.none()
        restrictions: models.QuerySet[PageViewRestriction] = super().get_view_restrictions()
        return restrictions

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """What this page is, as a schema.org object; empty when there is nothing to say."""
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.search_description or self.summary,
            "url": self.get_full_url(request),
        }

    def structured_data_json(self, request: HttpRequest) -> str:
        """The JSON-LD of the page, safe inside a script element; empty for samples."""
        if self.is_sample:
            return ""
        return structured_data_text(self.structured_data(request))

    def breadcrumbs(self, request: HttpRequest) -> list[dict[str, str]]:
        """The way from the front page to the page above this one."""
        ancestors = getattr(request, "page_ancestors", None)
        if ancestors is None:
            ancestors = self.get_ancestors().filter(depth__gt=1)
        return [{"title": page.title, "url": page.get_url(request)} for page in ancestors]

    def language_links(self, request: HttpRequest) -> list[dict[str, Any]]:
        """This page in all languages in which it is published; empty when there is one only."""
        if self.is_known_to_stand_alone:
            return []
        pages = visible(self.get_translations(inclusive=True)).select_related("locale")
        links = [
            {
                "language_code": page.locale.language_code,
                "language_name": page.locale.language_name_local,
                "url": page.get_full_url(request),
                "is_current": page.pk == self.pk,
            }
            for page in pages.order_by("locale__language_code")
        ]
        return links if len(links) > 1 else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the frame of the page needs."""
        gather(self)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = self.breadcrumbs(request)
        context["translations"] = self.language_links(request)
        context["canonical_url"] = self.get_full_url(request)
        context["structured_data"] = self.structured_data_json(request)
        return context

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Invented pages are nothing for search engines."""
        return [] if self.is_sample else super().get_sitemap_urls(request)
