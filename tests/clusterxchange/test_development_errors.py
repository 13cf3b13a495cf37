"""What is not found looks on a developer's machine as in production."""

from typing import Any

import pytest
from django.test import Client

from home.models import HomePage

MIDDLEWARE = "clusterxchange.development_errors.NotFoundAsInProduction"
ADDRESSES = ["/no-such-page/", "/events/no-such-event/", "/partnerships/organisations/nobody/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_our_page_is_shown_in_debug_mode(
    client: Client, home_page: HomePage, settings: Any, address: str
) -> None:
    settings.DEBUG = True
    assert b"DEBUG = True" in client.get(address).content
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "404.html" in [part.name for part in answer.templates]
