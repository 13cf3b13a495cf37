"""What the frame of every public page needs: header, footer, head."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from core.models import ProgrammeSettings
from core.serving import menu_pages
from core.standing import WRITES_THE_SITE, standing_of
from core.workplaces import workplaces_of


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the main menu."""

    title: str
    url: str
    is_current: bool
    is_open: bool


def main_menu(request: HttpRequest) -> list[MenuItem]:
    """The pages under the front page that their editors put in the menu (at most one query)."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = getattr(request, "menu_pages", None)
    if pages is None:
        pages = menu_pages(site)
    items = []
    for page in pages:
        url = page.get_url(request, current_site=site)
        items.append(
            MenuItem(
                title=page.title,
                url=url,
                is_current=request.path == url,
                is_open=request.path.startswith(url),
            )
        )
    return items


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Add the programme's settings and the menus, fetched only when a template asks."""
    return {
        "programme": SimpleLazyObject(lambda: ProgrammeSettings.for_request(request)),
        "main_menu": SimpleLazyObject(lambda: main_menu(request)),
        "workplaces": SimpleLazyObject(lambda: workplaces_of(request)),
        "writes_the_site": SimpleLazyObject(lambda: WRITES_THE_SITE in standing_of(request)),
    }
