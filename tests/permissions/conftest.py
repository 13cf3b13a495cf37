"""Two partnerships with everything in them, and everybody."""

import pytest

from home.models import HomePage
from tests.exchanges.conftest import catalogue, home_page
from tests.exchanges.services.conftest import Cast, cast
from tests.permissions.world import World, make_world

__all__ = ["cast", "catalogue", "home_page"]


@pytest.fixture
def world(cast: Cast, home_page: HomePage) -> World:
    """Everything and everybody."""
    return make_world(cast, home_page)
