"""The list page that events stand under."""

import pytest

from events.models import EventIndexPage
from tests.factories.events import make_event_index
from tests.factories.home import make_home_page


@pytest.fixture
def event_index(db: None) -> EventIndexPage:
    """The event list of the site."""
    return make_event_index(make_home_page(), show_in_menus=True)
