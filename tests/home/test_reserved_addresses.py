"""No page takes the address of another part of the site."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.reserved_slugs import RESERVED_SLUGS
from home.models import HomePage, StandardPage
from tests.factories.news import make_news_index_page
from tests.factories.people import make_user

SEGMENT = re.compile(r"\^?([\w-]+)(?:/|$)")


def first_segments(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """The fixed beginnings of all addresses that are no pages."""
    found = set()
    for pattern in patterns:
        text = str(pattern.pattern)
        match = SEGMENT.match(text)
        if match:
            found.add(match[1])
        elif isinstance(pattern, URLResolver) and text == "":
            found |= first_segments(pattern.url_patterns)
    return found


@pytest.fixture
def administrator(db: None) -> Client:
    """The browser of somebody who may do everything."""
    client = Client()
    client.force_login(make_user("ada@example.org", is_superuser=True, is_staff=True))
    return client


def new_page(**values: str) -> dict[str, Any]:
    """The form of a standard page."""
    return nested_form_data(
        {
            "title": "Some page",
            "slug": "some-page",
            "summary": "",
            "body": streamfield([]),
            "sources": streamfield([]),
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": "",
            },
            **values,
        }
    )


def create(client: Client, parent: Page, **values: str) -> Any:
    """Make a standard page as editors do."""
    address = reverse("wagtailadmin_pages:add", args=("home", "standardpage", parent.pk))
    return client.post(address, new_page(**values))


def test_the_first_segment_of_every_address_is_reserved() -> None:
    assert first_segments(get_resolver().url_patterns) - set(RESERVED_SLUGS) == set()


def test_the_addresses_of_the_design_are_reserved() -> None:
    wanted = (
        "partnerships events news offers search interest apply my manage accounts admin documents"
    )
    assert set(wanted.split()) - set(RESERVED_SLUGS) == set()


@pytest.mark.parametrize("slug", ["search", "events", "Admin", "de"])
@pytest.mark.parametrize("action", ["action-publish", "action-save"])
def test_an_editor_is_told_at_the_field(
    administrator: Client, home_page: HomePage, slug: str, action: str
) -> None:
    response = create(administrator, home_page, slug=slug, **{action: "1"})

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "slug": [f"The address “/{slug}/” is kept for another part of the site."]
    }
    assert not StandardPage.objects.exists()


def test_other_addresses_and_other_places_are_free(
    administrator: Client, home_page: HomePage
) -> None:
    assert create(administrator, home_page, slug="searching").status_code == 302
    parent = StandardPage.objects.get(slug="searching")
    assert create(administrator, parent, slug="search").status_code == 302


def test_a_page_cannot_be_renamed_to_one(administrator: Client, home_page: HomePage) -> None:
    page = home_page.add_child(instance=StandardPage(title="Page", slug="page"))

    response = administrator.post(
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        new_page(slug="offers", **{"action-publish": "1"}),
    )

    assert list(response.context["form"].errors) == ["slug"]
    page.refresh_from_db()
    assert page.slug == "page"


def test_code_is_held_to_it_too_and_the_page_meant_for_it_is_not(home_page: HomePage) -> None:
    with pytest.raises(ValidationError) as refused:
        home_page.add_child(instance=StandardPage(title="News", slug="news"))
    assert list(refused.value.message_dict) == ["slug"]

    home_page.refresh_from_db()
    assert make_news_index_page(home_page).slug == "news"


def test_a_page_cannot_be_moved_or_copied_onto_one(
    administrator: Client, home_page: HomePage
) -> None:
    parent = home_page.add_child(instance=StandardPage(title="Parent", slug="parent"))
    page = parent.add_child(instance=StandardPage(title="My page", slug="my"))
    free = parent.add_child(instance=StandardPage(title="Free", slug="free"))

    for moved in (page, free):
        administrator.post(
            reverse("wagtailadmin_pages:move_confirm", args=(moved.pk, home_page.pk)), {}
        )
    for slug in ("manage", "copied"):
        administrator.post(
            reverse("wagtailadmin_pages:copy", args=(page.pk,)),
            {
                "new_title": "Copy",
                "new_slug": slug,
                "new_parent_page": str(home_page.pk),
                "copy_subpages": "",
            },
        )

    assert sorted(home_page.get_children().values_list("slug", flat=True)) == [
        "copied",
        "free",
        "parent",
    ]


def test_languages_are_reserved() -> None:
    assert dict(settings.LANGUAGES).keys() >= {"en", "de", "fr", "es"}
