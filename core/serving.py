"""Finds the page that an address means, and the main menu, in one query.

Wagtail walks the tree one level at a time, with two queries for each, asks for translations of the
front page and for the restrictions of every page above. A page's `url_path` names its place, so
one query tells it all (docs/adr/0007). What is done with the page found is left to Wagtail.
"""

from collections.abc import Sequence
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from core.querysets import restrictions_above

# No page stands deeper; an address of a thousand parts is not worth a query with as many.
DEEPEST = 20
# What the menu, the breadcrumbs and the way itself need of a page.
ON_THE_WAY = ("path", "depth", "title", "url_path", "live", "show_in_menus", "alias_of")


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the page of an address; other languages than the default take Wagtail's way."""
    site = Site.find_for_request(request)
    if site is not None and get_language() == settings.LANGUAGE_CODE:
        # Where `Page.route_for_request` keeps what it found; so it need not look again.
        route = find_route(request, site, path)
        request._wagtail_route_for_request = route  # type: ignore[attr-defined] # noqa: SLF001
    response: HttpResponseBase = wagtail_serve(request, path)
    return response


def find_route(request: HttpRequest, site: Site, path: str) -> RouteResult | None:
    """Let the deepest page that the path names answer; `None` when it does not know the rest.

    Leaves `page_ancestors` and `menu_pages` on the request, for the breadcrumbs and the menu.
    """
    components = [component for component in path.split("/") if component]
    if len(components) > DEEPEST:
        return None
    on_the_way = fetch_way(request, site, components)
    request.page_ancestors = on_the_way[:-1]  # type: ignore[attr-defined]
    if not on_the_way:
        return None
    try:
        return _specific(on_the_way).route(request, components[len(on_the_way) - 1 :])
    except Http404:
        return None


def fetch_way(request: HttpRequest, site: Site, components: Sequence[str]) -> list[Page]:
    """The pages whose places begin an address, from the front page down, in one query.

    Leaves the menu on the request as `menu_pages`. For an address without a page as well: what
    stands under a page without being one finds its breadcrumbs so.
    """
    url_paths = [site.root_page.url_path]
    for component in components:
        url_paths.append(f"{url_paths[-1]}{component}/")
    # Wagtail has an index of slugs, and none of places.
    slugs = [site.root_page.slug, *components]
    on_the_way = Q(slug__in=slugs, url_path__in=url_paths)
    deepest = site.root_page.depth + max(len(components), 1)
    found = list(_pages_with_kind(deepest).filter(on_the_way | _in_menu(site)))
    request.menu_pages = [page for page in found if _is_in_menu(page, site)]  # type: ignore[attr-defined]
    return [page for page in found if page.url_path in url_paths]


def menu_pages(site: Site) -> QuerySet[Page]:
    """The pages under the front page that their editors put in the menu."""
    pages: QuerySet[Page] = Page.objects.filter(_in_menu(site)).order_by("path")
    return pages


def _in_menu(site: Site) -> Q:
    return Q(
        path__startswith=site.root_page.path,
        depth=site.root_page.depth + 1,
        live=True,
        show_in_menus=True,
    )


def _is_in_menu(page: Page, site: Site) -> bool:
    return bool(page.depth == site.root_page.depth + 1 and page.live and page.show_in_menus)


@cache
def _pages_with_kind(deepest: int) -> QuerySet[Page]:
    """In the order of the tree, with the page type and whether a restriction applies; to narrow."""
    is_translated = Exists(
        Page.objects.filter(translation_key=OuterRef("translation_key"), live=True).exclude(
            pk=OuterRef("pk")
        )
    )
    pages: QuerySet[Page] = (
        Page.objects.only(*ON_THE_WAY)
        .order_by("path")
        .annotate(
            app_label=F("content_type__app_label"),
            model_name=F("content_type__model"),
            is_restricted=Exists(restrictions_above(deepest)),
            is_translated=is_translated,
        )
    )
    return pages


def _specific(on_the_way: Sequence[Page]) -> Page:
    """The last page, with the fields of its type."""
    last = on_the_way[-1]
    model = apps.get_model(last.app_label, last.model_name)
    page: Page = model._default_manager.get(pk=last.pk)
    # An alias has the restrictions of its source: those are left to Wagtail to find.
    if not last.is_restricted and not any(page.alias_of_id for page in on_the_way):
        page.is_known_to_be_public = True
    page.is_known_to_stand_alone = not last.is_translated
    return page
