"""What is attached to a piece of news: tags, events and files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class NewsTag(TaggedItemBase):
    """A tag on a piece of news."""

    content_object = ParentalKey(
        "news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsEvent(Orderable):
    """An event that a piece of news tells about.

    The event is named by text: `news` and `events` do not import each other.
    """

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="event_links")
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="news_links",
    )

    panels = [FieldPanel("event")]

    class Meta(Orderable.Meta):
        verbose_name = _("related event")
        verbose_name_plural = _("related events")
        constraints = [
            models.UniqueConstraint(
                fields=("page", "event"),
                name="news_newsevent_unique",
                violation_error_message=_("This event is already linked."),
            )
        ]

    def __str__(self) -> str:
        return str(self.event)


class NewsAttachment(Orderable):
    """A file that belongs to a piece of news."""

    page = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "core.SiteDocument",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="news_attachments",
    )
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Instead of the file's own.")
    )

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=("page", "document"),
                name="news_attachment_unique",
                violation_error_message=_("This document is already attached."),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.document.title
