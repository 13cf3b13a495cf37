"""What we add to Wagtail's admin on every page."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from core.emails import admin_views as emails
from core.models import EmailTemplate, OutboxMessage, User
from core.outbox import admin_views as outbox
from core.outbox.status import outbox_status
from core.page_links import SharedPageLinkHandler
from core.reserved_slugs import is_reserved, reserved_message
from core.second_factor import admin_views as second_factors


class SiteContentChecker(ContentCheckerItem):
    """Checks the page an editor writes against all of WCAG 2.2 AA, not Wagtail's ten rules alone.

    Wagtail asks axe for a list of rules; we ask for the tags, and add the rules of WCAG that axe
    leaves off unless they are named. Wagtail's own two (alternative text, description) keep their
    tags and stay on. Header and footer are the same on every page, no editor can mend them, and
    our tests check them: only what stands between is looked at.
    """

    axe_include: ClassVar[list[str]] = ["main"]
    axe_run_only: ClassVar[list[str]] = [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
        "seo",
    ]
    axe_rules: ClassVar[dict[str, dict[str, bool]]] = {
        "p-as-heading": {"enabled": True},
        "target-size": {"enabled": True},
    }


@hooks.register("construct_wagtail_userbar")
def check_more(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Put our checks in place of Wagtail's, beside the page and in the editor's preview."""
    items[:] = [
        SiteContentChecker(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]


@hooks.register("before_move_page")
def keep_reserved_slugs_on_move(
    request: HttpRequest, page: Page, parent_page: Page
) -> HttpResponse | None:
    """A page that is moved under the front page may not take a reserved address."""
    if request.method != "POST" or not is_reserved(page, page.slug, parent_page.depth):
        return None
    messages.error(request, reserved_message(page.slug))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_copy_page")
def keep_reserved_slugs_on_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Nor may a copy."""
    parent = Page.objects.filter(pk=request.POST.get("new_parent_page") or None).first()
    slug = request.POST.get("new_slug", "")
    if parent is None:
        parent = page.get_parent()
    if request.method != "POST" or not is_reserved(page, slug, parent.depth):
        return None
    messages.error(request, reserved_message(slug))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("register_rich_text_features", order=1000)
def share_page_links(features: FeatureRegistry) -> None:
    """Look up the pages that a text links to together with those of the whole page."""
    features.register_link_type(SharedPageLinkHandler)


class PolicyMenuItem(MenuItem):
    """An entry for those whom a permission policy lets do something."""

    def __init__(self, *args: Any, policy: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy, self.action = policy, action

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return bool(self.policy.user_has_permission(request.user, self.action))


class OutboxPanel(Component):
    """Tells administrators on the dashboard that something could not be delivered."""

    order = 100
    template_name = "core/admin/outbox_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The figures."""
        return {"status": outbox_status(timezone.now())}


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    """The outbox and the words of e-mails."""
    return [path("", include("core.admin_urls"))]


@hooks.register("register_reports_menu_item")
def register_outbox_menu_item() -> MenuItem:
    """The outbox among the reports."""
    return PolicyMenuItem(
        _("Outbox"),
        reverse("outbox"),
        name="outbox",
        icon_name="mail",
        order=2000,
        policy=outbox.POLICY,
        action="view",
    )


@hooks.register("register_settings_menu_item")
def register_emails_menu_item() -> MenuItem:
    """The words of e-mails among the settings."""
    return PolicyMenuItem(
        _("E-mails"),
        reverse("emails"),
        name="emails",
        icon_name="mail",
        order=350,
        policy=emails.POLICY,
        action="view",
    )


@hooks.register("register_user_listing_buttons")
def offer_to_remove_second_factor(
    user: User, request_user: User, **_kwargs: Any
) -> Iterator[Button]:
    """For people who lost phone and recovery codes."""
    if user != request_user and second_factors.POLICY.user_has_permission(request_user, "change"):
        yield Button(
            _("Turn off the second factor"),
            reverse("remove_second_factor", args=[user.pk]),
            icon_name="key",
            priority=40,
        )


@hooks.register("construct_homepage_panels")
def warn_of_the_outbox(request: HttpRequest, panels: list[Component]) -> None:
    """Say so at once when somebody has to look."""
    may_look = outbox.POLICY.user_has_permission(request.user, "view")
    if may_look and outbox_status(timezone.now()).needs_attention:
        panels.append(OutboxPanel())


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let administrators give these rights to groups of their own."""
    types = ContentType.objects.get_for_models(OutboxMessage, EmailTemplate).values()
    return Permission.objects.filter(
        content_type__in=types,
        codename__in=[
            "view_outboxmessage",
            "change_outboxmessage",
            "view_emailtemplate",
            "change_emailtemplate",
        ],
    )
