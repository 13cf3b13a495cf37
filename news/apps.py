"""The Django app `news`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """What the programme and its partnerships tell: news, stories, lessons and calls."""

    name = "news"
    verbose_name = _("News")
