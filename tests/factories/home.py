"""Makes the front page that every other page hangs under."""

from typing import Any

from wagtail.models import Page, Site

from home.models import HomePage


def make_home_page(**fields: Any) -> HomePage:
    """The front page of the default site, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    site = Site.objects.get(is_default_site=True)
    home_page = HomePage(**{"title": "Home", "slug": "front", **fields})
    root.add_child(instance=home_page)
    welcome_page = site.root_page
    site.root_page = home_page
    site.save()
    welcome_page.delete()
    home_page.refresh_from_db()
    return home_page
