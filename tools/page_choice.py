"""Chooses which pages of the loaded site to look at: the fullest one of each type."""

from collections.abc import Iterator

from django.test import Client
from wagtail.models import Page, get_page_models

from partnerships.models.organisation import PUBLIC_STATES, Organisation

# Addresses without a page of their own.
WITHOUT_PAGE = {
    "search": "/search/?q=cluster",
    "search-nothing-found": "/search/?q=zzzz",
    # A word that nothing can break, and a filter that is left out.
    "partnerships-nothing-found": f"/partnerships/?country=XX&q={'x' * 200}",
    "hosts-that-fit": "/offers/fit/",
    "sign-in": "/accounts/login/",
    "not-found": "/no-such-page/",
}
# The longest of so many pages of a type is taken as the fullest.
CANDIDATES = 40


def chosen_addresses() -> dict[str, str]:
    """Return a name and the path of each page to look at, for the content in the database."""
    return dict(sorted({**dict(fullest_pages()), **dict(organisations()), **WITHOUT_PAGE}.items()))


def fullest_pages() -> Iterator[tuple[str, str]]:
    """Yield for each page type the page with the longest HTML."""
    client = Client()
    for model in get_page_models():
        if model is Page:
            continue
        pages = model.objects.live().public().order_by("path")[:CANDIDATES]
        addresses = [page.get_url() for page in pages]
        reachable = [address for address in addresses if address]
        if reachable:
            yield (
                model._meta.label_lower.replace(".", "-"),
                max(reachable, key=lambda address: len(client.get(address).content)),
            )


def page_types_without_page() -> list[str]:
    """Return the page types of which the database holds no page that people can see."""
    return [
        model._meta.label
        for model in get_page_models()
        if model is not Page and not model.objects.live().public().exists()
    ]


def organisations() -> Iterator[tuple[str, str]]:
    """Yield one organisation's page: organisations stand in the register, not in the page tree."""
    organisation = Organisation.objects.filter(state__in=PUBLIC_STATES).order_by("slug").first()
    if organisation is not None:
        yield "partnerships-organisation", organisation.get_absolute_url()
