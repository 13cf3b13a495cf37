"""What waits, and the list of applications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.csv_export import csv_response
from core.listing import paginate
from exchanges.calendar import programme_day
from exchanges.manage import worklist
from exchanges.permissions import Remit
from exchanges.views.manage.access import for_managers
from exchanges.wording import status_words

PER_PAGE = 25


@require_safe
@for_managers
def overview(request: HttpRequest, remit: Remit) -> HttpResponse:
    """What waits in these partnerships, and their applications."""
    at = timezone.now()
    counts = worklist.waiting(remit, at=at)
    query = worklist.parse_worklist(request.GET, remit, counts)
    found = worklist.find_applications(query, remit, at=at)
    page_obj = paginate(worklist.with_marks(found), query, PER_PAGE)
    context = {
        "remit": remit,
        "tiles": counts.tiles(),
        "query": query,
        "querystring": query.querystring(),
        "chips": query.chips(),
        "facet_groups": query.facet_groups(),
        "page_obj": page_obj,
        "rows": [(one, status_words(one, for_staff=True)) for one in page_obj.object_list],
        "now": at,
    }
    return render(request, "exchanges/manage/overview.html", context)


@require_safe
@for_managers
def table(request: HttpRequest, remit: Remit) -> HttpResponse:
    """The list as a file for a spreadsheet: the same filters, all pages."""
    at = timezone.now()
    counts = worklist.waiting(remit, at=at)
    query = worklist.parse_worklist(request.GET, remit, counts)
    found = worklist.find_applications(query, remit, at=at)
    name = f"{_('applications')}-{programme_day(at).isoformat()}"
    return csv_response(worklist.table_head(), worklist.table_rows(found), name=name)
