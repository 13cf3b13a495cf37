"""The outbox in the admin: what waits, what was given up and why, and trying that again.

Nothing of what a message says is shown, and of a recipient only the domain, which is what one needs
when a mail server is at fault.
"""

from typing import Any, cast

import django_filters
from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusFlagColumn, StatusTagColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import ModelPermissionPolicy

from core.audit import record
from core.emails.kinds import EMAIL_KINDS
from core.emails.sending import EMAIL
from core.models import OutboxMessage, User
from core.models.outbox import OutboxState
from core.outbox.delivery import retry
from core.outbox.registry import HANDLERS
from core.outbox.status import outbox_status

POLICY = ModelPermissionPolicy(OutboxMessage)
ADMINISTRATOR = "administrator"


def is_dead(message: OutboxMessage) -> bool:
    """Whether it was given up."""
    return message.state == OutboxState.DEAD


def contents(message: OutboxMessage) -> str:
    """What a message is about, without who it is for."""
    if message.kind != EMAIL:
        return message.subject or message.kind
    code = message.payload.get("code")
    kind = EMAIL_KINDS.get(code)
    return str(kind.title) if kind else code or _("E-mail")


def domain(message: OutboxMessage) -> str:
    """Where an e-mail goes, without whom to."""
    return str(message.payload.get("to", "")).rpartition("@")[2]


def next_try(message: OutboxMessage) -> str:
    """When it is tried next; nothing for what is done or being done."""
    if message.state != OutboxState.WAITING:
        return ""
    return date_format(timezone.localtime(message.available_at), "SHORT_DATETIME_FORMAT")


class TickColumn(Column):
    """A box beside each message that was given up."""

    cell_template_name = "core/admin/outbox_tick.html"


class OutboxFilters(WagtailFilterSet):
    """Filters of the list."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=OutboxState.choices, empty_label=gettext_lazy("All")
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=lambda: [(kind, kind) for kind in sorted(HANDLERS)],
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = OutboxMessage
        fields = ["state", "kind", "possibly_duplicate"]


class OutboxView(ReportView):
    """The list, what was written last first."""

    page_title = gettext_lazy("Outbox")
    header_icon = "mail"
    model = OutboxMessage
    permission_policy = POLICY
    permission_required = "view"
    template_name = "core/admin/outbox.html"
    results_template_name = "core/admin/outbox_results.html"
    index_url_name = "outbox"
    index_results_url_name = "outbox_results"
    filterset_class = OutboxFilters
    default_ordering = "-created_at"
    no_results_message = gettext_lazy("The outbox is empty.")
    columns = [
        TickColumn("tick", label="", accessor=is_dead, width="3%"),
        DateColumn("created_at", label=gettext_lazy("Written"), sort_key="created_at"),
        Column("contents", label=gettext_lazy("What"), accessor=contents),
        Column("domain", label=gettext_lazy("Goes to"), accessor=domain),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=is_dead,
            sort_key="state",
        ),
        Column("last_error", label=gettext_lazy("Reason")),
        Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
        Column("available_at", label=gettext_lazy("Next attempt"), accessor=next_try),
        StatusFlagColumn(
            "possibly_duplicate",
            label=gettext_lazy("Delivered twice"),
            true_label=gettext_lazy("possibly"),
        ),
    ]
    list_export = [
        "created_at",
        "kind",
        "state",
        "last_error",
        "attempts",
        "available_at",
        "delivered_at",
        "possibly_duplicate",
    ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the figures, and whether somebody may try again."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["status"] = outbox_status(timezone.now())
        context["may_retry"] = POLICY.user_has_permission(self.request.user, "change")
        return context


class RetryForm(forms.Form):
    """Which messages to try again: some, or all that were given up."""

    message = forms.ModelMultipleChoiceField(
        queryset=OutboxMessage.objects.filter(state=OutboxState.DEAD), required=False
    )
    everything = forms.BooleanField(required=False)

    def chosen(self) -> QuerySet[OutboxMessage]:
        """The rows."""
        if self.cleaned_data["everything"]:
            return OutboxMessage.objects.filter(state=OutboxState.DEAD)
        chosen: QuerySet[OutboxMessage] = self.cleaned_data["message"]
        return chosen


class RetryView(PermissionCheckedMixin, View):
    """Tries again what was given up."""

    http_method_names = ["post"]
    permission_policy = POLICY
    permission_required = "change"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give the messages their attempts back, and say how many."""
        form = RetryForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Some of them are not given up any more. Choose again."))
            return redirect("outbox")
        count = retry_by_hand(form.chosen(), actor=cast("User", request.user))
        if count:
            words = ngettext(
                "%(count)d message is tried again.", "%(count)d messages are tried again.", count
            )
            messages.success(request, words % {"count": count})
        else:
            messages.warning(request, _("Tick the messages to try again."))
        return redirect("outbox")


@transaction.atomic
def retry_by_hand(chosen: QuerySet[OutboxMessage], *, actor: User) -> int:
    """Let messages be tried again and write down who wanted it."""
    now = timezone.now()
    rows = list(chosen.select_for_update())
    for message in rows:
        record(subject=message, action="retry", at=now, actor=actor, role=ADMINISTRATOR)
    return retry(messages=OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]), at=now)
