"""Pages to look at."""

import gc
import warnings
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from core.models import SitePage
from events.models import EventPage
from home.models import StandardPage
from news.models import NewsPage
from partnerships.models import Partnership, PartnershipIndexPage, PartnershipPage
from tests.factories.blocks import every_block
from tools.page_choice import chosen_addresses

LISTS = {
    "news-filtered": "/news/?tag=kick-off&partnership=clamtex",
    "news-month": "/news/?month=2021-03",
    "events-filtered": "/events/?country=ES&sector=textiles",
    "events-month": "/events/calendar/?month=2020-12",
    "offers-filtered": "/offers/?country=IT&country=ES&q=water",
    "partnerships-filtered": "/partnerships/?country=FR",
    "organisations": "/partnerships/organisations/",
}
BODIES: list[type[Any]] = [
    StandardPage,
    NewsPage,
    EventPage,
    PartnershipPage,
    PartnershipIndexPage,
]


@pytest.fixture
def addresses(demo_content: None, db: None) -> dict[str, str]:
    """One page of each type with the content that ships, and lists with filters."""
    found = chosen_addresses() | LISTS
    del found["not-found"]
    return found


@pytest.fixture
def full_pages(demo_content: None, db: None) -> list[SitePage]:
    """A page of each type that has a body, using every block of it."""
    return [make_full_page(model) for model in BODIES]


def make_full_page(model: type[Any], *, times: int = 1) -> SitePage:
    """The first page of a type, with every block in its body."""
    page = model.objects.live().order_by("path").first()
    page.body = every_block(
        Page.objects.get(slug="about"), Partnership.objects.first(), times=times
    )
    page.save_revision().publish()
    with warnings.catch_warnings():  # Wagtail leaves closing its temporary files to Python
        warnings.simplefilter("ignore", ResourceWarning)
        Client().get(page.url)  # makes the sizes of the pictures
        gc.collect()
    return model.objects.get(pk=page.pk)
