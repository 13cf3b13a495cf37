"""How organisations, and a partnership with its members, are edited."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.inline_rows import kept_forms, tell_duplicate_rows
from partnerships.models import Membership, MembershipRole, Organisation, Partnership


class OrganisationForm(WagtailAdminModelForm):
    """Lets a state that an editor chooses stand, whatever applicants agree to afterwards."""

    instance: Organisation

    def clean(self) -> dict[str, Any]:
        """Whoever changes the state decides."""
        cleaned_data: dict[str, Any] = super().clean()
        if "state" in self.changed_data:
            self.instance.follows_consent = False
        return cleaned_data


class PartnershipForm(WagtailAdminModelForm):
    """Tells at the member what the database would refuse, and lets members swap places."""

    def clean(self) -> dict[str, Any]:
        """A partnership has one coordinator (a condition that formsets do not check)."""
        cleaned_data: dict[str, Any] = super().clean()
        coordinators = [
            form
            for form in kept_forms(self.formsets["memberships"])
            if form.cleaned_data.get("role") == MembershipRole.COORDINATOR
        ]
        for form in coordinators[1:]:
            form.add_error("role", _("A partnership has one coordinator."))
        tell_duplicate_rows(self.formsets.values())
        return cleaned_data

    def save(self, commit: bool = True) -> Partnership:
        """Write changed members anew.

        Rows are saved one by one: were they updated in place, two members that exchange their
        roles would for a moment both be coordinators, which the database refuses.
        """
        if commit and self.instance.pk:
            formset = self.formsets["memberships"]
            for form in formset.initial_forms:
                if form.has_changed() or form in formset.deleted_forms:
                    Membership.objects.filter(pk=form.instance.pk).delete()
        partnership: Partnership = super().save(commit)
        return partnership
