"""The report of what people look for, and what they look for in vain."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import ModelPermissionPolicy

from core.csv_export import safe_cell
from exchanges.calendar import programme_today
from search.models import LookedFor

POLICY = ModelPermissionPolicy(LookedFor)


class LookedForView(ReportView):
    """Words of the last days, what was looked for in vain most often first."""

    page_title = _("What people look for")
    header_icon = "search"
    model = LookedFor
    permission_policy = POLICY
    permission_required = "view"
    index_url_name = "looked_for"
    index_results_url_name = "looked_for_results"
    default_ordering = ("-total_in_vain", "-total", "words")
    no_results_message = _("Nobody has searched yet.")
    columns = [
        Column("words", label=_("Words"), sort_key="words"),
        Column("total", label=_("Times"), sort_key="total"),
        Column("total_in_vain", label=_("Of these in vain"), sort_key="total_in_vain"),
        Column("last", label=_("Last on"), sort_key="last"),
    ]
    list_export = ["words", "total", "total_in_vain", "last"]
    # Anybody may have typed what a spreadsheet would run.
    custom_field_preprocess: ClassVar = {"words": {"csv": safe_cell, "xlsx": safe_cell}}
    export_headings = {
        "words": _("Words"),
        "total": _("Times"),
        "total_in_vain": _("Of these in vain"),
        "last": _("Last on"),
    }

    def get_base_queryset(self) -> QuerySet[LookedFor, Any]:
        """The sums of the last days by words."""
        first = programme_today() - datetime.timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE)
        return (
            LookedFor.objects.filter(day__gte=first)
            .values("words")
            .annotate(total=Sum("times"), total_in_vain=Sum("in_vain"), last=Max("day"))
        )
