"""How editors see the pages of partnerships in Wagtail's explorer."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from partnerships.models import PartnershipPage

FIRST_COLUMNS = ("bulk_actions", "title")
LAST_COLUMNS = ("updated", "status")


def period(page: PartnershipPage) -> str:
    """From when to when the partnership runs."""
    return page.partnership.period if page.partnership else ""


class PartnershipFilterSet(PageFilterSet):
    """Wagtail's filters, and the sectors of the partnership."""

    class Meta(PageFilterSet.Meta):
        model = PartnershipPage
        fields = ["partnership__sectors", "is_sample"]


class PartnershipIndexView(ExplorableIndexView):
    """The pages under the list of partnerships, by title."""

    default_ordering = "title"

    def annotate_queryset(self, pages: QuerySet[PartnershipPage]) -> QuerySet[PartnershipPage]:
        """Fetch the partnerships of all rows at once."""
        annotated: QuerySet[PartnershipPage] = super().annotate_queryset(pages)
        return annotated.select_related("partnership")


class PartnershipPageViewSet(PageViewSet):
    """Columns and filters of the pages of partnerships."""

    model = PartnershipPage
    icon = "group"
    index_view_class = PartnershipIndexView
    filterset_class = PartnershipFilterSet
    columns = [
        *(column for column in PageViewSet.columns if column.name in FIRST_COLUMNS),
        Column(
            "partnership",
            label=_("Partnership"),
            accessor="partnership.acronym",
            sort_key="partnership__acronym",
            width="15%",
        ),
        Column("period", label=_("Period"), accessor=period, width="18%"),
        Column(
            "grant_agreement",
            label=_("Grant agreement"),
            accessor="partnership.grant_agreement",
            sort_key="partnership__grant_agreement",
            width="12%",
        ),
        *(column for column in PageViewSet.columns if column.name in LAST_COLUMNS),
    ]
