"""One piece of news."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.search import index

from core.addresses import page_address
from core.models import ProgrammeSettings, SitePage
from core.querysets import visible
from news.models.attached import NewsEvent, NewsTag
from partnerships.about import AboutPartnerships
from partnerships.blocks import BodyBlock

DATED_AHEAD = datetime.timedelta(days=31)


class NewsKind(models.TextChoices):
    """What a piece of news is, so that readers can keep to one kind."""

    NEWS = "NEWS", _("News")
    SUCCESS_STORY = "SUCCESS_STORY", _("Success story")
    LESSONS_LEARNT = "LESSONS_LEARNT", _("Lessons learnt")
    CALL = "CALL", _("Call")

    @property
    def plural(self) -> str:
        """Several of this kind, as headings name them."""
        return {
            NewsKind.NEWS: gettext("News"),
            NewsKind.SUCCESS_STORY: gettext("Success stories"),
            NewsKind.LESSONS_LEARNT: gettext("Lessons learnt"),
            NewsKind.CALL: gettext("Calls"),
        }[self]


class NewsPage(AboutPartnerships, SitePage):
    """A piece of news; its `summary` is its lead, so that nothing is written twice."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=NewsKind.choices, default=NewsKind.NEWS
    )
    date = models.DateField(
        _("date"),
        null=True,
        default=timezone.localdate,
        db_index=True,
        help_text=_("The day it is dated; lists are sorted by it."),
    )
    author_name = models.CharField(
        _("submitted by"),
        max_length=120,
        blank=True,
        help_text=_(
            "Who submitted it, as readers see it: a person, an organisation, or “Programme team”."
        ),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    tags = ClusterTaggableManager(through=NewsTag, verbose_name=_("tags"), blank=True)
    partnerships = ParentalManyToManyField(
        "partnerships.Partnership",
        verbose_name=_("partnerships"),
        blank=True,
        related_name="news_pages",
        help_text=_("Partnerships that it is about; it is listed on their pages."),
    )

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
                FieldPanel("author_name"),
            ],
            heading=_("Kind, date and author"),
        ),
        FieldPanel(
            "summary",
            heading=_("Lead"),
            help_text=_("One or two sentences: the first paragraph, and the text of lists."),
        ),
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("Attachments"), label=_("Attachment")),
        MultiFieldPanel(
            [FieldPanel("partnerships", widget=forms.CheckboxSelectMultiple), FieldPanel("tags")],
            heading=_("What it is about"),
        ),
        MultipleChooserPanel(
            "event_links",
            chooser_field_name="event",
            heading=_("Related events"),
            label=_("Event"),
        ),
        SitePage.sources_panel,
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("author_name"),
        index.FilterField("kind"),
        index.FilterField("date"),
        index.RelatedFields("tags", [index.SearchField("name"), index.FilterField("name")]),
    ]

    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("News, a success story, lessons learnt or a call.")

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=NewsKind.values), name="news_newspage_kind_known"
            )
        ]

    @property
    def cover_hues(self) -> list[int]:
        """The hues of its partnerships."""
        return [partnership.hue for partnership in self.listed_partnerships]

    @cached_property
    def listed_tags(self) -> list[Any]:
        """Its tags by name, fetched once for a page view."""
        return sorted(self.tags.all(), key=lambda tag: tag.name.casefold())

    @property
    def byline(self) -> str:
        """Who submitted it and when, as far as both are known."""
        if self.date is None:
            return (
                gettext("Submitted by %(name)s") % {"name": self.author_name}
                if (self.author_name)
                else ""
            )
        day = formats.date_format(self.date, "j F Y")
        if not self.author_name:
            return gettext("Published on %(day)s") % {"day": day}
        return gettext("Submitted by %(name)s on %(day)s") % {"name": self.author_name, "day": day}

    @property
    def events(self) -> list[Any]:
        """The events that it is linked to, published or not."""
        return [link.event for link in self.event_links.select_related("event")]

    @events.setter
    def events(self, events: Iterable[Any]) -> None:
        self.event_links.set(
            [NewsEvent(event=event, sort_order=number) for number, event in enumerate(events)]
        )

    def visible_events(self) -> list[Any]:
        """The linked events that anyone may read, in the order of their time (one query)."""
        links = self.event_links.all()
        # In a draft the links are objects in memory.
        event_ids = (
            links.order_by().values("event_id")
            if isinstance(links, models.QuerySet)
            else [link.event_id for link in links]
        )
        events = NewsEvent._meta.get_field("event").related_model._default_manager
        return list(visible(events.filter(pk__in=event_ids)).order_by("starts_at", "pk"))

    def clean(self) -> None:
        """News is dated on the day it appears, or shortly ahead while it is being prepared."""
        super().clean()
        if self.date is None:
            return
        appears = timezone.localdate()
        if self.go_live_at is not None:
            appears = max(appears, timezone.localdate(self.go_live_at))
        if self.date > appears + DATED_AHEAD:
            raise ValidationError(
                {
                    "date": _(
                        "This is more than a month ahead. Check the year; to publish later, "
                        "set when the page goes live."
                    )
                }
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add tags that lead to their news, attachments, and what else to read."""
        # The search for neighbours reads this model.
        from news.neighbours import find_neighbours

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        partnerships = self.listed_partnerships
        tags = [tag for tag in self.listed_tags if tag.pk]
        neighbours = find_neighbours(
            self,
            partnership_ids=[partnership.pk for partnership in partnerships],
            tag_ids=[tag.pk for tag in tags],
        )
        list_url = page_address(self.url_path.rstrip("/").rpartition("/")[0] + "/")
        context |= {
            "partnerships": partnerships,
            "hue": partnerships[0].hue if len(partnerships) == 1 else "",
            "tags": [
                {"label": tag.name, "url": f"{list_url}?{urlencode({'tag': tag.slug})}"}
                for tag in tags
            ],
            "attachments": list(self.attachments.select_related("document")),
            "events": self.visible_events(),
            "previous_news": neighbours.earlier,
            "next_news": neighbours.later,
            "related_news": neighbours.related,
        }
        return context

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A schema.org NewsArticle."""
        published = self.date.isoformat() if self.date else ""
        programme = ProgrammeSettings.for_request(request)
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.search_description or self.summary,
            "url": self.get_full_url(request),
            "mainEntityOfPage": self.get_full_url(request),
            "datePublished": published,
            "dateModified": (
                timezone.localtime(self.last_published_at).isoformat()
                if self.last_published_at
                else published
            ),
            "inLanguage": get_language(),
            "author": self.author_name,
            "image": (
                self.social_image.get_rendition("fill-1200x630|format-jpeg").full_url
                if self.social_image
                else ""
            ),
            "publisher": (
                {"@type": "Organization", "name": programme.name} if programme.name else None
            ),
            "about": [
                {"@type": "Organization", "name": partnership.acronym}
                for partnership in self.listed_partnerships
            ],
            "keywords": [tag.name for tag in self.listed_tags],
        }
