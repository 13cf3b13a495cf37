"""The parts of an event: its sessions and its documents."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

SESSION_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class EventSession(Orderable):
    """A dated part of an event with its own times, subject and speakers."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="sessions")
    date = models.DateField(_("date"), null=True)
    start_time = models.TimeField(
        _("start"), null=True, blank=True, help_text=_("In the time zone of the event.")
    )
    end_time = models.TimeField(_("end"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = RichTextField(_("text"), blank=True, features=SESSION_FEATURES)
    speaker_names = models.TextField(
        _("speakers"), blank=True, help_text=_("One a line: name, position, organisation.")
    )
    ical_uid = models.UUIDField(null=True, blank=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldPanel("text"),
        FieldPanel("speaker_names"),
        # Travels with the form, because a session of a draft has no other lasting identity: its
        # row is written anew at each publish.
        FieldPanel("ical_uid", widget=forms.HiddenInput),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_time__gt=models.F("start_time")) | Q(end_time__isnull=True),
                name="events_session_time_order",
                violation_error_message=_("The end is not after the start. Check both times."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Tell a reversed session at its end, not above the form as the constraint would."""
        super().clean()
        if self.start_time and self.end_time and self.end_time <= self.start_time:
            raise ValidationError(
                {"end_time": _("The end is not after the start. Check both times.")}
            )

    @property
    def speakers(self) -> list[str]:
        """Who speaks, one entry each."""
        return [line.strip() for line in self.speaker_names.splitlines() if line.strip()]


class EventDocument(Orderable):
    """A file that belongs to an event: agenda, presentation, minutes."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "core.SiteDocument",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Instead of the file's own.")
    )

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its title here, else the file's own."""
        return self.title or self.document.title
