"""What came of an event, told afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from core.blocks import QuoteBlock

REPORT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class EventReport(models.Model):
    """The report of an event (as seed 000 ends: objectives, numbers, a participant's words)."""

    report_participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    report_organisations = models.PositiveIntegerField(
        _("clusters and organisations"), null=True, blank=True
    )
    report_country_count = models.PositiveIntegerField(
        _("number of countries"), null=True, blank=True
    )
    report_countries = ParentalManyToManyField(
        "partnerships.Country",
        verbose_name=_("countries of the participants"),
        blank=True,
        related_name="+",
        help_text=_("As far as they are known by name."),
    )
    report_objectives = RichTextField(_("objectives"), blank=True, features=REPORT_FEATURES)
    report_lessons = RichTextField(_("lessons learnt"), blank=True, features=REPORT_FEATURES)
    report_testimonials = StreamField(
        [("quote", QuoteBlock())], blank=True, verbose_name=_("testimonials")
    )

    report_panel = MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("report_participants"),
                    FieldPanel("report_organisations"),
                    FieldPanel("report_country_count"),
                ]
            ),
            FieldPanel("report_countries"),
            FieldPanel("report_objectives"),
            FieldPanel("report_lessons"),
            FieldPanel("report_testimonials"),
        ],
        heading=_("Report after the event"),
    )

    class Meta:
        abstract = True

    @property
    def has_report(self) -> bool:
        """Whether anything is reported."""
        counts = (self.report_participants, self.report_organisations, self.report_country_count)
        texts = (self.report_objectives, self.report_lessons, self.report_testimonials)
        return any(count is not None for count in counts) or any(texts)
