"""What the catalogue gives beside its page."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from core.csv_export import csv_stream
from exchanges.calendar import programme_today
from search.catalogue import catalogue_query, read_address, sort_for
from search.export import table_head, table_portions
from search.labels import fetch_labels
from search.limits import Use, limited
from search.ordering import Arrangement


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
