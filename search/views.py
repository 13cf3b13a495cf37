"""The page on which the whole site is searched."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.listing import Facet, ListQuery, Option
from exchanges.calendar import programme_today
from search.answers import answer_site
from search.catalogue.listing import page_of, reader_language
from search.counting import count_search
from search.limits import Use, limited
from search.models import Kind
from search.promotions import promotions_for
from search.queries import SiteQuery, SiteResult
from search.words import is_cut

PER_PAGE = 15
SHOWN_OF_EACH_KIND = 4
KIND = "kind"


@require_safe
@limited(Use.PAGES)
def search(request: HttpRequest) -> HttpResponse:
    """Find pages and organisations; some of each kind, or all of one kind in pages."""
    day = programme_today()
    kinds = tuple(Option(kind.value, str(kind.label)) for kind in Kind)
    query = ListQuery.parse(request.GET, [Facet(KIND, _("Kind"), kinds)])
    chosen = next((Kind(value) for value in query.values(KIND)), None)
    result = answer_site(
        SiteQuery(
            day=day,
            language=reader_language(),
            text=query.q,
            kind=chosen,
            page=query.page,
            size=SHOWN_OF_EACH_KIND if chosen is None else PER_PAGE,
        )
    )
    context: dict[str, Any] = {
        "query": query,
        "was_cut": is_cut(request.GET.get("q", "")),
        "total": result.total,
        "suggestion": result.suggestion,
        "suggestion_url": f"?{urlencode({'q': result.suggestion})}",
        "is_degraded": result.is_degraded,
        "promotions": promotions_for(query.q, day=day) if query.q else [],
        "tabs": kind_tabs(query, result, chosen),
        "chosen_kind": chosen,
        "querystring": query.querystring(),
        "groups": kind_groups(query, result) if chosen is None else [],
        "page_obj": chosen and page_of_kind(result, chosen),
        "breadcrumbs": [home_crumb(request)],
        "canonical_url": request.build_absolute_uri(reverse("search")),
    }
    # A HEAD is nobody who searches.
    if request.method == "GET" and query.q and query.page == 1 and chosen is None:
        count_search(query.q, found=result.total, day=day)
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def kind_tabs(query: ListQuery, result: SiteResult, chosen: Kind | None) -> list[dict[str, Any]]:
    """All hits and those of each kind, with their numbers, for components/tabs.html."""
    tabs: list[dict[str, Any]] = [
        {
            "label": _("Everything"),
            "url": f"?{query.querystring(without=KIND)}",
            "count": result.total,
            "is_current": chosen is None,
        }
    ]
    tabs += [
        {
            "label": kind.label,
            "url": f"?{query.querystring(without=KIND, kind=kind.value)}",
            "count": result.counts.get(kind, 0),
            "is_current": kind is chosen,
        }
        for kind in Kind
        if kind in result.counts or kind is chosen
    ]
    return tabs


def kind_groups(query: ListQuery, result: SiteResult) -> list[dict[str, Any]]:
    """The first hits of each kind, and where the others are."""
    return [
        {
            "kind": kind,
            "hits": hits,
            "count": result.counts[kind],
            "more_url": f"?{query.querystring(without=KIND, kind=kind.value)}"
            if result.counts[kind] > len(hits)
            else "",
        }
        for kind, hits in result.hits.items()
    ]


def page_of_kind(result: SiteResult, kind: Kind) -> Page[Any]:
    """The hits of one kind that are on the page that was asked for."""
    hits = result.hits.get(kind, ())
    total = result.counts.get(kind, 0)
    return page_of(hits, number=result.page, size=PER_PAGE, total=total)


def home_crumb(request: HttpRequest) -> dict[str, str]:
    """The front page, above this one."""
    site = Site.find_for_request(request)
    if site is None:
        return {"title": _("Home"), "url": "/"}
    return {"title": site.root_page.title, "url": site.root_page.get_url(request) or "/"}
