"""A site with an empty catalogue of offers."""

import pytest

from home.models import HomePage
from search.models import CataloguePage
from tests.factories.exchanges import make_catalogue
from tests.factories.home import make_home_page


@pytest.fixture
def home_page(db: None) -> HomePage:
    """The front page."""
    return make_home_page()


@pytest.fixture
def catalogue(home_page: HomePage) -> CataloguePage:
    """The empty list at /offers/."""
    return make_catalogue(home_page)
