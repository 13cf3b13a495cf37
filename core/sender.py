"""Who our mails come from."""

from email.utils import formataddr

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from core.listing import clean_words
from core.models import ProgrammeSettings


def programme_settings(request: HttpRequest | None) -> ProgrammeSettings:
    """The settings of the programme, also where there is no request."""
    if request is None:
        site = Site.objects.get(is_default_site=True)
        return ProgrammeSettings.for_site(site)
    return ProgrammeSettings.for_request(request)


def programme_sender(programme: ProgrammeSettings) -> str:
    """The From line: the programme's name with the address that mails are sent from."""
    return formataddr((clean_words(programme.name), settings.DEFAULT_FROM_EMAIL))
