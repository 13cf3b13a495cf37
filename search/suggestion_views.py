"""What is suggested while somebody types into the field of the catalogue."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchanges.calendar import programme_today
from search.catalogue import read_address
from search.labels import fetch_labels
from search.limits import Use, limited
from search.name_suggestions import name_suggestions
from search.ordering import Arrangement


@require_safe
@limited(Use.SUGGESTIONS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the list under the field; the other parameters are kept by their addresses."""
    day, labels = programme_today(), fetch_labels()
    query = read_address(request.GET, labels, day=day)
    kept = Arrangement.parse(request.GET, has_words=True).kept(has_words=True)
    groups = name_suggestions(query.q, replace(query, kept=kept), labels, day=day)
    response = render(request, "search/name_suggestions.html", {"groups": groups})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
