"""What the catalogue gives beside its page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.csv_export import csv_stream
from exchanges.calendar import programme_today
from search.catalogue.export import table_head, table_portions
from search.catalogue.listing import catalogue_query, read_address, sort_for
from search.catalogue.name_suggestions import name_suggestions
from search.catalogue.ordering import Arrangement
from search.labels import fetch_labels
from search.limits import Use, limited


@require_safe
@limited(Use.EXPORTS)
def export(request: HttpRequest) -> HttpResponseBase:
    """All offers that an address of the catalogue finds, as a CSV file."""
    day, labels = programme_today(), fetch_labels()
    query = read_address(request.GET, labels, day=day)
    order = Arrangement.parse(request.GET, has_words=bool(query.q)).order
    asked = catalogue_query(query, labels, day=day, size=0, sort=sort_for(order))
    response = csv_stream(
        table_head(), table_portions(request, asked, labels), name=f"offers-{day:%Y-%m-%d}"
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@limited(Use.SUGGESTIONS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the list under the field; their addresses keep the other parameters."""
    day, labels = programme_today(), fetch_labels()
    query = read_address(request.GET, labels, day=day)
    kept = Arrangement.parse(request.GET, has_words=True).kept(has_words=True)
    groups = name_suggestions(query.q, replace(query, kept=kept), labels, day=day)
    response = render(request, "search/name_suggestions.html", {"groups": groups})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
