"""How editors see the news in Wagtail's explorer."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import (
    DateFromToRangeFilter,
    ExplorableIndexView,
    IndexView,
    PageFilterSet,
)
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from news.models import NewsPage


def partnership_names(page: NewsPage) -> str:
    """The acronyms of a page's partnerships."""
    return ", ".join(partnership.acronym for partnership in page.listed_partnerships)


class NewsFilterSet(PageFilterSet):
    """Wagtail's filters, and kind, date and partnerships."""

    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta(PageFilterSet.Meta):
        model = NewsPage
        fields = ["kind", "date", "partnerships"]

    def filter_queryset(self, queryset: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
        """Filter by partnership in a way that Wagtail's search can follow (a list of pages)."""
        chosen = self.form.cleaned_data.pop("partnerships", None)
        filtered: QuerySet[NewsPage] = super().filter_queryset(queryset)
        if not chosen:
            return filtered
        self.form.cleaned_data["partnerships"] = chosen
        pages = NewsPage.objects.filter(partnerships__in=chosen)
        return filtered.filter(pk__in=pages.values_list("pk", flat=True))


class NewestFirst:
    """News by date, the newest first, with the partnerships of all rows fetched at once."""

    default_ordering = "-date"

    def annotate_queryset(self, pages: QuerySet[NewsPage]) -> QuerySet[NewsPage]:
        """Add what the columns need."""
        annotated: QuerySet[NewsPage] = super().annotate_queryset(pages)  # type: ignore[misc]
        return annotated.prefetch_related("partnerships")


class NewsExplorerView(NewestFirst, ExplorableIndexView):
    """The news under a list page."""


class AllNewsView(NewestFirst, IndexView):
    """All news, whatever the list page they stand under."""


NEWS_COLUMNS = [
    *(column for column in PageViewSet.columns if column.name in {"bulk_actions", "title"}),
    Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind", width="12%"),
    Column("date", label=_("Date"), sort_key="date", width="10%"),
    Column("author_name", label=_("Submitted by"), sort_key="author_name", width="15%"),
    Column("partnerships", label=_("Partnerships"), accessor=partnership_names, width="15%"),
    *(column for column in PageViewSet.columns if column.name == "status"),
]


class NewsExplorerViewSet(PageViewSet):
    """Columns and filters where the explorer shows a list of news."""

    model = NewsPage
    icon = "doc-full"
    index_view_class = NewsExplorerView
    filterset_class = NewsFilterSet
    columns = NEWS_COLUMNS


class NewsListingViewSet(PageListingViewSet):
    """The entry of the menu that leads to all news."""

    model = NewsPage
    name = "news"
    icon = "doc-full"
    menu_label = _("News")
    menu_order = 220
    add_to_admin_menu = True
    index_view_class = AllNewsView
    filterset_class = NewsFilterSet
    columns = NEWS_COLUMNS


@hooks.register("register_admin_viewset")
def register_news_views() -> list[Any]:
    """Make Wagtail use them."""
    return [NewsExplorerViewSet(), NewsListingViewSet()]
