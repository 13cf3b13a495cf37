"""How an event is laid out in the editor: when and where first, as on its page."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)


def time_zone_choices() -> list[tuple[str, str]]:
    """European zones first, then all others."""
    names = sorted(zoneinfo.available_timezones(), key=lambda name: (name[:7] != "Europe/", name))
    return [(name, name.replace("_", " ")) for name in names]


def event_panels() -> list[Any]:
    """The panels between the summary and the report."""
    return [
        FieldRowPanel([FieldPanel("event_type"), FieldPanel("status")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
                FieldPanel("time_zone", widget=forms.Select(choices=time_zone_choices())),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("attendance"),
                FieldPanel("venue"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
                FieldPanel("online_url"),
            ],
            heading=_("Where"),
        ),
        InlinePanel("sessions", heading=_("Sessions"), label=_("Session")),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldRowPanel([FieldPanel("registration_deadline"), FieldPanel("capacity")]),
                FieldPanel("audience"),
            ],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("partnerships"),
                FieldPanel("organisers"),
                FieldPanel("organiser_names"),
            ],
            heading=_("Who organises it"),
        ),
        FieldPanel("body"),
        MultipleChooserPanel(
            "documents",
            heading=_("Documents"),
            label=_("Document"),
            chooser_field_name="document",
        ),
        MultiFieldPanel(
            [FieldPanel("sectors"), FieldPanel("countries"), FieldPanel("tags")],
            heading=_("Subjects"),
        ),
        FieldPanel("recording_url"),
    ]
