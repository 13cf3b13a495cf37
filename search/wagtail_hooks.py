"""What administrators decide about the search."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.wagtail_hooks import PolicyMenuItem
from search.models import SynonymGroup
from search.reports import POLICY, LookedForView


class SynonymGroupViewSet(SnippetViewSet):
    """The expressions that mean the same."""

    model = SynonymGroup
    icon = "search"
    menu_label = _("Search synonyms")
    add_to_settings_menu = True
    list_display = ["expressions"]
    search_fields = ["expressions"]


register_snippet(SynonymGroupViewSet)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    """The report of what people look for."""
    return [
        path("reports/looked-for/", LookedForView.as_view(), name="looked_for"),
        path(
            "reports/looked-for/results/",
            LookedForView.as_view(results_only=True),
            name="looked_for_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_looked_for_menu_item() -> MenuItem:
    """The report among the others."""
    return PolicyMenuItem(
        _("What people look for"),
        reverse("looked_for"),
        name="looked-for",
        icon_name="search",
        order=1310,
        policy=POLICY,
        action="view",
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let administrators give the right to see it to groups of their own."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_lookedfor")
