"""Where administrators say who manages a partnership."""

from collections.abc import Sequence
from typing import Any, ClassVar, NoReturn

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
)

from core import audit
from core.models import User
from partnerships.models import PartnershipManager

APPOINTED = "MANAGER_APPOINTED"
WITHDRAWN = "MANAGER_WITHDRAWN"


class PartnershipManagerForm(WagtailAdminModelForm):
    """Names a person by the e-mail address of their account; nobody is offered a list of people."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("With which the person signs in. Who has no account opens one first."),
    )

    def clean_email(self) -> str:
        """The address of an account that can sign in."""
        email: str = self.cleaned_data["email"]
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise ValidationError(
                _("Nobody has an account with this address. Check it, or ask them to open one.")
            )
        self.instance.user = person
        return email

    def clean(self) -> dict[str, Any]:
        """Say at the address that this person manages the partnership already."""
        cleaned_data: dict[str, Any] = super().clean()
        partnership = cleaned_data.get("partnership")
        if partnership and "email" in cleaned_data:
            managers = PartnershipManager.objects.filter(partnership=partnership)
            if managers.filter(user=self.instance.user).exists():
                self.add_error("email", _("This person manages the partnership already."))
        return cleaned_data


class ManagerListView(IndexView):
    """The list leads to no form of an entry."""

    def get_edit_url(self, instance: PartnershipManager) -> None:
        """Nowhere: an entry is given and withdrawn."""


class RefusedEditView(EditView):
    """Refuses: to change an entry would hide who managed the partnership before."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Wagtail tells it and goes back to its first page."""
        raise PermissionDenied


class AppointView(CreateView):
    """Makes somebody a manager, and writes down who did it."""

    def save_instance(self) -> PartnershipManager:
        """Save and note it, in the transaction of the view."""
        manager: PartnershipManager = super().save_instance()
        note(manager, APPOINTED, self.request.user)
        return manager

    def get_success_buttons(self) -> list[Any]:
        """None: there is no form of an entry to go to."""
        return []


class WithdrawView(DeleteView):
    """Takes the management away again, and writes down who did it."""

    def delete_action(self) -> None:
        """Delete and note it."""
        with transaction.atomic():
            note(self.object, WITHDRAWN, self.request.user)
            super().delete_action()


class WithdrawSeveral(DeleteBulkAction):
    """The same for all that are ticked in the list."""

    models: ClassVar[list[type[PartnershipManager]]] = [PartnershipManager]

    @classmethod
    def execute_action(
        cls, objects: Sequence[PartnershipManager], user: User | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Delete and note each of them."""
        with transaction.atomic():
            for manager in objects:
                note(manager, WITHDRAWN, user)
            outcome: tuple[int, int] = super().execute_action(objects, user=user, **kwargs)
        return outcome


def note(manager: PartnershipManager, action: str, actor: User | None) -> None:
    """Write into the audit trail what happened to a person's management of a partnership."""
    audit.record(
        subject=manager.user,
        action=action,
        at=timezone.now(),
        actor=actor,
        role="ADMINISTRATOR",
        partnership=manager.partnership.slug,
    )


class PartnershipManagerViewSet(SnippetViewSet):
    """Who manages what."""

    model = PartnershipManager
    icon = "user"
    menu_label = _("Partnership managers")
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ManagerListView
    add_view_class = AppointView
    edit_view_class = RefusedEditView
    delete_view_class = WithdrawView
    edit_handler = ObjectList(
        [FieldPanel("partnership"), FieldPanel("email")],
        base_form_class=PartnershipManagerForm,
    )
    list_display = [
        "__str__",
        Column("email", label=_("E-mail address"), accessor="user.email", sort_key="user__email"),
        Column("partnership", label=_("Partnership"), sort_key="partnership__acronym"),
    ]
    list_filter = ["partnership"]
    search_backend_name = None
    search_fields = ["user__email", "user__first_name", "user__last_name", "partnership__acronym"]
    ordering = ["partnership__acronym", "user__email"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartnershipManager]:
        """With what the columns need."""
        return PartnershipManager.objects.select_related("user", "partnership")
