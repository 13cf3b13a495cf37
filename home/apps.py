"""The Django app `home`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The front page, the plain pages, and what loads a programme's content."""

    name = "home"
    verbose_name = _("Home")
