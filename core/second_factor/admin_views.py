"""Taking the second factor away from somebody, in the admin under **Settings › Users**."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import ModelPermissionPolicy

from core.models import User
from core.second_factor.removal import remove_second_factor
from core.second_factor.session import has_second_factor

POLICY = ModelPermissionPolicy(User)


class RemoveSecondFactorView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks first."""

    permission_policy = POLICY
    permission_required = "change"
    template_name = "core/admin/remove_second_factor.html"
    page_title = gettext_lazy("Turn off the second factor")
    header_icon = "key"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the person."""
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(User, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Whose it is."""
        return str(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose second factor it is, and whether there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "person": self.person,
            "is_own": self.person == self.request.user,
            "has_second_factor": has_second_factor(self.person),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn it off."""
        actor = request.user
        if not isinstance(actor, User) or self.person == actor:
            return redirect("mfa_index")
        if remove_second_factor(user=self.person, actor=actor, at=timezone.now()):
            messages.success(request, _("The second factor is off, and the person is told."))
        return redirect(reverse("wagtailusers_users:edit", args=[self.person.pk]))
