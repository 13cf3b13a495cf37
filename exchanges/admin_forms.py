"""What editors fill in where the model's own fields would not do."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.page_forms import SitePageForm
from partnerships.models import OrganisationKind

VISITOR_KINDS = tuple(
    (kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.PLATFORM
)


class RuleSetForm(WagtailAdminModelForm):
    """Edits a version of the rules; the kinds of organisation are ticked instead of typed."""

    visitor_kinds = forms.MultipleChoiceField(
        label=_("Who may visit"), choices=VISITOR_KINDS, widget=forms.CheckboxSelectMultiple
    )
    host_kinds = forms.MultipleChoiceField(
        label=_("Who may host"), choices=VISITOR_KINDS, widget=forms.CheckboxSelectMultiple
    )


class OfferPageForm(SitePageForm):
    """Edits the page of an offer; the kinds of visitors are ticked instead of typed."""

    visitor_kinds = forms.MultipleChoiceField(
        label=_("For which organisations"),
        choices=VISITOR_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all who may take part."),
    )
