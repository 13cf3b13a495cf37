"""How editors see offers, their pages and the rules in Wagtail."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from exchanges.chooser_forms import SEARCHED_FIELDS, OfferFilterForm, OfferForm
from exchanges.models import Call, ConsentText, ExchangeOfferPage, Offer, RuleSet
from partnerships.models import Organisation

KEPT_COLUMNS = ("bulk_actions", "title", "status")


def places(offer: Offer | None) -> str:
    """Places at a time and in all, as they stand in a column."""
    return f"{offer.places_per_exchange} / {offer.places_total}" if offer else ""


def host_of(page: ExchangeOfferPage) -> Organisation | None:
    """The host for editors, who also see one that is unverified."""
    return page.offer.host_organisation if page.offer else None


class OfferChooseView(ChooseView):
    """The window in which an offer is chosen."""

    filter_form_class = OfferFilterForm


class OfferChooseResultsView(ChooseResultsView):
    """The list in that window, as one types."""

    filter_form_class = OfferFilterForm


class OfferChooserViewSet(SnippetChooserViewSet):
    """Chooses an offer for a page, or makes one there and then."""

    choose_view_class = OfferChooseView
    choose_results_view_class = OfferChooseResultsView
    creation_form_class = OfferForm
    creation_tab_label = _("New offer")
    create_action_label = _("Save and choose this offer")


class OfferViewSet(SnippetViewSet):
    """Offers: who hosts, through which partnership, how many places, open or not."""

    model = Offer
    icon = "pick"
    chooser_viewset_class = OfferChooserViewSet
    search_fields = SEARCHED_FIELDS
    list_display = [
        "host_organisation",
        "partnership",
        Column("places", label=_("Places"), accessor=places, width="12%"),
        Column("status", label=_("State"), accessor="get_status_display", sort_key="status"),
        BooleanColumn("is_sample", label=_("Sample"), sort_key="is_sample"),
        "created_at",
    ]
    list_filter = ["status", "partnership", "host_organisation__country", "is_sample"]
    list_export = [
        "host_organisation",
        "partnership",
        "status",
        "places_per_exchange",
        "places_total",
        "is_sample",
        "created_at",
    ]
    ordering = ["-created_at", "pk"]

    def get_queryset(self, request: Any) -> QuerySet[Offer]:
        """With host and partnership, so that the list needs no query for each row."""
        return Offer.objects.select_related("host_organisation", "partnership")


class RuleSetViewSet(SnippetViewSet):
    """The versions of the rules of participation, each with its history."""

    model = RuleSet
    icon = "clipboard-list"
    list_display = ["valid_from", "minimum_working_days", "maximum_working_days", "source"]
    list_filter = ["valid_from"]
    ordering = ["-valid_from"]


class CallViewSet(SnippetViewSet):
    """The calls: when applications are taken."""

    model = Call
    icon = "calendar-alt"
    list_display = ["title", "opens_at", "closes_at", "days_to_check"]
    ordering = ["-opens_at"]


class ConsentTextViewSet(SnippetViewSet):
    """The texts that applicants agree to, version by version."""

    model = ConsentText
    icon = "doc-full"
    list_display = ["kind", "version", "valid_from"]
    list_filter = ["kind"]
    ordering = ["kind", "-version"]


class ExchangesViewSetGroup(SnippetViewSetGroup):
    """One entry of the admin's menu for all of them."""

    items = (OfferViewSet, CallViewSet, RuleSetViewSet, ConsentTextViewSet)
    menu_label = _("Exchanges")
    menu_icon = "group"
    menu_order = 230


register_snippet(ExchangesViewSetGroup)


class OfferPageFilterSet(PageFilterSet):
    """Wagtail's filters, and partnership, country of the host, mode, state and sectors."""

    class Meta(PageFilterSet.Meta):
        model = ExchangeOfferPage
        fields = [
            "offer__partnership",
            "offer__host_organisation__country",
            "offer__status",
            "mode",
            "period_end",
            "sectors",
            "is_sample",
        ]


class OfferPageIndexView(ExplorableIndexView):
    """The offers of the catalogue, the one edited last first."""

    default_ordering = "-latest_revision_created_at"

    def annotate_queryset(self, pages: QuerySet[ExchangeOfferPage]) -> QuerySet[ExchangeOfferPage]:
        """Fetch host and partnership of all rows at once."""
        annotated: QuerySet[ExchangeOfferPage] = super().annotate_queryset(pages)
        return annotated.select_related("offer__host_organisation", "offer__partnership")


class OfferPageViewSet(PageViewSet):
    """Columns and filters of the pages of offers."""

    model = ExchangeOfferPage
    icon = "pick"
    index_view_class = OfferPageIndexView
    filterset_class = OfferPageFilterSet
    columns = [
        *(column for column in PageViewSet.columns if column.name in KEPT_COLUMNS[:2]),
        Column(
            "host",
            label=_("Host"),
            accessor=host_of,
            sort_key="offer__host_organisation__name",
            width="15%",
        ),
        Column(
            "partnership",
            label=_("Partnership"),
            accessor="partnership",
            sort_key="offer__partnership__acronym",
            width="12%",
        ),
        Column("mode", label=_("Mode"), accessor="get_mode_display", sort_key="mode"),
        Column("period", label=_("Period"), accessor="period", sort_key="period_end", width="14%"),
        Column("places", label=_("Places"), accessor=lambda page: places(page.offer)),
        Column(
            "offer_status",
            label=_("Takes visitors"),
            accessor=lambda page: page.offer.get_status_display() if page.offer else "",
            sort_key="offer__status",
        ),
        *(column for column in PageViewSet.columns if column.name in KEPT_COLUMNS[2:]),
    ]


@hooks.register("register_admin_viewset")
def register_offer_page_views() -> PageViewSet:
    """Make Wagtail use them."""
    return OfferPageViewSet()
