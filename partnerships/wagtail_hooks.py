"""The register in Wagtail's admin: one menu, a list for each kind of entry."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from partnerships.manager_views import PartnershipManagerViewSet, WithdrawSeveral
from partnerships.models import (
    ActivityKind,
    Country,
    MembershipRole,
    Organisation,
    Partnership,
    Sector,
    Technology,
    Topic,
)
from partnerships.page_listings import PartnershipPageViewSet
from partnerships.register_forms import OrganisationForm, PartnershipForm


class RegisterDeleteView(DeleteView):
    """Deletes an entry; one that something depends on stays, and says so."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Say what stands in the way instead of failing."""
        if self.usage is not None and self.usage.is_protected:
            return self.refuse(self.usage.count())
        try:
            return super().form_valid(form)
        except ProtectedError as error:
            return self.refuse(len(error.protected_objects))

    def refuse(self, number: int) -> HttpResponse:
        """Send the editor back to the entry, with a message."""
        messages.error(
            self.request,
            ngettext(
                "“%(entry)s” cannot be deleted, because it is used in %(number)d place. "
                "Look at “Usage”, and change that first.",
                "“%(entry)s” cannot be deleted, because it is used in %(number)d places. "
                "Look at “Usage”, and change them first.",
                number,
            )
            % {"entry": self.object, "number": number},
        )
        edit_url = reverse(self.edit_url_name, args=(self.object.pk,))
        return HttpResponseRedirect(edit_url)


class RegisterViewSet(SnippetViewSet):
    """What all lists of the register share."""

    delete_view_class = RegisterDeleteView
    # The lists are short and their filters are not in the search index, so the database searches.
    search_backend_name = None
    search_fields = ["name", "code"]
    ordering = ["name"]
    list_per_page = 50


def takes_part(country: Country) -> str:
    """Whether a country takes part today, for the list."""
    today = timezone.localdate()
    for period in country.eligibility_periods.all():
        begun = period.start_date is None or period.start_date <= today
        over = period.end_date is not None and period.end_date < today
        if begun and not over:
            return gettext("Special case") if period.is_special_case else gettext("Yes")
    return gettext("No")


class CountryViewSet(RegisterViewSet):
    """Countries, and when each takes part."""

    model = Country
    icon = "globe"
    list_display = [
        "name",
        "code",
        Column("takes_part", label=_("Takes part"), accessor=takes_part),
        Column("organisations", label=_("Organisations"), accessor="organisation_count"),
        "note",
    ]
    list_filter = ["eligibility_periods__is_special_case"]
    list_export = ["code", "name", "names", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Country]:
        """With what the columns need."""
        return Country.objects.annotate(
            organisation_count=Count("organisations", distinct=True)
        ).prefetch_related("eligibility_periods")


class SectorViewSet(RegisterViewSet):
    """Industrial ecosystems and their specialisations."""

    model = Sector
    icon = "list-ul"
    list_display = [
        "name",
        "code",
        "parent",
        Column("partnerships", label=_("Partnerships"), accessor="partnership_count"),
    ]
    list_filter = ["parent"]
    list_export = ["code", "name", "names", "parent"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sector]:
        """With what the columns need."""
        return Sector.objects.select_related("parent").annotate(
            partnership_count=Count("partnerships", distinct=True)
        )


class DescribedViewSet(RegisterViewSet):
    """Lists whose entries say what they mean."""

    list_display = ["name", "code", "description"]
    list_export = ["code", "name", "names", "description"]


class ActivityKindViewSet(DescribedViewSet):
    """Kinds of activity."""

    model = ActivityKind
    icon = "tasks"


class TechnologyViewSet(DescribedViewSet):
    """Technologies."""

    model = Technology
    icon = "cogs"


class TopicViewSet(DescribedViewSet):
    """Topics."""

    model = Topic
    icon = "tag"


class OrganisationViewSet(RegisterViewSet):
    """Organisations in every state, shown to the public or not."""

    model = Organisation
    icon = "group"
    edit_handler = ObjectList(Organisation.panels, base_form_class=OrganisationForm)
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        "country",
        "city",
        Column(
            "partnerships",
            label=_("Partnerships"),
            accessor=lambda organisation: ", ".join(
                membership.partnership.acronym for membership in organisation.memberships.all()
            ),
        ),
        BooleanColumn("is_sample", label=_("Sample"), sort_key="is_sample"),
    ]
    list_filter = ["state", "kind", "country", "memberships__partnership", "is_sample"]
    list_export = [
        "name",
        "short_name",
        "slug",
        "kind",
        "state",
        "country",
        "region",
        "city",
        "website",
        "is_sample",
    ]
    search_fields = ["name", "short_name", "city"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """With what the columns need."""
        return Organisation.objects.select_related("country").prefetch_related(
            "memberships__partnership"
        )


class PartnershipViewSet(RegisterViewSet):
    """Partnerships with their members."""

    model = Partnership
    icon = "link"
    edit_handler = ObjectList(Partnership.panels, base_form_class=PartnershipForm)
    list_display = [
        "acronym",
        Column("title", label=_("Full title"), sort_key="title", width="27%"),
        Column(
            "coordinator",
            label=_("Coordinator"),
            width="20%",
            accessor=lambda partnership: next(
                (
                    membership.organisation.name
                    for membership in partnership.memberships.all()
                    if membership.role == MembershipRole.COORDINATOR
                ),
                "",
            ),
        ),
        Column(
            "members",
            label=_("Members known"),
            width="9%",
            accessor=lambda partnership: len(partnership.memberships.all()),
        ),
        Column("period", label=_("Period"), width="16%"),
    ]
    list_filter = ["sectors", "memberships__organisation__country"]
    list_export = [
        "acronym",
        "slug",
        "title",
        "website",
        "start_date",
        "end_date",
        "grant_agreement",
        "planned_exchanges",
        "member_count",
        "hue",
    ]
    search_fields = ["acronym", "title", "memberships__organisation__name"]
    ordering = ["acronym"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        """With what the columns need."""
        return Partnership.objects.prefetch_related("memberships__organisation")


class RegisterGroup(SnippetViewSetGroup):
    """The menu of the register."""

    menu_label = _("Register")
    menu_name = "register"
    menu_icon = "table"
    menu_order = 200
    items = (
        PartnershipViewSet,
        PartnershipManagerViewSet,
        OrganisationViewSet,
        CountryViewSet,
        SectorViewSet,
        ActivityKindViewSet,
        TechnologyViewSet,
        TopicViewSet,
    )


register_snippet(RegisterGroup)


@hooks.register("register_admin_viewset")
def register_page_views() -> PartnershipPageViewSet:
    """Make Wagtail use the columns of partnership pages."""
    return PartnershipPageViewSet()


hooks.register("register_bulk_action", WithdrawSeveral, order=100)
