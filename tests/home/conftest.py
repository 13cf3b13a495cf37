"""What the tests of the plain pages stand on."""

import pytest
from wagtail.models import Site

from core.models import ProgrammeSettings


@pytest.fixture
def programme(db: None) -> ProgrammeSettings:
    """The settings of a programme that is not ClusterXchange."""
    site = Site.objects.get(is_default_site=True)
    settings = ProgrammeSettings.for_site(site)
    settings.name = "Harbour Links"
    settings.contact_email = "office@example.org"
    settings.support_email = "support@example.org"
    settings.support_name = "Harbour desk"
    settings.save()
    return settings
