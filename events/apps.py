"""The Django app `events`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events: list, month view, calendar files."""

    name = "events"
    verbose_name = _("Events")
